/* Incidents that come again. */
#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "model/schema.h"
#include "register/incidents.h"

#define HISTORY_MONTHS 12

struct pattern_work {
	struct likeness {
		record_id component;
		size_t from;       /* where the folded category stands in `names`, which moves while it grows */
		struct slice sort; /* the category, when all are there */
		const struct record *incident;
	} *alike;
	size_t alike_count, alike_capacity;
	struct recurring *recurring;
	size_t recurring_capacity;
	struct text names;
};

struct pattern_limits pattern_limits(const struct conf *conf, day_t today)
{
	struct pattern_limits limits = {3, 90, day_add_months(today, -HISTORY_MONTHS), today};
	if (conf != NULL) {
		limits.least = conf_number(conf, CONF_recurring_incidents, today);
		limits.days = conf_number(conf, CONF_recurring_days, today);
	}
	return limits;
}

bool problem_is_open(const struct record *problem)
{
	uint8_t state = record_choice(problem, F_problem_state);
	return state != C_problem_state_solved && state != C_problem_state_closed && !record_is_set(problem, F_problem_closed);
}

/* ---- which are alike ---- */

static void note_likeness(struct pattern_work *work, const struct record *incident)
{
	size_t from = work->names.size;
	text_append_folded(&work->names, slice_trim(record_text(incident, F_incident_category)));
	memory_grow(&work->alike, &work->alike_capacity, work->alike_count, sizeof *work->alike);
	work->alike[work->alike_count++] = (struct likeness){
		record_ref_id(incident, F_incident_component), from, {NULL, work->names.size - from}, incident};
}

static bool counts(const struct record *incident, struct pattern_limits limits)
{
	day_t opened = record_day(incident, F_incident_opened);
	return opened != DAY_UNSET && opened >= limits.since && opened <= limits.today &&
	       !record_is_set(incident, F_incident_problem) &&
	       slice_trim(record_text(incident, F_incident_category)).size > 0;
}

static int compare_sorts(const struct likeness *x, const struct likeness *y)
{
	if (x->component != y->component)
		return x->component < y->component ? -1 : 1;
	return slice_compare(x->sort, y->sort);
}

static int compare_likeness(const void *a, const void *b)
{
	const struct likeness *x = a, *y = b;
	int order = compare_sorts(x, y);
	return order != 0 ? order : (x->incident->id > y->incident->id) - (x->incident->id < y->incident->id);
}

/* Numbers the sorts; an incident's number is its place among the sorted. */
static void number_sorts(struct pattern_work *work)
{
	uint32_t group = 0;
	for (size_t i = 0; i < work->alike_count; i++)
		work->alike[i].sort.data = work->names.data + work->alike[i].from;
	qsort(work->alike, work->alike_count, sizeof *work->alike, compare_likeness);
	memory_grow(&work->recurring, &work->recurring_capacity, work->alike_count, sizeof *work->recurring);
	for (size_t i = 0; i < work->alike_count; i++) {
		group += i > 0 && compare_sorts(&work->alike[i - 1], &work->alike[i]) != 0;
		work->recurring[i] = (struct recurring){
			group, (uint32_t)i, record_day(work->alike[i].incident, F_incident_opened), false};
	}
}

/* ---- what recurs ---- */

static bool is_called_the_same(struct slice a, struct slice b)
{
	struct text one = {0}, other = {0};
	text_append_folded(&one, slice_trim(a));
	text_append_folded(&other, slice_trim(b));
	bool same = slice_equal(text_slice(&one), text_slice(&other));
	text_free(&one);
	text_free(&other);
	return same;
}

/* The problem gathers others of the sort. */
static bool has_gathered(const struct record_list *incidents, struct ref problem,
                         const struct incident_pattern *pattern)
{
	for (size_t i = 0; i < incidents->count; i++) {
		const struct record *incident = &incidents->items[i];
		if (ref_equal(record_ref(incident, F_incident_problem), problem) &&
		    ref_equal(record_ref(incident, F_incident_component), pattern->component) &&
		    is_called_the_same(record_text(incident, F_incident_category), pattern->category))
			return true;
	}
	return false;
}

