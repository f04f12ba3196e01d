/* An unfinished form outlives a lost terminal and a killed program: what was typed is written to a file of the
 * person's own, every now and then, and offered when they come back. One line for each field, "name=text", with \n
 * and \\ for line feed and backslash. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/hash.h"
#include "tui/dialog.h"
#include "tui/person_state.h"
#include "tui/record_form.h"
#include "tui/words.h"

/* ---- writing ---- */

static void append_line(struct text *out, const char *name, struct slice value)
{
	text_printf(out, "%s=", name);
	for (size_t i = 0; i < value.size; i++) {
		if (value.data[i] == '\n')
			text_append_text(out, "\\n");
		else if (value.data[i] == '\\')
			text_append_text(out, "\\\\");
		else
			text_append_char(out, value.data[i]);
	}
	text_append_char(out, '\n');
}

static void append_form(struct text *out, const struct record_form *form)
{
	text_printf(out, "entity=%s\nid=%u\nrevision=%u\n", form->entity->name, form->ref.id, form->revision);
	if (form->deed != NULL)
		text_printf(out, "deed=%s\n", form->deed->name);
	for (size_t row = 0; row < form->count; row++) {
		struct text value = {0};
		bool filled_in = form->ref.id == 0 && form_text(&form->form, row).size > 0;
		if (!filled_in && !form_field_changed(&form->form, row))
			continue;
		if (field_holds_ref(form->fields[row]))
			text_printf(&value, "%u:%u:", form->refs[row].entity, form->refs[row].id);
		text_append(&value, form_text(&form->form, row));
		text_append_text(out, "field ");
		append_line(out, form->fields[row]->name, text_slice(&value));
		text_free(&value);
	}
}

static void let_go(struct kept_file *kept)
{
	if (kept->path != NULL && kept->held >= 0)
		close(kept->held);
	free(kept->path);
	*kept = (struct kept_file){0};
}

/* What could not be written anew stays as it was kept before. */
static void write_anew(struct record_form *form, const struct text *content, uint64_t hash)
{
	struct text path = {0}, whole = {0};
	text_printf(&whole, "written=%lld\n%s", (long long)moment_now(), content->data);
	if (person_state_path(&path, form->app, "form")) {
		text_printf(&path, "%lld-%d", (long long)moment_now(), (int)getpid());
		if (person_state_write(path.data, text_slice(&whole))) {
			kept_form_forget(form);
			form->kept = (struct kept_file){memory_copy_text(path.data), person_state_hold(path.data), hash};
		}
	}
	text_free(&whole);
	text_free(&path);
}

void kept_form_keep(struct record_form *form)
{
	struct text content = {0};
	if (form->deed != NULL && form->deed->name == NULL)
		return; /* it is of no record by itself */
	append_form(&content, form);
	uint64_t hash = hash_64(content.data, content.size, 0);
	if (form->kept.path == NULL || form->kept.hash != hash)
		write_anew(form, &content, hash);
	text_free(&content);
}

void kept_form_write(struct record_form *form)
{
	kept_form_keep(form);
	let_go(&form->kept);
}

void kept_form_forget(struct record_form *form)
{
	if (form->kept.path != NULL)
		unlink(form->kept.path);
	let_go(&form->kept);
}

/* ---- reading ---- */

static struct slice value_of(struct slice content, const char *name)
{
	struct slice line;
	size_t size = strlen(name);
	while (slice_next(&content, '\n', &line))
		if (line.size > size && memcmp(line.data, name, size) == 0 && line.data[size] == '=')
			return (struct slice){line.data + size + 1, line.size - size - 1};
	return SLICE("");
}

static long long number_of(struct slice content, const char *name)
{
	struct slice value = value_of(content, name);
	char digits[24] = "";
	memcpy(digits, value.data, value.size < sizeof digits - 1 ? value.size : sizeof digits - 1);
	return strtoll(digits, NULL, 10);
}

static void append_plain(struct text *out, struct slice value)
{
	for (size_t i = 0; i < value.size; i++) {
		bool escaped = value.data[i] == '\\' && i + 1 < value.size;
		if (escaped)
			i++;
		text_append_char(out, escaped && value.data[i] == 'n' ? '\n' : value.data[i]);
	}
}

