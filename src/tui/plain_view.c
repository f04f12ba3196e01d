#include "tui/plain_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/record_facts.h"
#include "tui/words.h"

struct plain_view {
	struct screen screen;
	struct text text;
};

static struct slice plain(const struct screen *screen)
{
	return text_slice(&((const struct plain_view *)screen)->text);
}

/* Below a question that is asked meanwhile. */
static void draw(struct screen *screen, struct area area)
{
	(void)screen;
	(void)area;
}

static unsigned type(struct screen *screen, keycode key)
{
	(void)screen;
	return key == '\r' || key == ' ' ? DONE_HANDLED | DONE_CLOSE : DONE_NOTHING;
}

static void close_plain(struct screen *screen)
{
	text_free(&((struct plain_view *)screen)->text);
	free(screen);
}

static const struct screen_ops ops = {
	.help = N_("The same as plain text, to be marked and copied with the terminal's own means. Enter leads back."),
	.contexts = IN_PLAIN,
	.draw = draw,
	.plain = plain,
	.type = type,
	.close = close_plain,
};

void plain_show(struct tui *tui, struct text *text)
{
	struct plain_view *view = memory_new(sizeof(*view));
	view->screen.ops = &ops;
	text_printf(text, "\n%s ", _("Enter leads back to the register."));
	view->text = *text;
	*text = (struct text){0};
	tui_push(tui, &view->screen);
}

/* A value of several lines stands below its label. */
static void append_fact(struct text *out, const struct fact *fact)
{
	bool lines = fact->value != NULL && strchr(fact->value, '\n') != NULL;
	if (fact->heading)
		text_printf(out, "\n%s\n", fact->label);
	else
		text_printf(out, "%s:%s%s\n", fact->label, lines ? "\n" : " ", fact->value);
}

void plain_show_page(struct tui *tui, struct page *page, const struct error *error)
{
	struct text text = {0};
	if (page != NULL)
		page_write(page, PAGE_TEXT, &text);
	else
		text_append_text(&text, error->text);
	page_free(&page);
	plain_show(tui, &text);
}

void plain_show_record(struct app *app, struct ref ref)
{
	struct glance glance = {0};
	struct record record;
	struct facts facts = {0};
	struct text text = {0};
	bool there = glance_open(&glance, app) && view_record(glance.view, ref, &record);
	if (there) {
		facts_read(&facts, &glance, &record);
		text_printf(&text, "%s: ", words_entity(app, record.entity));
		words_title(&text, &glance, &record);
		text_append_char(&text, '\n');
	}
	glance_close(&glance);
	for (size_t i = 0; i < facts.count; i++)
		append_fact(&text, &facts.items[i]);
	facts_free(&facts);
	if (there)
		plain_show(app->tui, &text);
}

void plain_show_text(struct tui *tui, const char *title, const struct text_view *view)
{
	struct text text = {0};
	text_printf(&text, "%s\n\n", title);
	text_view_append(view, &text);
	plain_show(tui, &text);
}
