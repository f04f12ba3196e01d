/* Is it true of this record? */
#include "query/evaluation.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct evaluation *evaluation_new(const struct expression *expression, struct reading *reading, size_t *place,
                                  struct error *error)
{
	struct evaluation *evaluation = memory_new(sizeof *evaluation);
	*evaluation = (struct evaluation){.expression = expression, .reading = reading, .error = error};
	evaluation->slots = memory_new_array(expression->slots + 1u, sizeof *evaluation->slots);
	if (evaluation_bind(evaluation))
		return evaluation;
	if (place != NULL)
		*place = evaluation->place;
	evaluation_free(&evaluation);
	return NULL;
}

static void free_slot(struct slot *slot)
{
	text_free(&slot->text);
	free(slot->refs);
	matcher_free(&slot->matcher);
	records_free(&slot->records);
	index_free(&slot->index);
}

void evaluation_free(struct evaluation **evaluation)
{
	if (*evaluation == NULL)
		return;
	for (unsigned i = 0; i < (*evaluation)->expression->slots; i++)
		free_slot(&(*evaluation)->slots[i]);
	free((*evaluation)->slots);
	text_free(&(*evaluation)->scratch[0]);
	text_free(&(*evaluation)->scratch[1]);
	free(*evaluation);
	*evaluation = NULL;
}

