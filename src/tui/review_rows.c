#include "tui/review_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/hash.h"
#include "tui/choices.h"
#include "tui/words.h"

#define GROUP_KEY (UINT64_C(1) << 63)

/* What is seen of a subject, in its columns; the first is its name. */
static const struct kind_facts {
	uint8_t kind, entity;
	uint8_t fields[REVIEW_COLUMNS - 1];
} kinds[] = {
	{C_review_kind_permissions, E_permission,
	 {F_permission_person, F_permission_system, F_permission_role, F_permission_level, F_permission_last_used}},
	{C_review_kind_licences, E_licence,
	 {F_licence_name, F_licence_system, F_licence_metric, F_licence_quantity, F_licence_end}},
	{C_review_kind_systems, E_system,
	 {F_system_name, F_system_unit, F_system_phase, F_system_criticality, F_system_reviewed}},
};

static const struct kind_facts *facts_of(uint8_t kind)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (kinds[i].kind == kind)
			return &kinds[i];
	return &kinds[0];
}

const char *review_grouping_label(enum review_grouping grouping)
{
	static const char *const labels[REVIEW_GROUPINGS] = {
		[REVIEW_ALIKE] = N_("alike"),       [REVIEW_BY_PERSON] = N_("by person"),
		[REVIEW_BY_SYSTEM] = N_("by system"), [REVIEW_BY_UNIT] = N_("by unit"),
		[REVIEW_BY_SUPPLIER] = N_("by supplier"),
	};
	return _(labels[grouping]);
}

/* ---- what belongs together ---- */

static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
	return hash_64(bytes, size, hash);
}

static uint64_t mix_ref(uint64_t hash, struct ref ref)
{
	const uint32_t parts[2] = {ref.entity, ref.id};
	return mix(hash, parts, sizeof parts);
}

struct about {
	struct ref person, system, unit, supplier;
};

static struct ref field_of(const struct view *view, struct ref ref, uint8_t field)
{
	struct record record;
	return ref_is_set(ref) && view_record(view, ref, &record) ? record_ref(&record, field) : (struct ref){0};
}

static struct about about_of(const struct view *view, const struct record *subject)
{
	struct about about = {0};
	switch (subject->entity->number) {
	case E_permission:
		about.person = record_ref(subject, F_permission_person);
		about.system = record_ref(subject, F_permission_system);
		about.unit = field_of(view, about.person, F_person_unit);
		about.supplier = field_of(view, about.person, F_person_supplier);
		break;
	case E_licence:
		about.system = record_ref(subject, F_licence_system);
		about.supplier = record_ref(subject, F_licence_supplier);
		about.unit = field_of(view, about.system, F_system_unit);
		break;
	default:
		about.system = record_self(subject);
		about.unit = record_ref(subject, F_system_unit);
		break;
	}
	return about;
}

static uint64_t alike(const struct record *subject, const struct about *about, bool news)
{
	uint64_t hash = mix_ref(mix_ref(mix(1, &news, sizeof news), about->system), about->unit);
	if (subject->entity->number != E_permission)
		return mix_ref(hash, record_self(subject)); /* each is its own */
	struct slice role = record_text(subject, F_permission_role), reach = record_text(subject, F_permission_reach_text);
	uint8_t level = record_choice(subject, F_permission_level);
	hash = mix_ref(mix(hash, &level, sizeof level), record_ref(subject, F_permission_reach));
	return mix(mix(hash, role.data, role.size), reach.data, reach.size);
}

static uint64_t group_of(const struct review_rows *rows, const struct record *subject, const struct about *about,
	bool news)
{
	switch (rows->grouping) {
	case REVIEW_BY_PERSON: return mix_ref(2, about->person);
	case REVIEW_BY_SYSTEM: return mix_ref(3, about->system);
	case REVIEW_BY_UNIT: return mix_ref(4, about->unit);
	case REVIEW_BY_SUPPLIER: return mix_ref(5, about->supplier);
	default: return alike(subject, about, news);
	}
}

/* Whether the last round that kept it saw what is seen now. */
static bool has_news(const struct view *view, const struct record *item)
{
	struct naming *asked = naming_new(view, E_review_item, F_review_item_subject, record_ref(item, F_review_item_subject));
	struct slice seen = record_text(item, F_review_item_snapshot);
	struct record other;
	bool news = true;
	while (naming_next(asked, &other)) {
		uint8_t decision = record_choice(&other, F_review_item_decision);
		if (other.id < item->id && record_is_set(&other, F_review_item_decided))
			news = (decision != C_review_decision_keep && decision != C_review_decision_confirmed) ||
			       !slice_equal(record_text(&other, F_review_item_snapshot), seen);
	}
	naming_free(&asked);
	return news;
}

