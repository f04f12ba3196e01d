#include "tui/takeover_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/takeover_report.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/prompt.h"
#include "tui/record_finder.h"
#include "tui/takeover_private.h"
#include "tui/ways.h"
#include "tui/words.h"
#include "tui/work.h"

static struct takeover_screen *of(struct screen *screen)
{
	return (struct takeover_screen *)screen;
}

static const struct takeover *plan_of(const struct takeover_screen *takeover)
{
	return takeover->rows.plan;
}

/* ---- what would come of it ---- */

struct working_out {
	struct app *app;
	const struct takeover_request *request;
	struct takeover *made;
	struct error error;
};

static void make(void *context)
{
	struct working_out *working = context;
	struct glance glance = {0};
	takeover_free(&working->made);
	error_clear(&working->error);
	if (glance_open(&glance, working->app))
		working->made = takeover_new(working->app->session, glance.view, working->request, &working->error);
	glance_close(&glance);
}

struct takeover *takeover_work_out(struct app *app, const struct takeover_request *request, struct error *error)
{
	struct working_out working = {.app = app, .request = request};
	if (!work_out(app, _("what would come of it"), make, &working)) {
		takeover_free(&working.made);
		work_stopped(&working.error);
	}
	*error = working.error;
	return working.made;
}

bool takeover_show_anew(struct takeover_screen *takeover)
{
	struct error error = {0};
	struct takeover *made = takeover_work_out(takeover->rows.app, &takeover->request, &error);
	if (made == NULL) {
		tui_say_error(takeover->screen.tui, &error);
		return false;
	}
	takeover_rows_show(&takeover->rows, made);
	return true;
}

void takeover_name(struct takeover_screen *takeover)
{
	struct glance glance = {0};
	struct text title = {0};
	if (glance_open(&glance, takeover->rows.app)) {
		const struct teller teller = words_teller(&glance);
		takeover_title(&title, &teller, plan_of(takeover));
		screen_set_title(&takeover->screen, title.data);
	}
	glance_close(&glance);
	text_free(&title);
}

/* What others change meanwhile. */
static void follow(struct screen *screen)
{
	of(screen)->behind = true;
}

static bool work(struct screen *screen)
{
	struct takeover_screen *takeover = of(screen);
	struct working_out working = {.app = takeover->rows.app, .request = &takeover->request};
	size_t before = takeover_size(plan_of(takeover));
	if (!takeover->behind)
		return false;
	takeover->behind = !work_out_quietly(working.app, make, &working);
	if (takeover->behind) {
		takeover_free(&working.made);
		return true;
	}
	tui_redraw(screen->tui);
	if (working.made == NULL) {
		tui_say_error(screen->tui, &working.error);
		return false;
	}
	takeover_rows_show(&takeover->rows, working.made);
	if (takeover_size(working.made) != before)
		tui_say(screen->tui, ROLE_NOTICE, "%s", _("Somebody has changed something: the consequences are shown anew."));
	return false;
}

/* ---- the picture ---- */

static void append_counts(struct text *out, const struct takeover *plan)
{
	char day[DAY_TEXT_SIZE];
	size_t written = takeover_size(plan), stays = plan->of[TAKEOVER_STAYS], refused = plan->of[TAKEOVER_REFUSED];
	text_printf(out, _("From %s: "), day_text(plan->request.day, day));
	text_printf(out, ngettext("%zu record is changed", "%zu records are changed", written), written);
	if (stays > 0)
		text_printf(out, ngettext(", %zu stays", ", %zu stay", stays), stays);
	if (refused > 0)
		text_printf(out, ngettext(", %zu is refused", ", %zu are refused", refused), refused);
}

static const char *remark(const struct takeover *plan)
{
	bool merge = plan->request.kind == TAKEOVER_MERGE;
	uint8_t entity = plan->request.from.entity;
	if (plan->of[TAKEOVER_REFUSED] > 0)
		return _("What is refused your role may not change: r leaves it where it is.");
	if (entity == E_system && merge)
		return _("Merge says that it is one system that stood here twice. Where one system takes over the work of another, "
		         "hand over instead.");
	if (entity == E_system)
		return _("Contracts, costs and permissions of the old system stay with it until somebody ends them.");
	if (entity == E_person && !merge)
		return _("Permissions and licence seats are personal: they stay, to be removed or asked for anew. Nobody gets "
		         "rights in this register by taking over.");
	return "";
}

