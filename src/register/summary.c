#include "register/summary.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/code.h"
#include "model/hash.h"
#include "register/register_private.h"

#define ROW_VERSION 1

/* As stored: fixed part, then the search text. */
struct stored_row {
	uint64_t checksum; /* hash_64 of all that follows, the search text included */
	uint8_t version, state, trigger_kind, trigger_force, disposition, about_entity, worst_entity, secret;
	int32_t valid_from, valid_until, support_ends, decide_by, act_by, earliest, trigger_day, gap, obsolescence;
	uint32_t unknown_components, about_id, worst_id, parameters;
	uint32_t findings[6];
	int64_t lcc, lcc_narrow, debt;
};

static uint64_t row_checksum(const char *row, size_t size)
{
	return hash_64(row + sizeof(uint64_t), size - sizeof(uint64_t), ROW_VERSION);
}

bool summary_decode(struct slice row, struct summary *summary)
{
	struct stored_row stored;
	if (row.size < sizeof stored)
		return false;
	memcpy(&stored, row.data, sizeof stored);
	if (stored.version != ROW_VERSION || stored.checksum != row_checksum(row.data, row.size))
		return false;
	*summary = (struct summary){
		.valid_from = stored.valid_from,
		.valid_until = stored.valid_until,
		.support_ends = stored.support_ends,
		.decide_by = stored.decide_by,
		.act_by = stored.act_by,
		.earliest = stored.earliest,
		.trigger_day = stored.trigger_day,
		.gap = stored.gap,
		.obsolescence = stored.obsolescence,
		.lcc = stored.lcc,
		.lcc_narrow = stored.lcc_narrow,
		.debt = stored.debt,
		.parameters = stored.parameters,
		.unknown_components = stored.unknown_components,
		.trigger_about = {stored.about_entity, stored.about_id},
		.worst = {stored.worst_entity, stored.worst_id},
		.state = stored.state,
		.trigger_kind = stored.trigger_kind,
		.trigger_force = stored.trigger_force,
		.disposition = stored.disposition,
		.secret = stored.secret != 0,
		.search = {row.data + sizeof stored, row.size - sizeof stored},
	};
	memcpy(summary->findings, stored.findings, sizeof summary->findings);
	return true;
}

void summary_encode(struct text *out, const struct summary *summary)
{
	struct stored_row stored;
	size_t start = out->size;
	memset(&stored, 0, sizeof stored);
	stored.version = ROW_VERSION;
	stored.state = summary->state;
	stored.trigger_kind = summary->trigger_kind;
	stored.trigger_force = summary->trigger_force;
	stored.disposition = summary->disposition;
	stored.secret = summary->secret;
	stored.about_entity = summary->trigger_about.entity;
	stored.about_id = summary->trigger_about.id;
	stored.worst_entity = summary->worst.entity;
	stored.worst_id = summary->worst.id;
	stored.parameters = summary->parameters;
	stored.valid_from = summary->valid_from;
	stored.valid_until = summary->valid_until;
	stored.support_ends = summary->support_ends;
	stored.decide_by = summary->decide_by;
	stored.act_by = summary->act_by;
	stored.earliest = summary->earliest;
	stored.trigger_day = summary->trigger_day;
	stored.gap = summary->gap;
	stored.obsolescence = summary->obsolescence;
	stored.unknown_components = summary->unknown_components;
	stored.lcc = summary->lcc;
	stored.lcc_narrow = summary->lcc_narrow;
	stored.debt = summary->debt;
	memcpy(stored.findings, summary->findings, sizeof stored.findings);
	text_append_bytes(out, &stored, sizeof stored);
	text_append(out, summary->search);
	uint64_t checksum = row_checksum(out->data + start, out->size - start);
	memcpy(out->data + start, &checksum, sizeof checksum);
}

bool summary_read(const struct view *view, struct ref ref, struct summary *summary)
{
	struct slice row;
	return view_summary(view, ref, &row) && summary_decode(row, summary);
}

bool summaries_are_fresh(const struct view *view)
{
	struct slice value;
	return !view_fact(view, "summaries_stale", &value) || value.size == 0;
}

static void append_search_text(struct text *out, const struct record *record, uint8_t aliases)
{
	struct slice rest = record_text(record, aliases), alias;
	struct text code = {0};
	code_append(&code, record);
	text_append_folded(out, text_slice(&code));
	text_append_char(out, '\n');
	text_append_folded(out, record_text(record, record->entity->name_field));
	while (aliases != 0 && value_list_next_text(&rest, &alias)) {
		text_append_char(out, '\n');
		text_append_folded(out, alias);
	}
	text_free(&code);
}

/* F22: 2.5 of 4 is high; what is not assessed stays not assessed. */
static uint8_t find_disposition(const struct record_list *valuations)
{
	const struct record *latest = NULL;
	for (size_t i = 0; i < valuations->count; i++)
		if (latest == NULL || record_day(&valuations->items[i], F_valuation_date) >= record_day(latest, F_valuation_date))
			latest = &valuations->items[i];
	int64_t value = latest == NULL ? NUMBER_UNSET : record_number(latest, F_valuation_business_value);
	int64_t fit = latest == NULL ? NUMBER_UNSET : record_number(latest, F_valuation_technical_fit);
	if (value == NUMBER_UNSET || fit == NUMBER_UNSET)
		return 0;
	if (2 * value >= 5)
		return 2 * fit >= 5 ? C_disposition_invest : C_disposition_migrate;
	return 2 * fit >= 5 ? C_disposition_tolerate : C_disposition_eliminate;
}