/* ---- reading ---- */

/* A fact of the subject as it is seen; whose account it is where it is nobody's name. */
static void append_value(const struct review_rows *rows, struct glance *glance, const struct record *subject,
	size_t column, struct text *out)
{
	const struct kind_facts *facts = facts_of(rows->kind);
	const struct field *field = schema_field(subject->entity, facts->fields[column]);
	struct value value = reading_field(glance->reading, subject, field);
	if (!value.set && facts->entity == E_permission && field->number == F_permission_person) {
		field = schema_field(subject->entity, F_permission_account);
		value = reading_field(glance->reading, subject, field);
	}
	if (value.set)
		words_value(out, glance, subject, field, &value);
}

static char *fold_words(const struct review_rows *rows, struct glance *glance, const struct record *subject)
{
	struct text words = {0}, folded = {0};
	for (size_t i = 0; i + 1 < REVIEW_COLUMNS; i++) {
		append_value(rows, glance, subject, i, &words);
		text_append_char(&words, '\n');
	}
	text_append_folded(&folded, text_slice(&words));
	text_free(&words);
	return text_take(&folded);
}

static void add_question(struct review_rows *rows, struct glance *glance, const struct record *item)
{
	struct record subject;
	const struct review_answer *answer = review_answer(rows->kind, record_choice(item, F_review_item_decision));
	struct review_question question = {.id = item->id, .revision = record_revision(item),
		.subject = record_ref(item, F_review_item_subject), .decision = record_choice(item, F_review_item_decision),
		.settled = answer != NULL && answer->settles};
	if (view_record(glance->view, question.subject, &subject)) {
		struct about about = about_of(glance->view, &subject);
		question.news = has_news(glance->view, item);
		question.group = group_of(rows, &subject, &about, question.news) | GROUP_KEY;
		question.folded = fold_words(rows, glance, &subject);
	} else {
		question.group = mix_ref(6, question.subject) | GROUP_KEY;
	}
	memory_grow(&rows->items, &rows->capacity, rows->count, sizeof *rows->items);
	rows->items[rows->count++] = question;
	struct review_state state = {.decision = question.decision, .decided = record_day(item, F_review_item_decided),
		.carried_out = record_day(item, F_review_item_carried_out),
		.at_once = record_number(item, F_review_item_decided_at_once)};
	review_counts_add(&rows->counts, rows->kind, &state, rows->due);
}

static void clear(struct review_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->items[i].folded);
	rows->count = 0;
	rows->counts = (struct review_counts){0};
}

/* Groups in the order in which their first question stands in the round. */
struct placed {
	uint64_t group;
	size_t place;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static int compare_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	return (x->place > y->place) - (x->place < y->place);
}

static void put_in_order(struct review_rows *rows)
{
	struct placed *placed = memory_new_array(rows->count + 1, sizeof *placed);
	struct placed *firsts = memory_new_array(rows->count + 1, sizeof *firsts);
	struct review_question *ordered = memory_new_array(rows->count + 1, sizeof *ordered);
	size_t groups = 0, at = 0;
	for (size_t i = 0; i < rows->count; i++)
		placed[i] = (struct placed){rows->items[i].group, i};
	if (rows->count > 1)
		qsort(placed, rows->count, sizeof *placed, compare_placed);
	for (size_t i = 0; i < rows->count; i++)
		if (i == 0 || placed[i].group != placed[i - 1].group)
			firsts[groups++] = (struct placed){i, placed[i].place}; /* group: where it begins in `placed` */
	if (groups > 1)
		qsort(firsts, groups, sizeof *firsts, compare_place);
	for (size_t i = 0; i < groups; i++)
		for (size_t j = firsts[i].group; j < rows->count && placed[j].group == placed[firsts[i].group].group; j++)
			ordered[at++] = rows->items[placed[j].place];
	if (rows->count > 0)
		memcpy(rows->items, ordered, rows->count * sizeof *ordered);
	free(placed);
	free(firsts);
	free(ordered);
}

