/* count(component where …), sum(cost.amount where …): what is asked of the records below, or that refer here. */
#include <string.h>

#include "base/lang.h"
#include "query/query_private.h"
#include "store/store.h"

#define AGGREGATES_DEEP 4

static bool leads_to(const struct entity *from, const struct field *field, const struct entity *to)
{
	if (field->type == TYPE_REF && field->target == to->number)
		return field->parent || field_is_indexed(from, field);
	return field->type == TYPE_ANY && field_is_indexed(from, field);
}

/* The parent; else the only reference that leads here and has an index. */
static const struct field *find_via(const struct entity *from, const struct entity *to, size_t *count)
{
	const struct field *found = NULL;
	*count = 0;
	for (unsigned i = 0; i < from->field_count; i++) {
		const struct field *field = &from->fields[i];
		if (!leads_to(from, field, to))
			continue;
		if (field->parent)
			return field;
		++*count;
		found = field;
	}
	return *count <= 1 ? found : NULL;
}

static bool refuse_via(struct parser *parser, const struct aggregate *aggregate, size_t place, size_t count)
{
	struct text names = {0};
	for (unsigned i = 0; count > 1 && i < aggregate->entity->field_count; i++)
		if (leads_to(aggregate->entity, &aggregate->entity->fields[i], parser->entity))
			text_printf(&names, "%s%s", names.size == 0 ? "" : ", ", aggregate->entity->fields[i].name);
	if (count > 1)
		parser_refuse(parser, place, _("%s refers to %s in several ways; say via and one of: %s"), aggregate->entity->name,
		              parser->entity->name, names.data);
	else
		parser_refuse(parser, place, _("%s has no indexed reference to %s"), aggregate->entity->name, parser->entity->name);
	text_free(&names);
	return false;
}

static bool parse_via(struct parser *parser, struct aggregate *aggregate, size_t place)
{
	size_t count;
	if (!parser_take_word(parser, WORD_VIA)) {
		aggregate->via = find_via(aggregate->entity, parser->entity, &count);
		return aggregate->via != NULL || refuse_via(parser, aggregate, place, count);
	}
	struct slice name = parser->token.text;
	aggregate->via = parser->token.kind == TOKEN_WORD ? schema_find_field(aggregate->entity, name) : NULL;
	if (aggregate->via == NULL || !leads_to(aggregate->entity, aggregate->via, parser->entity))
		return parser_refuse(parser, parser->token.place,
		                     _("the name of an indexed field of %s that refers to %s is missing here"),
		                     aggregate->entity->name, parser->entity->name);
	aggregate->via_written = true;
	parser_advance(parser);
	return true;
}

static bool refuse_entity(struct parser *parser, struct slice name, size_t place)
{
	struct text shown = {0};
	const char *nearest = schema_nearest_entity(name);
	text_append_harmless(&shown, (struct slice){name.data, text_fit(name, 60)}, false);
	if (nearest != NULL)
		parser_refuse(parser, place, _("\"%s\" is no kind of record; did you mean %s?"), shown.data, nearest);
	else
		parser_refuse(parser, place, _("\"%s\" is no kind of record; forvalta schema lists them"), shown.data);
	text_free(&shown);
	return false;
}

static bool can_be_added(const struct aggregate *aggregate, uint8_t type)
{
	enum family family = family_of(type);
	bool number = family == FAMILY_NUMBER || family == FAMILY_MONEY || family == FAMILY_PERCENT;
	return aggregate->word == WORD_SUM ? number : number || type == TYPE_DATE || type == TYPE_QUARTER;
}

/* "component", "cost.amount". */
static bool parse_what(struct parser *parser, struct aggregate *aggregate)
{
	struct slice rest = parser->token.text, name = {0};
	size_t place = parser->token.place, at = 0;
	struct error cause = {0};
	if (parser->token.kind != TOKEN_WORD)
		return parser_refuse(parser, place, _("the name of a kind of record is missing here"));
	slice_next(&rest, '.', &name);
	aggregate->entity = schema_find_entity(name);
	if (aggregate->entity == NULL)
		return refuse_entity(parser, name, place);
	bool counts = aggregate->word == WORD_COUNT || aggregate->word == WORD_EXISTS;
	if (counts != (rest.size == 0))
		return counts ? parser_refuse(parser, place + name.size, _("%s takes a kind of record, without a field"),
		                              word_text(aggregate->word))
		              : parser_refuse(parser, place, _("%s takes a field, such as cost.amount"), word_text(aggregate->word));
	size_t offset = name.size + 1;
	if (!counts && !path_parse(&aggregate->path, aggregate->entity, rest, &at, &cause))
		return parser_refuse_with(parser, place + offset + at, &cause);
	if (!counts && !can_be_added(aggregate, path_field(&aggregate->path)->type))
		return parser_refuse(parser, place + offset, _("%s cannot be made of %s, a %s"), word_text(aggregate->word),
		                     path_field(&aggregate->path)->name, schema_type_name(path_field(&aggregate->path)->type));
	parser_advance(parser);
	return parse_via(parser, aggregate, place);
}

static bool parse_where(struct parser *parser, struct aggregate *aggregate)
{
	const struct entity *outer = parser->entity;
	if (!parser_take_word(parser, WORD_WHERE))
		return true;
	parser->entity = aggregate->entity;
	aggregate->where = parse_condition(parser);
	parser->entity = outer;
	return aggregate->where != NULL;
}

struct aggregate *parse_aggregate(struct parser *parser)
{
	struct aggregate *aggregate = expression_keep(parser->expression, sizeof *aggregate);
	aggregate->word = word_find(parser->token.text);
	aggregate->slot = parser->expression->slots++;
	if (++parser->aggregates > AGGREGATES_DEEP) {
		parser_refuse(parser, parser->token.place, _("what is below can be asked for at most %d deep"), AGGREGATES_DEEP);
		return NULL;
	}
	parser_advance(parser);
	parser_advance(parser);
	bool ok = parse_what(parser, aggregate) && parse_where(parser, aggregate) && parser_expect(parser, TOKEN_CLOSE, ")");
	parser->aggregates--;
	return ok ? aggregate : NULL;
}
