/* Who may accept a finding, for how long and on what ground: DOMAIN 4 as a table. */
#include "audit/nights.h"
#include "register/edit.h"
#include "register/summary.h"
#include "register/verify.h"

/* Persons by login; each with access roles and assignments as their names say. */
enum who { ANNA_OWNER = 1, MALIN_MANAGER, SVEN_SECURITY, RUT_READER, PIA_PORTFOLIO, ADAM_ADMINISTRATOR, PEOPLE };

static const char *const people[PEOPLE] = {
	[ANNA_OWNER] = "name=Anna|login=anna|access=steward",
	[MALIN_MANAGER] = "name=Malin|login=malin|access=steward",
	[SVEN_SECURITY] = "name=Sven|login=sven|access=security",
	[RUT_READER] = "name=Rut|login=rut",
	[PIA_PORTFOLIO] = "name=Pia|login=pia|access=portfolio_manager",
	[ADAM_ADMINISTRATOR] = "name=Adam|login=adam|access=administrator",
};

/* SYS-0001: a component past its end, medium (criticality 2). SYS-0002: the same, high (criticality 4). SYS-0003: high,
 * with sensitive personal data. */
static void put_register(struct test_store *test)
{
	static const char *const systems[] = {"name=Låg|criticality=2", "name=Hög|criticality=4",
	                                      "name=Känslig|criticality=4"};
	char words[200];
	for (unsigned i = 1; i < PEOPLE; i++)
		test_put(test, E_person, 0, people[i]);
	for (unsigned i = 0; i < 3; i++) {
		test_put(test, E_system, 0, systems[i]);
		snprintf(words, sizeof words, "system=SYS-%04u|product=PostgreSQL|vendor_end=2026-01-31|remedy=upgrade", i + 1);
		test_put(test, E_component, 0, words);
		snprintf(words, sizeof words, "system=SYS-%04u|role=system_owner|person=PRS-0001", i + 1);
		test_put(test, E_assignment, 0, words);
		snprintf(words, sizeof words, "system=SYS-%04u|role=system_manager|person=PRS-0002", i + 1);
		test_put(test, E_assignment, 0, words);
	}
	test_put(test, E_information, 0, "system=SYS-0003|name=Journaler|personal_data=sensitive");
	test_put(test, E_decision, 0,
	         "number=1|title=Godtas|kind=management|decided_by=PRS-0001|date=2026-11-01|text=x|reason=x|outcome="
	         "approved|about=SYS-0003");
	test_put(test, E_decision, 0,
	         "number=2|title=Avslås|kind=management|decided_by=PRS-0001|date=2026-11-01|text=x|reason=x|outcome="
	         "rejected|about=SYS-0003");
	test_put(test, E_decision, 0,
	         "number=3|title=Annat|kind=management|decided_by=PRS-0001|date=2026-11-01|text=x|reason=x|outcome="
	         "approved|about=SYS-0001");
}

static struct session session_of(const struct test_store *test, enum who who)
{
	static const uint32_t access[PEOPLE] = {
		[ANNA_OWNER] = 1u << (C_access_steward - 1),       [MALIN_MANAGER] = 1u << (C_access_steward - 1),
		[SVEN_SECURITY] = 1u << (C_access_security - 1),   [RUT_READER] = 0,
		[PIA_PORTFOLIO] = 1u << (C_access_portfolio_manager - 1),
		[ADAM_ADMINISTRATOR] = 1u << (C_access_administrator - 1),
	};
	struct session session = test->session;
	session.actor = who;
	session.access = access[who] | 1u << (C_access_reader - 1);
	return session;
}

