/* What a field of a form can hold, in a window: given values, records found by search or made on the spot, days. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/calendar.h"
#include "tui/picker.h"
#include "tui/record_deeds.h"
#include "tui/record_finder.h"
#include "tui/record_form.h"
#include "tui/words.h"

#define NO_CHOICE 1000 /* the picker's row that takes the value away */

uint8_t record_form_choices(const struct field *field)
{
	switch (field->type) {
	case TYPE_YESNO: return CHOICES_yesno;
	case TYPE_ANSWER: return CHOICES_answer;
	default: return field->choices;
	}
}

/* Who chose, and for which row: lives as long as the window does. */
struct choosing {
	struct record_form *form;
	size_t row;
};
static struct choosing choosing; /* one window chooses at a time */

static void day_picked(struct tui *tui, void *owner, day_t day)
{
	struct choosing *made = owner;
	char buffer[DAY_TEXT_SIZE];
	(void)tui;
	form_set(&made->form->form, made->row, slice_of(day_text(day, buffer)));
}

/* It stands on what is typed, as far as that is a day. */
static void choose_day(struct record_form *form, size_t row)
{
	struct value value = VALUE_UNSET;
	struct text scratch = {0};
	struct error error = {0};
	bool ok = record_form_value(form, row, &scratch, &value, &error);
	text_free(&scratch);
	choosing = (struct choosing){form, row};
	tui_calendar(form->app->tui, &(struct calendar_asking){
		.title = words_field(form->app, form->fields[row]),
		.day = ok && value.set ? (day_t)value.number : DAY_UNSET,
		.today = form->app->session->today,
		.picked = day_picked,
		.owner = &choosing,
	});
}

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
	const struct choice *choice = schema_choice(schema_choices(record_form_choices(field)), (uint8_t)key);
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
	const struct choice_set *set = schema_choices(record_form_choices(field));
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

/* One reference by its name, which is remembered with it; a list by codes. */
void record_form_take_ref(struct record_form *form, size_t row, struct ref ref)
{
	struct glance glance = {0};
	struct text words = {0};
	if (!glance_open(&glance, form->app))
		return;
	if (form->fields[row]->type == TYPE_REFS) {
		text_append(&words, slice_trim(form_text(&form->form, row)));
		text_append_text(&words, words.size > 0 && words.data[words.size - 1] != ';' ? ";" : "");
		view_append_code(glance.view, ref, &words);
	} else {
		form->refs[row] = ref;
		words_name(&words, &glance, ref);
	}
	glance_close(&glance);
	form_set(&form->form, row, text_slice(&words));
	text_free(&words);
}

static void found(struct tui *tui, void *owner, uint64_t key)
{
	const struct choosing *made = owner;
	(void)tui;
	record_form_take_ref(made->form, made->row, record_found(key));
}

/* ---- made on the spot ---- */

/* Where a field says no kind. */
static const uint8_t any_kind[] = {E_system, E_service, E_contract, E_licence,     E_component, E_integration,
                                   E_object, E_unit,    E_supplier, E_opportunity, E_person,    0};

static bool can_make(const struct record_form *form, uint8_t entity)
{
	return record_can(form->app, (struct ref){entity, 0}, ACTION_NEW);
}

static bool can_make_any(const struct record_form *form, const uint8_t *entities)
{
	while (*entities != 0 && !can_make(form, *entities))
		entities++;
	return *entities != 0;
}

static void kind_picked(struct tui *tui, void *owner, uint64_t key)
{
	const struct choosing made = *(struct choosing *)owner;
	(void)tui;
	record_form_open_brief(made.form, made.row, (uint8_t)key, text_slice(&made.form->begun));
}

static void choose_kind(struct record_form *form, struct slice typed)
{
	struct choices choices = {0};
	const struct list_column column = {.title = _("Kind"), .least = 16};
	for (const uint8_t *entity = any_kind; *entity != 0; entity++)
		if (can_make(form, *entity))
			choices_add(&choices, *entity, words_entity(form->app, schema_entity(*entity)), NULL, NULL);
	text_clear(&form->begun);
	text_append(&form->begun, typed);
	tui_pick(form->app->tui, &(struct picking){
		.title = _("A new record of which kind?"),
		.columns = &column,
		.column_count = 1,
		.choices = choices,
		.picked = kind_picked,
		.owner = &choosing,
	});
}

/* A form of what a record cannot be without; saved, it is chosen here. */
static void create(struct tui *tui, void *owner, struct slice typed)
{
	const struct choosing made = *(struct choosing *)owner;
	const struct field *field = made.form->fields[made.row];
	(void)tui;
	if (field->type == TYPE_REF)
		record_form_open_brief(made.form, made.row, field->target, typed);
	else
		choose_kind(made.form, typed);
}

static void choose_reference(struct record_form *form, size_t row, struct slice typed)
{
	const struct field *field = form->fields[row];
	const uint8_t target[] = {field->target, 0};
	const uint8_t *entities = field->type == TYPE_REF ? target : any_kind;
	choosing = (struct choosing){form, row};
	record_finder_open(form->app, &(struct record_finding){
		.title = words_field(form->app, field),
		.entities = entities,
		.typed = typed,
		.found = found,
		.create = can_make_any(form, entities) ? create : NULL,
		.owner = &choosing,
	});
}

void record_form_choose(void *owner, size_t row, struct slice typed)
{
	struct record_form *form = owner;
	switch (form->fields[row]->type) {
	case TYPE_REF: case TYPE_ANY: case TYPE_REFS:
		choose_reference(form, row, typed);
		break;
	case TYPE_DATE:
		choose_day(form, row);
		break;
	default:
		choose_choice(form, row, typed);
		break;
	}
}
