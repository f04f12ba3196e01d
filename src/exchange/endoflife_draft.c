/* The product being read, kept until its end: members come in any order. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/endoflife_private.h"

void draft_product_clear(struct draft_product *product)
{
	text_clear(&product->texts);
	product->name = product->label = product->category = (struct kept_text){0};
	product->has_releases = false;
	product->alias_count = product->identifier_count = product->release_count = 0;
}

void draft_product_free(struct draft_product *product)
{
	text_free(&product->texts);
	free(product->aliases);
	free(product->identifiers);
	free(product->releases);
}

bool draft_keep_text(
	struct draft_product *product, const struct json_value *value, struct kept_text *kept, struct error *error)
{
	unsigned character = 0;
	size_t at = text_first_forbidden(value->text, false, &character);
	if (at != SIZE_MAX) {
		return error_set(error, ERROR_INPUT, _("the character U+%04X may not stand in a text"), character);
	}
	if (product->texts.size + value->text.size > ENDOFLIFE_PRODUCT_LIMIT) {
		return error_set(error, ERROR_INPUT, _("a product of more than %zu bytes"), ENDOFLIFE_PRODUCT_LIMIT);
	}
	*kept = (struct kept_text){product->texts.size, value->text.size};
	text_append(&product->texts, value->text);
	return true;
}

bool draft_add_release(struct draft_product *product, struct error *error)
{
	if (product->release_count == ENDOFLIFE_LIST_LIMIT) {
		return error_set(error, ERROR_INPUT, _("more than %d in one list"), ENDOFLIFE_LIST_LIMIT);
	}
	memory_grow(&product->releases, &product->release_capacity, product->release_count, sizeof *product->releases);
	product->releases[product->release_count++] = (struct draft_release){
		.released = DAY_UNSET, .support_end = DAY_UNSET, .security_end = DAY_UNSET,
		.extended_end = DAY_UNSET, .discontinued = DAY_UNSET, .lts_from = DAY_UNSET,
	};
	return true;
}

static struct slice kept_slice(const struct draft_product *product, struct kept_text kept)
{
	return kept.size ? (struct slice){product->texts.data + kept.offset, kept.size} : (struct slice){"", 0};
}

/* The date decides; yes and no are as of the file's day and count only where there is no date. */
static enum catalogue_state release_state(const struct draft_release *draft)
{
	if (draft->security_end != DAY_UNSET || draft->security_over == NOT_TOLD) {
		return CATALOGUE_DATED;
	}
	return draft->security_over == TOLD_YES ? CATALOGUE_ENDED_UNKNOWN : CATALOGUE_SUPPORTED_UNKNOWN;
}

static struct catalogue_release finished_release(const struct draft_product *product, const struct draft_release *draft,
	day_t today)
{
	return (struct catalogue_release){
		.cycle = kept_slice(product, draft->cycle),
		.label = kept_slice(product, draft->label),
		.codename = kept_slice(product, draft->codename),
		.latest = kept_slice(product, draft->latest),
		.released = draft->released,
		.support_end = draft->support_end,
		.security_end = draft->security_end,
		.extended_end = draft->extended_end,
		.discontinued = draft->discontinued,
		.state = release_state(draft),
		.is_lts = draft->lts_from != DAY_UNSET ? draft->lts_from <= today : draft->is_lts == TOLD_YES,
	};
}

static void count_release(struct catalogue_counts *counts, const struct draft_release *draft)
{
	enum catalogue_state state = release_state(draft);
	counts->ended_unknown += state == CATALOGUE_ENDED_UNKNOWN;
	counts->supported_unknown += state == CATALOGUE_SUPPORTED_UNKNOWN;
	counts->undated += draft->support_end == DAY_UNSET && draft->support_over != NOT_TOLD;
	counts->undated += draft->extended_end == DAY_UNSET && draft->extended_over != NOT_TOLD;
	counts->undated += draft->discontinued == DAY_UNSET && draft->is_discontinued != NOT_TOLD;
}