static const struct {
	const char *what, *id;
	enum who who;
	const char *until, *why;
	unsigned decision;
	bool opinion; /* the security officer has given one */
	bool accepted;
} cases[] = {
	{"the manager, twelve months", "OBS-01:CMP-0001", MALIN_MANAGER, "2027-11-22", "x", 0, false, true},
	{"no day longer", "OBS-01:CMP-0001", MALIN_MANAGER, "2027-11-23", "x", 0, false, false},
	{"not to today", "OBS-01:CMP-0001", MALIN_MANAGER, "2026-11-22", "x", 0, false, false},
	{"not without a reason", "OBS-01:CMP-0001", MALIN_MANAGER, "2027-01-31", "  ", 0, false, false},
	{"nobody else's manager", "OBS-01:CMP-0001", RUT_READER, "2027-01-31", "x", 0, false, false},
	{"or security, who may change the system", "OBS-01:CMP-0001", SVEN_SECURITY, "2027-01-31", "x", 0, false, true},
	{"high: the owner, with an opinion", "OBS-01:CMP-0002", ANNA_OWNER, "2027-05-22", "x", 0, true, true},
	{"high: six months", "OBS-01:CMP-0002", ANNA_OWNER, "2027-05-23", "x", 0, true, false},
	{"high: not without an opinion", "OBS-01:CMP-0002", ANNA_OWNER, "2027-05-22", "x", 0, false, false},
	{"high: not the manager", "OBS-01:CMP-0002", MALIN_MANAGER, "2027-05-22", "x", 0, true, false},
	{"high: nor an administrator without an opinion", "OBS-01:CMP-0002", ADAM_ADMINISTRATOR, "2027-05-22", "x", 0,
     false, false},
	{"sensitive: a decision", "OBS-01:CMP-0003", ANNA_OWNER, "2027-02-22", "x", 1, true, true},
	{"sensitive: the portfolio manager too", "OBS-01:CMP-0003", PIA_PORTFOLIO, "2027-02-22", "x", 1, false, true},
	{"sensitive: three months", "OBS-01:CMP-0003", ANNA_OWNER, "2027-02-23", "x", 1, true, false},
	{"sensitive: not without a decision", "OBS-01:CMP-0003", ANNA_OWNER, "2027-02-22", "x", 0, true, false},
	{"sensitive: not one that was rejected", "OBS-01:CMP-0003", ANNA_OWNER, "2027-02-22", "x", 2, true, false},
	{"sensitive: nor one about something else", "OBS-01:CMP-0003", ANNA_OWNER, "2027-02-22", "x", 3, true, false},
	{"sensitive: nor a reader", "OBS-01:CMP-0003", RUT_READER, "2027-02-22", "x", 1, true, false},
};

static void try_case(struct test_store *test, size_t place)
{
	struct acceptance acceptance = {.why = slice_of(cases[place].why), .cost_ceiling = NUMBER_UNSET,
	                                .decision = {cases[place].decision != 0 ? E_decision : 0, cases[place].decision}};
	struct session security = session_of(test, SVEN_SECURITY), session = session_of(test, cases[place].who);
	struct ref finding = standing_of(test, cases[place].id).ref;
	struct error error = {0};
	assert_true(day_parse(slice_of(cases[place].until), &acceptance.until, &error));
	if (cases[place].opinion)
		assert_true(audit_give_opinion(&security, finding, SLICE("Det går för sig."), &error));
	bool accepted = audit_accept(&session, finding, &acceptance, &error);
	if (accepted != cases[place].accepted)
		fail_msg("%s: %s", cases[place].what, accepted ? "accepted" : error.text);
	uint8_t state = standing_of(test, cases[place].id).state;
	assert_int_equal(state, accepted ? C_finding_state_accepted : C_finding_state_open);
	if (!accepted)
		assert_true(error.text[0] != '\0');
}

static void every_case_is_as_the_table_says(void **state)
{
	struct test_store *test = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		put_register(test);
		night_of(test, november(22));
		try_case(test, i);
		nights_teardown(state);
		nights_setup(state);
		test = *state;
	}
}

static struct stands accept_as(struct test_store *test, const char *id, day_t until, money_t ceiling)
{
	struct session session = session_of(test, MALIN_MANAGER);
	const struct acceptance acceptance = {.until = until, .why = SLICE("byts i vår"), .cost_ceiling = ceiling};
	struct error error = {0};
	assert_true(audit_accept(&session, standing_of(test, id).ref, &acceptance, &error));
	return standing_of(test, id);
}

