/* Which fields of a record stand in its form, under which headings, and which of them can be written. */
#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "tui/record_form.h"
#include "tui/words.h"

#define TEXT_BYTES 800 /* 200 characters of four bytes */
#define NOTE_BYTES 65536

static size_t limit_of(const struct field *field)
{
	return field->type == TYPE_NOTE ? NOTE_BYTES : field->type == TYPE_TEXT ? TEXT_BYTES : 0;
}

static int columns_of(const struct field *field)
{
	switch (field->type) {
	case TYPE_DATE: case TYPE_QUARTER: return 12;
	case TYPE_NUMBER: case TYPE_DECIMAL: case TYPE_PERCENT: return 10;
	case TYPE_MONEY: return 20;
	default: return 0;
	}
}

static const char *unit_of(const struct field *field)
{
	if (field->unit != UNIT_none)
		return _(schema_unit_label(field->unit));
	return field->type == TYPE_PERCENT ? "%" : NULL;
}

static void add_row(struct record_form *form, const struct field *field, const char *group, bool may_write)
{
	size_t row = form->count++;
	form->fields[row] = field;
	form->rows[row] = (struct form_field){
		.group = group,
		.label = words_field(form->app, field),
		.help = _(field->help),
		.kind = may_write ? record_form_kind(field) : FIELD_SHOWN,
		.required = field->required && may_write,
		.limit = limit_of(field),
		.columns = columns_of(field),
		.unit = unit_of(field),
	};
}

static bool may_write(const struct record_form *form, struct glance *glance, const struct record *record,
	const struct field *field)
{
	struct record empty = {.entity = form->entity};
	if (field->internal)
		return false;
	if (record == NULL) /* of a new record everything may be stated: whether it may be made is asked when it is saved */
		return empty.entity != NULL;
	return authority_may_write(form->app->session, glance->view, record, field);
}

/* What a record cannot be without, and what it is called by. */
static bool is_needed(const struct entity *entity, const struct field *field)
{
	return field->required || field->one_of != 0 || field->number == entity->name_field;
}

/* What may not be read is not there at all: an empty row would be saved as empty. */
static void add_field(struct record_form *form, struct glance *glance, const struct record *record,
	const struct field *field, const char *group)
{
	bool writes = may_write(form, glance, record, field);
	if (form->for_form != NULL && !is_needed(form->entity, field))
		return;
	bool reads = record == NULL || authority_may_read(form->app->session, glance->view, record, field);
	if (reads && (writes || (record != NULL && record_is_set(record, field->number) && field->type != TYPE_REASONS)))
		add_row(form, field, group, writes);
}

static void add_fields(struct record_form *form, struct glance *glance, const struct record *record)
{
	const char *group = _("Facts");
	for (size_t i = F_first_own - 1; i < form->entity->field_count; i++) {
		const struct field *field = &form->entity->fields[i];
		group = field->section != NULL ? _(field->section) : group;
		add_field(form, glance, record, field, group);
	}
	for (uint8_t number = F_code; number < F_first_own; number++)
		add_field(form, glance, record, schema_field(form->entity, number), _("In the register"));
}

static void add_deed_fields(struct record_form *form)
{
	for (const uint8_t *number = form->deed->fields; *number != 0; number++) {
		add_row(form, schema_field(form->entity, *number), NULL, form->count >= form->deed->given);
		form->rows[form->count - 1].required = form->count <= form->deed->required && form->count > form->deed->given;
	}
}

void record_form_add_rows(struct record_form *form, struct glance *glance, const struct record *record)
{
	size_t most = form->entity->field_count;
	form->rows = memory_new_array(most + 1, sizeof(*form->rows));
	form->fields = memory_new_array(most + 1, sizeof(*form->fields));
	form->refs = memory_new_array(most + 1, sizeof(*form->refs));
	if (form->deed != NULL)
		add_deed_fields(form);
	else
		add_fields(form, glance, record);
}