static void begin_summary(struct summary *summary, day_t today, const struct summary *before)
{
	*summary = (struct summary){.valid_from = today,
	                            .valid_until = today,
	                            .support_ends = DAY_UNSET,
	                            .decide_by = DAY_UNSET,
	                            .act_by = DAY_UNSET,
	                            .earliest = DAY_UNSET,
	                            .trigger_day = DAY_UNSET,
	                            .obsolescence = -1,
	                            .lcc = NUMBER_UNSET,
	                            .lcc_narrow = NUMBER_UNSET,
	                            .debt = NUMBER_UNSET};
	if (before == NULL)
		return;
	memcpy(summary->findings, before->findings, sizeof summary->findings);
	summary->debt = before->debt;
}

void summary_of_system(const struct view *view, const struct system_scope *scope, day_t today,
                       const struct summary *before, struct text *scratch, struct summary *summary)
{
	const struct decision *decision = &scope->decision;
	(void)view;
	begin_summary(summary, today, before);
	summary->parameters = scope->parameters;
	summary->support_ends = scope->support.support_ends;
	summary->unknown_components = scope->support.unknown;
	summary->worst = scope->support.worst;
	summary->decide_by = decision->decide_by;
	summary->state = decision->state;
	summary->earliest = decision->earliest;
	summary->gap = decision->gap;
	summary->act_by = decision->act_by;
	summary->trigger_day = decision->first.kind == 0 ? DAY_UNSET : decision->first.day;
	summary->trigger_about = decision->first.about;
	summary->trigger_kind = decision->first.kind;
	summary->trigger_force = decision->first.force;
	summary->obsolescence = scope->obsolescence.score == NUMBER_UNSET ? -1 : (int32_t)scope->obsolescence.score;
	summary->disposition = find_disposition(&scope->lists[E_valuation]);
	text_clear(scratch);
	append_search_text(scratch, &scope->system, F_system_aliases);
	summary->search = text_slice(scratch);
	summary->secret = record_is_set(&scope->system, F_secrecy_ground);
}

/* A service stands as its worst system does. */
static void take_worst(struct summary *service, const struct summary *system, struct ref ref)
{
	if (system->support_ends != DAY_UNSET &&
	    (service->support_ends == DAY_UNSET || system->support_ends < service->support_ends)) {
		service->support_ends = system->support_ends;
		service->worst = ref;
	}
	if (system->decide_by != DAY_UNSET && (service->decide_by == DAY_UNSET || system->decide_by < service->decide_by)) {
		service->decide_by = system->decide_by;
		service->state = system->state;
		service->earliest = system->earliest;
		service->gap = system->gap;
		service->trigger_day = system->trigger_day;
		service->trigger_about = system->trigger_about;
		service->trigger_kind = system->trigger_kind;
		service->trigger_force = system->trigger_force;
	} else if (service->decide_by == DAY_UNSET && system->state != 0 &&
	           (service->state == 0 || system->state < service->state)) {
		service->state = system->state;
	}
	service->act_by = day_earlier(service->act_by, system->act_by);
	service->obsolescence = system->obsolescence > service->obsolescence ? system->obsolescence : service->obsolescence;
	service->unknown_components += system->unknown_components;
}

bool summary_holds(const struct summary *row, day_t today, uint32_t parameters)
{
	return row->valid_from <= today && today <= row->valid_until && row->parameters == parameters;
}

static bool find_system(const struct view *view, struct ref ref, day_t today, struct scope_reader *live,
                        struct text *scratch, struct summary *summary)
{
	struct record system;
	if (live == NULL)
		return summary_read(view, ref, summary);
	if (!view_record(view, ref, &system))
		return false;
	summary_of_system(view, scope_read(live, &system), today, NULL, scratch, summary);
	return true;
}

void summary_of_service(const struct view *view, const struct record *service, day_t today,
                        const struct summary *before, struct scope_reader *live, struct text *scratch,
                        struct summary *summary)
{
	struct index *index = index_new(view, schema_field(schema_entity(E_support), F_support_service), E_support);
	const struct value value = {.set = true, .ref = record_self(service)};
	struct index_hit hit;
	struct record support;
	struct summary system;
	begin_summary(summary, today, before);
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit)) {
		if (!view_record(view, (struct ref){E_support, hit.id}, &support) ||
		    !find_system(view, (struct ref){E_system, support.parent}, today, live, scratch, &system))
			continue;
		take_worst(summary, &system, (struct ref){E_system, support.parent});
		if (system.valid_from > today || system.valid_until < today)
			summary->valid_until = today - 1; /* of another day: the row holds on none */
		summary->parameters = system.parameters;
	}
	index_free(&index);
	text_clear(scratch);
	append_search_text(scratch, service, 0);
	summary->search = text_slice(scratch);
	summary->secret = record_is_set(service, F_secrecy_ground);
}
