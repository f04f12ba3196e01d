/* The one door: what it lets through, what it refuses and in which words, and what it leaves in the change log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "register/summary.h"
#include "store/journal.h"
#include "support/store.h"

static struct test_store test;

static int open_store(void **state)
{
	(void)state;
	test_store_open(&test);
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

/* "entity|field=value|…" saved as *ref (id 0: new); gives the error's words, "" where it was saved. */
static const char *save_as(struct session *session, const char *line, struct ref *ref, uint32_t revision)
{
	static struct error error;
	struct slice rest = slice_of(line), pair, name;
	struct draft draft;
	struct record before;
	bool ok = true;
	error_clear(&error);
	slice_next(&rest, '|', &name);
	draft_init(&draft, schema_find_entity(name));
	struct view *view = view_open(session->store, &error);
	if (ref->id != 0 && view_record(view, *ref, &before))
		draft_copy_record(&draft, &before);
	struct value_reader reader = register_reader(view, session->today, true);
	while (ok && slice_next(&rest, '|', &pair)) {
		slice_next(&pair, '=', &name);
		const struct field *field = schema_find_field(draft.entity, name);
		assert_non_null(field);
		ok = draft_parse(&draft, field, pair, &reader, &error);
	}
	view_close(&view);
	ref->entity = draft.entity->number;
	if (ok)
		register_save(session, &draft, ref, revision, SLICE("a test"), &error);
	draft_free(&draft);
	return error.text;
}

static struct ref add(const char *line)
{
	struct ref ref = {0, 0};
	assert_string_equal(save_as(&test.session, line, &ref, 0), "");
	return ref;
}

static uint64_t head(void)
{
	struct view *view = view_open(test.store, NULL);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	return sequence;
}

struct refusal {
	const char *line, *words;
};

/* After: unit "Socialnämnden", supplier "Nordvik Data", system SYS-0001 "Elevregister", code TAKEN. */
static const struct refusal refusals[] = {
	{"system|criticality=3", "name: must be filled in"},
	{"system|name=elevregister", "name: the value is taken by SYS-0001"},
	{"system|name=New|criticality=5", "criticality: 5 is outside 1 to 4"},
	{"system|name=New|unit=Nowhere", "unit: \"Nowhere\" is the code or name of no record of the kind Unit"},
	{"system|name=New|supplier=SYS-0001",
     "supplier: \"SYS-0001\" is the code or name of no record of the kind Supplier"},
	{"system|name=New|confidentiality=4", "confidentiality: facts of confidentiality 4 may not be kept here; ask the "
                                          "security officer, leave this empty and set handled_elsewhere"},
	{"system|name=New|phase=done",
     "phase: \"done\" is none of: idea, procurement, introduction, pilot, in_use, phase_out, retired"},
	{"system|name=New|code=has space", "code: a code has no spaces, semicolons or number signs"},
	{"system|name=New|code=taken", "code: \"taken\" is already the code of a record of the kind Service; give another"},
	{"system|name=New|code=SYS-0001",
     "code: \"SYS-0001\" is already the code of a record of the kind System; give another"},
	{"supplier|name=Other|organisation_number=212000-0143",
     "organisation_number: the check digit of the organisation number is wrong"},
	{"assignment|role=system_owner|system=SYS-0001", "person: must be filled in"},
	{"assignment|person=anna|role=system_owner", "one of system, service, object, unit, contract must be filled in"},
	{"assignment|person=anna|role=system_owner|system=SYS-0001|unit=Socialnämnden",
     "only one of system, service, object, unit, contract may be filled in"},
	{"contract|name=A|supplier=Nordvik Data|start=2026-01-01|end=2027-12-31|running=yes",
     "end: a contract that runs until further notice has no end"},
	{"contract|name=A|supplier=Nordvik Data|start=2026-01-01|renewal_months=0",
     "renewal_months: 0 is outside 1 to 120"},
	{"contract|name=A|supplier=Nordvik Data|start=2026-01-01|option_months=12;0",
     "option_months: 0 is outside 1 to 600"},
	{"contract|name=A|supplier=Nordvik Data|start=2026-02-30",
     "start: \"2026-02-30\" is not a day; February 2026 has 28"},
	{"component|product=PostgreSQL", "system: must be filled in"},
};

