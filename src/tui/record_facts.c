#include "tui/record_facts.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "lifecycle/bridge.h"
#include "register/authority.h"
#include "register/figures.h"
#include "register/scope.h"
#include "tui/words.h"

struct fact *facts_add(struct facts *facts, const char *label, char *value)
{
	memory_grow(&facts->items, &facts->capacity, facts->count, sizeof(*facts->items));
	struct fact *fact = &facts->items[facts->count++];
	*fact = (struct fact){.label = memory_copy_text(label), .value = value, .role = ROLE_NORMAL};
	return fact;
}

void facts_add_heading(struct facts *facts, const char *label)
{
	facts_add(facts, label, NULL)->heading = true;
}

/* The one added last, where nothing came below it. */
static void drop_heading(struct facts *facts)
{
	free(facts->items[--facts->count].label);
}

void facts_free(struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++) {
		free(facts->items[i].label);
		free(facts->items[i].value);
	}
	free(facts->items);
	*facts = (struct facts){0};
}

/* A day that has not been is nearer or further; one that has been is enough said. */
static void append_distance(struct text *out, const struct value *value, day_t today)
{
	day_t day = (day_t)value->number;
	if (day < today)
		return;
	text_append_text(out, "  (");
	words_days(out, day - today);
	text_append_text(out, ")");
}

static void add_figure(struct facts *facts, struct glance *glance, const struct record *record,
	const struct field *figure)
{
	struct value value = reading_field(glance->reading, record, figure);
	struct text words = {0};
	if (!value.set || (figure->type == TYPE_YESNO && value.number == C_yesno_no)) /* what is not so needs no line */
		return;
	words_value_whole(&words, glance, record, figure, &value);
	if (figure->type == TYPE_DATE)
		append_distance(&words, &value, glance->app->session->today);
	struct fact *fact = facts_add(facts, words_field(glance->app, figure), text_take(&words));
	fact->field = figure;
	if (figure->choices == CHOICES_decide_state && figure->type == TYPE_CHOICE)
		fact->role = words_decision_role((uint8_t)value.number);
}

static void add_figures(struct facts *facts, struct glance *glance, const struct record *record)
{
	const struct field *figure = figure_at(record->entity, 0);
	if (figure == NULL)
		return;
	size_t before = facts->count;
	facts_add_heading(facts, _("Where it stands"));
	for (size_t i = 0; (figure = figure_at(record->entity, i)) != NULL; i++)
		add_figure(facts, glance, record, figure);
	if (facts->count == before + 1 && record->entity->number != E_system && record->entity->number != E_service)
		drop_heading(facts);
	else if (facts->count == before + 1)
		facts_add(facts, _("Decision"), memory_copy_text(_("nothing that is known asks for a decision")))->role =
			ROLE_MUTED;
}

static const char *role_label(uint8_t role)
{
	const struct choice *choice = schema_choice(schema_choices(CHOICES_role), role);
	return choice != NULL ? _(choice->label) : "";
}

/* A passed day always comes with what is left. */
static void add_bridges(struct facts *facts, struct glance *glance, const struct record *system)
{
	const struct session *session = glance->app->session;
	struct scope_reader *reader = scope_reader_new(glance->view, session->conf, session->today, 0);
	const struct system_scope *scope = scope_read(reader, system);
	struct lead_parameters parameters = facts_lead_parameters(session->conf, session->today);
	struct bridge bridges[BRIDGES];
	size_t count = scope->decision.state != DECISION_PASSED ? 0
		: bridge_find(&scope->facts, &scope->decision, &scope->decision.first, session->today, &parameters,
			  bridges);
	if (count > 0)
		facts_add_heading(facts, _("What can still be done"));
	for (size_t i = 0; i < count; i++) {
		struct reasons chain = {0};
		struct text words = {0};
		bridge_explain(&bridges[i], &chain);
		if (chain.count > 0)
			words_reason(&words, glance, &chain.items[0]);
		facts_add(facts, role_label(bridges[i].who), text_take(&words))->ref = bridges[i].about;
	}
	scope_reader_free(&reader);
}

static void append_missing(struct text *out, const struct app *app, const struct entity *entity,
	const struct field *field)
{
	const struct field *given = field->gives == NULL ? NULL : figure_named(entity, slice_of(field->gives));
	text_append_text(out, _("not stated"));
	if (given != NULL)
		text_printf(out, _("; it would give: %s"), words_field(app, given));
}

/* A field that is wanted and not set is shown as such; others that are not set are left out. */
static void add_field(struct facts *facts, struct glance *glance, const struct record *record,
	const struct field *field, const char **section)
{
	struct value value = reading_field(glance->reading, record, field);
	bool hidden = !value.set && record_is_set(record, field->number);
	struct text words = {0};
	if (!value.set && !hidden && !field->wanted)
		return;
	if (*section != NULL)
		facts_add_heading(facts, *section);
	*section = NULL;
	words_value_whole(&words, glance, record, field, &value);
	if (hidden)
		text_append_text(&words, _("not shown to you"));
	else if (!value.set)
		append_missing(&words, glance->app, record->entity, field);
	struct fact *fact = facts_add(facts, words_field(glance->app, field), text_take(&words));
	fact->field = field;
	fact->role = value.set ? ROLE_NORMAL : ROLE_MUTED;
	if (value.set && field_holds_ref(field))
		fact->ref = value.ref;
}

static void add_fields(struct facts *facts, struct glance *glance, const struct record *record)
{
	const char *section = _("Facts");
	for (size_t i = F_first_own - 1; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		if (field->section != NULL)
			section = _(field->section);
		add_field(facts, glance, record, field, &section);
	}
}

static void add_stamp(struct facts *facts, struct glance *glance, const char *label, moment_t moment, uint32_t actor)
{
	char buffer[MOMENT_TEXT_SIZE];
	struct text words = {0};
	text_printf(&words, "%s, ", moment_local_text(moment, buffer));
	words_actor(&words, glance, actor);
	facts_add(facts, label, text_take(&words));
}

static void add_header(struct facts *facts, struct glance *glance, const struct record *record)
{
	struct text code = {0};
	facts_add_heading(facts, _("In the register"));
	const char *none = NULL;
	view_append_code(glance->view, record_self(record), &code);
	facts_add(facts, _("Code"), text_take(&code))->field = schema_field(record->entity, F_code);
	add_field(facts, glance, record, schema_field(record->entity, F_secrecy_ground), &none);
	add_field(facts, glance, record, schema_field(record->entity, F_secrecy_until), &none);
	add_stamp(facts, glance, _("Created"), record_created(record), record_created_by(record));
	if (record_revision(record) > 1)
		add_stamp(facts, glance, _("Changed"), record_changed(record), record_changed_by(record));
}

void facts_read(struct facts *facts, struct glance *glance, const struct record *record)
{
	add_figures(facts, glance, record);
	if (record->entity->number == E_system &&
		authority_may_explain(glance->app->session, glance->view, record))
		add_bridges(facts, glance, record);
	add_fields(facts, glance, record);
	add_header(facts, glance, record);
}

bool facts_why(struct text *out, struct glance *glance, const struct record *record, const struct field *figure)
{
	const struct session *session = glance->app->session;
	struct figures *figures = figures_new(glance->view, session->conf, session->today);
	struct reasons chain;
	bool any = authority_may_explain(session, glance->view, record) &&
		figures_reasons(figures, record, figure, &chain);
	for (size_t i = 0; any && i < chain.count; i++) {
		if (i > 0)
			text_append_text(out, "\n");
		words_reason(out, glance, &chain.items[i]);
	}
	figures_free(&figures);
	return any;
}
