/* Fields of the schema as rows of a form: what stands there, what is wrong with what is typed, what is saved of it. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "tui/record_form.h"
#include "tui/words.h"

enum field_kind record_form_kind(const struct field *field)
{
	switch (field->type) {
	case TYPE_NOTE:
		return FIELD_NOTE;
	case TYPE_CHOICE: case TYPE_CHOICES: case TYPE_YESNO: case TYPE_ANSWER: case TYPE_REF: case TYPE_ANY:
		return FIELD_CHOSEN;
	case TYPE_DATE: case TYPE_REFS:
		return FIELD_EITHER;
	default:
		return FIELD_TYPED;
	}
}

static void append_choices(struct text *out, const struct field *field, int64_t bits)
{
	size_t start = out->size;
	for (uint8_t number = 1; number <= 32; number++) {
		const struct choice *choice = schema_choice(schema_choices(field->choices), number);
		if ((bits >> (number - 1) & 1) != 0 && choice != NULL)
			text_printf(out, "%s%s", out->size > start ? "; " : "", _(choice->label));
	}
}

/* With spaces between thousands whatever the language: what is typed is read so. */
static void append_amount(struct text *out, money_t money)
{
	char buffer[NUMBER_TEXT_SIZE];
	bool english = money_local_text(100, buffer)[1] == '.';
	money_local_text(money, buffer);
	size_t size = strlen(buffer);
	if (size > 3 && strcmp(buffer + size - 2, "00") == 0)
		buffer[size - 3] = '\0';
	for (char *at = buffer; english && *at != '\0'; at++)
		if (*at == ',')
			*at = ' ';
	text_append_text(out, buffer);
}

static void append_code(void *context, struct ref ref, struct text *out)
{
	view_append_code(((struct glance *)context)->view, ref, out);
}

/* Such that reading it gives the value back: references by name (their record is remembered), lists by ';'. */
void record_form_value_text(struct text *out, struct glance *glance, const struct record *record,
	const struct field *field)
{
	const struct value_writer writer = {.code = append_code, .context = glance};
	struct value value = reading_field(glance->reading, record, field);
	if (!value.set)
		return;
	switch (field->type) {
	case TYPE_CHOICES:
		append_choices(out, field, value.number);
		break;
	case TYPE_MONEY:
		append_amount(out, value.number);
		break;
	case TYPE_CHOICE: case TYPE_YESNO: case TYPE_ANSWER: case TYPE_REF: case TYPE_ANY:
		words_value(out, glance, record, field, &value);
		break;
	default:
		value_append(out, field, &value, &writer);
		break;
	}
}

/* ---- checking ---- */

/* What is not plain from what was typed: the day that "+18m" is, the amount with its thousands. */
static void append_note(struct text *note, const struct record_form *form, const struct field *field,
	const struct value *value, struct slice typed)
{
	char buffer[DAY_TEXT_SIZE];
	if (!value->set) {
		return;
	} else if (field->type == TYPE_DATE && typed.size != 10) {
		text_printf(note, "= %s", day_text((day_t)value->number, buffer));
	} else if (field->type == TYPE_MONEY) {
		text_append_text(note, "= ");
		teller_money(note, value->number, form->app->session->conf);
	}
}

static bool is_reference(const struct field *field)
{
	return field->type == TYPE_REF || field->type == TYPE_ANY;
}

bool record_form_value(struct record_form *form, size_t row, struct text *scratch, struct value *value,
	struct error *error)
{
	struct slice typed = slice_trim(form_text(&form->form, row));
	struct glance glance = {0};
	*value = VALUE_UNSET;
	if (is_reference(form->fields[row]))
		*value = (struct value){.set = typed.size > 0, .ref = form->refs[row]};
	if (typed.size == 0 || value->set || !glance_open(&glance, form->app))
		return true;
	const struct value_reader reader = register_reader(glance.view, form->app->session->today, true);
	bool ok = value_parse(form->fields[row], form_text(&form->form, row), &reader, scratch, value, error);
	glance_close(&glance);
	return ok;
}

bool record_form_check(void *owner, size_t row, struct slice typed, struct text *note, struct error *error)
{
	struct record_form *form = owner;
	const struct field *field = form->fields[row];
	struct value value = VALUE_UNSET;
	struct text scratch = {0};
	if (slice_trim(typed).size == 0)
		return !form->rows[row].required || error_set(error, ERROR_INPUT, _("this must be stated"));
	if (!form_field_changed(&form->form, row) || is_reference(field) || field->type == TYPE_NOTE)
		return true;
	bool ok = record_form_value(form, row, &scratch, &value, error);
	if (ok)
		append_note(note, form, field, &value, typed);
	text_free(&scratch);
	return ok;
}

void record_form_settle(void *owner, size_t row, struct text *out)
{
	struct record_form *form = owner;
	const struct field *field = form->fields[row];
	struct value value = VALUE_UNSET;
	struct text scratch = {0};
	struct error error = {0};
	char buffer[DAY_TEXT_SIZE];
	if ((field->type == TYPE_DATE || field->type == TYPE_MONEY) &&
	    record_form_value(form, row, &scratch, &value, &error) && value.set) {
		if (field->type == TYPE_DATE)
			text_append_text(out, day_text((day_t)value.number, buffer));
		else
			append_amount(out, value.number);
	}
	text_free(&scratch);
}

bool record_form_take(struct record_form *form, size_t row, struct draft *draft, const struct value_reader *reader,
	struct error *error)
{
	const struct field *field = form->fields[row];
	struct slice typed = form_text(&form->form, row);
	if (slice_trim(typed).size == 0)
		draft_unset(draft, field->number);
	else if (is_reference(field))
		draft_set_ref(draft, field->number, form->refs[row]);
	else
		return draft_parse(draft, field, typed, reader, error);
	return true;
}