static void what_is_wrong_is_refused_in_words_and_nothing_is_written(void **state)
{
	(void)state;
	add("unit|name=Socialnämnden|kind=committee");
	add("supplier|name=Nordvik Data|organisation_number=212000-0142");
	add("person|name=Anna Test|login=anna");
	add("system|name=Elevregister");
	add("service|name=Skola|code=TAKEN");
	uint64_t before = head();
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		struct ref ref = {0, 0};
		assert_string_equal(save_as(&test.session, refusals[i].line, &ref, 0), refusals[i].words);
	}
	assert_int_equal(head(), before);
}

static void the_same_again_journals_nothing(void **state)
{
	struct ref ref = add("system|name=Elevregister|users=40");
	uint64_t before = head();
	(void)state;
	assert_string_equal(save_as(&test.session, "system|users=40", &ref, 1), "");
	assert_int_equal(head(), before);
	assert_string_equal(save_as(&test.session, "system|users=41", &ref, 1), "");
	assert_int_equal(head(), before + 1);
}

static void who_read_an_older_revision_is_told(void **state)
{
	struct ref ref = add("system|name=Elevregister|users=40");
	(void)state;
	assert_string_equal(save_as(&test.session, "system|users=41", &ref, 1), "");
	assert_string_equal(save_as(&test.session, "system|users=42", &ref, 1),
	                    "SYS-0001 was changed by somebody else meanwhile (revision 2, you had 1)");
}

