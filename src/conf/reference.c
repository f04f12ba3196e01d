/* conf/forvalta.conf from the table: help, what may be written, the default. */
#include <string.h>

#include "base/lang.h"
#include "conf/conf_private.h"

#define COMMENT_COLUMNS 98

/* Appends `words` as comment lines, broken between words. */
static void append_comment(struct text *out, const char *indent, const char *words)
{
	struct slice rest = slice_of(words), word;
	size_t columns = 0;

	while (slice_next(&rest, ' ', &word)) {
		size_t width = text_width(word);
		if (!columns || columns + 1 + width > COMMENT_COLUMNS) {
			text_printf(out, "%s%s#", columns ? "\n" : "", indent);
			columns = 1;
		}
		text_printf(out, " %.*s", (int)word.size, word.data);
		columns += 1 + width;
	}
	text_append_char(out, '\n');
}

static void append_limits(struct text *out, const struct conf_row *row)
{
	text_append_text(out, _("Write "));
	conf_append_expectation(out, row);
	if (row->dated)
		text_append_text(out, _("; may be dated"));
	text_append_char(out, '.');
}

static void append_option(struct text *out, const struct conf_row *row)
{
	struct text words = {0};

	append_limits(&words, row);
	append_comment(out, "", _(row->help));
	append_comment(out, "", words.data);
	if (row->example) {
		text_clear(&words);
		text_printf(&words, _("Example: %s = %s;"), row->path, row->example);
		append_comment(out, "", words.data);
	}
	text_printf(out, "#%s = %s;\n", row->path, row->standard);
	text_free(&words);
}

/* The options of a group stand on one line each, their limits above them where they differ from those before. */
static void append_member(struct text *out, const struct conf_row *row, struct text *limits)
{
	struct text words = {0};

	append_limits(&words, row);
	if (!slice_equal(text_slice(&words), text_slice(limits))) {
		append_comment(out, "\t", words.data);
		text_clear(limits);
		text_append(limits, text_slice(&words));
	}
	text_printf(out, "\t#%s = %s; # %s\n", strchr(row->path, '.') + 1, row->standard, _(row->help));
	text_free(&words);
}

static void append_head(struct text *out)
{
	append_comment(out, "", _("Forvalta's configuration: every option with its default. Remove the # before an option to "
		"change it. The program never writes this file."));
	text_append_text(out, "#\n");
	append_comment(out, "",
	               _("Read in this order, the later over the earlier: /etc/forvalta.conf, forvalta/forvalta.conf in "
	                 "your configuration directory (~/.config), the file after --config."));
	text_append_text(out, "#\n");
	append_comment(out, "",
	               _("An option that may be dated takes one value, or a list of values with the day that each holds "
	                 "from:"));
	text_append_text(out, "# discount_rate = ( { from = \"2024-01-01\"; value = 3.0; }, { from = \"2027-01-01\"; "
		"value = 3.5; } );\n");
}

void conf_write_reference(struct text *out)
{
	struct text limits = {0};
	bool in_group = false;

	append_head(out);
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const struct conf_row *row = conf_row((enum conf_option)i);
		if (in_group && strchr(row->path, '.')) {
			append_member(out, row, &limits);
			continue;
		}
		text_append_text(out, in_group ? "};\n\n" : "\n");
		text_clear(&limits);
		in_group = row->type == CONF_TYPE_GROUP;
		if (!in_group) {
			append_option(out, row);
			continue;
		}
		append_comment(out, "", _(row->help));
		text_printf(out, "%s = {\n", row->path);
	}
	text_append_text(out, in_group ? "};\n" : "");
	text_free(&limits);
}
