#include "tui/form.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/dialog.h"
#include "tui/note.h"

static void check(struct form *form, size_t field)
{
	struct form_value *value = &form->values[field];
	text_clear(&value->note);
	value->error = (struct error){0};
	if (!form->ops->check)
		return;
	if (!form->ops->check(form->owner, field, form_text(form, field), &value->note, &value->error)) {
		if (value->error.kind == ERROR_NONE)
			value->error.kind = ERROR_INPUT;
		text_clear(&value->note);
	}
}

static bool can_stand(const struct form *form, size_t field)
{
	return field >= form->count || form->fields[field].kind != FIELD_SHOWN;
}

static bool is_typed(enum field_kind kind)
{
	return kind == FIELD_TYPED || kind == FIELD_EITHER;
}

static void settle(struct form *form, size_t field)
{
	struct form_value *value = &form->values[field];
	struct text words = {0};
	if (!form->ops->settle || !is_typed(form->fields[field].kind) || !form_field_changed(form, field) ||
	    value->error.kind != ERROR_NONE)
		return;
	form->ops->settle(form->owner, field, &words);
	if (words.size > 0)
		form_set(form, field, text_slice(&words));
	text_free(&words);
}

/* The Save row ends the way down, the first field the way up. */
static void go(struct form *form, size_t to)
{
	if (form->focus < form->count && form->focus != to) {
		form->values[form->focus].seen = true;
		settle(form, form->focus);
	}
	form->focus = to;
}

static size_t next_field(const struct form *form, size_t field)
{
	do {
		field = field < form->count ? field + 1 : form->count;
	} while (!can_stand(form, field));
	return field;
}

static size_t previous_field(const struct form *form, size_t field)
{
	for (size_t i = field; i > 0; i--) {
		if (can_stand(form, i - 1))
			return i - 1;
	}
	return field;
}

void form_start(struct form *form, struct tui *tui, const struct form_ops *ops, void *owner,
	const struct form_field *fields, size_t count)
{
	*form = (struct form){.tui = tui, .ops = ops, .owner = owner, .fields = fields, .count = count, .page = 1};
	form->values = memory_new_array(count + 1, sizeof(*form->values));
	for (size_t i = 0; i < count; i++)
		form->values[i].editor.limit = fields[i].limit;
	form->focus = can_stand(form, 0) ? 0 : next_field(form, 0);
}

void form_free(struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		line_editor_free(&form->values[i].editor);
		text_free(&form->values[i].note);
	}
	free(form->values);
	*form = (struct form){0};
}

void form_fill(struct form *form, size_t field, struct slice text)
{
	line_editor_set(&form->values[field].editor, text);
	check(form, field);
}

void form_set(struct form *form, size_t field, struct slice text)
{
	struct line_editor *editor = &form->values[field].editor;
	text_clear(&editor->text);
	text_append(&editor->text, text);
	editor->cursor = editor->text.size;
	editor->first = 0;
	check(form, field);
}

struct slice form_text(const struct form *form, size_t field)
{
	return text_slice(&form->values[field].editor.text);
}

bool form_field_changed(const struct form *form, size_t field)
{
	return line_editor_changed(&form->values[field].editor);
}

bool form_changed(const struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		if (form_field_changed(form, i))
			return true;
	}
	return false;
}

static void say_not_saved(const struct form *form, size_t wrong)
{
	tui_say(form->tui, ROLE_ERROR, ngettext("! Not saved: %zu field is to be put right.",
		"! Not saved: %zu fields are to be put right.", (unsigned long)wrong), wrong);
}

bool form_is_valid(struct form *form)
{
	size_t first = form->count, wrong = 0;
	for (size_t i = form->count; i > 0; i--) {
		check(form, i - 1);
		form->values[i - 1].seen = true;
		if (form->values[i - 1].error.kind != ERROR_NONE) {
			first = i - 1;
			wrong++;
		}
	}
	if (wrong == 0)
		return true;
	form->focus = first;
	say_not_saved(form, wrong);
	return false;
}

void form_set_error(struct form *form, size_t field, const struct error *error)
{
	form->values[field].error = *error;
	form->values[field].seen = true;
	form->focus = field;
	say_not_saved(form, 1);
}

unsigned form_contexts(const struct form *form)
{
	return form->focus < form->count ? IN_FORM | IN_TYPING : IN_FORM;
}

