#include "tui/review_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/prompt.h"
#include "tui/record_finder.h"
#include "tui/review_rows.h"
#include "tui/ways.h"
#include "tui/words.h"

#define FACT_ROWS 6 /* below the list, what decides about the question under the cursor */
#define LEAST_LIST 8

struct review_screen {
	struct screen screen;
	struct review_rows rows;
	struct list_view list;
	struct list_column columns[REVIEW_COLUMNS];
	/* What is about to be answered, while a window asks for more. */
	const struct review_answer *answer;
	struct review_seen *targets;
	size_t target_count, target_capacity;
	struct review_choice choice;
};

static struct review_screen *of(struct screen *screen)
{
	return (struct review_screen *)screen;
}

static struct app *app_here(const struct review_screen *review)
{
	return review->rows.app;
}

/* ---- the picture ---- */

static void append_progress(const struct review_rows *rows, struct text *out)
{
	const struct review_counts *counts = &rows->counts;
	char day[DAY_TEXT_SIZE];
	text_printf(out, _("%zu of %zu decided"), counts->settled, counts->items);
	if (counts->settled < counts->items)
		text_printf(out, _(", %zu left"), counts->items - counts->settled);
	if (rows->due != DAY_UNSET)
		text_printf(out, _(" · by %s"), day_text(rows->due, day));
	text_printf(out, " · %s", rows->everybodys ? _("everybody's") : _("asked of you"));
	text_printf(out, " · %s", review_grouping_label(rows->grouping));
	if (rows->closed)
		text_printf(out, " · %s", _("closed"));
}

static void append_last_time(struct text *out, struct glance *glance, const struct review_question *question)
{
	struct naming *asked = naming_new(glance->view, E_review_item, F_review_item_subject, question->subject);
	struct record other;
	char day[DAY_TEXT_SIZE];
	while (naming_next(asked, &other)) {
		if (other.id >= question->id || !record_is_set(&other, F_review_item_decided))
			continue;
		const struct choice_set *set = schema_choices(CHOICES_review_decision);
		text_clear(out);
		text_printf(out, _("last time: %s, %s"), _(schema_choice(set, record_choice(&other, F_review_item_decision))->label),
			day_text(record_day(&other, F_review_item_decided), day));
	}
	naming_free(&asked);
}

static void append_facts(struct text *out, struct glance *glance, const struct record *subject)
{
	for (unsigned i = 0; i < subject->entity->field_count; i++) {
		const struct field *field = &subject->entity->fields[i];
		struct value value = reading_field(glance->reading, subject, field);
		if (!value.set || field->internal || field->type == TYPE_NOTE || field->number <= F_secrecy_until)
			continue;
		text_printf(out, "%s%s: ", out->size == 0 ? "" : " · ", words_field(glance->app, field));
		words_value(out, glance, subject, field, &value);
	}
}

/* What decides: all that is known of the subject, what was said last time, and what has been noted. */
static void append_subject(struct review_screen *review, struct text *out)
{
	const struct review_line *line = review_rows_at(&review->rows, review->list.selected);
	struct glance glance = {0};
	struct record subject, item;
	if (line == NULL || !glance_open(&glance, app_here(review)))
		return;
	const struct review_question *question = &review->rows.items[line->first];
	struct text last = {0};
	if (line->whole)
		text_append_text(out, _("Enter shows them one by one; an answer here is given to all of them that are open."));
	else if (view_record(glance.view, question->subject, &subject))
		append_facts(out, &glance, &subject);
	if (!line->whole)
		append_last_time(&last, &glance, question);
	if (last.size > 0)
		text_printf(out, " · %s", last.data);
	if (!line->whole && view_record(glance.view, (struct ref){E_review_item, question->id}, &item) &&
	    record_is_set(&item, F_review_item_note))
		text_printf(out, " · %s: %.*s", _("note"), (int)record_text(&item, F_review_item_note).size,
			record_text(&item, F_review_item_note).data);
	text_free(&last);
	glance_close(&glance);
}

static void draw_subject(struct review_screen *review, struct area area)
{
	struct text words = {0};
	struct slice rest, line;
	append_subject(review, &words);
	canvas_rule(area.row, area.column, area.columns, _("What is asked about"));
	rest = text_slice(&words);
	for (int row = 1; row < area.rows && layout_wrap(&rest, area.columns, &line); row++)
		canvas_text(area.row + row, area.column, area.columns, ROLE_NORMAL, line);
	text_free(&words);
}

