#include "lifecycle/matrix.h"

#include "lifecycle/exit.h"

uint8_t matrix_check(const struct matrix_requirement requirements[], size_t count, size_t *which)
{
	int64_t weights = 0;
	size_t shoulds = 0;
	for (size_t i = 0; i < count; i++) {
		if (requirements[i].must)
			continue;
		if (requirements[i].weight == NUMBER_UNSET) {
			*which = i;
			return MATRIX_NO_WEIGHT;
		}
		weights += requirements[i].weight;
		shoulds++;
	}
	if (count == 0)
		return MATRIX_NO_REQUIREMENTS;
	return shoulds > 0 && weights == 0 ? MATRIX_NO_WEIGHTS : MATRIX_SOUND;
}

static void judge_must(const struct matrix_score *score, struct offer_standing *standing)
{
	standing->missed += score->met == ANSWER_NO;
	standing->unsettled += score->met != ANSWER_NO && score->met != ANSWER_YES;
}

static void judge_should(int64_t weight, const struct matrix_score *score, struct offer_standing *standing)
{
	if (weight == NUMBER_UNSET)
		weight = 0;
	standing->weights += weight;
	if (score->points == NUMBER_UNSET)
		standing->unscored++;
	else
		standing->weighted += weight * score->points;
}

void matrix_judge(const struct matrix_requirement requirements[], const struct matrix_score scores[], size_t count,
                  struct offer_standing *standing)
{
	*standing = (struct offer_standing){0};
	for (size_t i = 0; i < count; i++)
		if (requirements[i].must)
			judge_must(&scores[i], standing);
		else
			judge_should(requirements[i].weight, &scores[i], standing);
	bool open = standing->unsettled > 0 || standing->unscored > 0;
	standing->state = standing->missed > 0 ? OFFER_EXCLUDED : open ? OFFER_UNDECIDED : OFFER_JUDGED;
}

int64_t matrix_total(const struct offer_standing *standing)
{
	return standing->state == OFFER_JUDGED ? scaled(standing->weighted, 100, standing->weights) : NUMBER_UNSET;
}

static int compare_prices(money_t a, money_t b)
{
	uint64_t left = a == NUMBER_UNSET ? UINT64_MAX : (uint64_t)a ^ UINT64_C(1) << 63;
	uint64_t right = b == NUMBER_UNSET ? UINT64_MAX : (uint64_t)b ^ UINT64_C(1) << 63;
	return (left > right) - (left < right);
}

int matrix_compare(const struct offer_standing *a, money_t price_a, const struct offer_standing *b, money_t price_b)
{
	__int128 left = (__int128)a->weighted * b->weights, right = (__int128)b->weighted * a->weights;
	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	if (a->state == OFFER_JUDGED && left != right)
		return left > right ? -1 : 1;
	return compare_prices(price_a, price_b);
}

void matrix_trace(const struct matrix_requirement requirements[], size_t count, struct matrix_tracing *tracing)
{
	*tracing = (struct matrix_tracing){.count = count};
	for (size_t i = 0; i < count; i++) {
		tracing->traced += requirements[i].traces != 0;
		for (unsigned t = 0; t < MATRIX_TRACES; t++)
			tracing->found_in[t] += requirements[i].traces >> t & 1;
	}
}
