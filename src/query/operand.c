/* What stands on either side of a comparison: read as written, then understood beside the other side. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "query/query_private.h"

static bool at_swedish_today(const struct parser *parser)
{
	return parser->token.kind == TOKEN_WORD && parser->ahead.kind == TOKEN_WORD &&
	       slice_equal_text(parser->token.text, "i") && slice_equal_text(parser->ahead.text, "dag");
}

/* "12m", "12 months". */
static bool parse_step(struct parser *parser, int sign, struct shift *shift)
{
	size_t digits = 0, place = parser->token.place;
	struct slice text = parser->token.text, unit;
	int count = 0;
	while (parser->token.kind == TOKEN_NUMBER && digits < text.size && digits < 6 && text.data[digits] >= '0' &&
	       text.data[digits] <= '9')
		count = count * 10 + (text.data[digits++] - '0');
	unit = (struct slice){text.data + digits, text.size - digits};
	if (digits > 0 && unit.size == 0 && parser->ahead.kind == TOKEN_WORD) {
		parser_advance(parser);
		unit = parser->token.text;
	}
	char letter = digits > 0 && digits < 6 ? word_unit(unit) : 0;
	if (letter == 0)
		return parser_refuse(parser, place, _("write how far the day is moved as 30d, 6w, 12m or 2y"));
	*shift = (struct shift){sign * count, letter};
	parser_advance(parser);
	return true;
}

static bool parse_shift(struct parser *parser, struct shift *shift)
{
	if (parser->token.kind != TOKEN_PLUS && parser->token.kind != TOKEN_MINUS)
		return true;
	int sign = parser->token.kind == TOKEN_PLUS ? 1 : -1;
	parser_advance(parser);
	return parse_step(parser, sign, shift);
}

static bool is_aggregate(const struct parser *parser)
{
	return parser->token.kind == TOKEN_WORD && parser->ahead.kind == TOKEN_OPEN &&
	       word_find(parser->token.text) >= WORD_COUNT;
}

static bool parse_today(struct parser *parser, struct written *written)
{
	if (at_swedish_today(parser))
		parser_advance(parser);
	parser_advance(parser);
	written->kind = WRITTEN_TODAY;
	return parse_shift(parser, &written->shift);
}

static bool parse_number(struct parser *parser, struct written *written)
{
	written->kind = WRITTEN_NUMBER;
	if (parser->token.kind == TOKEN_MINUS) {
		written->minus = true;
		parser_advance(parser);
	}
	written->text = parser->token.text;
	if (parser->token.kind != TOKEN_NUMBER)
		return parser_refuse(parser, parser->token.place, _("a number is missing after the minus sign"));
	parser_advance(parser);
	return true;
}

bool parse_written(struct parser *parser, struct written *written)
{
	*written = (struct written){.place = parser->token.place, .text = parser->token.text};
	if (is_aggregate(parser)) {
		written->kind = WRITTEN_AGGREGATE;
		written->aggregate = parse_aggregate(parser);
		return written->aggregate != NULL;
	}
	if (parser_at_word(parser, WORD_TODAY) || at_swedish_today(parser))
		return parse_today(parser, written);
	switch (parser->token.kind) {
	case TOKEN_NUMBER: case TOKEN_MINUS:
		return parse_number(parser, written);
	case TOKEN_TEXT: case TOKEN_WORD:
		written->kind = parser->token.kind == TOKEN_TEXT ? WRITTEN_TEXT : WRITTEN_WORD;
		parser_advance(parser);
		return written->kind == WRITTEN_TEXT || parse_shift(parser, &written->shift);
	default:
		return parser_refuse(parser, parser->token.place, _("a field or a value is missing here"));
	}
}

bool written_is_path(struct parser *parser, const struct written *written)
{
	struct path path;
	return written->kind == WRITTEN_AGGREGATE ||
	       (written->kind == WRITTEN_WORD && path_parse(&path, parser->entity, written->text, NULL, NULL));
}

static void describe(struct operand *operand, const struct field *field)
{
	operand->type = field->type;
	operand->choices = choices_of(field);
	operand->target = field->target;
}

static void describe_aggregate(struct operand *operand)
{
	if (operand->aggregate->path.count > 0)
		describe(operand, path_field(&operand->aggregate->path));
	else
		operand->type = operand->aggregate->word == WORD_EXISTS ? TYPE_YESNO : TYPE_NUMBER;
	if (operand->aggregate->word == WORD_EXISTS)
		operand->choices = CHOICES_yesno;
}