static int compare_cycles(const void *a, const void *b)
{
	const struct slice *one = a, *other = b;
	size_t size = one->size < other->size ? one->size : other->size;
	int order = memcmp(one->data, other->data, size);
	return order ? order : (one->size > other->size) - (one->size < other->size);
}

static bool check_cycles(const struct catalogue_product *product, struct error *error)
{
	size_t count = product->release_count;
	struct slice *cycles = memory_new_array(count + 1, sizeof *cycles);
	struct slice twice = {0};
	for (size_t i = 0; i < count; i++) {
		cycles[i] = product->releases[i].cycle;
	}
	qsort(cycles, count, sizeof *cycles, compare_cycles);
	for (size_t i = 1; i < count && !twice.data; i++) {
		if (slice_equal(cycles[i - 1], cycles[i])) {
			twice = cycles[i];
		}
	}
	free(cycles);
	return !twice.data
		|| error_set(error, ERROR_INPUT, _("the release \"%.*s\" stands twice"),
			(int)(twice.size < 80 ? twice.size : 80), twice.data);
}

static bool check_product(const struct draft_product *draft, struct error *error)
{
	if (draft->name.size == 0) {
		return error_set(error, ERROR_INPUT, _("a product without a name"));
	}
	if (!draft->has_releases) {
		return error_set(error, ERROR_INPUT,
			_("a product without releases: this is the short list, the file to fetch is \"products/full\""));
	}
	for (size_t i = 0; i < draft->release_count; i++) {
		if (draft->releases[i].cycle.size == 0) {
			return error_set(error, ERROR_INPUT, _("release %zu of the product has no name"), i + 1);
		}
	}
	return true;
}

static void finish_lists(const struct endoflife *reader, struct slice *aliases,
	struct catalogue_identifier *identifiers, struct catalogue_release *releases)
{
	const struct draft_product *draft = &reader->product;
	for (size_t i = 0; i < draft->alias_count; i++) {
		aliases[i] = kept_slice(draft, draft->aliases[i]);
	}
	for (size_t i = 0; i < draft->identifier_count; i++) {
		identifiers[i].type = kept_slice(draft, draft->identifiers[i].type);
		identifiers[i].id = kept_slice(draft, draft->identifiers[i].id);
	}
	for (size_t i = 0; i < draft->release_count; i++) {
		releases[i] = finished_release(draft, &draft->releases[i], reader->options->today);
	}
}

static void count_product(struct catalogue_counts *counts, const struct draft_product *draft)
{
	counts->products++;
	counts->releases += draft->release_count;
	counts->aliases += draft->alias_count;
	counts->identifiers += draft->identifier_count;
	for (size_t i = 0; i < draft->release_count; i++) {
		count_release(counts, &draft->releases[i]);
	}
}

bool draft_tell(struct endoflife *reader, struct error *error)
{
	struct draft_product *draft = &reader->product;
	if (!check_product(draft, error)) {
		return false;
	}
	struct slice *aliases = memory_new_array(draft->alias_count + 1, sizeof *aliases);
	struct catalogue_identifier *identifiers = memory_new_array(draft->identifier_count + 1, sizeof *identifiers);
	struct catalogue_release *releases = memory_new_array(draft->release_count + 1, sizeof *releases);
	finish_lists(reader, aliases, identifiers, releases);
	struct catalogue_product product = {
		.name = kept_slice(draft, draft->name),
		.label = kept_slice(draft, draft->label),
		.category = kept_slice(draft, draft->category),
		.bare = reader->form == FORM_V0,
		.aliases = aliases, .alias_count = draft->alias_count,
		.identifiers = identifiers, .identifier_count = draft->identifier_count,
		.releases = releases, .release_count = draft->release_count,
	};
	bool told = check_cycles(&product, error) && reader->handler(reader->context, &product, error);
	if (told) {
		count_product(&reader->counts, draft);
		draft_product_clear(draft);
	}
	free(aliases);
	free(identifiers);
	free(releases);
	return told;
}
