#include "tui/finding_screen.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/plain_view.h"
#include "tui/words.h"

struct finding_screen {
	struct screen screen;
	struct app *app;
	struct ref ref;
	struct text_view view;
};

static struct finding_screen *of(struct screen *screen)
{
	return (struct finding_screen *)screen;
}

/* ---- reading ---- */

static void show_pair(struct text_view *view, const char *label, enum role role, struct text *words)
{
	if (words->size > 0)
		text_view_pair(view, label, role, words->data);
	text_free(words);
}

static void show_field(struct text_view *view, struct glance *glance, const struct record *finding, uint8_t number)
{
	const struct field *field = schema_field(finding->entity, number);
	struct value value = reading_field(glance->reading, finding, field);
	struct text words = {0};
	if (!value.set)
		return;
	words_value_whole(&words, glance, finding, field, &value);
	enum role role = number == F_finding_severity ? words_severity_role(value.number) : ROLE_NORMAL;
	show_pair(view, words_field(glance->app, field), role, &words);
}

/* One reason a line: the first decided, the others say what led there. */
static void show_reasons(struct text_view *view, struct glance *glance, const struct record *finding, uint8_t number)
{
	struct reasons chain;
	if (!reading_field(glance->reading, finding, schema_field(finding->entity, number)).set ||
	    !reasons_unpack(record_text(finding, number), &chain))
		return;
	for (size_t i = 0; i < chain.count; i++) {
		struct text words = {0};
		text_printf(&words, "%s ", canvas_sign(SYMBOL_DOT));
		words_reason(&words, glance, &chain.items[i]);
		text_view_paragraph(view, ROLE_NORMAL, words.data);
		text_free(&words);
	}
}

static void show_rule(struct text_view *view, struct app *app, struct slice rule)
{
	struct rule_facts facts;
	struct text words = {0};
	text_append(&words, rule);
	for (size_t i = 0; app->rules.list != NULL && i < rule_list_count(app->rules.list); i++) {
		rule_list_at(app->rules.list, i, &facts);
		if (!slice_equal_text(rule, facts.id))
			continue;
		text_view_heading(view, _("The rule"));
		text_view_pair(view, words.data, ROLE_NORMAL, facts.title);
		text_view_paragraph(view, ROLE_MUTED, facts.help);
	}
	text_free(&words);
}

static void show_seen(struct text_view *view, struct glance *glance, const struct record *finding)
{
	struct finding_standings *standings = finding_standings_read(glance->view);
	struct finding_standing standing;
	char buffer[DAY_TEXT_SIZE];
	struct text words = {0};
	if (standings == NULL)
		return;
	finding_standing(standings, finding, &standing);
	text_printf(&words, "%s", day_text(record_day(finding, F_finding_first_seen), buffer));
	if (standing.times_seen > 1)
		text_printf(&words, _(", and %u times in all, last %s"), standing.times_seen,
			day_text(standing.last_seen, buffer));
	if (standing.fresh)
		text_append_text(&words, _(", new"));
	show_pair(view, _("First seen"), ROLE_NORMAL, &words);
	finding_standings_free(&standings);
}

static void show_handling(struct text_view *view, struct glance *glance, const struct record *finding)
{
	static const uint8_t fields[] = {F_finding_acknowledged_by, F_finding_acknowledged_due, F_finding_accepted_by,
		F_finding_accepted_until, F_finding_accepted_why, F_finding_opinion, F_finding_opinion_by,
		F_finding_cost_ceiling, F_finding_decision, F_finding_resolved};
	bool any = false;
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		if (!record_is_set(finding, fields[i]))
			continue;
		if (!any)
			text_view_heading(view, _("How it is handled"));
		any = true;
		show_field(view, glance, finding, fields[i]);
	}
	if (any)
		text_view_blank(view);
}

static void show_finding(struct finding_screen *screen, struct glance *glance, const struct record *finding)
{
	struct text_view *view = &screen->view;
	struct text about = {0};
	words_name(&about, glance, record_ref(finding, F_finding_about));
	show_pair(view, _("About"), ROLE_TITLE, &about);
	show_field(view, glance, finding, F_finding_detail);
	show_field(view, glance, finding, F_finding_severity);
	show_field(view, glance, finding, F_finding_state);
	show_field(view, glance, finding, F_finding_person);
	show_field(view, glance, finding, F_finding_due);
	show_field(view, glance, finding, F_finding_cost);
	show_seen(view, glance, finding);
	text_view_blank(view);
	text_view_heading(view, _("Why"));
	show_reasons(view, glance, finding, F_finding_reasons);
	text_view_blank(view);
	text_view_heading(view, _("Next step"));
	show_reasons(view, glance, finding, F_finding_next_step);
	text_view_blank(view);
	show_handling(view, glance, finding);
	show_rule(view, screen->app, record_text(finding, F_finding_rule));
}

static void read_finding(struct finding_screen *screen)
{
	struct glance glance = {0};
	struct record finding;
	if (!glance_open(&glance, screen->app))
		return;
	text_clear(&screen->screen.title);
	text_view_clear(&screen->view);
	if (view_record(glance.view, screen->ref, &finding)) {
		words_rule(&screen->screen.title, screen->app, record_text(&finding, F_finding_rule));
		show_finding(screen, &glance, &finding);
	} else {
		screen_set_title(&screen->screen, "?");
		text_view_paragraph(&screen->view, ROLE_MUTED, _("This record is no longer in the register."));
	}
	glance_close(&glance);
}

/* ---- the screen ---- */

static void draw(struct screen *screen, struct area area)
{
	text_view_draw(&of(screen)->view, area_inside(area_part(area, 1, 0, area.rows - 1, area.columns), 0, 1));
}

static unsigned act(struct screen *screen, enum action_id action)
{
	if (action == ACTION_PLAIN) {
		plain_show_text(screen->tui, screen_title(screen), &of(screen)->view);
		return DONE_HANDLED;
	}
	unsigned done = finding_act(of(screen)->app, of(screen)->ref, action);
	return done != DONE_NOTHING ? done : text_view_act(&of(screen)->view, action);
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct finding_screen *finding = (const void *)screen;
	return finding_can(finding->app, finding->ref, action);
}

static void follow(struct screen *screen)
{
	read_finding(of(screen));
}

static void close_finding(struct screen *screen)
{
	text_view_free(&of(screen)->view);
	free(of(screen));
}

static const enum action_id hints[] = {ACTION_SUBJECT, ACTION_DECIDE, ACTION_ACKNOWLEDGE, ACTION_ACCEPT_RISK,
	ACTION_OPINION, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("What the nightly audit has found: the facts that led to it, and one next step. r opens the record that it "
		   "is about; when the fact is put right the finding goes away by itself the next night."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_TEXT | IN_FINDING,
	.draw = draw,
	.act = act,
	.can = can,
	.follow = follow,
	.close = close_finding,
};

void finding_screen_open(struct app *app, struct ref ref)
{
	struct finding_screen *finding = memory_new(sizeof(*finding));
	finding->screen.ops = &ops;
	finding->app = app;
	finding->ref = ref;
	read_finding(finding);
	tui_push(app->tui, &finding->screen);
}