static enum truth truth_of(bool is)
{
	return is ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool holds(enum compare compare, int order)
{
	switch (compare) {
	case COMPARE_EQUAL: return order == 0;
	case COMPARE_UNEQUAL: return order != 0;
	case COMPARE_LESS: return order < 0;
	case COMPARE_LESS_EQUAL: return order <= 0;
	case COMPARE_GREATER: return order > 0;
	default: return order >= 0;
	}
}

static struct value operand_value(struct evaluation *evaluation, const struct operand *operand,
                                  const struct record *record)
{
	if (operand->kind == OPERAND_AGGREGATE)
		return aggregate_value(evaluation, operand->aggregate, record);
	struct value value = reading_value(evaluation->reading, record, &operand->path);
	if (operand->shift.unit == 0 || !value.set)
		return value;
	day_t day = shift_day((day_t)value.number, operand->shift);
	return (struct value){.set = day != DAY_UNSET, .number = day};
}

/* The number by which values of a family are ordered: hundredths, days, ranks. */
static __int128 order_number(const struct operand *operand, int64_t number, bool as_day)
{
	switch (family_of(operand->type)) {
	case FAMILY_NUMBER:
	case FAMILY_MONEY:
	case FAMILY_PERCENT: return (__int128)number * (100 / number_scale(operand->type));
	case FAMILY_CHOICE: return (__int128)choice_rank(operand->choices, number);
	default: return operand->type == TYPE_MOMENT && as_day ? moment_day(number) : number;
	}
}

static int order_of(__int128 a, __int128 b)
{
	return (a > b) - (a < b);
}

static int order_bytes(struct slice a, struct slice b)
{
	size_t least = a.size < b.size ? a.size : b.size;
	int order = least == 0 ? 0 : memcmp(a.data, b.data, least);
	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static struct slice made(struct text *scratch, struct slice text, bool ordered)
{
	text_clear(scratch);
	if (ordered)
		text_append_sort_key(scratch, text);
	else
		text_append_folded(scratch, text);
	return text_slice(scratch);
}

static bool is_among(const struct slot *slot, struct ref ref)
{
	for (size_t i = 0; i < slot->ref_count; i++)
		if (ref_equal(slot->refs[i], ref))
			return true;
	return false;
}

/* < 0, 0, > 0; references: 0 or not. */
static int order_literal(struct evaluation *evaluation, const struct operand *left, const struct value *value,
                         const struct literal *literal, bool ordered)
{
	const struct slot *slot = &evaluation->slots[literal->slot];
	__int128 number, times;
	switch (family_of(left->type)) {
	case FAMILY_TEXT:
		return order_bytes(made(&evaluation->scratch[0], value->text, ordered), text_slice(&slot->text));
	case FAMILY_REF:
		return is_among(slot, value->ref) ? 0 : 1;
	case FAMILY_NUMBER: case FAMILY_MONEY: case FAMILY_PERCENT:
		times = 100 / literal->scale;
		return order_of(order_number(left, value->number, false), slot->low * times);
	default:
		number = order_number(left, value->number, false);
		return number < slot->low ? -1 : number > slot->high;
	}
}

/* The text of the left side may last only until the right one is read. */
static enum truth compare_texts(struct evaluation *evaluation, const struct node *node, struct slice left,
                                const struct record *record)
{
	bool ordered = node->compare > COMPARE_UNEQUAL;
	struct slice kept = made(&evaluation->scratch[0], left, ordered);
	struct value right = operand_value(evaluation, &node->right, record);
	if (!right.set)
		return TRUTH_UNKNOWN;
	return truth_of(holds(node->compare, order_bytes(kept, made(&evaluation->scratch[1], right.text, ordered))));
}

static int order_operands(const struct operand *left, const struct value *a, const struct operand *right,
                          const struct value *b)
{
	bool as_day = left->type != right->type;
	if (family_of(left->type) == FAMILY_REF)
		return ref_equal(a->ref, b->ref) ? 0 : 1;
	return order_of(order_number(left, a->number, as_day), order_number(right, b->number, as_day));
}

static bool is_count(const struct operand *operand)
{
	return operand->kind == OPERAND_AGGREGATE &&
	       (operand->aggregate->word == WORD_COUNT || operand->aggregate->word == WORD_EXISTS);
}

/* Both sides as what they are at least and at most; false where one is not set. */
static bool operand_bounds(struct evaluation *evaluation, const struct operand *operand, const struct record *record,
                           __int128 *least, __int128 *most)
{
	if (is_count(operand)) {
		struct bounds bounds = aggregate_count(evaluation, operand->aggregate, record);
		bool exists = operand->aggregate->word == WORD_EXISTS;
		/* exists is a yes or no: rank 0 is yes, 1 is no. */
		*least = exists ? bounds.most == 0 : (__int128)bounds.least * 100;
		*most = exists ? bounds.least == 0 : (__int128)bounds.most * 100;
		return true;
	}
	struct value value = operand_value(evaluation, operand, record);
	*least = *most = value.set ? order_number(operand, value.number, false) : 0;
	return value.set;
}

static enum truth compare_bounds(enum compare compare, const __int128 a[2], const __int128 b[2])
{
	bool equal = a[0] == b[1] && a[1] == b[0]; /* both are certain, and the same */
	bool apart = a[1] < b[0] || a[0] > b[1];
	switch (compare) {
	case COMPARE_EQUAL: return equal ? TRUTH_TRUE : apart ? TRUTH_FALSE : TRUTH_UNKNOWN;
	case COMPARE_UNEQUAL: return apart ? TRUTH_TRUE : equal ? TRUTH_FALSE : TRUTH_UNKNOWN;
	case COMPARE_LESS: return a[1] < b[0] ? TRUTH_TRUE : a[0] >= b[1] ? TRUTH_FALSE : TRUTH_UNKNOWN;
	case COMPARE_LESS_EQUAL: return a[1] <= b[0] ? TRUTH_TRUE : a[0] > b[1] ? TRUTH_FALSE : TRUTH_UNKNOWN;
	case COMPARE_GREATER: return a[0] > b[1] ? TRUTH_TRUE : a[1] <= b[0] ? TRUTH_FALSE : TRUTH_UNKNOWN;
	default: return a[0] >= b[1] ? TRUTH_TRUE : a[1] < b[0] ? TRUTH_FALSE : TRUTH_UNKNOWN;
	}
}

static enum truth test_counts(struct evaluation *evaluation, const struct node *node, const struct record *record)
{
	__int128 left[2], right[2];
	if (!operand_bounds(evaluation, &node->left, record, &left[0], &left[1]))
		return TRUTH_UNKNOWN;
	if (node->right.kind == OPERAND_LITERAL) {
		const struct literal *literal = &node->right.literal;
		bool choice = family_of(node->left.type) == FAMILY_CHOICE;
		right[0] = right[1] = (__int128)evaluation->slots[literal->slot].low * (choice ? 1 : 100 / literal->scale);
	} else if (!operand_bounds(evaluation, &node->right, record, &right[0], &right[1])) {
		return TRUTH_UNKNOWN;
	}
	return compare_bounds(node->compare, left, right);
}

static enum truth test_compare(struct evaluation *evaluation, const struct node *node, const struct record *record)
{
	bool ordered = node->compare > COMPARE_UNEQUAL;
	if (is_count(&node->left) || is_count(&node->right))
		return test_counts(evaluation, node, record);
	struct value left = operand_value(evaluation, &node->left, record);
	if (!left.set)
		return TRUTH_UNKNOWN;
	if (node->right.kind == OPERAND_LITERAL)
		return truth_of(holds(node->compare, order_literal(evaluation, &node->left, &left, &node->right.literal, ordered)));
	if (family_of(node->left.type) == FAMILY_TEXT)
		return compare_texts(evaluation, node, left.text, record);
	struct value right = operand_value(evaluation, &node->right, record);
	return right.set ? truth_of(holds(node->compare, order_operands(&node->left, &left, &node->right, &right)))
	                 : TRUTH_UNKNOWN;
}

static enum truth test_in(struct evaluation *evaluation, const struct node *node, const struct record *record)
{
	struct value value;
	if (is_count(&node->left)) {
		struct bounds bounds = aggregate_count(evaluation, node->left.aggregate, record);
		bool certain =
			node->left.aggregate->word == WORD_EXISTS ? bounds.least > 0 || bounds.most == 0 : bounds.least == bounds.most;
		if (!certain)
			return TRUTH_UNKNOWN;
		bool exists = node->left.aggregate->word == WORD_EXISTS;
		value = (struct value){.set = true, .number = !exists ? bounds.least : bounds.least > 0 ? C_yesno_yes : C_yesno_no};
	} else {
		value = operand_value(evaluation, &node->left, record);
	}
	if (!value.set)
		return TRUTH_UNKNOWN;
	for (size_t i = 0; i < node->item_count; i++)
		if (order_literal(evaluation, &node->left, &value, &node->items[i], false) == 0)
			return TRUTH_TRUE;
	return TRUTH_FALSE;
}

static bool item_is(struct evaluation *evaluation, uint8_t type, struct slice *rest, const struct slot *slot, bool *is)
{
	int64_t number;
	struct slice text;
	struct ref ref;
	switch (type) {
	case TYPE_NUMBERS:
		*is = value_list_next_number(rest, &number) && number == slot->low;
		break;
	case TYPE_TEXTS:
		*is = value_list_next_text(rest, &text) &&
		      slice_equal(made(&evaluation->scratch[0], text, false), text_slice(&slot->text));
		break;
	default:
		*is = value_list_next_ref(rest, &ref) && is_among(slot, ref);
		break;
	}
	return *is;
}

static bool list_contains(struct evaluation *evaluation, const struct node *node, const struct value *value)
{
	const struct slot *slot = &evaluation->slots[node->right.literal.slot];
	struct slice rest = value->text;
	bool is = false;
	if (node->left.type == TYPE_CHOICES)
		return value->number >> (slot->low - 1) & 1;
	while (rest.size > 0) {
		size_t before = rest.size;
		if (item_is(evaluation, node->left.type, &rest, slot, &is) || rest.size == before)
			return is;
	}
	return false;
}

static enum truth test_inside(struct evaluation *evaluation, const struct node *node, const struct record *record)
{
	struct value value = operand_value(evaluation, &node->left, record);
	const struct slot *slot = &evaluation->slots[node->right.literal.slot];
	if (!value.set)
		return TRUTH_UNKNOWN;
	if (family_of(node->left.type) == FAMILY_LIST)
		return truth_of(list_contains(evaluation, node, &value));
	if (node->kind == NODE_MATCHES)
		return matcher_test(evaluation->slots[node->slot].matcher, node->pattern, value.text);
	struct slice text = made(&evaluation->scratch[0], value.text, false);
	return truth_of(slot->text.size == 0 || (text.size >= slot->text.size &&
	                                         memmem(text.data, text.size, slot->text.data, slot->text.size) != NULL));
}

static enum truth test_state(struct evaluation *evaluation, const struct node *node, const struct record *record)
{
	bool set = is_count(&node->left);
	struct value value = {.set = true};
	if (!set)
		value = operand_value(evaluation, &node->left, record);
	if (node->kind == NODE_IS_UNKNOWN)
		return truth_of(value.set && value.number == C_answer_unknown);
	return truth_of(value.set == (node->kind == NODE_IS_SET));
}

/* Kleene: and is the least of the two, or the greatest, not turns around. */
enum truth test_node(struct evaluation *evaluation, const struct node *node, const struct record *record)
{
	enum truth first, second;
	switch (node->kind) {
	case NODE_AND:
		first = test_node(evaluation, node->first, record);
		if (first == TRUTH_FALSE)
			return TRUTH_FALSE;
		second = test_node(evaluation, node->second, record);
		return first < second ? first : second;
	case NODE_OR:
		first = test_node(evaluation, node->first, record);
		if (first == TRUTH_TRUE)
			return TRUTH_TRUE;
		second = test_node(evaluation, node->second, record);
		return first > second ? first : second;
	case NODE_NOT: return (enum truth)(TRUTH_TRUE - test_node(evaluation, node->first, record));
	case NODE_COMPARE: return test_compare(evaluation, node, record);
	case NODE_IN: return test_in(evaluation, node, record);
	case NODE_CONTAINS: case NODE_MATCHES: return test_inside(evaluation, node, record);
	default: return test_state(evaluation, node, record);
	}
}

enum truth evaluation_test(struct evaluation *evaluation, const struct record *record)
{
	return test_node(evaluation, evaluation->expression->root, record);
}
