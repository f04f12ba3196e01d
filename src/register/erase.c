#include "register/erase.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/keys.h"
#include "register/register_private.h"
#include "store/dump.h"

#define SHORTEST_NAME 5 /* bytes: shorter ones stand in too many other words */

/* What told who it was, folded, to be looked for. */
struct traces {
	struct text words[3];
	size_t count;
	struct ref self;
	struct erase_result *result;
	struct text folded;
};

static void add_trace(struct traces *traces, struct slice word)
{
	if (word.size < SHORTEST_NAME)
		return;
	text_append_folded(&traces->words[traces->count++], word);
}

static void read_traces(struct traces *traces, const struct record *person)
{
	static const uint8_t telling[] = {F_person_name, F_person_login, F_person_email};
	for (size_t i = 0; i < COUNT_OF(telling); i++)
		add_trace(traces, record_text(person, telling[i]));
}

static void free_traces(struct traces *traces)
{
	for (size_t i = 0; i < COUNT_OF(traces->words); i++)
		text_free(&traces->words[i]);
	text_free(&traces->folded);
}

static bool stands_in(struct traces *traces, struct slice text)
{
	text_clear(&traces->folded);
	text_append_folded(&traces->folded, text);
	for (size_t i = 0; i < traces->count; i++)
		if (memmem(traces->folded.data, traces->folded.size, traces->words[i].data, traces->words[i].size) != NULL)
			return true;
	return false;
}

static void note_mention(struct erase_result *result, struct ref ref, const struct field *field, bool former)
{
	const struct erase_mention *last =
		result->mention_count == 0 ? NULL : &result->mentions[result->mention_count - 1];
	if (last != NULL && ref_equal(last->ref, ref) && last->field == field && last->former == former)
		return;
	memory_grow(&result->mentions, &result->mention_capacity, result->mention_count, sizeof *result->mentions);
	result->mentions[result->mention_count++] = (struct erase_mention){ref, field, former};
}

static bool look_at_row(void *context, const struct dump_row *row, struct error *error)
{
	struct traces *traces = context;
	bool former = row->kind == DUMP_IMAGE;
	(void)error;
	if ((row->kind != DUMP_RECORD && !(former && row->image.state == IMAGE_FORMER)) || ref_equal(row->ref, traces->self))
		return true;
	for (unsigned i = 0; i < row->record.entity->field_count; i++) {
		const struct field *field = &row->record.entity->fields[i];
		if (field_holds_text(field) && stands_in(traces, record_text(&row->record, field->number)))
			note_mention(traces->result, row->ref, field, former);
	}
	return true;
}

static bool find_mentions(struct session *session, struct traces *traces, struct error *error)
{
	struct view *view = traces->count == 0 ? NULL : view_open(session->store, error);
	if (view == NULL)
		return traces->count == 0;
	bool ok = store_dump(view, look_at_row, traces, error);
	view_close(&view);
	return ok;
}

/* What is left: that it was somebody, and until when. */
static void fill_blank(struct draft *draft, const struct record *person, day_t today)
{
	struct text name = {0};
	code_append_default(&name, E_person, person->id);
	draft_init(draft, person->entity);
	draft_set_text(draft, F_person_name, text_slice(&name));
	draft_set_day(draft, F_person_active_to, day_earlier(record_day(person, F_person_active_to), today));
	text_free(&name);
}

static bool collect_keys(void *context, const struct image *image)
{
	struct text *keys = context;
	if (!image->readable)
		return true;
	text_append(keys, record_text(&image->record, F_person_ssh_keys));
	text_append_char(keys, '\n');
	return true;
}

/* Those the person has had, too. */
static void forget_keys(struct edit *edit, struct ref person)
{
	struct text keys = {0};
	view_history(edit_view(edit), person, collect_keys, &keys);
	keys_forget_uses(edit->changes, text_slice(&keys));
	text_free(&keys);
}

static bool blank_person(struct edit *edit, const struct record *person, struct error *error)
{
	struct draft draft;
	bool ok = edit_leaves_administrator(edit, person, NULL, error);
	fill_blank(&draft, person, edit->session->today);
	ok = ok && changes_put(edit->changes, &draft, person->id, record_revision(person), error);
	draft_free(&draft);
	return ok;
}

static bool erase(struct edit *edit, struct ref ref, struct traces *traces, struct error *error)
{
	struct record record;
	if (ref.entity == E_person && view_record(edit_view(edit), ref, &record)) {
		read_traces(traces, &record);
		if (!blank_person(edit, &record, error))
			return false;
	}
	if (ref.entity == E_person)
		forget_keys(edit, ref);
	traces->result->images = changes_erase_past(edit->changes, ref);
	return true;
}

static bool may_erase(const struct session *session, struct slice why, struct error *error)
{
	if (!session_has(session, C_access_administrator))
		return error_set(error, ERROR_DENIED, _("only an administrator may erase"));
	return slice_trim(why).size > 0 ||
	       error_set(error, ERROR_USAGE, _("say by which decision it is erased: --why \"…\""));
}

bool register_erase(struct session *session, struct ref ref, struct slice why, struct erase_result *result,
                    struct error *error)
{
	struct text reason = {0};
	code_append_default(&reason, ref.entity, ref.id);
	text_printf(&reason, ": %.*s", (int)why.size, why.data);
	const struct entry_facts facts = {.kind = ENTRY_ERASURE, .why = text_slice(&reason)};
	struct traces traces = {.self = ref, .result = result};
	*result = (struct erase_result){0};
	struct edit *edit = may_erase(session, why, error) ? edit_begin(session, &facts, error) : NULL;
	bool ok = edit != NULL && erase(edit, ref, &traces, error) && edit_commit(&edit, &result->sequence, error);
	edit_abort(&edit);
	ok = ok && find_mentions(session, &traces, error);
	free_traces(&traces);
	text_free(&reason);
	return ok;
}

void erase_result_free(struct erase_result *result)
{
	free(result->mentions);
	*result = (struct erase_result){0};
}
