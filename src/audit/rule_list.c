/* The rules as `forvalta rules`, the settings and the manual show them, with how many records each can judge. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/figures.h"

struct judged {
	const char *needs;
	uint64_t count;
};

struct rule_list {
	struct rule_settings settings;
	struct conf *own_conf;
	uint64_t records[ENTITY_LIMIT];
	struct judged *judged; /* one for each rule that needs something */
	size_t judged_count;
};

/* "component.support_ends": its entity, and its field or figure. */
static const struct field *field_of_path(const char *text, const struct entity **entity)
{
	struct slice rest = slice_of(text), name;
	slice_next(&rest, '.', &name);
	*entity = schema_find_entity(name);
	if (*entity == NULL)
		return NULL;
	const struct field *field = schema_find_field(*entity, rest);
	return field != NULL ? field : figure_find(*entity, rest);
}

static uint64_t count_judged(const struct session *session, const struct view *view, const char *needs)
{
	const struct entity *entity;
	const struct field *field = field_of_path(needs, &entity);
	if (field == NULL)
		return 0;
	struct figures *figures = figures_new(view, session->conf, session->today);
	struct records *records = records_new(view, entity->number);
	struct record record;
	uint64_t count = 0;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		count += field->number < FIGURE_FIRST || field->number >= F_revision ? record_is_set(&record, field->number)
		                                                                     : figures_value(figures, &record, field).set;
	records_free(&records);
	figures_free(&figures);
	return count;
}

static const struct judged *find_judged(const struct rule_list *list, const char *needs)
{
	for (size_t i = 0; i < list->judged_count; i++)
		if (strcmp(list->judged[i].needs, needs) == 0)
			return &list->judged[i];
	return NULL;
}

static void count_all(struct rule_list *list, const struct session *session, const struct view *view)
{
	for (uint8_t entity = 1; entity < ENTITY_LIMIT; entity++)
		if (schema_entity(entity) != NULL)
			list->records[entity] = view_count(view, entity);
	list->judged = memory_new_array(list->settings.count, sizeof *list->judged);
	for (size_t i = 0; i < list->settings.count; i++) {
		const char *needs = list->settings.items[i].rule->needs;
		if (needs != NULL && find_judged(list, needs) == NULL)
			list->judged[list->judged_count++] = (struct judged){needs, count_judged(session, view, needs)};
	}
}

struct rule_list *rule_list_read(const struct session *session, const struct view *view, struct error *error)
{
	struct rule_list *list = memory_new(sizeof *list);
	const struct conf *conf = session->conf != NULL ? session->conf : (list->own_conf = conf_new());
	if (!rule_settings_read(&list->settings, conf, session->today, error)) {
		rule_list_free(&list);
		return NULL;
	}
	if (view != NULL)
		count_all(list, session, view);
	return list;
}

void rule_list_free(struct rule_list **list)
{
	if (*list == NULL)
		return;
	rule_settings_free(&(*list)->settings);
	conf_free(&(*list)->own_conf);
	free((*list)->judged);
	free(*list);
	*list = NULL;
}

size_t rule_list_count(const struct rule_list *list)
{
	return list->settings.count;
}

void rule_list_at(const struct rule_list *list, size_t index, struct rule_facts *facts)
{
	const struct active_rule *active = &list->settings.items[index];
	const struct rule *rule = active->rule;
	const struct entity *entity = schema_entity(rule->entity);
	const struct judged *judged = rule->needs == NULL || list->judged == NULL ? NULL : find_judged(list, rule->needs);
	*facts = (struct rule_facts){
		.group = active->group == NULL ? NULL : active->group->name,
		.group_label = active->group == NULL ? NULL : _(active->group->label),
		.title = active_rule_title(active),
		.help = rule->help == NULL ? "" : _(rule->help),
		.entity = entity == NULL ? NULL : entity->name,
		.reads = rule->reads,
		.severity = active->severity,
		.on = active->on,
		.start = rule->start,
		.raises = rule->raises,
		.own = active->own != NULL,
		.cost = rule->cost,
		.next_step = rule->next_step,
		.records = list->records[rule->entity],
		.judged = judged != NULL ? judged->count : list->records[rule->entity],
	};
	memcpy(facts->id, active->id, sizeof facts->id);
}