bool written_to_operand(struct parser *parser, const struct written *written, struct operand *operand)
{
	struct error cause = {0};
	size_t place = 0;
	*operand = (struct operand){.place = written->place, .shift = written->shift};
	if (written->kind == WRITTEN_AGGREGATE) {
		operand->kind = OPERAND_AGGREGATE;
		operand->aggregate = written->aggregate;
		describe_aggregate(operand);
		return true;
	}
	if (written->kind != WRITTEN_WORD)
		return parser_refuse(parser, written->place, _("the name of a field is missing here"));
	operand->kind = OPERAND_PATH;
	if (!path_parse(&operand->path, parser->entity, written->text, &place, &cause))
		return parser_refuse_with(parser, written->place + place, &cause);
	describe(operand, path_field(&operand->path));
	if (written->shift.unit != 0 && operand->type != TYPE_DATE)
		return parser_refuse(parser, written->place, _("%s is no date: it cannot be moved by days or months"),
		                     path_field(&operand->path)->name);
	return true;
}

/* The inside of a quoted text, doubled quotes made single. */
void append_unquoted(struct text *out, struct slice quoted)
{
	for (size_t i = 1; i + 1 < quoted.size; i++) {
		text_append_char(out, quoted.data[i]);
		if (quoted.data[i] == quoted.data[0])
			i++;
	}
}

static struct slice keep_text(struct parser *parser, const struct written *written)
{
	struct text plain = {0};
	if (written->kind == WRITTEN_TEXT)
		append_unquoted(&plain, written->text);
	else
		text_append(&plain, written->text);
	char *kept = expression_keep(parser->expression, plain.size + 1);
	if (plain.size > 0)
		memcpy(kept, plain.data, plain.size);
	struct slice text = {kept, plain.size};
	text_free(&plain);
	return text;
}

static bool literal_number(struct parser *parser, const struct written *written, const struct operand *beside,
                           struct literal *literal)
{
	struct slice text = literal->text;
	struct error cause = {0};
	struct text signed_text = {0};
	bool point = memchr(text.data, '.', text.size) != NULL && beside->type != TYPE_NUMBERS;
	if (family_of(beside->type) == FAMILY_PERCENT && text.size > 1 && text.data[text.size - 1] == '%')
		text = slice_trim((struct slice){text.data, text.size - 1});
	text_append_text(&signed_text, written->minus ? "-" : "");
	text_append(&signed_text, text);
	literal->kind = LITERAL_NUMBER;
	literal->scale = number_scale(beside->type) == 100 || point ? 100 : 1;
	bool ok = literal->scale == 100 ? decimal_parse(text_slice(&signed_text), &literal->number, &cause)
	                                : number_parse(text_slice(&signed_text), &literal->number, &cause);
	text_free(&signed_text);
	return ok || parser_refuse_with(parser, written->place, &cause);
}

static bool literal_day(struct parser *parser, const struct written *written, const struct operand *beside,
                        struct literal *literal)
{
	struct error cause = {0};
	day_t day;
	literal->kind = LITERAL_DAY;
	if (beside->type == TYPE_MOMENT && literal->text.size > 10 && literal->text.data[10] == 'T') {
		literal->kind = LITERAL_MOMENT;
		return moment_parse(literal->text, &literal->number, &cause) || parser_refuse_with(parser, written->place, &cause);
	}
	if (!day_parse(literal->text, &day, &cause))
		return parser_refuse_with(parser, written->place, &cause);
	literal->number = day;
	return true;
}

static bool literal_quarter(struct parser *parser, const struct written *written, struct literal *literal)
{
	struct error cause = {0};
	int32_t quarter;
	if (!quarter_parse(literal->text, &quarter, &cause))
		return parser_refuse_with(parser, written->place, &cause);
	literal->kind = LITERAL_NUMBER;
	literal->scale = 1;
	literal->number = quarter;
	return true;
}