static void draw(struct screen *screen, struct area area)
{
	struct review_screen *review = of(screen);
	struct area inside = area_part(area, 0, 1, area.rows, area.columns - 2);
	struct text words = {0};
	int facts = area.rows >= LEAST_LIST + FACT_ROWS ? FACT_ROWS : 0;
	append_progress(&review->rows, &words);
	canvas_text(inside.row, inside.column, inside.columns, ROLE_TITLE, text_slice(&words));
	text_free(&words);
	list_view_draw(&review->list, area_part(area, 1, 0, area.rows - 1 - facts, area.columns), true);
	if (facts > 0)
		draw_subject(review, area_part(inside, area.rows - facts, 0, facts, inside.columns));
}

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->list;
}

static void read_again(struct review_screen *review)
{
	review_rows_read(&review->rows);
	review_rows_columns(&review->rows, review->columns);
	list_view_changed(&review->list);
}

static void follow(struct screen *screen)
{
	read_again(of(screen));
}

/* ---- answering ---- */

/* Once, also where a group and one of its questions are marked. */
static void add_target(struct review_screen *review, const struct review_question *question)
{
	for (size_t i = 0; i < review->target_count; i++)
		if (review->targets[i].id == question->id)
			return;
	memory_grow(&review->targets, &review->target_capacity, review->target_count, sizeof *review->targets);
	review->targets[review->target_count++] = (struct review_seen){question->id, question->revision};
}

static void add_line(struct review_screen *review, const struct review_line *line)
{
	const struct review_question *items = &review->rows.items[line->first];
	size_t open = 0;
	for (size_t i = 0; i < line->count; i++)
		open += !items[i].settled;
	for (size_t i = 0; i < line->count; i++)
		if (open == 0 || !items[i].settled)
			add_target(review, &items[i]);
}

/* The marked questions, else those of the line: of several those that are open, all where none is. */
static void find_targets(struct review_screen *review)
{
	const struct review_line *line = review_rows_at(&review->rows, review->list.selected);
	review->target_count = 0;
	for (size_t i = 0; i < review->list.mark_count; i++) {
		size_t at = review_rows_source.find(&review->rows, review->list.marks[i]);
		if (at != SIZE_MAX)
			add_line(review, review_rows_at(&review->rows, at));
	}
	if (review->list.mark_count == 0 && line != NULL)
		add_line(review, line);
}

static const char *label_of(const struct review_answer *answer)
{
	return _(schema_choice(schema_choices(CHOICES_review_decision), answer->decision)->label);
}

static void decide(struct review_screen *review)
{
	struct error error = {0};
	size_t failed, was = review->list.selected;
	bool done = review_decide(app_here(review)->session, review->targets, review->target_count, &review->choice, &failed,
		&error);
	list_view_marks_clear(&review->list);
	app_changed(app_here(review));
	read_again(review);
	if (!done) {
		tui_say_error(review->screen.tui, &error);
		return;
	}
	size_t next = review_rows_next_open(&review->rows, was);
	if (next != SIZE_MAX)
		list_view_select(&review->list, next);
	tui_say(review->screen.tui, ROLE_GOOD, _("%s: %zu; u undoes it."), label_of(review->answer), review->target_count);
}

static void swept(struct tui *tui, void *owner, size_t answer)
{
	(void)tui;
	if (answer == 1)
		decide(owner);
}

/* So many at once are asked about: it is written down that they were answered in a sweep. */
static void decide_or_ask(struct review_screen *review)
{
	struct text words = {0};
	if (review->target_count < REVIEW_SWEEP) {
		decide(review);
		return;
	}
	text_printf(&words, _("%s: %zu questions in one sweep. That it was a sweep is written down with each."),
		label_of(review->answer), review->target_count);
	tui_ask(review->screen.tui, &(struct question){
		.title = _("Answer them all?"),
		.text = words.data,
		.answers = {_("Not yet"), label_of(review->answer)},
		.answered = swept,
		.owner = review,
	});
	text_free(&words);
}

static bool reduce_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct review_screen *review = owner;
	static struct text kept;
	(void)tui;
	if (typed.size == 0)
		return error_set(error, ERROR_INPUT, "%s", _("say what is to remain"));
	text_clear(&kept);
	text_append(&kept, typed);
	review->choice.reduce_to = text_slice(&kept);
	decide_or_ask(review);
	return true;
}