static void read_items(struct review_rows *rows, struct glance *glance)
{
	struct records *items = records_new(glance->view, E_review_item);
	record_id person = rows->app->session->known ? rows->app->session->actor : 0;
	struct record item;
	bool found = false;
	while (records_child(items, rows->round.id, &found, &item))
		if (rows->everybodys || record_ref_id(&item, F_review_item_reviewer) == person)
			add_question(rows, glance, &item);
	records_free(&items);
}

bool review_rows_read(struct review_rows *rows)
{
	struct glance glance = {0};
	struct record round;
	if (!glance_open(&glance, rows->app))
		return false;
	bool there = view_record(glance.view, rows->round, &round);
	clear(rows);
	if (there) {
		rows->kind = record_choice(&round, F_review_kind);
		rows->closed = record_is_set(&round, F_review_closed);
		rows->due = record_day(&round, F_review_due);
		read_items(rows, &glance);
		put_in_order(rows);
	}
	glance_close(&glance);
	review_rows_choose(rows);
	return there;
}

void review_rows_free(struct review_rows *rows)
{
	clear(rows);
	free(rows->items);
	free(rows->lines);
	free(rows->open);
	text_free(&rows->filter);
	*rows = (struct review_rows){0};
}

/* ---- lines ---- */

static bool is_open(const struct review_rows *rows, uint64_t group)
{
	for (size_t i = 0; i < rows->open_count; i++)
		if (rows->open[i] == group)
			return true;
	return rows->filter.size > 0;
}

static bool is_wanted(const struct review_rows *rows, const struct review_question *question)
{
	return rows->filter.size == 0 ||
	       words_match(text_slice(&rows->filter), slice_of(question->folded == NULL ? "" : question->folded));
}

static void add_line(struct review_rows *rows, size_t first, size_t count, bool whole)
{
	memory_grow(&rows->lines, &rows->line_capacity, rows->line_count, sizeof *rows->lines);
	rows->lines[rows->line_count++] = (struct review_line){first, count, whole};
}

void review_rows_choose(struct review_rows *rows)
{
	rows->line_count = 0;
	for (size_t i = 0, next; i < rows->count; i = next) {
		uint64_t group = rows->items[i].group;
		for (next = i + 1; next < rows->count && rows->items[next].group == group; next++)
			;
		bool several = next - i > 1;
		if (several && rows->filter.size == 0)
			add_line(rows, i, next - i, true);
		for (size_t j = i; j < next && (!several || is_open(rows, group)); j++)
			if (is_wanted(rows, &rows->items[j]))
				add_line(rows, j, 1, false);
	}
}

const struct review_line *review_rows_at(const struct review_rows *rows, size_t line)
{
	return line < rows->line_count ? &rows->lines[line] : NULL;
}

const struct review_question *review_rows_question(const struct review_rows *rows, uint64_t key)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].id == key)
			return &rows->items[i];
	return NULL;
}

bool review_rows_turn(struct review_rows *rows, size_t line)
{
	const struct review_line *at = review_rows_at(rows, line);
	if (at == NULL || !at->whole)
		return false;
	uint64_t group = rows->items[at->first].group;
	size_t i = 0;
	while (i < rows->open_count && rows->open[i] != group)
		i++;
	if (i < rows->open_count) {
		rows->open[i] = rows->open[--rows->open_count];
	} else {
		memory_grow(&rows->open, &rows->open_capacity, rows->open_count, sizeof *rows->open);
		rows->open[rows->open_count++] = group;
	}
	review_rows_choose(rows);
	return true;
}

static size_t open_in(const struct review_rows *rows, const struct review_line *line)
{
	size_t open = 0;
	for (size_t i = 0; i < line->count; i++)
		open += !rows->items[line->first + i].settled;
	return open;
}

size_t review_rows_next_open(const struct review_rows *rows, size_t line)
{
	for (size_t step = 1; step <= rows->line_count; step++) {
		size_t at = (line + step) % rows->line_count;
		const struct review_line *next = &rows->lines[at];
		bool stands_open = next->whole && is_open(rows, rows->items[next->first].group);
		if (!stands_open && open_in(rows, next) > 0)
			return at;
	}
	return SIZE_MAX;
}

/* ---- cells ---- */

static const char *decision_label(uint8_t decision)
{
	const struct choice_set *set = schema_choices(CHOICES_review_decision);
	return decision == 0 ? "" : _(schema_choice(set, decision)->label);
}