static void an_accepted_one_returns_on_the_day(void **state)
{
	struct test_store *test = *state;
	put_register(test);
	night_of(test, november(22));
	accept_as(test, "OBS-01:CMP-0001", november(25), NUMBER_UNSET);
	struct night night = night_of(test, november(25));
	assert_int_equal(night.counts.accepted, 1);
	assert_int_equal(night.counts.open[C_severity_medium], 0);
	night = night_of(test, november(26));
	assert_int_equal(night.counts.accepted, 0);
	assert_int_equal(night.counts.fresh[C_severity_medium], 1);
	struct stands stands = standing_of(test, "OBS-01:CMP-0001");
	assert_int_equal(stands.state, C_finding_state_reopened);
	assert_int_equal(stands.first_seen, november(22));
	assert_int_equal(stands.times_seen, 3);
}

static void an_accepted_one_returns_when_it_grows_worse(void **state)
{
	struct test_store *test = *state;
	put_register(test);
	night_of(test, november(22));
	accept_as(test, "OBS-01:CMP-0001", november(30), NUMBER_UNSET);
	test_put(test, E_system, 1, "criticality=4");
	night_of(test, november(23));
	struct stands stands = standing_of(test, "OBS-01:CMP-0001");
	assert_int_equal(stands.state, C_finding_state_reopened);
	assert_int_equal(stands.severity, C_severity_high);
}

/* REG-01 costs by the number of facts that are wanted. */
static void an_accepted_one_returns_when_it_costs_more_than_the_ceiling(void **state)
{
	struct test_store *test = *state;
	struct acceptance acceptance = {.until = november(30), .why = SLICE("x"), .cost_ceiling = 100};
	struct error error = {0};
	struct record record;
	nights_configure(test, conf_of_rules(test, "REG-01", "profile = \"full\";"));
	struct session session = session_of(test, MALIN_MANAGER);
	put_register(test);
	night_of(test, november(22));
	struct ref finding = standing_of(test, "REG-01:SYS-0001").ref;
	assert_false(audit_accept(&session, finding, &acceptance, &error));
	struct view *view = view_open(test->store, &error);
	assert_true(view_record(view, finding, &record));
	acceptance.cost_ceiling = record_number(&record, F_finding_cost);
	view_close(&view);
	assert_true(audit_accept(&session, finding, &acceptance, &error));
	night_of(test, november(23));
	assert_int_equal(standing_of(test, "REG-01:SYS-0001").state, C_finding_state_accepted);
	test_put(test, E_component, 0, "system=SYS-0001|product=nginx");
	night_of(test, november(24));
	assert_int_equal(standing_of(test, "REG-01:SYS-0001").state, C_finding_state_reopened);
}

static void accepted_ones_never_decide_the_exit_status(void **state)
{
	struct test_store *test = *state;
	struct session security = session_of(test, SVEN_SECURITY), owner = session_of(test, ANNA_OWNER);
	const struct acceptance acceptance = {
		.until = november(30), .why = SLICE("x"), .cost_ceiling = NUMBER_UNSET, .decision = {E_decision, 1}};
	struct error error = {0};
	put_register(test);
	assert_int_equal(night_of(test, november(22)).high, 1);
	security.today = owner.today = november(22);
	for (unsigned i = 2; i <= 3; i++) {
		char id[40];
		snprintf(id, sizeof id, "OBS-01:CMP-%04u", i);
		assert_true(audit_give_opinion(&security, standing_of(test, id).ref, SLICE("x"), &error));
		assert_true(audit_accept(&owner, standing_of(test, id).ref, &acceptance, &error));
	}
	assert_int_equal(night_of(test, november(22)).high, 0);
	assert_int_equal(night_of(test, november(23)).high, 0);
}

static void it_is_acknowledged_by_whoever_it_concerns(void **state)
{
	struct test_store *test = *state;
	struct session manager = session_of(test, MALIN_MANAGER), reader = session_of(test, RUT_READER);
	struct error error = {0};
	put_register(test);
	night_of(test, november(22));
	struct ref finding = standing_of(test, "OBS-01:CMP-0001").ref;
	assert_false(audit_acknowledge(&reader, finding, november(30), &error));
	assert_int_equal(error.kind, ERROR_DENIED);
	assert_false(audit_acknowledge(&manager, finding, november(21), &error));
	assert_true(audit_acknowledge(&manager, finding, november(30), &error));
	night_of(test, november(22));
	night_of(test, november(23));
	struct stands stands = standing_of(test, "OBS-01:CMP-0001");
	assert_int_equal(stands.state, C_finding_state_acknowledged);
	assert_int_equal(stands.times_seen, 2);
}

