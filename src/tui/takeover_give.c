#include "base/lang.h"
#include "base/memory.h"
#include "tui/picker.h"
#include "tui/record_finder.h"
#include "tui/takeover_private.h"
#include "tui/words.h"

#define GIVE_STAYS 100
#define GIVE_ANOTHER 101

static void choose(struct takeover_screen *takeover, struct ref about, uint8_t target)
{
	struct takeover_request *request = &takeover->request;
	for (size_t i = 0; i < request->choice_count; i++)
		if (ref_equal(request->choices[i].about, about)) {
			request->choices[i].target = target;
			return;
		}
	memory_grow(&request->choices, &takeover->choice_capacity, request->choice_count, sizeof *request->choices);
	request->choices[request->choice_count++] = (struct takeover_choice){about, target};
}

/* The marked rows where there are some, else what the cursor stands on. */
static void give(struct takeover_screen *takeover, uint8_t target)
{
	struct takeover_rows *rows = &takeover->rows;
	struct takeover_group items;
	for (size_t i = 0; i < rows->list.mark_count; i++)
		choose(takeover, record_found(rows->list.marks[i]), target);
	if (rows->list.mark_count == 0 && takeover_rows_selected(rows, &items))
		for (size_t i = 0; i < items.count; i++)
			choose(takeover, rows->plan->items[items.first + i].ref, target);
	takeover_show_anew(takeover);
}

static void another_found(struct tui *tui, void *owner, uint64_t key)
{
	struct takeover_screen *takeover = owner;
	struct takeover_request *request = &takeover->request;
	struct error error = {0};
	request->into[request->into_count++] = record_found(key);
	struct takeover *made = takeover_work_out(takeover->rows.app, request, &error);
	if (made == NULL) {
		request->into_count--;
		tui_say_error(tui, &error);
		return;
	}
	takeover_free(&made);
	give(takeover, (uint8_t)(request->into_count - 1));
	takeover_name(takeover);
}

static void given(struct tui *tui, void *owner, uint64_t key)
{
	struct takeover_screen *takeover = owner;
	const uint8_t entities[] = {takeover->request.from.entity, 0};
	(void)tui;
	if (key != GIVE_ANOTHER) {
		give(takeover, key == GIVE_STAYS ? TAKEOVER_LEFT : (uint8_t)(key - 1));
		return;
	}
	record_finder_open(takeover->rows.app, &(struct record_finding){
		.title = _("Who else takes over?"), .entities = entities, .found = another_found, .owner = takeover});
}

void takeover_ask_who_gets(struct takeover_screen *takeover)
{
	const struct list_column columns[] = {{.title = _("To"), .least = 20}, {.title = _("Code"), .least = 8, .most = 12}};
	const struct takeover_request *request = &takeover->request;
	struct choices choices = {0};
	struct glance glance = {0};
	if (!glance_open(&glance, takeover->rows.app))
		return;
	for (size_t i = 0; i < request->into_count; i++) {
		struct text name = {0}, code = {0};
		words_name(&name, &glance, request->into[i]);
		view_append_code(glance.view, request->into[i], &code);
		choices_add(&choices, i + 1, name.data, code.data, NULL);
		text_free(&name);
		text_free(&code);
	}
	glance_close(&glance);
	choices_add(&choices, GIVE_STAYS, _("Nobody: it stays"), NULL, NULL);
	if (request->from.entity != E_system && request->into_count < TAKEOVER_TARGETS)
		choices_add(&choices, GIVE_ANOTHER, _("Another one …"), NULL, NULL);
	tui_pick(takeover->screen.tui, &(struct picking){
		.title = _("Who gets it?"), .columns = columns, .column_count = COUNT_OF(columns), .choices = choices,
		.picked = given, .owner = takeover});
}