static bool until_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct review_screen *review = owner;
	(void)tui;
	if (!day_parse_typed(typed, app_here(review)->session->today, &review->choice.suspend_until, error))
		return false;
	decide_or_ask(review);
	return true;
}

static void somebody_else(struct tui *tui, void *owner, uint64_t key)
{
	struct review_screen *review = owner;
	(void)tui;
	review->choice.passed_to = record_found(key).id;
	decide_or_ask(review);
}

static void ask_for_more(struct review_screen *review)
{
	static const uint8_t people[] = {E_person, 0};
	struct tui *tui = review->screen.tui;
	if (review->answer->needs == F_review_item_reduce_to)
		tui_prompt(tui, &(struct prompting){.title = _("Reduce to"), .help = _("What remains: a level or a role in the "
			"system, or for licences a number."), .taken = reduce_typed, .owner = review});
	else if (review->answer->needs == F_review_item_suspend_until)
		tui_prompt(tui, &(struct prompting){.title = _("Pause until"), .help = _("The last day of the pause: 2027-03-31, "
			"+3m."), .taken = until_typed, .owner = review});
	else if (review->answer->decision == C_review_decision_not_mine)
		record_finder_open(app_here(review), &(struct record_finding){.title = _("Who should be asked instead?"),
			.entities = people, .found = somebody_else, .owner = review});
	else
		decide_or_ask(review);
}

static unsigned give_answer(struct review_screen *review, size_t index)
{
	review->answer = review_answer_at(review->rows.kind, index);
	if (review->answer == NULL)
		return DONE_NOTHING;
	find_targets(review);
	if (review->target_count == 0)
		return DONE_HANDLED;
	review->choice = (struct review_choice){.decision = review->answer->decision, .suspend_until = DAY_UNSET};
	ask_for_more(review);
	return DONE_HANDLED;
}

/* ---- notes ---- */

static bool note_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct review_screen *review = owner;
	const struct review_line *line = review_rows_at(&review->rows, review->list.selected);
	struct glance glance = {0};
	struct record item;
	struct draft draft;
	(void)tui;
	if (line == NULL || line->whole || !glance_open(&glance, app_here(review)))
		return true;
	struct ref ref = {E_review_item, review->rows.items[line->first].id};
	bool there = view_record(glance.view, ref, &item);
	uint32_t revision = there ? record_revision(&item) : 0;
	draft_init(&draft, schema_entity(E_review_item));
	if (there)
		draft_copy_record(&draft, &item);
	glance_close(&glance);
	if (typed.size > 0)
		draft_set_text(&draft, F_review_item_note, typed);
	else
		draft_unset(&draft, F_review_item_note);
	bool done = !there || register_save(app_here(review)->session, &draft, &ref, revision, SLICE(""), error);
	draft_free(&draft);
	if (done)
		app_changed(app_here(review));
	return done;
}

static unsigned ask_note(struct review_screen *review)
{
	const struct review_line *line = review_rows_at(&review->rows, review->list.selected);
	struct glance glance = {0};
	struct record item;
	if (line == NULL || line->whole || !glance_open(&glance, app_here(review)))
		return DONE_HANDLED;
	bool there = view_record(glance.view, (struct ref){E_review_item, review->rows.items[line->first].id}, &item);
	tui_prompt(review->screen.tui,
	           &(struct prompting){.title = _("Note"),
	                               .help = _("A remark that goes into the protocol."),
	                               .text = there ? record_text(&item, F_review_item_note) : SLICE(""),
	                               .taken = note_typed,
	                               .owner = review});
	glance_close(&glance);
	return DONE_HANDLED;
}

/* ---- the screen ---- */

static unsigned open_selected(struct review_screen *review)
{
	const struct review_line *line = review_rows_at(&review->rows, review->list.selected);
	if (line == NULL)
		return DONE_HANDLED;
	if (review_rows_turn(&review->rows, review->list.selected))
		list_view_changed(&review->list);
	else
		open_record(app_here(review), review->rows.items[line->first].subject);
	return DONE_HANDLED;
}