static void undo_as(struct test_store *test, enum who who, const char *words)
{
	struct session session = session_of(test, who);
	struct error error = {0};
	struct edit *edit = edit_begin(&session, &(struct entry_facts){.kind = ENTRY_UNDO}, &error);
	bool ok = edit_undo(edit, 0, &error) && edit_commit(&edit, NULL, &error);
	edit_abort(&edit);
	assert_string_equal(error.text, words);
	assert_int_equal(ok, words[0] == '\0');
}

static int64_t open_in_summary(struct test_store *test, record_id system, uint8_t severity)
{
	struct view *view = view_open(test->store, NULL);
	struct summary summary = {0};
	assert_true(summary_read(view, (struct ref){E_system, system}, &summary));
	view_close(&view);
	return summary.findings[severity];
}

static void no_fault(void *context, const char *line)
{
	(void)context;
	fail_msg("%s", line);
}

static void verify(struct test_store *test)
{
	struct verify_report report;
	struct view *view = view_open(test->store, NULL);
	register_verify(view, test->session.conf, no_fault, NULL, NULL, &report);
	view_close(&view);
	assert_int_equal(report.faults, 0);
}

/* The same day is audited by what has changed, and must find the same as when everything is read. */
static void audits_agree(struct test_store *test, day_t day)
{
	const struct audit_options changes = {0}, whole = {.full = true};
	struct night of_changes, of_all;
	night_with(test, day, &changes, &of_changes);
	night_with(test, day, &whole, &of_all);
	assert_string_equal(of_changes.text, of_all.text);
	assert_string_equal(of_changes.json, of_all.json);
	assert_int_equal(of_changes.counts.accepted, of_all.counts.accepted);
	night_free(&of_changes);
	night_free(&of_all);
}

static void handling_is_taken_back(void **state)
{
	struct test_store *test = *state;
	struct session manager = session_of(test, MALIN_MANAGER);
	struct error error = {0};
	const char *id = "OBS-01:CMP-0001";
	put_register(test);
	night_of(test, november(22));
	assert_int_equal(open_in_summary(test, 1, C_severity_medium), 1);
	assert_true(audit_acknowledge(&manager, standing_of(test, id).ref, november(30), &error));
	accept_as(test, id, november(30), NUMBER_UNSET);
	assert_int_equal(open_in_summary(test, 1, C_severity_medium), 0);
	audits_agree(test, november(22));
	undo_as(test, MALIN_MANAGER, "");
	assert_int_equal(standing_of(test, id).state, C_finding_state_acknowledged);
	assert_int_equal(open_in_summary(test, 1, C_severity_medium), 1);
	audits_agree(test, november(22));
	undo_as(test, MALIN_MANAGER, "");
	assert_int_equal(standing_of(test, id).state, C_finding_state_open);
	undo_as(test, MALIN_MANAGER, "you have changed nothing that could be undone");
	undo_as(test, RUT_READER, "you have changed nothing that could be undone");
	audits_agree(test, november(22));
	verify(test);
}

/* The audit has been over it since: what the person said is taken back all the same, and the next audit says how it
 * stands. */
static void handling_is_taken_back_after_an_audit(void **state)
{
	struct test_store *test = *state;
	const char *id = "OBS-01:CMP-0001";
	put_register(test);
	night_of(test, november(22));
	accept_as(test, id, november(25), NUMBER_UNSET);
	for (int day = 23; day < 27; day++)
		night_of(test, november(day));
	assert_int_equal(standing_of(test, id).state, C_finding_state_reopened);
	undo_as(test, MALIN_MANAGER, "");
	assert_int_equal(standing_of(test, id).state, C_finding_state_open);
	audits_agree(test, november(26));
	assert_int_equal(standing_of(test, id).state, C_finding_state_open);
	test_put(test, E_component, 1, "vendor_end=2030-01-31");
	night_of(test, november(27));
	assert_int_equal(standing_of(test, id).state, C_finding_state_resolved);
	verify(test);
}

