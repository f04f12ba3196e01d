/* What a message says: its subject counts, its body lists. */
#include <string.h>

#include "base/lang.h"
#include "conf/conf.h"
#include "report/report_private.h"

#define COLUMNS 72
#define SHOWN 10 /* of each section; the rest is counted */

/* ---- lines ---- */

/* Broken between words; a word that is longer than a line stays whole. */
static struct slice take_line(struct slice *rest, size_t columns)
{
	size_t fits = text_fit(*rest, columns), size = fits;
	while (size < rest->size && size > 0 && rest->data[size] != ' ')
		size--;
	if (size == 0) {
		const char *blank = memchr(rest->data + fits, ' ', rest->size - fits);
		size = blank == NULL ? rest->size : (size_t)(blank - rest->data);
	}
	struct slice line = {rest->data, size};
	while (size < rest->size && rest->data[size] == ' ')
		size++;
	*rest = (struct slice){rest->data + size, rest->size - size};
	return line;
}

/* `first` stands before the first line, as many blanks before the others. */
static void append_paragraph(struct text *out, const char *first, struct slice words)
{
	struct text harmless = {0};
	size_t indent = text_width(slice_of(first));
	text_append_harmless(&harmless, words, false);
	struct slice rest = text_slice(&harmless);
	text_append_text(out, first);
	do {
		text_append(out, take_line(&rest, COLUMNS - indent));
		text_append_char(out, '\n');
		for (size_t i = 0; rest.size > 0 && i < indent; i++)
			text_append_char(out, ' ');
	} while (rest.size > 0);
	text_free(&harmless);
}

/* ---- the body ---- */

static const char *sign_text(enum desk_sign sign)
{
	switch (sign) {
	case SIGN_NEAR: return "  ▲ ";
	case SIGN_GREAT: return "  ! ";
	case SIGN_QUESTION: return "  ? ";
	default: return "  · ";
	}
}

static void append_item(struct text *out, const struct desk_item *item)
{
	struct text line = {0};
	text_append_text(&line, item->name);
	text_printf(&line, "%s%s", *item->what == '\0' ? "" : " · ", item->what);
	text_printf(&line, "%s%s", *item->when == '\0' ? "" : " · ", item->when);
	append_paragraph(out, sign_text(item->sign), text_slice(&line));
	if (item->detail != NULL)
		append_paragraph(out, "    ", slice_of(item->detail));
	text_free(&line);
}

static const char *section_heading(enum desk_section section)
{
	return section == DESK_FILL ? _("To review") : desk_section_title(section);
}

static void append_section(struct text *out, const struct desk_facts *facts, enum desk_section section, bool brief)
{
	const struct desk_items *items = &facts->sections[section];
	if (items->count == 0)
		return;
	text_printf(out, "\n%s: %zu\n", section_heading(section), items->count);
	for (size_t i = 0; !brief && i < items->count && i < SHOWN; i++)
		append_item(out, &items->items[i]);
	if (!brief && items->count > SHOWN)
		text_printf(out, ngettext("    and %zu more\n", "    and %zu more\n", items->count - SHOWN),
		            items->count - SHOWN);
}

void notice_append_body(struct text *out, const struct desk_facts *facts, struct slice name, const struct conf *conf)
{
	struct text closing = {0};
	int64_t days = conf_number(conf, CONF_notify_again_days, 0);
	bool brief = conf_yes(conf, CONF_notify_brief);
	text_append_harmless(out, name, false);
	text_append_text(out, "\n");
	for (enum desk_section section = 0; section < DESK_NEWS; section++)
		append_section(out, facts, section, brief);
	text_append_char(out, '\n');
	text_printf(&closing, ngettext("What is not handled is told again after %lld day.",
	                               "What is not handled is told again after %lld days.", (unsigned long)days),
	            (long long)days);
	text_printf(&closing, " %s", _("It is handled in the register."));
	append_paragraph(out, "", text_slice(&closing));
	if (*conf_text(conf, CONF_notify_closing) != '\0')
		append_paragraph(out, "", slice_of(conf_text(conf, CONF_notify_closing)));
	text_free(&closing);
}

/* ---- the subject ---- */

static void append_count(struct text *out, enum desk_section section, size_t count)
{
	switch (section) {
	case DESK_DECIDE: text_printf(out, _("decide %zu"), count); break;
	case DESK_ACT: text_printf(out, _("put right %zu"), count); break;
	case DESK_FILL: text_printf(out, _("review %zu"), count); break;
	case DESK_ASKED: text_printf(out, _("asked of you %zu"), count); break;
	default: text_printf(out, _("answers %zu"), count); break;
	}
}

void notice_append_subject(struct text *out, const struct desk_facts *facts)
{
	const char *between = "Forvalta: ";
	for (enum desk_section section = 0; section < DESK_NEWS; section++) {
		if (facts->sections[section].count == 0)
			continue;
		text_append_text(out, between);
		append_count(out, section, facts->sections[section].count);
		between = ", ";
	}
}
