/* The options' rows and what they say of themselves. */
#include <string.h>

#include "base/lang.h"
#include "conf/conf_private.h"

static const struct conf_row rows[] = {
#define CONF_OPTION(id, name, ...) [CONF_##id] = {.path = name, __VA_ARGS__},
#define CONF_GROUP(id, name, ...) [CONF_GROUP_##id] = {.path = name, .type = CONF_TYPE_GROUP, __VA_ARGS__},
#include "conf/options.def"
#undef CONF_OPTION
#undef CONF_GROUP
};

const struct conf_row *conf_row(enum conf_option option)
{
	return &rows[option];
}

static void append_choices(struct text *out, const char *choices)
{
	struct slice rest = slice_of(choices), word;
	const char *between = "";

	while (slice_next(&rest, '|', &word)) {
		text_printf(out, "%s\"%.*s\"", between, (int)word.size, word.data);
		between = ", ";
	}
}

static void append_range(struct text *out, int64_t least, int64_t most, const char *(*write)(int64_t, char *))
{
	char low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];

	text_printf(out, ", %s–%s", write(least, low), write(most, high));
}

static void append_text_size(struct text *out, int least, int most)
{
	if (!least)
		text_printf(out, _("a text of at most %d bytes"), most);
	else if (least == most)
		text_printf(out, _("a text of %d bytes"), most);
	else
		text_printf(out, _("a text of %d to %d bytes"), least, most);
}

void conf_append_expectation(struct text *out, const struct conf_row *row)
{
	switch (row->type) {
	case CONF_TYPE_GROUP:
		text_append_text(out, _("a group in { }"));
		break;
	case CONF_TYPE_TEXT:
		append_text_size(out, (int)row->least, (int)row->most);
		break;
	case CONF_TYPE_CHOICE:
		text_append_text(out, _("one of "));
		append_choices(out, row->choices);
		break;
	case CONF_TYPE_YES:
		text_append_text(out, _("true or false"));
		break;
	case CONF_TYPE_NUMBER:
		text_printf(out, _("a whole number of %s"), _(row->unit));
		append_range(out, row->least, row->most, number_text);
		break;
	case CONF_TYPE_NUMBERS:
		text_printf(out, _("whole numbers of %s in [ ]"), _(row->unit));
		append_range(out, row->least, row->most, number_text);
		break;
	case CONF_TYPE_PERCENT:
		text_append_text(out, _("a percentage with at most two decimals"));
		append_range(out, row->least, row->most, percent_text);
		break;
	case CONF_TYPE_MONEY:
		text_append_text(out, _("an amount with at most two decimals"));
		append_range(out, row->least, row->most, money_text);
		break;
	case CONF_TYPE_DAYS:
		text_append_text(out, _("a group of days such as { LIC = \"2027-01-01\"; }"));
		break;
	case CONF_TYPE_RULES:
		text_append_text(out, _("a group of rules such as { CON-02 = { on = false; }; }"));
		break;
	case CONF_TYPE_OWN_RULES:
		text_append_text(out, _("a list of rules such as ( { id = \"OUR-01\"; … } )"));
		break;
	}
}

bool conf_has_choice(const char *choices, const char *word)
{
	struct slice rest = slice_of(choices), choice;

	while (slice_next(&rest, '|', &choice))
		if (slice_equal_text(choice, word))
			return true;
	return false;
}

void conf_append_defaults(struct text *out)
{
	bool in_group = false;

	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const char *dot = strchr(rows[i].path, '.');
		if (in_group && !dot)
			text_append_text(out, "};\n");
		in_group = dot || rows[i].type == CONF_TYPE_GROUP;
		if (rows[i].type == CONF_TYPE_GROUP)
			text_printf(out, "%s = {\n", rows[i].path);
		else
			text_printf(out, "%s = %s;\n", dot ? dot + 1 : rows[i].path, rows[i].standard);
	}
	text_append_text(out, in_group ? "};\n" : "");
}
