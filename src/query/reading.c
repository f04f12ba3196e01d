/* Values of records, by way of references. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/code.h"
#include "query/query_private.h"
#include "register/authority.h"
#include "register/figures.h"

#define KEPT_RECORDS 1024

/* Many records refer to few: those looked up last are kept by the low bits of their id. */
struct kept {
	uint32_t generation; /* of the reading that it was kept for */
	struct ref ref;
	bool there;
	struct record record;
};

struct reading {
	const struct view *view;
	const struct session *session;
	struct figures *figures; /* made when first asked for */
	struct text code;
	uint32_t generation;
	struct kept kept[KEPT_RECORDS];
};

struct reading *reading_new(const struct view *view, const struct session *session)
{
	struct reading *reading = memory_new(sizeof *reading);
	reading->view = view;
	reading->session = session;
	reading->generation = 1;
	return reading;
}

void reading_move(struct reading *reading, const struct view *view)
{
	figures_free(&reading->figures);
	reading->view = view;
	if (++reading->generation == 0) {
		memset(reading->kept, 0, sizeof reading->kept);
		reading->generation = 1;
	}
}

void reading_free(struct reading **reading)
{
	if (*reading == NULL)
		return;
	figures_free(&(*reading)->figures);
	text_free(&(*reading)->code);
	free(*reading);
	*reading = NULL;
}

const struct view *reading_view(const struct reading *reading)
{
	return reading->view;
}

const struct session *reading_session(const struct reading *reading)
{
	return reading->session;
}

bool reading_record(struct reading *reading, struct ref ref, struct record *record)
{
	struct kept *kept = &reading->kept[(ref.id + ref.entity * 131u) % KEPT_RECORDS];
	if (!ref_is_set(ref))
		return false;
	if (kept->generation != reading->generation || !ref_equal(kept->ref, ref)) {
		kept->generation = reading->generation;
		kept->ref = ref;
		kept->there = view_record(reading->view, ref, &kept->record);
	}
	if (kept->there)
		*record = kept->record;
	return kept->there;
}

static struct value figure_of(struct reading *reading, const struct record *record, const struct field *figure)
{
	if (reading->figures == NULL)
		reading->figures = figures_new(reading->view, reading->session->conf, reading->session->today);
	return figures_value(reading->figures, record, figure);
}

static struct value code_of(struct reading *reading, const struct record *record)
{
	if (record_is_set(record, F_code))
		return (struct value){.set = true, .text = record_text(record, F_code)};
	text_clear(&reading->code);
	code_append_default(&reading->code, record->entity->number, record->id);
	return (struct value){.set = true, .text = text_slice(&reading->code)};
}

struct value reading_field(struct reading *reading, const struct record *record, const struct field *field)
{
	bool guarded = reading->session->audience != AUDIENCE_SELF || authority_guards(record, field);
	if (guarded && !authority_may_read(reading->session, reading->view, record, field))
		return VALUE_UNSET;
	if (field->number == F_code)
		return code_of(reading, record);
	if (field->number >= FIGURE_FIRST && field->number < F_revision)
		return figure_of(reading, record, field);
	struct value value = record_value(record, field);
	if (field_holds_ref(field))
		value.set = value.set && ref_is_set(value.ref);
	return value;
}

struct value reading_value(struct reading *reading, const struct record *record, const struct path *path)
{
	struct record at;
	for (size_t i = 0; i + 1 < path->count; i++) {
		struct value step = reading_field(reading, record, path->fields[i]);
		if (!step.set || !reading_record(reading, step.ref, &at))
			return VALUE_UNSET;
		record = &at;
	}
	return reading_field(reading, record, path_field(path));
}