static void circles_of_parents_are_refused(void **state)
{
	static const struct {
		const char *entity, *name, *above;
	} kinds[] = {
		{"unit", "name", "parent"}, {"goal", "name", "parent"}, {"opportunity", "title", "programme"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const char *entity = kinds[i].entity, *name = kinds[i].name, *above = kinds[i].above;
		char lines[5][80], words[120];
		struct ref refs[3] = {{0, 0}};
		snprintf(lines[0], sizeof lines[0], "%s|%s=Top|code=T%zu", entity, name, i);
		snprintf(lines[1], sizeof lines[1], "%s|%s=Middle|code=M%zu|%s=T%zu", entity, name, i, above, i);
		snprintf(lines[2], sizeof lines[2], "%s|%s=Low|code=L%zu|%s=M%zu", entity, name, i, above, i);
		snprintf(lines[3], sizeof lines[3], "%s|%s=L%zu", entity, above, i);
		snprintf(lines[4], sizeof lines[4], "%s|%s=", entity, above);
		snprintf(words, sizeof words, "%s: the records would lie inside one another in a circle; name another, or none",
		         above);
		for (size_t at = 0; at < COUNT_OF(refs); at++)
			refs[at] = add(lines[at]);
		assert_string_equal(save_as(&test.session, lines[3], &refs[0], 1), words);
		assert_string_equal(save_as(&test.session, lines[3], &refs[2], 1), words);
		assert_string_equal(save_as(&test.session, lines[4], &refs[1], 1), "");
		assert_string_equal(save_as(&test.session, lines[3], &refs[0], 1), "");
	}
}

/* Elsewhere a finding says so; here nothing could be worked out from it. */
static void days_of_an_opportunity_are_in_order(void **state)
{
	static const struct {
		const char *line, *words;
	} cases[] = {
		{"opportunity|title=A|start=2026-05-01|end=2026-04-30", "end: 2026-04-30 is before start, 2026-05-01"},
		{"opportunity|title=A|received=2026-05-02|answer_due=2026-05-01",
	     "answer_due: 2026-05-01 is before received, 2026-05-02"},
		{"opportunity|title=A|start=2026-05-01|delivered=2026-04-30", "delivered: 2026-04-30 is before start, 2026-05-01"},
		{"opportunity|title=A|start=2026-05-01|end=2026-05-01", ""},
		{"opportunity|title=B|end=2026-05-01", ""},
		{"alternative|title=Way|kind=develop|life_years=5|opportunity=A|starts=2026-05-02|ready=2026-05-01",
	     "ready: 2026-05-01 is before starts, 2026-05-02"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct ref ref = {0, 0};
		assert_string_equal(save_as(&test.session, cases[i].line, &ref, 0), cases[i].words);
	}
}

static const char *remove_it(struct ref ref, uint32_t revision)
{
	static struct error error;
	error_clear(&error);
	register_remove(&test.session, ref, revision, SLICE(""), &error);
	return error.text;
}

static void what_is_referred_to_is_not_removed(void **state)
{
	struct ref supplier = add("supplier|name=Nordvik"), system = add("system|name=Elevregister|supplier=Nordvik"),
			   other, component;
	(void)state;
	other = add("system|name=Other|maintained_by=Nordvik");
	component = add("component|system=SYS-0001|product=PostgreSQL");
	assert_string_equal(remove_it(supplier, 1), "LEV-0001 cannot be removed: SYS-0001 (Supplier) and 1 more refer to it");
	assert_string_equal(remove_it(system, 1), "SYS-0001 cannot be removed: CMP-0001 (System) refers to it");
	assert_string_equal(remove_it(component, 1), "");
	assert_string_equal(remove_it(system, 1), "");
	assert_string_equal(remove_it(other, 1), "");
	assert_string_equal(remove_it(supplier, 1), "");
	assert_string_equal(remove_it(supplier, 1), "there is no such record to remove");
}

static void a_decision_is_superseded_and_not_rewritten(void **state)
{
	add("unit|name=Socialnämnden");
	struct ref ref = add("decision|kind=committee|unit=Socialnämnden|date=2026-10-01|title=T|text=Word for "
	                     "word|reason=R|outcome=approved");
	(void)state;
	assert_string_equal(save_as(&test.session, "decision|text=Another word", &ref, 1),
	                    "text: a decision is not rewritten; record a new one that takes its place (supersedes)");
	assert_string_equal(save_as(&test.session, "decision|done=2026-11-01", &ref, 1), "");
	assert_string_equal(remove_it(ref, 2),
	                    "a decision is not removed; record a new one that takes its place (supersedes)");
	struct view *view = view_open(test.store, NULL);
	struct record record;
	assert_true(view_record(view, ref, &record));
	assert_int_equal(record_number(&record, F_decision_number), ref.id);
	view_close(&view);
}

static struct session session_of(record_id person, uint8_t role)
{
	struct session session = test.session;
	session.actor = person;
	session.access = UINT32_C(1) << (role - 1) | 1;
	return session;
}

static void a_role_may_what_it_may_and_the_field_is_named(void **state)
{
	struct ref person = add("person|name=S|login=s"), system = add("system|name=Elevregister"), ref = {0, 0};
	struct session security = session_of(person.id, C_access_security), reader = session_of(person.id, C_access_reader);
	(void)state;
	assert_string_equal(save_as(&security, "system|integrity=2", &system, 1), "");
	assert_string_equal(save_as(&security, "system|users=2", &system, 2), "SYS-0001: your role may not change users");
	assert_string_equal(save_as(&reader, "system|users=2", &system, 2), "SYS-0001: your role may not change or remove it");
	assert_string_equal(save_as(&reader, "system|name=New", &ref, 0),
	                    "your role may not add records of the kind System here");
	assert_string_equal(save_as(&reader, "opportunity|title=We write everything twice", &ref, 0), "");
}

static void the_last_administrator_stays(void **state)
{
	struct ref first = add("person|name=A|login=a|access=administrator"), second;
	(void)state;
	assert_string_equal(save_as(&test.session, "person|access=", &first, 1),
	                    "access: the register's last administrator cannot be taken away; name another one first");
	assert_string_equal(save_as(&test.session, "person|active_to=2026-11-21", &first, 1),
	                    "access: the register's last administrator cannot be taken away; name another one first");
	second = add("person|name=B|login=b|access=administrator");
	assert_string_equal(remove_it(first, 1), "");
	assert_string_equal(remove_it(second, 1),
	                    "access: the register's last administrator cannot be taken away; name another one first");
}

static const char *undo(struct session *session, uint64_t sequence)
{
	static struct error error;
	const struct entry_facts facts = {.kind = ENTRY_UNDO, .undoes = sequence};
	struct edit *edit = edit_begin(session, &facts, &error);
	error_clear(&error);
	bool ok = edit_undo(edit, sequence, &error) && edit_commit(&edit, NULL, &error);
	(void)ok;
	edit_abort(&edit);
	return error.text;
}

static int64_t users_of(struct ref ref)
{
	struct view *view = view_open(test.store, NULL);
	struct record record;
	int64_t users = view_record(view, ref, &record) ? record_number(&record, F_system_users) : -1;
	view_close(&view);
	return users;
}

static void one_takes_back_ones_own(void **state)
{
	struct ref person = add("person|name=S|login=s|access=administrator"), ref = add("system|name=Elevregister|users=40");
	struct session other = session_of(person.id, C_access_reader), own = session_of(person.id, C_access_administrator);
	(void)state;
	assert_string_equal(save_as(&test.session, "system|users=41", &ref, 1), "");
	uint64_t changed = head();
	assert_string_equal(undo(&other, changed),
	                    "entry #3 was made by somebody else; only they or an administrator may undo it");
	assert_string_equal(undo(&other, 0), "you have changed nothing that could be undone");
	assert_string_equal(save_as(&own, "system|users=42", &ref, 2), "");
	assert_string_equal(undo(&test.session, changed), "SYS-0001 has been changed since, by S; undo that change first");
	assert_string_equal(undo(&own, 0), "");
	assert_int_equal(users_of(ref), 41);
	assert_string_equal(remove_it(ref, 4), "");
	assert_int_equal(users_of(ref), -1);
	assert_string_equal(undo(&test.session, head()), "");
	assert_int_equal(users_of(ref), 41);
}

/* Undoing again and again walks back through what one has done; what was undone may be done again by its number. */
static void undoing_walks_back(void **state)
{
	struct ref ref = add("system|name=Elevregister|users=40");
	(void)state;
	assert_string_equal(save_as(&test.session, "system|users=41", &ref, 1), "");
	assert_string_equal(save_as(&test.session, "system|users=42", &ref, 2), "");
	assert_string_equal(undo(&test.session, 0), "");
	assert_int_equal(users_of(ref), 41);
	assert_string_equal(undo(&test.session, 0), "");
	assert_int_equal(users_of(ref), 40);
	assert_string_equal(undo(&test.session, head()), "");
	assert_int_equal(users_of(ref), 41);
	assert_string_equal(undo(&test.session, 0), "");
	assert_int_equal(users_of(ref), 40);
	assert_string_equal(undo(&test.session, 0), "");
	assert_int_equal(users_of(ref), -1);
	assert_string_equal(undo(&test.session, 0), "you have changed nothing that could be undone");
}

/* Findings are worked out: they hold nothing back, unless somebody refers to them. */
static void findings_go_with_what_they_are_about(void **state)
{
	struct ref system = add("system|name=Elevregister"), person = add("person|name=S|login=s");
	(void)state;
	test_put(&test, E_finding, 0, "id=OWN-01:SYS-0001|rule=OWN-01|about=SYS-0001|system=SYS-0001|person=PRS-0001");
	test_put(&test, E_finding, 0, "id=OBS-05:register|rule=OBS-05|person=PRS-0001");
	test_put(&test, E_finding, 0, "id=CON-05:SYS-0001|rule=CON-05|about=SYS-0001|accepted_by=PRS-0001");
	assert_string_equal(remove_it((struct ref){E_finding, 2}, 1),
	                    "what the audit has found is not removed: it resolves by itself when it no longer holds");
	assert_string_equal(remove_it(person, 1), "PRS-0001 cannot be removed: FND-0003 (Accepted by) refers to it");
	struct ref activity = add("activity|title=T|about=FND-0001");
	assert_string_equal(remove_it(system, 1),
	                    "SYS-0001 cannot be removed: ACT-0001 (About) refers to its finding FND-0001");
	assert_string_equal(remove_it(activity, 1), "");
	assert_string_equal(remove_it(system, 1), "");
	assert_string_equal(remove_it(person, 1), "");
	struct view *view = view_open(test.store, NULL);
	struct record finding;
	assert_int_equal(view_count(view, E_finding), 1);
	assert_true(view_record(view, (struct ref){E_finding, 2}, &finding));
	assert_false(record_is_set(&finding, F_finding_person));
	view_close(&view);
	assert_string_equal(undo(&test.session, 0), "");
	assert_string_equal(undo(&test.session, 0), "");
	view = view_open(test.store, NULL);
	assert_int_equal(view_count(view, E_finding), 3);
	assert_true(view_record(view, (struct ref){E_finding, 2}, &finding));
	assert_int_equal(record_ref_id(&finding, F_finding_person), person.id);
	view_close(&view);
}

static day_t decide_by(struct ref ref)
{
	struct view *view = view_open(test.store, NULL);
	struct summary summary = {.decide_by = DAY_UNSET};
	assert_true(summary_read(view, ref, &summary));
	view_close(&view);
	return summary.decide_by;
}

/* DOMAIN 3.3's example, as the summary rows of the system and its service follow every change below them. */
static void summary_rows_follow_what_changes_below(void **state)
{
	(void)state;
	test.session.today = day_from_civil(2025, 6, 1);
	add("supplier|name=Nordvik");
	struct ref system = add("system|name=Elevregister|criticality=3"), service = add("service|name=Skola");
	add("support|service=Skola|system=Elevregister");
	assert_int_equal(decide_by(system), DAY_UNSET);
	struct ref component =
		add("component|system=SYS-0001|product=Unknown thing|vendor_end=2027-11-11|remedy=replace_system");
	assert_int_equal(decide_by(system), day_from_civil(2025, 8, 11));
	assert_int_equal(decide_by(service), day_from_civil(2025, 8, 11));
	assert_string_equal(remove_it(component, 1), "");
	assert_int_equal(decide_by(system), DAY_UNSET);
	struct ref contract = add("contract|name=A|supplier=Nordvik|start=2024-01-01|end=2027-12-31|renewal=none");
	add("contract_system|contract=AVT-0001|system=SYS-0001|part=main");
	assert_int_equal(decide_by(service), day_from_civil(2025, 9, 30));
	assert_string_equal(save_as(&test.session, "contract|end=2028-12-31", &contract, 1), "");
	assert_int_equal(decide_by(system), day_from_civil(2026, 9, 30));
	assert_int_equal(decide_by(service), day_from_civil(2026, 9, 30));
	add("unit|name=N");
	add("decision|kind=committee|unit=N|date=2025-05-01|title=T|text=W|reason=R|outcome=approved|about=SYS-0001");
	assert_int_equal(decide_by(system), DAY_UNSET);
}

static void names_become_references_only_where_they_are_plain(void **state)
{
	struct ref first = add("person|name=Kim Berg|login=kim"), ref = {0, 0};
	struct error error = {0};
	(void)state;
	struct view *view = view_open(test.store, NULL);
	assert_true(register_resolve(view, E_person, SLICE("kim berg"), &ref, &error));
	assert_true(ref_equal(ref, first));
	view_close(&view);
	add("person|name=Kim Berg|login=kim2");
	view = view_open(test.store, NULL);
	assert_false(register_resolve(view, E_person, SLICE("Kim Berg"), &ref, &error));
	assert_string_equal(error.text, "\"Kim Berg\" is the name of several records of the kind Person; give the code");
	assert_true(register_resolve(view, E_person, SLICE("KIM2"), &ref, &error));
	assert_true(register_resolve(view, 0, SLICE("prs-1"), &ref, &error));
	assert_true(ref_equal(ref, first));
	view_close(&view);
}


static void note_fault(void *context, const char *line)
{
	(void)context;
	fail_msg("%s", line);
}

static int verify_and_close(void **state)
{
	struct verify_report report;
	struct view *view = view_open(test.store, NULL);
	store_verify(view, note_fault, NULL, NULL, &report);
	view_close(&view);
	assert_int_equal(report.faults, 0);
	return close_store(state);
}

static record_id release_of(struct ref component)
{
	struct view *view = view_open(test.store, NULL);
	struct record record;
	assert_true(view_record(view, component, &record));
	record_id release = record_ref_id(&record, F_component_release);
	view_close(&view);
	return release;
}

/* What a session remembers of the catalogue holds until somebody else writes to it, and no longer. */
static void components_follow_a_catalogue_that_others_write(void **state)
{
	(void)state;
	static const char component[] = "component|system=SYS-0001|product=Zebra|version=2.1";
	add("system|name=Stables");
	assert_int_equal(release_of(add(component)), 0);
	test_put(&test, E_product, 0, "name=zebra|label=Zebra");
	test_put(&test, E_release, 0, "product=PRD-0001|cycle=2|security_end=2029-03-31");
	assert_int_equal(release_of(add(component)), 1);
	test_remove(&test, E_release, 1);
	assert_int_equal(release_of(add(component)), 0);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_written(view, E_component), view_sequence(view));
	assert_int_equal(view_written(view, E_release), view_sequence(view) - 1);
	assert_int_equal(view_written(view, E_licence), 0);
	view_close(&view);
}

#define EACH(test_function) cmocka_unit_test_setup_teardown(test_function, open_store, verify_and_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(what_is_wrong_is_refused_in_words_and_nothing_is_written),
		EACH(the_same_again_journals_nothing),
		EACH(who_read_an_older_revision_is_told),
		EACH(circles_of_parents_are_refused),
		EACH(days_of_an_opportunity_are_in_order),
		EACH(what_is_referred_to_is_not_removed),
		EACH(a_decision_is_superseded_and_not_rewritten),
		EACH(a_role_may_what_it_may_and_the_field_is_named),
		EACH(the_last_administrator_stays),
		EACH(one_takes_back_ones_own),
		EACH(undoing_walks_back),
		EACH(findings_go_with_what_they_are_about),
		EACH(summary_rows_follow_what_changes_below),
		EACH(names_become_references_only_where_they_are_plain),
		EACH(components_follow_a_catalogue_that_others_write),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
