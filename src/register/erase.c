#include "register/erase.h"

#include <stdlib.h>

#include "base/lang.h"
#include "model/code.h"
#include "register/keys.h"
#include "register/erase_private.h"
#include "register/person_facts.h"
#include "store/compact.h"

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

static bool erase(struct edit *edit, struct ref ref, struct erase_result *result, struct error *error)
{
	struct record record;
	if (ref.entity == E_person && view_record(edit_view(edit), ref, &record) && !blank_person(edit, &record, error))
		return false;
	if (ref.entity == E_person) {
		forget_keys(edit, ref);
		person_facts_forget(edit->changes, ref.id);
	}
	result->images = changes_erase_past(edit->changes, ref);
	changes_note_uncompacted(edit->changes);
	return erase_clear_own(edit, result, error);
}

static bool may_erase(const struct session *session, struct slice why, struct error *error)
{
	if (!session_has(session, C_access_administrator))
		return error_set(error, ERROR_DENIED, _("only an administrator may erase"));
	return slice_trim(why).size > 0 ||
	       error_set(error, ERROR_USAGE, _("say by which decision it is erased: --why \"…\""));
}

/* The change log keeps it for good. */
static bool check_why(struct erase_result *result, struct slice why, struct error *error)
{
	return !erase_names(result, why) ||
	       error_set(error, ERROR_INPUT,
	                 _("--why names whom it is about, and stands in the change log for good: name the decision"));
}

/* Read first: others wait while an edit is open. */
static bool look_around(struct session *session, struct ref ref, struct slice why, struct erase_result *result,
                        struct error *error)
{
	struct view *view = view_open(session->store, error);
	if (view != NULL && ref.entity == E_person)
		erase_read_words(result, view, ref);
	bool ok = view != NULL && check_why(result, why, error) && erase_find_mentions(view, ref, result, error);
	view_close(&view);
	return ok;
}

bool register_erase(struct session *session, struct ref ref, struct slice why, struct erase_result *result,
                    struct error *error)
{
	struct text reason = {0};
	struct edit *edit = NULL;
	code_append_default(&reason, ref.entity, ref.id);
	text_printf(&reason, ": %.*s", (int)why.size, why.data);
	const struct entry_facts facts = {.kind = ENTRY_ERASURE, .why = text_slice(&reason)};
	*result = (struct erase_result){0};
	if (may_erase(session, why, error) && look_around(session, ref, why, result, error))
		edit = edit_begin(session, &facts, error);
	bool ok = edit != NULL && erase(edit, ref, result, error) && edit_commit(&edit, &result->sequence, error);
	edit_abort(&edit);
	text_free(&reason);
	if (!ok)
		erase_result_free(result);
	return ok;
}

void erase_result_free(struct erase_result *result)
{
	for (size_t i = 0; i < result->word_count; i++)
		text_free(&result->words[i]);
	free(result->words);
	text_free(&result->folded);
	free(result->mentions);
	*result = (struct erase_result){0};
}

/* ---- copies ---- */

struct looking {
	const struct view *copy;
	struct ref ref;
	bool held;
};

static bool look_at_image(void *context, struct ref ref, const struct image *image)
{
	struct looking *looking = context;
	struct image theirs;
	if (looking->ref.id != 0 && ref.id != looking->ref.id)
		return true;
	looking->held = image_is_gone(image) && view_image(looking->copy, ref, image->revision, &theirs) &&
	                (theirs.state == IMAGE_CURRENT || theirs.state == IMAGE_FORMER);
	return !looking->held;
}

bool erased_is_held(const struct view *now, const struct view *copy, struct ref ref)
{
	struct looking looking = {.copy = copy, .ref = ref};
	const struct entity *entity;
	for (size_t i = 0; !looking.held && (entity = schema_entity_at(i)) != NULL; i++)
		if (ref.entity == 0 || ref.entity == entity->number)
			view_histories(now, entity->number, look_at_image, &looking);
	return looking.held;
}