/* One about the component, or that has gathered such incidents. */
static struct ref open_problem(const struct record_list *problems, const struct record_list *incidents,
                               const struct incident_pattern *pattern)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct record *problem = &problems->items[i];
		struct ref component = record_ref(problem, F_problem_component);
		bool of_component = ref_is_set(component) && ref_equal(component, pattern->component);
		if (problem_is_open(problem) && (of_component || has_gathered(incidents, record_self(problem), pattern)))
			return record_self(problem);
	}
	return (struct ref){0, 0};
}

static void begin_pattern(struct incident_patterns *patterns, const struct record *first,
                          const struct record_list *problems, const struct record_list *incidents)
{
	memory_grow(&patterns->items, &patterns->capacity, patterns->count, sizeof *patterns->items);
	struct incident_pattern *pattern = &patterns->items[patterns->count++];
	*pattern = (struct incident_pattern){.system = {E_system, first->parent},
	                                     .component = record_ref(first, F_incident_component),
	                                     .category = slice_trim(record_text(first, F_incident_category)),
	                                     .from = patterns->incident_count,
	                                     .first = record_day(first, F_incident_opened)};
	pattern->problem = open_problem(problems, incidents, pattern);
}

static void gather(struct incident_patterns *patterns, const struct record_list *problems,
                   const struct record_list *incidents)
{
	const struct pattern_work *work = patterns->work;
	const struct recurring *last = NULL;
	for (size_t i = 0; i < work->alike_count; i++) {
		const struct recurring *found = &work->recurring[i];
		const struct record *incident = work->alike[found->number].incident;
		if (!found->recurs)
			continue;
		if (last == NULL || last->group != found->group)
			begin_pattern(patterns, incident, problems, incidents);
		struct incident_pattern *pattern = &patterns->items[patterns->count - 1];
		memory_grow(&patterns->incidents, &patterns->incident_capacity, patterns->incident_count,
		            sizeof *patterns->incidents);
		patterns->incidents[patterns->incident_count++] = record_self(incident);
		pattern->count++;
		pattern->last = found->opened;
		last = found;
	}
}

void incident_patterns_add(struct incident_patterns *patterns, const struct record_list *incidents,
                           const struct record_list *problems, struct pattern_limits limits)
{
	if (patterns->work == NULL)
		patterns->work = memory_new(sizeof *patterns->work);
	struct pattern_work *work = patterns->work;
	work->alike_count = 0;
	text_clear(&work->names);
	for (size_t i = 0; i < incidents->count; i++)
		if (counts(&incidents->items[i], limits))
			note_likeness(work, &incidents->items[i]);
	if ((int64_t)work->alike_count < limits.least)
		return;
	number_sorts(work);
	recurring_find(work->recurring, work->alike_count, (size_t)limits.least, limits.days);
	gather(patterns, problems, incidents);
}

void incident_patterns_clear(struct incident_patterns *patterns)
{
	patterns->count = patterns->incident_count = patterns->hidden = 0;
}

void incident_patterns_free(struct incident_patterns *patterns)
{
	if (patterns->work != NULL) {
		free(patterns->work->alike);
		free(patterns->work->recurring);
		text_free(&patterns->work->names);
	}
	free(patterns->work);
	free(patterns->items);
	free(patterns->incidents);
	*patterns = (struct incident_patterns){0};
}

const struct incident_pattern *incident_pattern_of(const struct incident_patterns *patterns, struct ref incident)
{
	for (size_t i = 0; i < patterns->count; i++)
		for (size_t n = 0; n < patterns->items[i].count; n++)
			if (ref_equal(patterns->incidents[patterns->items[i].from + n], incident))
				return &patterns->items[i];
	return NULL;
}
