#include "register/session.h"

#include <stdlib.h>

#include "base/lang.h"
#include "register/edit.h"
#include "register/register_private.h"

static bool find_person(const struct view *view, const char *login, struct record *person)
{
	const struct field *field = schema_field(schema_entity(E_person), F_person_login);
	struct index *index = index_new(view, field, E_person);
	const struct value value = {.set = true, .text = slice_of(login)};
	struct index_hit hit;
	bool found = index_seek(index, &value, &hit) && view_record(view, (struct ref){E_person, hit.id}, person);
	index_free(&index);
	return found;
}

bool person_is_here(const struct record *person, day_t day)
{
	day_t from = record_day(person, F_person_active_from), to = record_day(person, F_person_active_to);
	return (from == DAY_UNSET || from <= day) && (to == DAY_UNSET || to >= day);
}

bool person_is_away_on(const struct record *person, day_t day)
{
	day_t from = record_day(person, F_person_absent_from), to = record_day(person, F_person_absent_to);
	return from != DAY_UNSET && from <= day && (to == DAY_UNSET || to >= day);
}

day_t session_rights_day(const struct session *session)
{
	return session->rights_day != 0 ? session->rights_day : session->today;
}

static uint32_t access_bit(uint8_t access)
{
	return UINT32_C(1) << (access - 1);
}

static void take_person(struct session *session, const struct record *person)
{
	int64_t access = record_number(person, F_person_access);
	session->known = true;
	session->actor = person->id;
	session->access = access == NUMBER_UNSET ? 0 : (uint32_t)access;
	if (session->access != access_bit(C_access_auditor)) /* who audits does nothing else */
		session->access |= access_bit(C_access_reader);
	text_append(&session->name, record_text(person, F_person_name));
}

struct session session_of_person(const struct session *session, const struct record *person)
{
	struct session own = {.store = session->store, .conf = session->conf, .today = session->today};
	take_person(&own, person);
	text_free(&own.name);
	return own;
}

struct session session_for_outside(const struct session *session, bool with_personal)
{
	return (struct session){.store = session->store,
	                        .conf = session->conf,
	                        .today = session->today,
	                        .rights_day = session->rights_day,
	                        .access = access_bit(C_access_reader),
	                        .actor = RECORD_BY_NOBODY,
	                        .audience = with_personal ? AUDIENCE_OUTSIDE_WITH_PERSONAL : AUDIENCE_OUTSIDE};
}

static bool identify(struct session *session, const struct session_options *options, struct error *error)
{
	struct record person;
	struct view *view = view_open(session->store, error);
	if (view == NULL)
		return false;
	bool found = find_person(view, options->login, &person);
	if (found && person_is_here(&person, session_rights_day(session)))
		take_person(session, &person);
	else if (!found && session_reads_unknown(session->conf)) /* whoever has left is known, and refused */
		session->access = access_bit(C_access_reader);
	bool only_begun = view_sequence(view) == 0;
	view_close(&view);
	if (session->access == 0 && only_begun)
		return error_set(error, ERROR_STORE, _("%s: the register is only begun: its making was cut off; finish it with "
		                                       "forvalta init"),
		                 options->directory);
	if (session->access == 0)
		return error_set(error, ERROR_DENIED,
		                 _("%s is no active person of this register; ask an administrator to be added"),
		                 options->login);
	return true;
}

bool session_open(struct session *session, const struct session_options *options, const struct conf *conf,
                  struct error *error)
{
	const struct store_options store_options = {.read_only = options->read_only, .force_network = options->force_network,
	                                            .notice = options->notice, .notice_context = options->notice_context,
	                                            .map_size = session_map_size(conf)};
	*session = (struct session){.conf = conf, .actor = RECORD_BY_NOBODY};
	session->today = options->today == DAY_UNSET ? day_today() : options->today;
	session->rights_day = options->remote ? day_today() : 0;
	text_append_text(&session->where, options->where == NULL ? "" : options->where);
	session->store = store_open(options->directory, &store_options, error);
	if (session->store == NULL) {
		session_close(session);
		return false;
	}
	if (options->system) {
		session->actor = RECORD_BY_AUDIT;
		session->known = true;
		return true;
	}
	if (identify(session, options, error))
		return true;
	session_close(session);
	return false;
}

void session_close(struct session *session)
{
	catalogue_free(&session->catalogue);
	text_free(&session->where);
	text_free(&session->name);
	if (session->store != NULL)
		store_close(&session->store);
}

bool register_add_administrator(struct session *session, const char *login, const char *name, struct error *error)
{
	struct draft draft;
	struct ref ref = {E_person, 0};
	draft_init(&draft, schema_entity(E_person));
	draft_set_text(&draft, F_person_name, slice_of(name == NULL || *name == '\0' ? login : name));
	draft_set_text(&draft, F_person_login, slice_of(login));
	draft_set_number(&draft, F_person_access, access_bit(C_access_administrator));
	const struct entry_facts facts = {.kind = ENTRY_INIT, .why = SLICE("the register was made")};
	struct edit *edit = edit_begin(session, &facts, error);
	bool ok = edit != NULL && edit_save(edit, &draft, &ref, 0, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	draft_free(&draft);
	return ok;
}

bool register_init(const struct session_options *options, bool shared, unsigned group, const char *name,
                   const struct conf *conf, struct error *error)
{
	const struct store_options store_options = {.create = true,
	                                            .force_network = options->force_network,
	                                            .shared = shared,
	                                            .group = group,
	                                            .notice = options->notice,
	                                            .notice_context = options->notice_context,
	                                            .map_size = session_map_size(conf)};
	struct session session = {.conf = conf, .actor = RECORD_BY_INIT, .known = true};
	session.today = options->today == DAY_UNSET ? day_today() : options->today;
	session.store = store_open(options->directory, &store_options, error);
	bool ok =
		session.store != NULL && (options->system || register_add_administrator(&session, options->login, name, error));
	session_close(&session);
	return ok;
}