static void append_answers(const struct review_rows *rows, const struct review_line *line, struct text *out,
	enum role *role)
{
	uint8_t first = rows->items[line->first].decision;
	size_t open = open_in(rows, line), same = 0;
	for (size_t i = 0; i < line->count; i++)
		same += rows->items[line->first + i].decision == first;
	if (same == line->count)
		text_append_text(out, decision_label(first));
	else
		text_printf(out, _("%zu of %zu"), line->count - open, line->count);
	*role = open > 0 ? ROLE_WARNING : ROLE_GOOD;
}

/* The words of a column, as they were folded for the filter. */
static struct slice folded_fact(const struct review_question *question, size_t column)
{
	struct slice rest = slice_of(question->folded == NULL ? "" : question->folded), fact = {0};
	for (size_t i = 0; i <= column; i++)
		slice_next(&rest, '\n', &fact);
	return fact;
}

static bool is_common(const struct review_rows *rows, const struct review_line *line, size_t column)
{
	struct slice first = folded_fact(&rows->items[line->first], column);
	for (size_t i = 1; i < line->count; i++)
		if (!slice_equal(folded_fact(&rows->items[line->first + i], column), first))
			return false;
	return true;
}

/* What the questions of a line have in common. */
static void append_fact(struct review_rows *rows, const struct review_line *line, size_t column, struct text *out)
{
	struct record subject;
	if (is_common(rows, line, column) && view_record(rows->glance.view, rows->items[line->first].subject, &subject))
		append_value(rows, &rows->glance, &subject, column, out);
}

/* "12 questions: Ekonomi" */
static void append_group(struct review_rows *rows, const struct review_line *line, struct text *out)
{
	struct text name = {0};
	text_printf(out, ngettext("%zu question", "%zu questions", line->count), line->count);
	if (rows->grouping == REVIEW_BY_PERSON || rows->grouping == REVIEW_BY_SYSTEM)
		append_fact(rows, line, rows->grouping == REVIEW_BY_SYSTEM, &name);
	if (name.size > 0)
		text_printf(out, ": %s", name.data);
	text_free(&name);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct review_rows *rows = owner;
	const struct review_line *line = review_rows_at(rows, row);
	if (line == NULL || !glance_open(&rows->glance, rows->app))
		return;
	if (column == REVIEW_COLUMNS - 1)
		append_answers(rows, line, out, role);
	else if (column == 0 && line->whole)
		append_group(rows, line, out);
	else
		append_fact(rows, line, column, out);
}

static size_t count(void *owner)
{
	return ((struct review_rows *)owner)->line_count;
}

static uint64_t key(void *owner, size_t row)
{
	const struct review_rows *rows = owner;
	const struct review_line *line = review_rows_at(rows, row);
	if (line == NULL)
		return 1;
	return line->whole ? rows->items[line->first].group : rows->items[line->first].id;
}

static size_t find(void *owner, uint64_t wanted)
{
	struct review_rows *rows = owner;
	for (size_t i = 0; i < rows->line_count; i++)
		if (key(owner, i) == wanted)
			return i;
	return SIZE_MAX;
}

static void filter(void *owner, struct slice typed)
{
	struct review_rows *rows = owner;
	text_clear(&rows->filter);
	text_append_folded(&rows->filter, typed);
	review_rows_choose(rows);
}

static void rest(void *owner)
{
	glance_close(&((struct review_rows *)owner)->glance);
}

const struct list_source review_rows_source = {
	.count = count, .cell = cell, .key = key, .find = find, .filter = filter, .rest = rest,
};

void review_rows_columns(const struct review_rows *rows, struct list_column columns[REVIEW_COLUMNS])
{
	static const struct list_column shapes[REVIEW_COLUMNS] = {
		{.least = 16, .most = 34, .priority = 0, .unsorted = true},
		{.least = 12, .most = 30, .priority = 1, .unsorted = true},
		{.least = 10, .most = 26, .priority = 2, .unsorted = true},
		{.least = 6, .most = 14, .priority = 3, .unsorted = true},
		{.least = 10, .most = 10, .priority = 4, .unsorted = true},
		{.least = 9, .most = 16, .priority = 0, .unsorted = true},
	};
	const struct kind_facts *facts = facts_of(rows->kind);
	for (size_t i = 0; i < REVIEW_COLUMNS; i++) {
		columns[i] = shapes[i];
		columns[i].title = i + 1 < REVIEW_COLUMNS
			? words_field(rows->app, schema_field(schema_entity(facts->entity), facts->fields[i]))
			: _("Answer");
	}
}
