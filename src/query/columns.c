/* The columns a list has when nobody says which. */
#include "base/lang.h"
#include "base/memory.h"
#include "query/list_private.h"
#include "register/figures.h"

static const struct {
	uint8_t entity;
	const char *columns;
} own[] = {
	{E_system, "code,name,phase,criticality,decide_by,decide_state,support_ends,unit,supplier"},
	{E_service, "code,name,criticality,decide_by,decide_state,support_ends,unit,object"},
	{E_component, "code,system,product,version,layer,support_ends,act_by"},
	{E_contract, "code,name,supplier,state,current_end,last_notice_day,final_end,yearly_cost"},
	{E_person, "code,name,title,unit,login,active_to"},
	{E_unit, "code,name,kind,parent,manager"},
	{E_permission, "code,system,person,account,level,role,to,removed,last_used"},
	{E_licence, "code,name,system,metric,quantity,measured_use,end"},
	{E_cost, "code,system,service,year,kind,basis,amount"},
	{E_release, "code,product,cycle,released,support_end,security_end,latest"},
	{E_product, "code,name,label,category,standing"},
	{E_opportunity, "code,title,stage,service,unit,decide_by,sponsor"},
	{E_finding, "code,severity,rule,about,state,person,due,first_seen"},
	{E_run, "number,day,started,ended,profile,records,count_new,count_resolved"},
	{E_incident, "code,system,title,opened,closed,priority,cause"},
	{E_assignment, "code,person,role,system,service,object,unit,contract,to,deputy"},
};

static bool says_something(const struct field *field)
{
	return field->type != TYPE_NOTE && !field->secret && !field->internal && !field->sensitive &&
	       field->number >= F_first_own;
}

/* What it is called and where it belongs, what must be filled in, what it is looked up by: the first seven. */
static void append_derived(struct text *out, const struct entity *entity)
{
	bool taken[256] = {false};
	size_t count = 1;
	text_append_text(out, "code");
	for (int round = 0; round < 4; round++)
		for (unsigned i = 0; i < entity->field_count && count < 7; i++) {
			const struct field *field = &entity->fields[i];
			const bool wanted[] = {field->number == entity->name_field, field->parent || field->required || field->one_of != 0,
			                       field->indexed, true};
			if (taken[field->number] || !wanted[round] || !says_something(field))
				continue;
			taken[field->number] = true;
			text_printf(out, ",%s", field->name);
			count++;
		}
}

void list_default_columns(struct text *out, const struct entity *entity)
{
	for (size_t i = 0; i < COUNT_OF(own); i++)
		if (own[i].entity == entity->number) {
			text_append_text(out, own[i].columns);
			return;
		}
	append_derived(out, entity);
}

void list_append_heading(struct text *out, const struct path *column)
{
	for (size_t i = 0; i < column->count; i++)
		text_printf(out, "%s%s", i == 0 ? "" : ".", _(column->fields[i]->label));
}
