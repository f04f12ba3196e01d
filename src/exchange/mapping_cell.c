/* What a mapping says of a field: where its value comes from and how it is written there. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/mapping_private.h"

/* ( ("Level 1 - Public", "0"), ("n/a", "") ) : from, to; an empty text makes the field not set. */
static bool take_pairs(struct mapping *mapping, const struct node *node, struct plan_translation **pairs, size_t *count)
{
	bool ok = node_is_list(node) && *pairs == NULL;
	if (ok)
		*pairs = memory_new_array(node_count(node) + 1, sizeof **pairs);
	for (size_t i = 0; ok && i < node_count(node); i++) {
		const struct node *pair = node_at(node, i);
		const char *from = node_count(pair) == 2 ? node_text(node_at(pair, 0)) : NULL;
		const char *to = node_count(pair) == 2 ? node_text(node_at(pair, 1)) : NULL;
		ok = from != NULL && to != NULL;
		if (ok)
			(*pairs)[(*count)++] = (struct plan_translation){memory_copy_text(from), memory_copy_text(to)};
	}
	return ok || document_refuse(mapping->document, node, mapping->error,
	                             _("%s: pairs are wanted: ( (\"from\", \"to\"), … )"), node_name(node));
}

static bool take_values(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_cell *cell = into;
	return take_pairs(mapping, node, &cell->translations, &cell->translation_count);
}

static bool take_beginnings(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_cell *cell = into;
	return take_pairs(mapping, node, &cell->beginnings, &cell->beginning_count);
}

static bool take_dates(struct mapping *mapping, const struct node *node, void *into)
{
	static const char *const names[] = {
		[DATE_ISO] = "iso", [DATE_DAY_MONTH_YEAR] = "day-month-year", [DATE_MONTH_DAY_YEAR] = "month-day-year",
		[DATE_ENGLISH] = "english", [DATE_TIMESTAMP] = "timestamp", [DATE_FILETIME] = "filetime",
		[DATE_GENERALIZED] = "generalized"};
	struct plan_cell *cell = into;
	for (size_t i = 0; node_text(node) != NULL && i < COUNT_OF(names); i++)
		if (strcmp(node_text(node), names[i]) == 0) {
			cell->dates = (enum plan_dates)i;
			return true;
		}
	return document_refuse(mapping->document, node, mapping->error,
	                       _("dates: one of \"iso\", \"day-month-year\", \"month-day-year\", \"english\", \"timestamp\", "
	                         "\"filetime\", \"generalized\" is wanted"));
}

static bool take_decimal(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_cell *cell = into;
	const char *text = node_text(node);
	if (text == NULL || (strcmp(text, ",") != 0 && strcmp(text, ".") != 0))
		return document_refuse(mapping->document, node, mapping->error, _("decimal: \",\" or \".\" is wanted"));
	cell->decimal = *text;
	return true;
}

static bool take_thousands(struct mapping *mapping, const struct node *node, void *into)
{
	if (node_text(node) == NULL || strlen(node_text(node)) != 1 || strchr(",.'", *node_text(node)) == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("thousands: \",\", \".\" or \"'\" is wanted"));
	return mapping_take_text(mapping, node, into);
}

/* Digits with at most six decimals, above nothing. */
static bool is_rate(const char *text)
{
	size_t whole = text == NULL ? 0 : strspn(text, "0123456789");
	size_t decimals = whole == 0 || text[whole] != '.' ? 0 : strspn(text + whole + 1, "0123456789");
	size_t size = whole + (decimals > 0 ? decimals + 1 : 0);
	return whole > 0 && whole <= 9 && decimals <= 6 && text[size] == '\0' && strpbrk(text, "123456789") != NULL;
}

static bool take_rate(struct mapping *mapping, const struct node *node, void *into)
{
	if (!is_rate(node_text(node)))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("rate: what one of it is in the register's currency is wanted, in quotes: \"7.05\""));
	return mapping_take_text(mapping, node, into);
}

/* A choice of two words, one of which is what happens anyway. */
static bool take_word(struct mapping *mapping, const struct node *node, const char *yes, const char *no, bool *value)
{
	const char *text = node_text(node);
	if (text == NULL || (strcmp(text, yes) != 0 && strcmp(text, no) != 0))
		return document_refuse(mapping->document, node, mapping->error, _("%s: \"%s\" or \"%s\" is wanted"),
		                       node_name(node), yes, no);
	*value = strcmp(text, yes) == 0;
	return true;
}

static bool take_empty(struct mapping *mapping, const struct node *node, void *into)
{
	return take_word(mapping, node, "clear", "keep", into);
}