static void it_is_opened_again_by_whoever_it_concerns(void **state)
{
	struct test_store *test = *state;
	struct session manager = session_of(test, MALIN_MANAGER), reader = session_of(test, RUT_READER);
	struct error error = {0};
	const char *id = "OBS-01:CMP-0001";
	put_register(test);
	night_of(test, november(22));
	struct ref finding = standing_of(test, id).ref;
	assert_false(audit_reopen(&manager, finding, &error));
	assert_string_equal(error.text, "it is open: nobody has accepted or acknowledged it");
	accept_as(test, id, november(30), NUMBER_UNSET);
	assert_false(audit_reopen(&reader, finding, &error));
	assert_int_equal(error.kind, ERROR_DENIED);
	assert_true(audit_reopen(&manager, finding, &error));
	assert_int_equal(standing_of(test, id).state, C_finding_state_open);
	assert_int_equal(open_in_summary(test, 1, C_severity_medium), 1);
	audits_agree(test, november(22));
	assert_true(audit_acknowledge(&manager, finding, november(30), &error));
	assert_true(audit_reopen(&manager, finding, &error));
	assert_int_equal(standing_of(test, id).state, C_finding_state_open);
	audits_agree(test, november(22));
	night_of(test, november(23));
	assert_int_equal(standing_of(test, id).times_seen, 2);
	verify(test);
}

/* What the audit found about a record goes with it, comes back with it, and keeps what people have said. */
static void findings_go_with_their_record_and_come_back(void **state)
{
	struct test_store *test = *state;
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct session admin = session_of(test, ADAM_ADMINISTRATOR);
	struct error error = {0};
	struct stands stands;
	put_register(test);
	night_of(test, november(22));
	night_of(test, november(23));
	accept_as(test, "OBS-01:CMP-0001", november(30), NUMBER_UNSET);
	admin.today = november(23);
	for (unsigned id = 1; id <= 2; id++) {
		struct edit *edit = edit_begin(&admin, &facts, &error);
		assert_true(edit_remove(edit, (struct ref){E_component, id}, 1, &error));
		assert_true(edit_commit(&edit, NULL, &error));
	}
	assert_false(find_standing(test, "OBS-01:CMP-0001", &stands));
	assert_int_equal(open_in_summary(test, 2, C_severity_high), 0);
	verify(test);
	audits_agree(test, november(23));
	undo_as(test, ADAM_ADMINISTRATOR, "");
	undo_as(test, ADAM_ADMINISTRATOR, "");
	assert_int_equal(standing_of(test, "OBS-01:CMP-0001").state, C_finding_state_accepted);
	assert_int_equal(standing_of(test, "OBS-01:CMP-0002").state, C_finding_state_open);
	assert_int_equal(open_in_summary(test, 2, C_severity_high), 1);
	audits_agree(test, november(23));
	night_of(test, november(24));
	assert_int_equal(standing_of(test, "OBS-01:CMP-0002").first_seen, november(22));
	assert_int_equal(standing_of(test, "OBS-01:CMP-0002").times_seen, 3);
	verify(test);
}

int main(void)
{
#define NIGHTS(test) cmocka_unit_test_setup_teardown(test, nights_setup, nights_teardown)
	const struct CMUnitTest tests[] = {
		NIGHTS(every_case_is_as_the_table_says),
		NIGHTS(an_accepted_one_returns_on_the_day),
		NIGHTS(an_accepted_one_returns_when_it_grows_worse),
		NIGHTS(an_accepted_one_returns_when_it_costs_more_than_the_ceiling),
		NIGHTS(accepted_ones_never_decide_the_exit_status),
		NIGHTS(it_is_acknowledged_by_whoever_it_concerns),
		NIGHTS(handling_is_taken_back),
		NIGHTS(handling_is_taken_back_after_an_audit),
		NIGHTS(it_is_opened_again_by_whoever_it_concerns),
		NIGHTS(findings_go_with_their_record_and_come_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
