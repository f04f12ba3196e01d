/* Fields of the schema as rows of a form: what stands there, what is offered, what is wrong with what is typed. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "tui/picker.h"
#include "tui/record_finder.h"
#include "tui/record_form.h"
#include "tui/words.h"

#define NO_CHOICE 1000 /* the picker's row that takes the value away */

static uint8_t choices_of(const struct field *field)
{
	switch (field->type) {
	case TYPE_YESNO: return CHOICES_yesno;
	case TYPE_ANSWER: return CHOICES_answer;
	default: return field->choices;
	}
}

enum field_kind record_form_kind(const struct field *field)
{
	switch (field->type) {
	case TYPE_NOTE:
		return FIELD_NOTE;
	case TYPE_CHOICE: case TYPE_CHOICES: case TYPE_YESNO: case TYPE_ANSWER: case TYPE_REF: case TYPE_ANY:
		return FIELD_CHOSEN;
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

/* ---- choosing ---- */

/* Who chose, and for which row: lives as long as the window does. */
struct choosing {
	struct record_form *form;
	size_t row;
};
static struct choosing choosing; /* one window chooses at a time */

static void toggle(struct record_form *form, size_t row, const char *label)
{
	struct slice rest = form_text(&form->form, row), piece;
	struct text words = {0};
	bool there = false;
	while (slice_next(&rest, ';', &piece)) {
		piece = slice_trim(piece);
		bool same = slice_equal_text(piece, label);
		there = there || same;
		if (!same && piece.size > 0)
			text_printf(&words, "%s%.*s", words.size > 0 ? "; " : "", (int)piece.size, piece.data);
	}
	if (!there)
		text_printf(&words, "%s%s", words.size > 0 ? "; " : "", label);
	form_set(&form->form, row, words.size > 0 ? text_slice(&words) : SLICE(""));
	text_free(&words);
}

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	struct choosing *made = owner;
	const struct field *field = made->form->fields[made->row];
	const struct choice *choice = schema_choice(schema_choices(choices_of(field)), (uint8_t)key);
	(void)tui;
	if (key == NO_CHOICE || choice == NULL)
		form_set(&made->form->form, made->row, SLICE(""));
	else if (field->type == TYPE_CHOICES)
		toggle(made->form, made->row, _(choice->label));
	else
		form_set(&made->form->form, made->row, slice_of(_(choice->label)));
}

static void choose_choice(struct record_form *form, size_t row, struct slice typed)
{
	const struct field *field = form->fields[row];
	const struct choice_set *set = schema_choices(choices_of(field));
	struct choices choices = {0};
	uint64_t selected = 0;
	for (size_t i = 0; i < set->count; i++) {
		choices_add(&choices, set->choices[i].number, _(set->choices[i].label), NULL, NULL);
		if (slice_equal_text(form_text(&form->form, row), _(set->choices[i].label)))
			selected = set->choices[i].number;
	}
	if (!field->required)
		choices_add(&choices, NO_CHOICE, _("(not stated)"), NULL, NULL);
	const struct list_column column = {.title = words_field(form->app, field), .least = 16};
	choosing = (struct choosing){form, row};
	tui_pick(form->app->tui, &(struct picking){
		.title = words_field(form->app, field),
		.typed = typed,
		.selected = typed.size == 0 ? selected : 0,
		.columns = &column,
		.column_count = 1,
		.choices = choices,
		.picked = picked,
		.owner = &choosing,
	});
}

static void found(struct tui *tui, void *owner, uint64_t key)
{
	struct choosing *made = owner;
	const struct ref ref = record_found(key);
	struct glance glance = {0};
	struct text words = {0};
	(void)tui;
	if (!glance_open(&glance, made->form->app))
		return;
	words_name(&words, &glance, ref);
	glance_close(&glance);
	made->form->refs[made->row] = ref;
	form_set(&made->form->form, made->row, text_slice(&words));
	text_free(&words);
}

static void choose_reference(struct record_form *form, size_t row, struct slice typed)
{
	static const uint8_t any[] = {E_system, E_service, E_contract, E_licence, E_component, E_integration, E_object, E_unit,
		E_supplier, E_opportunity, E_person, 0};
	const struct field *field = form->fields[row];
	const uint8_t target[] = {field->target, 0};
	choosing = (struct choosing){form, row};
	record_finder_open(form->app, &(struct record_finding){
		.title = words_field(form->app, field),
		.entities = field->type == TYPE_ANY ? any : target,
		.typed = typed,
		.found = found,
		.owner = &choosing,
	});
}

void record_form_choose(void *owner, size_t row, struct slice typed)
{
	struct record_form *form = owner;
	if (is_reference(form->fields[row]))
		choose_reference(form, row, typed);
	else
		choose_choice(form, row, typed);
}