static int draw_above(const struct takeover_screen *takeover, struct area area)
{
	struct text words = {0};
	struct slice rest = slice_of(remark(plan_of(takeover))), line;
	int row = 0;
	append_counts(&words, plan_of(takeover));
	canvas_text(area.row + row++, area.column, area.columns, ROLE_TITLE, text_slice(&words));
	while (rest.size > 0 && area.rows > 12 && layout_wrap(&rest, area.columns, &line))
		canvas_text(area.row + row++, area.column, area.columns, ROLE_MUTED, line);
	text_free(&words);
	return row;
}

static void append_opened(struct text *out, const struct takeover_rows *rows)
{
	const struct entity *entity = schema_entity(rows->kind.ref.entity);
	text_append_text(out, words_entities(rows->app, entity));
	if (rows->kind.field != 0)
		text_printf(out, " · %s", words_field(rows->app, schema_field(entity, rows->kind.field)));
	text_printf(out, " · %s", takeover_deed_label(rows->kind.deed));
}

static void draw(struct screen *screen, struct area area)
{
	struct takeover_screen *takeover = of(screen);
	struct area inside = area_part(area, 0, 1, area.rows, area.columns - 2);
	int above = draw_above(takeover, inside);
	if (takeover->rows.opened) {
		struct text words = {0};
		append_opened(&words, &takeover->rows);
		canvas_rule(inside.row + above++, inside.column, inside.columns, words.data);
		text_free(&words);
	}
	list_view_draw(&takeover->rows.list, area_part(area, above, 0, area.rows - above, area.columns), true);
}

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->rows.list;
}

/* ---- doing it ---- */

static bool carry_out(void *context, struct error *error)
{
	const struct takeover_screen *takeover = context;
	return takeover_do(takeover->rows.app->session, plan_of(takeover), text_slice(&takeover->why), NULL, error);
}

static void answered(struct tui *tui, void *owner, size_t answer)
{
	struct takeover_screen *takeover = owner;
	struct app *app = takeover->rows.app;
	struct error error = {0};
	if (answer != 1)
		return;
	bool done = work_write(app, screen_title(&takeover->screen), carry_out, takeover, &error);
	if (done)
		tui_close(tui, &takeover->screen);
	else if (error.kind == ERROR_CONFLICT)
		takeover_show_anew(takeover);
	app_changed(app);
	if (done)
		tui_say(tui, ROLE_GOOD, "%s", _("Done; u undoes all of it."));
	else
		tui_say_error(tui, &error);
}

static void ask_to_do(struct takeover_screen *takeover)
{
	struct text words = {0};
	text_printf(&words, "%s\n\n", screen_title(&takeover->screen));
	append_counts(&words, plan_of(takeover));
	if (takeover->why.size > 0)
		text_printf(&words, "\n%s: %s", _("Why"), takeover->why.data);
	text_printf(&words, "\n%s", _("It is one action: u undoes all of it."));
	tui_ask(takeover->screen.tui, &(struct question){
		.title = _("Carry it out?"),
		.text = words.data,
		.answers = {_("Not yet"), _("Carry out")},
		.answered = answered,
		.owner = takeover,
	});
	text_free(&words);
}

static bool why_told(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct takeover_screen *takeover = owner;
	(void)tui;
	(void)error;
	text_clear(&takeover->why);
	text_append(&takeover->why, typed);
	ask_to_do(takeover);
	return true;
}

static unsigned ask_why(struct takeover_screen *takeover)
{
	tui_prompt(takeover->screen.tui, &(struct prompting){
		.title = _("Why is it done?"),
		.help = _("A few words for the change log, which whoever looks back will read. Enter alone leaves it without."),
		.text = text_slice(&takeover->why),
		.taken = why_told,
		.owner = takeover,
	});
	return DONE_HANDLED;
}

/* ---- the screen ---- */

/* All that becomes of the old or the new one: more than a row has room for. */
static void tell_side(struct takeover_screen *takeover, const struct takeover_item *item)
{
	struct glance glance = {0};
	struct text name = {0}, change = {0};
	if (glance_open(&glance, takeover->rows.app)) {
		const struct teller teller = words_teller(&glance);
		words_name(&name, &glance, item->ref);
		takeover_append_change(&change, &teller, plan_of(takeover), item);
		glance_close(&glance);
		tui_tell(takeover->screen.tui, name.data, change.data);
	}
	text_free(&name);
	text_free(&change);
}