/* "8:42:Procapita": which record, and what it was called. */
static struct slice take_ref(struct record_form *form, size_t row, struct slice value)
{
	struct slice rest = value, entity, id;
	char digits[24] = "";
	if (!slice_next(&rest, ':', &entity) || !slice_next(&rest, ':', &id) || id.size >= sizeof digits)
		return SLICE("");
	form->refs[row].entity = form->fields[row]->type == TYPE_REF ? form->fields[row]->target : (uint8_t)atoi(entity.data);
	memcpy(digits, id.data, id.size);
	form->refs[row].id = (record_id)strtoul(digits, NULL, 10);
	return rest;
}

static void fill_field(struct record_form *form, struct slice line)
{
	struct slice name, rest = {line.data + 6, line.size - 6};
	struct text value = {0};
	if (!slice_next(&rest, '=', &name))
		return;
	const struct field *field = schema_find_field(form->entity, name);
	size_t row = field == NULL ? SIZE_MAX : record_form_row(form, field);
	if (row == SIZE_MAX)
		return;
	append_plain(&value, rest);
	struct slice typed = value.size > 0 ? text_slice(&value) : SLICE("");
	if (field_holds_ref(field))
		typed = take_ref(form, row, typed);
	form_set(&form->form, row, typed);
	text_free(&value);
}

/* The revision of then stands: what others have saved since shows as a conflict. */
static void take_up(struct app *app, const char *path, struct slice content)
{
	const struct entity *entity = schema_find_entity(value_of(content, "entity"));
	struct slice rest = content, line;
	if (entity == NULL)
		return;
	struct ref ref = {entity->number, (record_id)number_of(content, "id")};
	const struct form_deed *deed = form_deed_named(value_of(content, "deed"));
	struct record_form *form = deed != NULL ? record_form_open_deed(app, deed, ref) : record_form_open(app, entity, ref);
	if (form == NULL)
		return;
	form->kept = (struct kept_file){memory_copy_text(path), person_state_hold(path), 0};
	while (slice_next(&rest, '\n', &line))
		if (line.size > 6 && memcmp(line.data, "field ", 6) == 0)
			fill_field(form, line);
}

struct offer {
	struct app *app;
	char *path;
	struct text content;
};

static void offer_free(void *owner)
{
	struct offer *offer = owner;
	text_free(&offer->content);
	free(offer->path);
	free(offer);
}

static void answered(struct tui *tui, void *owner, size_t answer)
{
	struct offer *offer = owner;
	(void)tui;
	if (answer == 1)
		take_up(offer->app, offer->path, text_slice(&offer->content));
	else if (answer == 2)
		unlink(offer->path);
	offer_free(offer);
}

static void ask(struct app *app, const char *path, struct text content)
{
	char buffer[MOMENT_TEXT_SIZE];
	struct slice in = text_slice(&content);
	const struct entity *entity = schema_find_entity(value_of(in, "entity"));
	struct ref ref = {entity != NULL ? entity->number : 0, (record_id)number_of(in, "id")};
	struct glance glance = {0};
	struct text words = {0};
	if (entity == NULL || !glance_open(&glance, app)) {
		text_free(&content);
		return;
	}
	text_printf(&words, "%s", words_entity(app, entity));
	if (ref.id != 0) {
		text_append_text(&words, " ");
		words_name(&words, &glance, ref);
	}
	text_printf(&words, _("\nThe session broke off %s while this was being written. Nothing of it is in the register."),
		moment_local_text(number_of(in, "written"), buffer));
	glance_close(&glance);
	struct offer *offer = memory_new(sizeof(*offer));
	*offer = (struct offer){app, memory_copy_text(path), content};
	tui_ask(app->tui, &(struct question){
		.title = _("An unfinished form"),
		.text = words.data,
		.answers = {_("Later"), _("Go on"), _("Discard")},
		.answered = answered,
		.owner = offer,
		.dropped = offer_free,
	});
	text_free(&words);
}

/* The latest first; the next one is offered at the next start. */
void kept_form_offer(struct app *app)
{
	struct text path = {0}, content = {0};
	if (person_state_latest(&path, app, "form") && person_state_read(path.data, &content))
		ask(app, path.data, content);
	else
		text_free(&content);
	text_free(&path);
}
