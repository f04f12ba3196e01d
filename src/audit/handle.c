/* Handling findings: acknowledging them, giving an opinion, accepting the risk. Each is a change of the person's own,
 * told in the change log and undone as any other. */
#include "audit/basis.h"
#include "base/lang.h"

bool audit_find(const struct view *view, struct slice id, struct ref *finding, struct error *error)
{
	struct index *index = index_new(view, schema_field(schema_entity(E_finding), F_finding_id), E_finding);
	const struct value value = {.set = true, .text = id};
	struct index_hit hit;
	bool there = index_seek(index, &value, &hit);
	index_free(&index);
	if (there)
		*finding = (struct ref){E_finding, hit.id};
	else
		there = view_find_code(view, id, finding) && finding->entity == E_finding;
	return there || error_set(error, ERROR_NOT_FOUND, _("there is no finding %.*s"), (int)id.size, id.data);
}

static struct ref actor_ref(const struct session *session)
{
	return session->actor >= RECORD_BY_AUDIT ? (struct ref){0, 0} : (struct ref){E_person, session->actor};
}

struct handling {
	struct changes *changes;
	struct record finding;
	struct draft draft;
	day_t today;
};

static bool begin_handling(struct handling *handling, struct session *session, struct ref ref, const char *why,
                           struct error *error)
{
	const struct entry_facts facts = {
		.kind = ENTRY_CHANGE, .actor = session->actor, .where = text_slice(&session->where), .why = slice_of(why)};
	*handling = (struct handling){.today = session->today};
	draft_init(&handling->draft, schema_entity(E_finding));
	handling->changes = changes_begin(session->store, &facts, error);
	if (handling->changes == NULL)
		return false;
	if (ref.entity != E_finding || !view_record(changes_view(handling->changes), ref, &handling->finding))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such finding"));
	draft_copy_record(&handling->draft, &handling->finding);
	return record_choice(&handling->finding, F_finding_state) != C_finding_state_resolved ||
	       error_set(error, ERROR_INPUT, _("it is resolved already"));
}

/* Open ones are counted in the system's summary row; accepted ones are not. */
static void count_in_summary(struct changes *changes, record_id system, day_t today)
{
	const struct ref ref = {E_system, system};
	struct summary summary;
	struct text search = {0};
	if (system == 0 || !summary_read(changes_view(changes), ref, &summary))
		return;
	text_append(&search, summary.search);
	summary.search = text_slice(&search);
	summary_count_findings(changes_view(changes), system, today, &summary);
	summary_put(changes, ref, &summary);
	text_free(&search);
}

static bool write_handling(struct handling *handling, struct error *error)
{
	record_id id = handling->finding.id, system = handling->finding.parent;
	uint32_t revision = record_revision(&handling->finding);
	basis_move(handling->changes, &handling->finding, &handling->draft);
	if (!changes_put(handling->changes, &handling->draft, id, revision, error))
		return false;
	count_in_summary(handling->changes, system, handling->today);
	return changes_commit(&handling->changes, NULL, error);
}

static bool end_handling(struct handling *handling, bool ok, struct error *error)
{
	ok = ok && write_handling(handling, error);
	changes_abort(&handling->changes);
	draft_free(&handling->draft);
	return ok;
}

/* What a person has written: checked as everything that enters. */
static bool set_words(struct draft *draft, uint8_t field, struct slice words, struct error *error)
{
	static const struct value_reader reader = {0};
	return draft_parse(draft, schema_field(draft->entity, field), words, &reader, error);
}

bool audit_acknowledge(struct session *session, struct ref finding, day_t due, struct error *error)
{
	struct handling handling;
	bool ok = begin_handling(&handling, session, finding, "finding acknowledged", error);
	if (ok && record_choice(&handling.finding, F_finding_state) == C_finding_state_accepted)
		ok = error_set(error, ERROR_INPUT, _("it is accepted: there is nothing to acknowledge until it returns"));
	if (ok && (due == DAY_UNSET || due < session->today))
		ok = error_set(error, ERROR_INPUT, _("state a day to come by which it will be put right"));
	if (ok && !finding_is_stewarded(session, changes_view(handling.changes), &handling.finding))
		ok = error_set(error, ERROR_DENIED,
		               _("it is acknowledged by whoever it is assigned to, or manages the record it is about"));
	if (ok) {
		draft_set_number(&handling.draft, F_finding_state, C_finding_state_acknowledged);
		draft_set_ref(&handling.draft, F_finding_acknowledged_by, actor_ref(session));
		draft_set_day(&handling.draft, F_finding_acknowledged_due, due);
	}
	return end_handling(&handling, ok, error);
}

bool audit_give_opinion(struct session *session, struct ref finding, struct slice opinion, struct error *error)
{
	struct handling handling;
	bool ok = begin_handling(&handling, session, finding, "opinion on a finding", error);
	if (ok && !session_has(session, C_access_security))
		ok = error_set(error, ERROR_DENIED, _("opinions are given by whoever has the role security"));
	if (ok && slice_trim(opinion).size == 0)
		ok = error_set(error, ERROR_INPUT, _("write the opinion"));
	if (ok) {
		ok = set_words(&handling.draft, F_finding_opinion, opinion, error);
		draft_set_ref(&handling.draft, F_finding_opinion_by, actor_ref(session));
	}
	return end_handling(&handling, ok, error);
}

bool audit_accept(struct session *session, struct ref finding, const struct acceptance *acceptance, struct error *error)
{
	struct handling handling;
	bool ok = begin_handling(&handling, session, finding, "finding accepted", error) &&
	          acceptance_check(session, changes_view(handling.changes), &handling.finding, acceptance, error);
	if (ok) {
		draft_set_number(&handling.draft, F_finding_state, C_finding_state_accepted);
		draft_set_ref(&handling.draft, F_finding_accepted_by, actor_ref(session));
		draft_set_day(&handling.draft, F_finding_accepted_until, acceptance->until);
		ok = set_words(&handling.draft, F_finding_accepted_why, acceptance->why, error);
		draft_set_number(&handling.draft, F_finding_cost_ceiling, acceptance->cost_ceiling);
		draft_set_ref(&handling.draft, F_finding_decision, acceptance->decision);
	}
	return end_handling(&handling, ok, error);
}

static void forget_handling(struct draft *draft)
{
	static const uint8_t fields[] = {F_finding_acknowledged_by, F_finding_acknowledged_due, F_finding_accepted_by,
	                                 F_finding_accepted_until,  F_finding_accepted_why,     F_finding_cost_ceiling,
	                                 F_finding_decision};
	for (size_t i = 0; i < sizeof fields; i++)
		draft_unset(draft, fields[i]);
}

bool audit_reopen(struct session *session, struct ref finding, struct error *error)
{
	struct handling handling;
	bool ok = begin_handling(&handling, session, finding, "finding reopened", error);
	uint8_t state = ok ? record_choice(&handling.finding, F_finding_state) : 0;
	if (ok && state != C_finding_state_accepted && state != C_finding_state_acknowledged)
		ok = error_set(error, ERROR_INPUT, _("it is open: nobody has accepted or acknowledged it"));
	if (ok && !finding_is_stewarded(session, changes_view(handling.changes), &handling.finding))
		ok = error_set(error, ERROR_DENIED,
		               _("it is reopened by whoever it is assigned to, or manages the record it is about"));
	if (ok) {
		forget_handling(&handling.draft);
		draft_set_number(&handling.draft, F_finding_state, C_finding_state_open);
	}
	return end_handling(&handling, ok, error);
}