static bool take_several(struct mapping *mapping, const struct node *node, void *into)
{
	return take_word(mapping, node, "first", "all", into);
}

static bool take_unknown_field(struct mapping *mapping, const struct node *node, struct plan_cell *cell)
{
	cell->unknown_to = mapping_field(mapping, node, mapping->entity, node_text(node));
	return cell->unknown_to != NULL &&
	       (cell->unknown_to->type == TYPE_TEXT ||
	        document_refuse(mapping->document, node, mapping->error,
	                        _("unknown: \"keep\", \"reject\" or a field of text is wanted; %s is none"),
	                        cell->unknown_to->name));
}

/* "keep", "reject", or the name of a field of text that gets what was named. */
static bool take_unknown(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_cell *cell = into;
	const char *text = node_text(node);
	if (text != NULL && strcmp(text, "keep") != 0 && strcmp(text, "reject") != 0)
		return take_unknown_field(mapping, node, cell);
	return take_word(mapping, node, "keep", "reject", &cell->leave_unknown);
}

#define AT(member) offsetof(struct plan_cell, member)

static const struct mapping_option cell_options[] = {
	{"column", mapping_take_text, AT(header)},
	{"or", mapping_take_text, AT(alternative)},
	{"constant", mapping_take_text, AT(constant)},
	{"until", mapping_take_text, AT(until)},
	{"several", take_several, AT(first)},
	{"lower", mapping_take_flag, AT(lower)},
	{"values", take_values, 0},
	{"begins", take_beginnings, 0},
	{"otherwise", mapping_take_text, AT(otherwise)},
	{"prefix", mapping_take_text, AT(prefix)},
	{"distinct", mapping_take_text, AT(distinct)},
	{"cut", mapping_take_flag, AT(cut)},
	{"dates", take_dates, 0},
	{"exclusive", mapping_take_flag, AT(exclusive)},
	{"decimal", take_decimal, 0},
	{"thousands", take_thousands, AT(thousands)},
	{"currency", mapping_take_text, AT(currency)},
	{"rate", take_rate, AT(rate)},
	{"found_in", mapping_take_text, AT(found_in)},
	{"unknown", take_unknown, 0},
	{"empty", take_empty, AT(clears)},
	{"not_after", mapping_take_text, AT(not_after)},
	{"when_empty", mapping_take_text, AT(when_empty)},
	{"only_unset", mapping_take_flag, AT(only_unset)},
	{NULL, NULL, 0},
};

static const struct field *find_field(struct mapping *mapping, const struct node *node, const struct entity *entity)
{
	const struct field *field = schema_find_field(entity, slice_of(node_name(node)));
	if (field != NULL && !field->internal)
		return field;
	const char *near = schema_nearest_field(entity, slice_of(node_name(node)));
	document_refuse(mapping->document, node, mapping->error,
	                _("%s has no field \"%s\" that can be given; the nearest is %s"), entity->name, node_name(node),
	                near == NULL ? "?" : near);
	return NULL;
}

/* What goes with the field's type only. */
static bool check_cell(struct mapping *mapping, const struct node *node, const struct plan_cell *cell)
{
	const char *name = node_name(node);
	if ((cell->header == NULL) == (cell->constant == NULL))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: a column or a constant is wanted, one of them"), name);
	if ((cell->thousands != NULL || cell->currency != NULL || cell->rate != NULL) && cell->field->type != TYPE_MONEY)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: thousands, currency and rate go with amounts only"), name);
	if (cell->currency != NULL && cell->rate == NULL)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: a currency wants a rate: what one of it is in the register's currency"), name);
	if (cell->thousands != NULL && *cell->thousands == cell->decimal)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: thousands and decimal are the same sign"), name);
	if ((cell->found_in != NULL || cell->leave_unknown || cell->unknown_to != NULL) && cell->field->type != TYPE_REF)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: found_in and unknown go with references only"), name);
	return true;
}

bool mapping_take_cell(struct mapping *mapping, const struct node *node, struct plan_record *record)
{
	struct plan_cell *cell = &record->cells[record->cell_count++];
	bool ok = true;
	*cell = (struct plan_cell){.decimal = '.', .column = SIZE_MAX};
	cell->field = find_field(mapping, node, record->entity);
	if (cell->field == NULL)
		return false;
	if (node_text(node) != NULL)
		cell->header = memory_copy_text(node_text(node));
	else if (!node_is_group(node))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: the name of a column, or a group { column = …; }, is wanted"), node_name(node));
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = mapping_take(mapping, node_at(node, i), cell_options, cell);
	return ok && check_cell(mapping, node, cell);
}
