#include "tui/health_page.h"

#include "base/lang.h"
#include "base/memory.h"
#include "report/health.h"
#include "report/page.h"
#include "store/store.h"
#include "tui/report_screen.h"

static void tell_checks(struct page *page, const struct session *session, const struct health *health)
{
	const struct page_column columns[] = {
		{"wrong", "", PAGE_WORDS, PAGE_BESIDE}, {"name", _("What"), PAGE_WORDS, PAGE_BESIDE},
		{"words", _("How it is"), PAGE_WORDS, PAGE_BELOW}};
	struct text words = {0};
	page_heading(page, _("Whether all is well"));
	page_table(page, "checks", columns, COUNT_OF(columns), true);
	for (const struct health_check *check = health_checks; check->name != NULL; check++) {
		text_clear(&words);
		enum verdict verdict = check->look(session, health, &words);
		if (verdict != VERDICT_NONE)
			page_row(page, (struct page_cell[]){page_words(verdict == VERDICT_WRONG ? "!" : ""),
				page_words(_(check->label)), page_words(words.data)});
	}
	text_free(&words);
}

static void tell_store(struct page *page, const struct app *app, const struct health *health)
{
	struct text room = {0};
	struct view *view = view_open(app->session->store, NULL);
	page_heading(page, _("The store"));
	page_fact(page, "store", _("Store"), page_words(store_directory(app->session->store)));
	page_fact(page, "format", _("Format"), page_number(STORE_FORMAT));
	page_fact(page, "engine", _("Engine"), page_words(health->figures.engine));
	text_printf(&room, "%llu / %llu MiB", (unsigned long long)health->figures.used >> 20,
		(unsigned long long)health->figures.map_size >> 20);
	page_fact(page, "map", _("Room"), page_words(room.data));
	if (view != NULL)
		page_fact(page, "entries", _("Change log"), page_number((int64_t)view_sequence(view)));
	if (view != NULL)
		view_close(&view);
	text_free(&room);
}

static struct page *make(struct app *app, void *context, struct error *error)
{
	struct health health;
	(void)context;
	if (!health_gather(app->session, &health, error))
		return NULL;
	struct page *page = page_new("health", _("The register itself"), app->session->conf);
	tell_checks(page, app->session, &health);
	tell_store(page, app, &health);
	return page;
}

void open_health(struct app *app)
{
	report_show(app, _("The register itself"), &(struct report_source){.make = make});
}