static unsigned open_selected(struct takeover_screen *takeover)
{
	struct takeover_group items;
	if (!takeover_rows_selected(&takeover->rows, &items))
		return DONE_HANDLED;
	const struct takeover_item *item = &plan_of(takeover)->items[items.first];
	if (takeover->rows.opened)
		open_record(takeover->rows.app, item->ref);
	else if (item->deed == TAKEOVER_BECOMES)
		tell_side(takeover, item);
	else
		takeover_rows_open(&takeover->rows);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct takeover_screen *takeover = of(screen);
	switch ((int)action) {
	case ACTION_OPEN: return open_selected(takeover);
	case ACTION_GIVE: takeover_ask_who_gets(takeover); return DONE_HANDLED;
	case ACTION_CARRY_OUT: return ask_why(takeover);
	case ACTION_CANCEL:
	case ACTION_BACK:
		if (!takeover->rows.opened)
			return DONE_NOTHING;
		takeover_rows_close(&takeover->rows);
		return DONE_HANDLED;
	default: return DONE_NOTHING;
	}
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct takeover_screen *takeover = (const void *)screen;
	const struct takeover *made = plan_of(takeover);
	struct takeover_group items;
	if (action == ACTION_CARRY_OUT)
		return takeover_size(made) > 0 && made->of[TAKEOVER_REFUSED] == 0;
	if (action != ACTION_GIVE)
		return true;
	return made->request.kind == TAKEOVER_HANDOVER && takeover_rows_selected(&takeover->rows, &items) &&
	       made->items[items.first].deed != TAKEOVER_BECOMES;
}

static void close_takeover(struct screen *screen)
{
	takeover_rows_free(&of(screen)->rows);
	free(of(screen)->request.choices);
	text_free(&of(screen)->why);
	free(screen);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_CARRY_OUT, ACTION_GIVE, ACTION_MARK, ACTION_CANCEL, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("Everything that would come of it, before anything is done. Enter opens the records behind a number; r "
		   "gives what the cursor stands on, or the marked rows, to another, or lets it stay. What is carried out is one "
		   "action, and u undoes all of it."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_TAKEOVER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.work = work,
	.follow = follow,
	.close = close_takeover,
};

static void open_screen(struct app *app, const struct takeover_request *request)
{
	struct error error = {0};
	struct takeover *made = takeover_work_out(app, request, &error);
	if (made == NULL) {
		tui_say_error(app->tui, &error);
		return;
	}
	struct takeover_screen *takeover = memory_new(sizeof(*takeover));
	takeover->screen.ops = &ops;
	takeover->request = *request;
	takeover_rows_start(&takeover->rows, app);
	takeover_rows_show(&takeover->rows, made);
	takeover_name(takeover);
	tui_push(app->tui, &takeover->screen);
}

/* ---- who takes over ---- */

/* The record that is handed over is remembered while the window asks: one window at a time. */
static struct takeover_request begun;

static void found(struct tui *tui, void *owner, uint64_t key)
{
	(void)tui;
	begun.into[0] = record_found(key);
	begun.into_count = 1;
	open_screen(owner, &begun);
}

bool takeover_can_begin(const struct app *app, enum takeover_kind kind, struct ref from)
{
	static const uint8_t reads[] = {C_access_reader, C_access_auditor};
	uint32_t access = app->session->access;
	for (size_t i = 0; i < COUNT_OF(reads); i++)
		access &= ~(UINT32_C(1) << (reads[i] - 1));
	return ref_is_set(from) && takeover_can(kind, from.entity) && access != 0 &&
	       !store_is_read_only(app->session->store);
}

void takeover_begin(struct app *app, enum takeover_kind kind, struct ref from)
{
	const uint8_t entities[] = {from.entity, 0};
	struct glance glance = {0};
	struct text title = {0};
	if (!glance_open(&glance, app))
		return;
	begun = (struct takeover_request){.kind = kind, .from = from, .day = DAY_UNSET};
	struct text name = {0};
	words_name(&name, &glance, from);
	text_printf(&title, kind == TAKEOVER_MERGE ? _("%s: merge into which?") : _("%s: hand over to whom?"), name.data);
	glance_close(&glance);
	record_finder_open(app, &(struct record_finding){
		.title = title.data, .entities = entities, .found = found, .owner = app});
	text_free(&name);
	text_free(&title);
}
