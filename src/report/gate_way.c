/* How a question of a gate is answered: which record is written, in which of its fields, and what is known of it. */
#include "base/memory.h"
#include "report/gate_report.h"

#define WAY "kind=… title=… life_years=… investment=… yearly_run=… change_and_training=… chosen=yes"
#define BENEFIT "title=… owner=… measure=… baseline=… beneficiary=… due=…"

/* What a new record that answers needs beside what it lies under. */
static const struct {
	uint8_t question;
	const char *fields;
} new_records[] = {
	{GATE_ASKS_alternatives, WAY},
	{GATE_ASKS_cost, WAY},
	{GATE_ASKS_chosen, WAY},
	{GATE_ASKS_change_training, WAY},
	{GATE_ASKS_nothing, "system=… role=replaced"},
	{GATE_ASKS_benefit, BENEFIT},
	{GATE_ASKS_benefit_owner, BENEFIT},
	{GATE_ASKS_benefit_measure, BENEFIT},
	{GATE_ASKS_benefit_baseline, BENEFIT},
	{GATE_ASKS_benefit_beneficiary, BENEFIT},
	{GATE_ASKS_benefit_date, BENEFIT},
	{GATE_ASKS_goal, "goal=… degree=…"},
	{GATE_ASKS_data_owned, "text=… level=must secures=data_owned"},
	{GATE_ASKS_open_standards, "text=… level=must secures=open_standards"},
	{GATE_ASKS_open_api, "text=… level=must secures=open_api"},
	{GATE_ASKS_handed_over, "system=… role=used_instead"},
	{GATE_ASKS_owner, "role=system_owner person=…"},
	{GATE_ASKS_manager, "role=system_manager person=…"},
	{GATE_ASKS_training, "role=system_manager person=… trained=…"},
	{GATE_ASKS_plan, "year=… text=…"},
	{GATE_ASKS_service_level, "contract=…"},
	{GATE_ASKS_budget, "year=… kind=operation basis=budget amount=…"},
	{GATE_ASKS_licences, "name=… metric=…"},
	{GATE_ASKS_permissions, "person=… level=… reason=…"},
	{GATE_ASKS_archive, "kind=archive_decision done=…"},
};

static const char *fields_of(uint8_t question)
{
	for (size_t i = 0; i < COUNT_OF(new_records); i++)
		if (new_records[i].question == question)
			return new_records[i].fields;
	return "";
}

/* A system that lacks something is named in the reason. */
static struct ref lies_under(const struct gate_answer *answer, struct ref about)
{
	return answer->reason.id == REASON_gate_system_lacks ? answer->reason.arguments[0].ref : about;
}

static uint8_t naming_field(const struct entity *entity, struct ref under)
{
	for (unsigned i = 0; i < entity->field_count; i++)
		if (entity->fields[i].type == TYPE_REF && entity->fields[i].target == under.entity)
			return entity->fields[i].number;
	return 0;
}

static void find_under(const struct view *view, const struct gate_answer *answer, struct ref about,
                       struct gate_way *way)
{
	const struct entity *entity = schema_entity(answer->record.entity);
	struct record system;
	way->under = lies_under(answer, about);
	way->under_field = naming_field(entity, way->under);
	if (entity->number != E_plan)
		return;
	way->under = way->under.entity == E_system && view_record(view, way->under, &system)
	                     ? record_ref(&system, F_system_object)
	                     : (struct ref){0, 0};
	way->under_field = F_plan_object;
}

bool gate_way_find(const struct view *view, const struct gate_answer *answer, struct ref about, struct gate_way *way)
{
	*way = (struct gate_way){.record = answer->record, .field = answer->field, .given = ""};
	if (answer->state != GATE_MISSING)
		return false;
	if (answer->record.id != 0)
		return answer->field != 0;
	find_under(view, answer, about, way);
	way->given = fields_of(answer->question);
	return way->under_field != 0;
}

static void append_code(struct text *out, const struct view *view, struct ref ref)
{
	if (ref_is_set(ref))
		view_append_code(view, ref, out);
	else
		text_append_text(out, "…");
}

void gate_append_command(struct text *out, const struct view *view, const struct gate_answer *answer, struct ref about)
{
	struct gate_way way;
	if (!gate_way_find(view, answer, about, &way))
		return;
	const struct entity *entity = schema_entity(way.record.entity);
	if (way.record.id != 0) {
		text_append_text(out, "forvalta set ");
		view_append_code(view, way.record, out);
		text_printf(out, " %s=…", schema_field(entity, way.field)->name);
		return;
	}
	text_printf(out, "forvalta add %s %s=", entity->name, schema_field(entity, way.under_field)->name);
	append_code(out, view, way.under);
	text_printf(out, "%s%s", *way.given == '\0' ? "" : " ", way.given);
}
