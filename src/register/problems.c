#include "register/problems.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "register/incidents.h"

struct gathering {
	struct session *session;
	struct edit *edit;
	struct incident_patterns patterns;
	struct incident_pattern pattern;
	struct draft draft;
};

/* What recurs in the incident's own system. */
static bool find_pattern(struct gathering *gathering, const struct view *view, struct ref ref, struct error *error)
{
	struct session *session = gathering->session;
	struct record_list lists[2] = {{0}, {0}};
	struct record incident, record;
	if (ref.entity != E_incident || !view_record(view, ref, &incident))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such incident"));
	for (int i = 0; i < 2; i++) {
		struct records *records = records_new(view, i == 0 ? E_incident : E_problem);
		bool on = false;
		while (records_child(records, incident.parent, &on, &record)) {
			memory_grow(&lists[i].items, &lists[i].capacity, lists[i].count, sizeof record);
			lists[i].items[lists[i].count++] = record;
		}
		records_free(&records);
	}
	incident_patterns_add(&gathering->patterns, &lists[0], &lists[1], pattern_limits(session->conf, session->today));
	const struct incident_pattern *found = incident_pattern_of(&gathering->patterns, ref);
	free(lists[0].items);
	free(lists[1].items);
	if (found == NULL)
		return error_set(error, ERROR_INPUT, _("it is not one of several that recur: they have a category and no problem; "
		                                       "write down a problem by hand instead"));
	gathering->pattern = *found;
	return true;
}

static void name_problem(struct text *title, const struct view *view, const struct incident_pattern *pattern)
{
	text_append(title, pattern->category);
	text_append_text(title, ": ");
	view_append_name(view, ref_is_set(pattern->component) ? pattern->component : pattern->system, title);
}

static bool write_problem(struct gathering *gathering, struct problem_made *made, struct error *error)
{
	const struct value_reader reader = {0};
	draft_clear(&gathering->draft, schema_entity(E_problem));
	draft_set_ref(&gathering->draft, F_problem_system, gathering->pattern.system);
	draft_set_ref(&gathering->draft, F_problem_component, gathering->pattern.component);
	draft_set_number(&gathering->draft, F_problem_state, C_problem_state_open);
	draft_set_day(&gathering->draft, F_problem_opened, gathering->session->today);
	return draft_parse(&gathering->draft, schema_field(schema_entity(E_problem), F_problem_title),
	                   text_slice(&made->title), &reader, error) &&
	       edit_save(gathering->edit, &gathering->draft, &made->problem, 0, error);
}

static bool tie(struct gathering *gathering, struct ref incident, struct ref problem, struct error *error)
{
	struct record record;
	if (!view_record(edit_view(gathering->edit), incident, &record))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such incident"));
	uint32_t revision = record_revision(&record);
	draft_clear(&gathering->draft, schema_entity(E_incident));
	draft_copy_record(&gathering->draft, &record);
	draft_set_ref(&gathering->draft, F_incident_problem, problem);
	return edit_save(gathering->edit, &gathering->draft, &incident, revision, error);
}

static bool write(struct gathering *gathering, struct problem_made *made, struct error *error)
{
	const struct incident_pattern *pattern = &gathering->pattern;
	bool ok = !made->fresh || write_problem(gathering, made, error);
	for (size_t i = 0; i < pattern->count && ok; i++)
		ok = tie(gathering, gathering->patterns.incidents[pattern->from + i], made->problem, error);
	return ok;
}

bool problem_gather(struct session *session, struct ref incident, struct slice title, bool trial,
                    struct problem_made *made, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct gathering gathering = {.session = session, .edit = edit_begin(session, &facts, error)};
	*made = (struct problem_made){.problem = {E_problem, 0}};
	draft_init(&gathering.draft, schema_entity(E_problem));
	bool ok = gathering.edit != NULL && find_pattern(&gathering, edit_view(gathering.edit), incident, error);
	if (ok) {
		made->fresh = !ref_is_set(gathering.pattern.problem);
		made->incidents = gathering.pattern.count;
		if (!made->fresh)
			made->problem = gathering.pattern.problem;
		if (!made->fresh)
			view_append_name(edit_view(gathering.edit), made->problem, &made->title);
		else if (title.size > 0)
			text_append(&made->title, title);
		else
			name_problem(&made->title, edit_view(gathering.edit), &gathering.pattern);
	}
	ok = ok && (trial || (write(&gathering, made, error) && edit_commit(&gathering.edit, NULL, error)));
	edit_abort(&gathering.edit);
	draft_free(&gathering.draft);
	incident_patterns_free(&gathering.patterns);
	return ok;
}

void problem_made_free(struct problem_made *made)
{
	text_free(&made->title);
}