static bool literal_choice(struct parser *parser, const struct written *written, const struct operand *beside,
                           struct literal *literal)
{
	const struct choice_set *set = schema_choices(beside->choices);
	const struct choice *choice = schema_find_choice(set, literal->text);
	struct text names = {0}, shown = {0};
	if (choice == NULL) {
		for (size_t i = 0; i < set->count; i++)
			text_printf(&names, "%s%s", i == 0 ? "" : ", ", set->choices[i].name);
		text_append_harmless(&shown, (struct slice){literal->text.data, text_fit(literal->text, 60)}, false);
		parser_refuse(parser, written->place, _("\"%s\" is none of: %s"), shown.data, names.data);
		text_free(&names);
		text_free(&shown);
		return false;
	}
	literal->kind = LITERAL_NUMBER;
	literal->scale = 1;
	literal->number = choice->number;
	return true;
}

static bool literal_text(struct parser *parser, const struct written *written, struct literal *literal)
{
	struct text shown = {0};
	literal->kind = LITERAL_TEXT;
	if (written->kind == WRITTEN_TEXT)
		return true;
	if (written->kind == WRITTEN_NUMBER)
		return parser_refuse(parser, written->place, _("this is compared with a text; a text stands in quotes"));
	if (written_is_path(parser, written))
		return parser_refuse(parser, written->place, _("only a text in quotes can stand here, no field"));
	text_append_harmless(&shown, (struct slice){literal->text.data, text_fit(literal->text, 60)}, false);
	parser_refuse(parser, written->place, _("\"%s\" is no field of %s; a text stands in quotes"), shown.data,
	              parser->entity->name);
	text_free(&shown);
	return false;
}

/* A word where a number or a day is wanted. */
static bool refuse_word(struct parser *parser, const struct written *written, const struct operand *beside)
{
	struct text shown = {0};
	text_append_harmless(&shown, (struct slice){written->text.data, text_fit(written->text, 60)}, false);
	parser_refuse(parser, written->place, _("\"%s\" is no field of %s and no %s"), shown.data, parser->entity->name,
	              schema_type_name(beside->type));
	text_free(&shown);
	return false;
}

/* `beside` of a list: its items. */
static bool literal_of_type(struct parser *parser, const struct written *written, const struct operand *beside,
                            struct literal *literal)
{
	enum family family = family_of(beside->type);
	if (written->kind == WRITTEN_WORD &&
	    ((family >= FAMILY_NUMBER && family <= FAMILY_QUARTER) || beside->type == TYPE_NUMBERS))
		return refuse_word(parser, written, beside);
	switch (beside->type) {
	case TYPE_TEXT: case TYPE_NOTE: case TYPE_TEXTS:
		return literal_text(parser, written, literal);
	case TYPE_CHOICE: case TYPE_CHOICES: case TYPE_YESNO: case TYPE_ANSWER:
		return literal_choice(parser, written, beside, literal);
	case TYPE_DATE: case TYPE_MOMENT:
		return literal_day(parser, written, beside, literal);
	case TYPE_QUARTER:
		return literal_quarter(parser, written, literal);
	case TYPE_REF: case TYPE_ANY: case TYPE_REFS:
		literal->kind = LITERAL_REF;
		return true;
	default:
		return literal_number(parser, written, beside, literal);
	}
}

bool written_to_literal(struct parser *parser, const struct written *written, const struct operand *beside,
                        struct literal *literal)
{
	*literal = (struct literal){.place = written->place, .slot = parser->expression->slots++, .shift = written->shift};
	if (written->kind == WRITTEN_AGGREGATE)
		return parser_refuse(parser, written->place, _("only a value can stand here, no %s"),
		                     word_text(written->aggregate->word));
	if (written->kind == WRITTEN_TODAY) {
		literal->kind = LITERAL_TODAY;
		return family_of(beside->type) == FAMILY_DAY ||
		       parser_refuse(parser, written->place, _("a day cannot be compared with a %s"), schema_type_name(beside->type));
	}
	if (written->shift.unit != 0)
		return parser_refuse(parser, written->place, _("only days can be moved by days or months"));
	literal->text = keep_text(parser, written);
	if (literal->text.size == 0 && beside->type != TYPE_TEXT && beside->type != TYPE_NOTE)
		return parser_refuse(parser, written->place, _("the value is empty; use is unset"));
	if (written->minus && !(family_of(beside->type) >= FAMILY_NUMBER && family_of(beside->type) <= FAMILY_PERCENT) &&
	    beside->type != TYPE_NUMBERS)
		return parser_refuse(parser, written->place, _("a number cannot be compared with a %s"),
		                     schema_type_name(beside->type));
	return literal_of_type(parser, written, beside, literal);
}