static bool focus_is(const struct form *form, enum field_kind kind)
{
	return form->focus < form->count && form->fields[form->focus].kind == kind;
}

static void noted(struct tui *tui, void *owner, struct slice text)
{
	struct form *form = owner;
	(void)tui;
	form_set(form, form->focus, text);
}

static unsigned write_note(struct form *form, keycode first)
{
	tui_note(form->tui, &(struct noting){
		.title = form->fields[form->focus].label,
		.text = form_text(form, form->focus),
		.limit = form->fields[form->focus].limit,
		.first = first,
		.noted = noted,
		.owner = form,
	});
	return DONE_HANDLED;
}

static unsigned choose(struct form *form, struct slice typed)
{
	if (focus_is(form, FIELD_NOTE))
		return write_note(form, KEYCODE_NONE);
	if (!focus_is(form, FIELD_CHOSEN) && !focus_is(form, FIELD_EITHER))
		return DONE_NOTHING;
	form->ops->choose(form->owner, form->focus, typed);
	return DONE_HANDLED;
}

static void page(struct form *form, bool down)
{
	for (int i = 0; i < form->page; i++)
		go(form, down ? next_field(form, form->focus) : previous_field(form, form->focus));
}

/* A chosen value, or a text that is written elsewhere, is taken away whole. */
static unsigned edit(struct form *form, enum action_id action)
{
	struct form_value *value = &form->values[form->focus];
	if (form->focus >= form->count)
		return DONE_NOTHING;
	if (!is_typed(form->fields[form->focus].kind) && action != ACTION_EDIT_UNDO) {
		if (action == ACTION_EDIT_BACKSPACE || action == ACTION_EDIT_DELETE)
			form_set(form, form->focus, SLICE(""));
		return DONE_HANDLED;
	}
	if (!line_editor_act(&value->editor, action))
		return DONE_NOTHING;
	check(form, form->focus);
	return DONE_HANDLED;
}

unsigned form_act(struct form *form, enum action_id action)
{
	switch ((int)action) {
	case ACTION_FIELD_NEXT:
		go(form, next_field(form, form->focus));
		return DONE_HANDLED;
	case ACTION_FIELD_PREVIOUS:
		go(form, previous_field(form, form->focus));
		return DONE_HANDLED;
	case ACTION_FORM_PAGE_DOWN:
	case ACTION_FORM_PAGE_UP:
		page(form, action == ACTION_FORM_PAGE_DOWN);
		return DONE_HANDLED;
	case ACTION_FIELD_CHOOSE:
		return choose(form, SLICE(""));
	case ACTION_FIELD_ENTER:
		if (focus_is(form, FIELD_CHOSEN) || focus_is(form, FIELD_NOTE))
			return choose(form, SLICE(""));
		go(form, next_field(form, form->focus));
		return DONE_HANDLED;
	default:
		return edit(form, action);
	}
}

unsigned form_type(struct form *form, keycode key)
{
	char bytes[4] = {0};
	if (focus_is(form, FIELD_NOTE) && key_is_text(key))
		return write_note(form, key);
	if (focus_is(form, FIELD_CHOSEN) && key_is_text(key))
		return choose(form, (struct slice){bytes, key_utf8(key, bytes)});
	if (form->focus >= form->count || !is_typed(form->fields[form->focus].kind) ||
		!line_editor_type(&form->values[form->focus].editor, key))
		return DONE_NOTHING;
	check(form, form->focus);
	return DONE_HANDLED;
}

bool form_can(const struct form *form, enum action_id action)
{
	return action != ACTION_FIELD_CHOOSE || (form->focus < form->count && form->fields[form->focus].kind != FIELD_TYPED);
}

bool form_saves(const struct form *form, enum action_id action)
{
	return action == ACTION_SAVE || (action == ACTION_FIELD_ENTER && form->focus == form->count);
}

static void leave_answered(struct tui *tui, void *screen, size_t answer)
{
	if (answer == 1)
		tui_close(tui, screen);
}

unsigned form_leave(struct form *form, struct screen *screen)
{
	if (!form_changed(form))
		return DONE_NOTHING;
	tui_ask(screen->tui, &(struct question){
		.title = _("Not saved"),
		.text = _("What you have changed here is not saved."),
		.answers = {_("Keep editing"), _("Discard the changes")},
		.answered = leave_answered,
		.owner = screen,
	});
	return DONE_HANDLED;
}
