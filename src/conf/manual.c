/* forvalta.conf(5) from the table of options. */
#include <string.h>

#include "base/lang.h"
#include "base/roff.h"
#include "conf/conf_private.h"

static void append_words(struct text *out, const char *words)
{
	roff_append(out, words);
	text_append_char(out, '\n');
}

static void append_example(struct text *out, const char *lines)
{
	text_append_text(out, ".Bd -literal -offset indent\n");
	append_words(out, lines);
	text_append_text(out, ".Ed\n");
}

static void append_limits(struct text *out, const struct conf_row *row)
{
	struct text words = {0};
	text_append_text(&words, _("Write "));
	conf_append_expectation(&words, row);
	if (row->dated)
		text_append_text(&words, _("; may be dated"));
	text_append_char(&words, '.');
	append_words(out, words.data);
	text_free(&words);
}

static void append_option(struct text *out, const struct conf_row *row, bool member)
{
	struct text assignment = {0};
	text_append_text(out, ".It Ic ");
	roff_append_argument(out, slice_of(member ? strchr(row->path, '.') + 1 : row->path));
	text_append_text(out, " = ");
	roff_append_argument(out, slice_of(row->standard));
	text_append_char(out, '\n');
	append_words(out, _(row->help));
	append_limits(out, row);
	if (row->example != NULL) {
		text_printf(&assignment, "%s = %s;", row->path, row->example);
		append_example(out, assignment.data);
	}
	text_free(&assignment);
}

static void open_group(struct text *out, const struct conf_row *row)
{
	text_append_text(out, ".It Ic ");
	roff_append_argument(out, slice_of(row->path));
	text_append_text(out, " = { \\&... }\n");
	append_words(out, _(row->help));
	text_append_text(out, ".Bl -tag -width Ds\n");
}

static void append_options(struct text *out)
{
	bool in_group = false;
	text_append_text(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const struct conf_row *row = conf_row((enum conf_option)i);
		bool member = strchr(row->path, '.') != NULL;
		if (in_group && !member)
			text_append_text(out, ".El\n");
		in_group = member || row->type == CONF_TYPE_GROUP;
		if (row->type == CONF_TYPE_GROUP)
			open_group(out, row);
		else
			append_option(out, row, member);
	}
	text_append_text(out, in_group ? ".El\n.El\n" : ".El\n");
}

void conf_write_manual(struct text *out, const char *day)
{
	text_printf(out, ".Dd %s\n.Dt FORVALTA.CONF 5\n.Os\n.Sh NAME\n.Nm forvalta.conf\n.Nd ", day);
	append_words(out, _("configuration of the register of information systems"));
	text_append_text(out, ".Sh DESCRIPTION\n");
	append_words(out, _("What the organisation decides: where the register is, how long things take, what they cost, "
	                    "which rules hold. Every option has a default, "
	                    "shown below, and the register works without any file. An option that is unknown or written "
	                    "wrongly is an error that names file and line."));
	text_append_text(out, ".Pp\n");
	append_words(out, _("Read in this order, the later over the earlier: /etc/forvalta.conf, forvalta/forvalta.conf "
	                    "in your configuration directory "
	                    "(~/.config), the file after --config."));
	text_append_text(out, ".Pp\n");
	append_words(
		out,
		_("An option that may be dated takes one value, or a list of values with the day that each holds from:"));
	append_example(
		out,
		"discount_rate = ( { from = \"2024-01-01\"; value = 3.0; },\n{ from = \"2027-01-01\"; value = 3.5; } );");
	text_append_text(out, ".Sh OPTIONS\n");
	append_options(out);
	text_append_text(out, ".Sh SEE ALSO\n.Xr forvalta 1 ,\n.Xr forvalta\\-mapping 5\n");
}