static unsigned go_on(struct review_screen *review)
{
	size_t next = review_rows_next_open(&review->rows, review->list.selected);
	if (next == SIZE_MAX)
		tui_say(review->screen.tui, ROLE_GOOD, "%s", _("Nothing is left to decide here."));
	else
		list_view_select(&review->list, next);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct review_screen *review = of(screen);
	if (action >= ACTION_REVIEW_1 && action <= ACTION_REVIEW_6)
		return give_answer(review, (size_t)(action - ACTION_REVIEW_1));
	switch ((int)action) {
	case ACTION_OPEN: return open_selected(review);
	case ACTION_REVIEW_NEXT: return go_on(review);
	case ACTION_REVIEW_NOTE: return ask_note(review);
	case ACTION_REVIEW_ALL:
		review->rows.everybodys = !review->rows.everybodys;
		read_again(review);
		return DONE_HANDLED;
	case ACTION_REVIEW_GROUP:
		review->rows.grouping = (review->rows.grouping + 1) % REVIEW_GROUPINGS;
		read_again(review);
		return DONE_HANDLED;
	default: return DONE_NOTHING;
	}
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct review_screen *review = (const void *)screen;
	if (action >= ACTION_REVIEW_1 && action <= ACTION_REVIEW_6)
		return !review->rows.closed && review_answer_at(review->rows.kind, (size_t)(action - ACTION_REVIEW_1)) != NULL;
	return action != ACTION_REVIEW_NOTE || !review->rows.closed;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	const struct review_screen *review = (const void *)screen;
	if (action < ACTION_REVIEW_1 || action > ACTION_REVIEW_6)
		return NULL;
	const struct review_answer *answer = review_answer_at(review->rows.kind, (size_t)(action - ACTION_REVIEW_1));
	return answer == NULL ? NULL : label_of(answer);
}

static void close_review(struct screen *screen)
{
	struct review_screen *review = of(screen);
	list_view_free(&review->list);
	review_rows_free(&review->rows);
	free(review->targets);
	free(review);
}

static const enum action_id hints[] = {
	ACTION_REVIEW_1, ACTION_REVIEW_2, ACTION_REVIEW_3, ACTION_REVIEW_4, ACTION_REVIEW_5, ACTION_REVIEW_6,
	ACTION_OPEN, ACTION_REVIEW_NEXT, ACTION_REVIEW_NOTE, ACTION_REVIEW_ALL, ACTION_REVIEW_GROUP, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("A round of review: a number answers the question under the cursor, the marked ones, or all that a line "
		   "stands for, and goes on to the next that is open. Alike questions are one line; Enter shows them, so that an "
		   "exception can be answered by itself first. What decides stands below. Somebody else's answer is never "
		   "overwritten, and u takes back your own."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_REVIEW,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.hint = hint,
	.follow = follow,
	.close = close_review,
};

bool review_screen_can(uint8_t entity)
{
	return entity == E_review || entity == E_review_item;
}

/* Whoever is asked nothing, or looks at somebody else's question, leads the round: they see everybody's. */
static void begin(struct review_screen *review, struct ref item)
{
	review_rows_read(&review->rows);
	if (review->rows.count == 0 ||
		(ref_is_set(item) && review_rows_question(&review->rows, item.id) == NULL)) {
		review->rows.everybodys = true;
		review_rows_read(&review->rows);
	}
	review_rows_columns(&review->rows, review->columns);
	list_view_start(&review->list, &review_rows_source, &review->rows, review->columns, REVIEW_COLUMNS);
	review->list.marking = true;
	review->list.empty = _("Nothing is asked here.");
	size_t at = ref_is_set(item) ? review_rows_source.find(&review->rows, item.id) : SIZE_MAX;
	if (at == SIZE_MAX)
		at = review->rows.line_count == 0 ? 0 : review_rows_next_open(&review->rows, review->rows.line_count - 1);
	if (at != SIZE_MAX)
		list_view_select(&review->list, at);
}

void review_screen_open(struct app *app, struct ref ref)
{
	struct review_screen *review = memory_new(sizeof *review);
	struct glance glance = {0};
	struct record item;
	struct text title = {0};
	if (!glance_open(&glance, app)) {
		free(review);
		return;
	}
	struct ref round = ref.entity == E_review_item && view_record(glance.view, ref, &item)
		? record_ref(&item, F_review_item_review) : ref;
	words_name(&title, &glance, round);
	glance_close(&glance);
	review->screen.ops = &ops;
	review->rows.app = app;
	review->rows.round = round;
	screen_set_title(&review->screen, title.data);
	text_free(&title);
	begin(review, ref.entity == E_review_item ? ref : (struct ref){0});
	tui_push(app->tui, &review->screen);
}
