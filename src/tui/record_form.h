/* The form of a record, new or there already, made from the schema. */
#ifndef TUI_RECORD_FORM_H
#define TUI_RECORD_FORM_H

#include "tui/app.h"
#include "tui/form.h"

struct record_form;

/* Something done to a record that takes some of its fields, as accepting a finding does. */
struct form_deed {
	const char *name;        /* in the file of an unfinished form; NULL: it is not kept */
	const char *title, *help, *done; /* to be translated */
	const uint8_t *fields;   /* ended by 0; they begin empty */
	size_t required;         /* so many of the first must be stated */
	size_t given;            /* so many of the first are stated by whoever opens it, and stay */
	/* What stands in it and above it at the beginning; NULL: nothing. */
	void (*begin)(struct record_form *form, struct glance *glance);
	/* Does it with what stands in the form. False without an error: the form stays, something else is in front. */
	bool (*save)(struct record_form *form, struct error *error);
};

/* A file in which an unfinished form is kept. */
struct kept_file {
	char *path;    /* NULL: none */
	int held;      /* locked while the form is open: no other session is offered it */
	uint64_t hash; /* of what was typed */
};

struct record_form {
	struct screen screen;
	struct app *app;
	const struct entity *entity;
	struct ref ref;              /* id 0: a new one */
	struct text base;            /* the record as it was read, packed; empty for a new one */
	uint32_t revision;           /* of it */
	const struct form_deed *deed; /* NULL: the whole record is written */
	void *context;               /* of whoever opened the form for a deed */
	struct text above;           /* some words above the fields; may be empty */
	struct form form;
	struct form_field *rows;     /* of the form */
	const struct field **fields; /* of the schema, by row */
	struct ref *refs;            /* by row: what a reference was chosen to be */
	size_t count;
	struct record_form *for_form; /* the form below that this one's new record is chosen for, in … */
	size_t for_row;               /* … this row; NULL: none */
	struct text begun;            /* what is made on the spot is to be called so, while its kind is asked for */
	bool back;                    /* a new record, once saved, is not opened: the person is back where they were */
	struct kept_file kept;       /* what stands here, unfinished; removed when it is done with */
};

/* NULL, said to the person, where the record is gone. The form is pushed in front. */
struct record_form *record_form_open(struct app *app, const struct entity *entity, struct ref ref);
struct record_form *record_form_open_deed(struct app *app, const struct form_deed *deed, struct ref ref);
/* A new record of a kind that the row of the form below may refer to, by no more than it cannot be without, its name
 * begun with `typed`; saved, it is chosen there. */
void record_form_open_brief(struct record_form *below, size_t row, uint8_t entity, struct slice typed);
/* The form of a deed that was being done when the session broke off; NULL where there is none of the name. */
const struct form_deed *form_deed_named(struct slice name);
/* What is already known of a new record: saved with it, but nothing that would be lost. */
void record_form_set_ref(struct record_form *form, const struct field *field, struct ref ref);
/* The same of fields with given values, others passed over: "text=… level=must secures=open_api". */
void record_form_give(struct record_form *form, const char *given);
void record_form_focus(struct record_form *form, const struct field *field);
/* The first field that must be stated and is not. */
void record_form_focus_required(struct record_form *form);
/* The first fact that is wanted and not stated. */
void record_form_focus_missing(struct record_form *form);

/* ---- for the files that share the form ---- */

bool record_form_base(const struct record_form *form, struct record *record);
size_t record_form_row(const struct record_form *form, const struct field *field); /* SIZE_MAX: not in the form */
/* Saves; asks, or says what is wrong, where it cannot be. True when it is saved and the form is to be closed. */
bool record_form_save(struct record_form *form);
/* record_try.c: what would be if it were saved, as a report; there where something has been changed of a record that
 * costs, clocks and findings are worked out from. */
bool record_form_can_try(const struct record_form *form);
void record_form_try(struct record_form *form);
/* record_form_rows.c: the fields that the person may read, or those of the deed. `record` NULL: a new one. */
void record_form_add_rows(struct record_form *form, struct glance *glance, const struct record *record);
/* Takes the record as it is now for the base, and fills the row with what it says; `mine` is then typed over it. */
void record_form_rebase(struct record_form *form, const struct record *now);
void record_form_fill(struct record_form *form, struct glance *glance, size_t row, const struct record *from);

/* record_form_fields.c: how a field is shown and checked in a form. */
enum field_kind record_form_kind(const struct field *field);
void record_form_value_text(struct text *out, struct glance *glance, const struct record *record,
	const struct field *field);
/* What stands in the row; not set where it is empty. `scratch` holds its text. */
bool record_form_value(struct record_form *form, size_t row, struct text *scratch, struct value *value,
	struct error *error);
bool record_form_check(void *owner, size_t row, struct slice typed, struct text *note, struct error *error);
void record_form_settle(void *owner, size_t row, struct text *out);
/* record_form_choose.c; the closed list that the field takes its values from, CHOICES_none where it has none */
uint8_t record_form_choices(const struct field *field);
void record_form_choose(void *owner, size_t row, struct slice typed);
void record_form_take_ref(struct record_form *form, size_t row, struct ref ref);
/* Puts what stands in the row into the draft. */
bool record_form_take(struct record_form *form, size_t row, struct draft *draft, const struct value_reader *reader,
	struct error *error);

/* conflict.c: shows what they and what I have made of the record since it was read. */
void conflict_open(struct record_form *form);

/* kept_form.c: an unfinished form outlives a lost terminal. */
void kept_form_keep(struct record_form *form);  /* as it stands now, where that is not what is kept */
void kept_form_write(struct record_form *form); /* the same, and leaves it behind */
void kept_form_offer(struct app *app);
void kept_form_forget(struct record_form *form);

#endif
