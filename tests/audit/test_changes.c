/* In the middle of the day only what has changed is read: the same is found as when everything is. Random registers,
 * changed at random. */
#include "audit/nights.h"
#include "base/memory.h"
#include "register/edit.h"
#include "register/summary.h"
#include "support/chance.h"

#define SYSTEMS 24
#define ROUNDS 12
#define ROUNDS_SMALL 4
#define EDITS 9

/* As a person writes it, with all that follows from it. False where it is refused. */
static bool put(struct test_store *test, uint8_t entity, record_id id, const char *fields)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	const struct value_reader reader = register_reader(view, test->session.today, false);
	struct slice rest = slice_of(fields), pair, name;
	struct ref ref = {entity, id};
	struct record before;
	struct draft draft;
	uint32_t revision = 0;
	draft_init(&draft, schema_entity(entity));
	if (id != 0 && view_record(view, ref, &before)) {
		draft_copy_record(&draft, &before);
		revision = record_revision(&before);
	}
	bool ok = id == 0 || revision != 0;
	while (ok && slice_next(&rest, '|', &pair)) {
		slice_next(&pair, '=', &name);
		ok = draft_parse(&draft, schema_find_field(draft.entity, name), pair, &reader, &error);
	}
	view_close(&view);
	ok = ok && register_save(&test->session, &draft, &ref, revision, SLICE(""), &error);
	draft_free(&draft);
	return ok;
}

static bool take_away(struct test_store *test, struct ref ref)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct record record;
	bool there = view_record(view, ref, &record);
	uint32_t revision = there ? record_revision(&record) : 0;
	view_close(&view);
	return there && register_remove(&test->session, ref, revision, SLICE(""), &error);
}

static const char *a_day(char buffer[DAY_TEXT_SIZE])
{
	return day_text(november(22) - 700 + (day_t)chance(1800), buffer);
}

static unsigned count_in(struct test_store *test, uint8_t entity)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct records *records = records_new(view, entity);
	struct record last;
	unsigned id = records_last(records, &last) ? last.id : 0;
	records_free(&records);
	view_close(&view);
	return id;
}

/* One of the kinds of change that a day brings; `id` 0 makes a record. */
static bool edit_component(struct test_store *test, record_id id)
{
	static const char *const remedies[] = {"upgrade", "replace_system", "unknown"};
	static const char *const products[] = {"PostgreSQL", "nginx", "Oracle Database", "Java"};
	char words[300], end[DAY_TEXT_SIZE];
	a_day(end);
	snprintf(words, sizeof words, "system=SYS-%04u|product=%s|version=%u|vendor_end=%s|remedy=%s", 1 + chance(SYSTEMS),
	         products[chance(4)], 1 + chance(20),
	         chance(4) == 0 ? "" : end, remedies[chance(3)]);
	return put(test, E_component, id, words);
}

static bool edit_contract(struct test_store *test, record_id id)
{
	static const char *const renewals[] = {"none", "tacit", "express"};
	char words[300], end[DAY_TEXT_SIZE];
	a_day(end);
	snprintf(words, sizeof words, "name=Avtal %u|supplier=LEV-0001|start=2020-01-01|end=%s|renewal=%s|"
	         "renewal_months=12|notice_months=%u|exit_terms=%s", id,
	         end, renewals[chance(3)], chance(9), chance(2) ? "ja" : "");
	return put(test, E_contract, id, words);
}

static bool edit_system(struct test_store *test, record_id id)
{
	static const char *const phases[] = {"in_use", "pilot", "retired", "phase_out", "idea"};
	char words[300];
	snprintf(words, sizeof words, "name=System %u|phase=%s|criticality=%s|data_owned=%s|uses_ai=%s|unit=UNI-000%u",
	         id == 0 ? SYSTEMS + chance(1000) : id,
	         phases[chance(8) > 4 ? 0 : chance(5)], (const char *[]){"", "2", "3", "4"}[chance(4)],
	         chance(2) ? "yes" : "unknown", chance(2) ? "yes" : "", 1 + chance(2));
	return put(test, E_system, id, words);
}

static bool edit_assignment(struct test_store *test, record_id id)
{
	static const char *const roles[] = {"system_owner", "system_manager", "technical_manager"};
	char words[300];
	if (chance(4) == 0)
		snprintf(words, sizeof words, "person=PRS-%04u|role=contract_owner|contract=AVT-%04u|system=", 1 + chance(6),
		         1 + chance(8));
	else
		snprintf(words, sizeof words, "person=PRS-%04u|role=%s|system=SYS-%04u|contract=|deputy=%s", 1 + chance(6),
		         roles[chance(3)], 1 + chance(SYSTEMS),
		         chance(2) ? "PRS-0001" : "");
	return put(test, E_assignment, id, words);
}

static bool edit_link(struct test_store *test, record_id id)
{
	char words[300];
	switch (chance(5)) {
	case 0:
		snprintf(words, sizeof words, "contract=AVT-%04u|system=SYS-%04u|part=%s", 1 + chance(8), 1 + chance(SYSTEMS),
		         chance(3) ? "main" : "addition");
		return put(test, E_contract_system, id, words);
	case 1:
		snprintf(words, sizeof words, "from_system=SYS-%04u|to_system=SYS-%04u|critical=%s", 1 + chance(SYSTEMS),
		         1 + chance(SYSTEMS), chance(2) ? "yes" : "no");
		return put(test, E_integration, id, words);
	case 2:
		snprintf(words, sizeof words, "service=SRV-%04u|system=SYS-%04u", 1 + chance(3), 1 + chance(SYSTEMS));
		return put(test, E_support, id, words);
	case 3:
		snprintf(words, sizeof words, "system=SYS-%04u|capability=%s", 1 + chance(SYSTEMS), chance(2) ? "A" : "B");
		return put(test, E_system_capability, id, words);
	default:
		snprintf(words, sizeof words, "system=SYS-%04u|name=Uppgifter %u|personal_data=%s", 1 + chance(SYSTEMS), id,
		         chance(2) ? "sensitive" : "ordinary");
		return put(test, E_information, id, words);
	}
}

static bool edit_permission(struct test_store *test, record_id id)
{
	char words[300], from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	a_day(from);
	a_day(to);
	snprintf(words, sizeof words, "system=SYS-%04u|person=PRS-%04u|level=write|removed=%s|from=%s|to=%s",
	         1 + chance(SYSTEMS), 1 + chance(6), chance(3) ? "" : "2026-10-01", chance(2) ? "" : from,
	         chance(2) ? "" : to);
	return put(test, E_permission, id, words);
}

static bool edit_licence(struct test_store *test, record_id id)
{
	static const char *const metrics[] = {"named_user", "named_user", "core", "employee", "site"};
	static const char *const pools[] = {"", "Acme", "acme", "Other"};
	char words[300], end[DAY_TEXT_SIZE], system[20];
	a_day(end);
	snprintf(system, sizeof system, "SYS-%04u", 1 + chance(SYSTEMS));
	snprintf(words, sizeof words, "name=Licens %u|system=%s|metric=%s|pool=%s|end=%s|renewal=%s|quantity=%s|unit_cost=10|"
	         "period=year|measured_use=%u", id, chance(4) == 0 ? "" : system, metrics[chance(5)], pools[chance(4)],
	         chance(2) ? "" : end, chance(2) ? "tacit" : "none", (const char *[]){"", "2", "20"}[chance(3)], chance(9));
	return put(test, E_licence, id, words);
}

static bool edit_licence_use(struct test_store *test, record_id id)
{
	char words[300], used[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	unsigned licences = count_in(test, E_licence);
	a_day(used);
	a_day(to);
	snprintf(words, sizeof words, "licence=LIC-%04u|person=PRS-%04u|last_used=%s|to=%s", 1 + chance(licences),
	         1 + chance(6), chance(2) ? "" : used, chance(3) ? "" : to);
	return licences > 0 && put(test, E_licence_use, id, words);
}

static bool edit_decision(struct test_store *test, record_id id)
{
	char words[300];
	(void)id;
	if (chance(2) == 0) {
		snprintf(words, sizeof words, "title=Utveckling %u|stage=%s", chance(1000), chance(2) ? "received" : "decided");
		if (!put(test, E_opportunity, 0, words))
			return false;
		snprintf(words, sizeof words, "opportunity=OPP-%04u|kind=support_end|about=CMP-%04u",
		         count_in(test, E_opportunity), 1 + chance(count_in(test, E_component)));
		return put(test, E_opportunity_trigger, 0, words);
	}
	snprintf(words, sizeof words,
	         "title=Beslut %u|kind=management|decided_by=PRS-0001|date=2026-11-01|text=x|reason=x|"
	         "outcome=approved|about=SYS-%04u",
	         chance(1000), 1 + chance(SYSTEMS));
	return put(test, E_decision, 0, words);
}

static bool edit_cost(struct test_store *test, record_id id)
{
	static const char *const kinds[] = {"operation", "development", "acquisition", "licence", "exit"};
	static const char *const bases[] = {"budget", "actual", "forecast"};
	static const char *const fundings[] = {"", "investment", "internal_charge"};
	char words[300], owner[60];
	switch (chance(6)) {
	case 0: snprintf(owner, sizeof owner, "contract=AVT-%04u|system=|service=", 1 + chance(8)); break;
	case 1: snprintf(owner, sizeof owner, "service=SRV-%04u|system=|contract=", 1 + chance(3)); break;
	default: snprintf(owner, sizeof owner, "system=SYS-%04u|contract=|service=", 1 + chance(SYSTEMS)); break;
	}
	snprintf(words, sizeof words, "%s|year=%u|kind=%s|basis=%s|amount=%u|funding=%s|payer=%s", owner, 2024 + chance(5),
	         kinds[chance(5)], bases[chance(3)], chance(2000), fundings[chance(3)], chance(3) ? "" : "UNI-0002");
	return put(test, E_cost, id, words);
}

static bool edit_around_cost(struct test_store *test, record_id id)
{
	char words[300], day[DAY_TEXT_SIZE];
	a_day(day);
	switch (chance(4)) {
	case 0:
		snprintf(words, sizeof words, "name=System %u|planned_retirement=%s|exit_cost=%s", id == 0 ? 1 : id,
		         chance(2) ? day : "", chance(2) ? "500" : "");
		return put(test, E_system, 1 + chance(SYSTEMS), words);
	case 1:
		snprintf(words, sizeof words, "system=SYS-%04u|unit=UNI-000%u", 1 + chance(SYSTEMS), 1 + chance(2));
		return put(test, E_usage, 0, words);
	case 2:
		snprintf(words, sizeof words, "title=I|system=SYS-%04u|opened=%s|cost=%u", 1 + chance(SYSTEMS), day, chance(9000));
		return put(test, E_incident, 0, words);
	default:
		snprintf(words, sizeof words, "from_system=SYS-%04u|to_system=SYS-%04u|yearly_cost=%u|adaptation_cost=%s",
		         1 + chance(SYSTEMS), 1 + chance(SYSTEMS), chance(900), chance(2) ? "" : "700");
		return put(test, E_integration, id, words);
	}
}

static bool edit_opportunity(struct test_store *test, record_id id)
{
	static const char *const stages[] = {"received", "prepared", "running", "decided", "delivered", "stopped", "raised"};
	char words[400], day[DAY_TEXT_SIZE];
	a_day(day);
	snprintf(words, sizeof words, "title=Utveckling %u|stage=%s|track=%s|decided=%s|sponsor=%s|health=%s|budget=900|"
	         "spent=%u|exception_until=%s|old_system_ends=%s|urgent=%s|buys=%s", id, stages[chance(7)],
	         chance(2) ? "" : "business_development", chance(2) ? day : "", chance(3) ? "PRS-0002" : "",
	         chance(2) ? "red" : "green", chance(1800), chance(3) ? "" : day, chance(3) ? "" : day,
	         chance(2) ? "Lagen" : "", chance(2) ? "yes" : "");
	return put(test, E_opportunity, id, words);
}

static bool edit_part_of_opportunity(struct test_store *test, record_id id)
{
	char words[300], day[DAY_TEXT_SIZE];
	unsigned opportunities = count_in(test, E_opportunity), benefits = count_in(test, E_benefit);
	a_day(day);
	switch (opportunities == 0 ? 5 : chance(5)) {
	case 0:
		snprintf(words, sizeof words, "opportunity=OPP-%04u|title=A|kind=replace|life_years=8|investment=%s|yearly_run=%s|"
		         "chosen=%s", 1 + chance(opportunities), chance(3) ? "900" : "", chance(2) ? "5" : "",
		         chance(2) ? "yes" : "");
		return put(test, E_alternative, 0, words);
	case 1:
		snprintf(words, sizeof words, "opportunity=OPP-%04u|system=SYS-%04u|role=%s", 1 + chance(opportunities),
		         1 + chance(SYSTEMS), chance(3) ? "replaced" : "touched");
		return put(test, E_opportunity_system, 0, words);
	case 2:
		snprintf(words, sizeof words, "benefit=BEN-%04u|measured=2026-11-01|outcome=%u", 1 + chance(benefits), chance(9));
		return benefits > 0 && put(test, E_measurement, 0, words);
	default:
		snprintf(words, sizeof words, "opportunity=OPP-%04u|title=B|payer=%s|unit=UNI-0001|due=%s|owner=%s",
		         1 + chance(opportunities), chance(2) ? "UNI-0002" : "", day, chance(2) ? "PRS-0003" : "");
		return put(test, E_benefit, id, words);
	}
}

/* People and units reach far: everything is then read. */
static bool edit_person(struct test_store *test, record_id id)
{
	char words[300];
	snprintf(words, sizeof words, "active_to=%s", chance(2) ? "2026-01-31" : "");
	(void)id;
	return put(test, E_person, 2 + chance(5), words);
}

static const struct {
	uint8_t entity;
	bool (*edit)(struct test_store *test, record_id id);
	bool wide;
} kinds[] = {
	{E_component, edit_component, false}, {E_contract, edit_contract, false},   {E_system, edit_system, false},
	{E_assignment, edit_assignment, false}, {E_contract_system, edit_link, false},
	{E_permission, edit_permission, false}, {E_licence, edit_licence, false},
	{E_licence_use, edit_licence_use, false},
	{E_decision, edit_decision, false},   {E_cost, edit_cost, false}, {E_integration, edit_around_cost, false},
	{E_opportunity, edit_opportunity, false}, {E_benefit, edit_part_of_opportunity, false},
	{E_person, edit_person, true},
};
#define NARROW 13 /* of them: the last reaches far */

static void fill(struct test_store *test)
{
	char words[100];
	assert_true(put(test, E_person, 0, "name=Anna|login=anna"));
	assert_true(put(test, E_unit, 0, "name=Social|manager=PRS-0001|employees=30") &&
	            put(test, E_unit, 0, "name=Skola|employees=4"));
	for (unsigned i = 2; i <= 6; i++) {
		snprintf(words, sizeof words, "name=Person %u|unit=UNI-0001", i);
		assert_true(put(test, E_person, 0, words));
	}
	assert_true(put(test, E_supplier, 0, "name=Leverantören"));
	for (unsigned i = 1; i <= 3; i++) {
		snprintf(words, sizeof words, "name=Tjänst %u|criticality=%u", i, i);
		assert_true(put(test, E_service, 0, words));
	}
	assert_true(put(test, E_capability, 0, "code=A|name=Ärenden") && put(test, E_capability, 0, "code=B|name=Ekonomi"));
	assert_true(put(test, E_product, 0, "name=PostgreSQL|seen=2026-11-01") &&
	            put(test, E_release, 0, "product=PRD-0001|cycle=14|security_end=2026-11-12"));
	for (unsigned i = 1; i <= SYSTEMS; i++) {
		snprintf(words, sizeof words, "name=System %u|unit=UNI-0001", i);
		assert_true(put(test, E_system, 0, words));
	}
	for (unsigned i = 0; i < 8; i++)
		edit_contract(test, 0);
	for (unsigned i = 0; i < 90; i++)
		kinds[chance(NARROW)].edit(test, 0);
}

static bool edit_something(struct test_store *test, bool wide)
{
	size_t kind = wide ? NARROW : chance(NARROW);
	unsigned most = count_in(test, kinds[kind].entity);
	record_id id = most > 0 ? 1 + chance(most) : 0;
	if (chance(6) == 0)
		return take_away(test, (struct ref){kinds[kind].entity, id});
	return kinds[kind].edit(test, chance(3) == 0 ? 0 : id);
}

/* Every summary row in words. */
static char *picture(struct test_store *test)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct records *records = records_new(view, E_system);
	struct record record;
	struct text out = {0};
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		struct summary summary;
		if (!summary_read(view, record_self(&record), &summary))
			continue;
		text_printf(&out, "%u: %d %d %d %d %u %lld", record.id, summary.support_ends, summary.decide_by, summary.state,
		            summary.obsolescence,
		            summary.unknown_components, (long long)summary.debt);
		for (size_t i = 1; i < SEVERITIES; i++)
			text_printf(&out, " %u", summary.findings[i]);
		text_append_char(&out, '\n');
	}
	records_free(&records);
	view_close(&view);
	text_append_char(&out, '\n');
	return text_take(&out);
}

static void compare(const char *what, unsigned long long number, unsigned round, const char *a, const char *b)
{
	size_t at = 0;
	if (strcmp(a, b) == 0)
		return;
	while (a[at] == b[at])
		at++;
	size_t from = at > 300 ? at - 300 : 0;
	printf("with what changed\n…%.500s\n\nand with everything\n…%.500s\n", a + from, b + from);
	fail_msg("%s differ: register %llu, round %u", what, number, round);
}

static void one_round(struct test_store *test, unsigned long long number, unsigned round, bool wide)
{
	const struct audit_options options = {0}, full = {.full = true};
	struct night changed, whole;
	for (unsigned i = 0; i < EDITS; i++)
		edit_something(test, wide && i == 0);
	night_with(test, november(22), &options, &changed);
	char *before = picture(test);
	night_with(test, november(22), &full, &whole);
	char *after = picture(test);
	compare("findings", number, round, changed.json, whole.json);
	compare("summary rows", number, round, before, after);
	assert_memory_equal(&changed.counts, &whole.counts, sizeof changed.counts);
	assert_true(changed.facts.overlap == whole.facts.overlap);
	assert_false(whole.facts.incremental);
	if (!wide)
		assert_true(changed.facts.incremental);
	free(before);
	free(after);
	night_free(&changed);
	night_free(&whole);
}

/* REGISTERS=300: so many; one under valgrind (TEST_SMALL), which takes fifty times as long. */
static unsigned registers_to_try(unsigned usual)
{
	const char *wanted = getenv("REGISTERS");
	if (wanted != NULL && atoi(wanted) > 0)
		return (unsigned)atoi(wanted);
	return getenv("TEST_SMALL") != NULL ? 1 : usual;
}

static void the_same_is_found_as_when_everything_is_read(void **state)
{
	for (unsigned long long number = 1; number <= registers_to_try(8); number++) {
		struct test_store *test = *state;
		chance_seed = number * UINT64_C(0x9e3779b97f4a7c15);
		nights_configure(test, conf_saying(test, "profile = \"full\";"));
		fill(test);
		night_of(test, november(21));
		night_of(test, november(22));
		unsigned rounds = getenv("TEST_SMALL") != NULL ? ROUNDS_SMALL : ROUNDS;
		for (unsigned round = 0; round < rounds; round++)
			one_round(test, number, round, round == rounds - 1);
		nights_teardown(state);
		nights_setup(state);
	}
}

/* The lines of the table that are of the rule. */
static char *lines_of(const char *csv, const char *id)
{
	struct text lines = {0}, sign = {0};
	struct slice rest = slice_of(csv), line;
	text_printf(&sign, ",%s,", id);
	text_append_char(&lines, '\n');
	while (slice_next(&rest, '\n', &line))
		if (memmem(line.data, line.size, sign.data, sign.size) != NULL) {
			text_append(&lines, line);
			text_append_char(&lines, '\n');
		}
	text_free(&sign);
	return text_take(&lines);
}

/* Alone a rule is given no more than it says that it reads. */
static void a_rule_alone_finds_what_it_finds_among_all(void **state)
{
	struct test_store *test = *state;
	const struct rule_group *group;
	const struct audit_options all = {.full = true};
	struct night whole, alone;
	char id[20];
	const char *const ids[] = {id};
	const struct audit_options one = {.rules = ids, .rule_count = 1};
	for (unsigned long long number = 1; number <= registers_to_try(3); number++) {
		chance_seed = number * UINT64_C(0x2545f4914f6cdd1d);
		nights_configure(test, conf_saying(test, "profile = \"full\";"));
		fill(test);
		night_with(test, november(22), &all, &whole);
		for (size_t i = 0; (group = rule_group_at(i)) != NULL; i++)
			for (size_t r = 0; r < group->count; r++) {
				if (group->rules[r].gathers)
					continue; /* what the others ask for */
				snprintf(id, sizeof id, "%s-%02u", group->name, group->rules[r].number);
				night_with(test, november(22), &one, &alone);
				char *few = lines_of(alone.csv, id), *many = lines_of(whole.csv, id);
				compare(id, number, 0, few, many);
				free(few);
				free(many);
				night_free(&alone);
			}
		night_free(&whole);
		nights_teardown(state);
		nights_setup(state);
		test = *state;
	}
}

/* A change of one record, and a finding about another that comes or goes with it. */
static const struct {
	const char *name, *records;
	uint8_t entity;
	record_id id;
	const char *change, *finding;
	bool comes;
} reaching[] = {
	{"what one system loses its neighbour pays for: it has to be rebuilt where they meet",
	 "system name=A|phase=in_use\nsystem name=B|phase=in_use\n"
	 "cost system=SYS-0001|year=2026|kind=operation|basis=budget|amount=100\n"
	 "integration from_system=SYS-0002|to_system=SYS-0001|adaptation_cost=100000\n",
	 E_component, 0, "system=SYS-0002|product=Java|vendor_end=2027-06-30|remedy=upgrade", "COS-03:SYS-0001", true},
	{"a contract's cost is that of its systems",
	 "system name=A|phase=in_use\nsupplier name=L\ncontract name=K|supplier=LEV-0001|start=2020-01-01\n"
	 "contract_system contract=AVT-0001|system=SYS-0001|part=addition\n",
	 E_cost, 0, "contract=AVT-0001|year=2026|kind=operation|basis=budget|amount=100", "COS-01:SYS-0001", false},
	{"the old system is no longer in use",
	 "system name=A|phase=in_use\nopportunity title=O|stage=delivered\n"
	 "opportunity_system opportunity=OPP-0001|system=SYS-0001|role=replaced\n",
	 E_system, 1, "phase=idea", "OPP-11:OPP-0001:SYS-0001", false},
	{"a benefit is measured",
	 "opportunity title=O|stage=delivered\nbenefit opportunity=OPP-0001|title=B|due=2026-01-01\n",
	 E_measurement, 0, "benefit=BEN-0001|measured=2026-11-01", "OPP-03:OPP-0001:BEN-0001", false},
	{"an exception is decided otherwise",
	 "decision number=1|title=B|kind=committee|date=2026-06-01|text=x|reason=y|outcome=approved\n"
	 "opportunity title=O|stage=prepared|functions_kept=9|functions_changed=0|functions_new=0|"
	 "exception_decision=DEC-0001|exception_until=2026-12-31\n"
	 "alternative opportunity=OPP-0001|title=T|kind=replace|life_years=8|chosen=yes\n",
	 E_alternative, 1, "kind=develop", "OPP-01:OPP-0001", false},
};

static bool stands_open(struct test_store *test, const char *finding)
{
	struct stands stands;
	return find_standing(test, finding, &stands) && finding_state_is_open(stands.state);
}

static void a_change_reaches_others(void **state)
{
	struct test_store *test = *state;
	const struct audit_options options = {0}, full = {.full = true};
	for (unsigned i = 0; i < COUNT_OF(reaching); i++) {
		struct night changed, whole;
		nights_configure(test, conf_saying(test, "profile = \"full\";"));
		test_put_records(test, reaching[i].records);
		night_of(test, november(21));
		night_of(test, november(22));
		if (stands_open(test, reaching[i].finding) == reaching[i].comes)
			fail_msg("%s: %s is not as it should be before", reaching[i].name, reaching[i].finding);
		if (!put(test, reaching[i].entity, reaching[i].id, reaching[i].change))
			fail_msg("%s: the change is refused", reaching[i].name);
		night_with(test, november(22), &options, &changed);
		assert_true(changed.facts.incremental);
		if (stands_open(test, reaching[i].finding) != reaching[i].comes)
			fail_msg("%s: %s is not as it should be after", reaching[i].name, reaching[i].finding);
		night_with(test, november(22), &full, &whole);
		compare(reaching[i].name, 0, i, changed.json, whole.json);
		night_free(&changed);
		night_free(&whole);
		nights_teardown(state);
		nights_setup(state);
		test = *state;
	}
}

static bool goes_on(struct test_store *test, day_t day)
{
	struct night night = night_of(test, day);
	return night.facts.incremental;
}

/* A new day, another configuration, an unfinished run or one that wrote nothing: when everything is read. */
static void everything_is_read_where_it_must_be(void **state)
{
	struct test_store *test = *state;
	const struct audit_options no_write = {.no_write = true};
	struct night night;
	put(test, E_system, 0, "name=Procapita");
	assert_false(goes_on(test, november(22)));
	assert_true(goes_on(test, november(22)));
	assert_false(goes_on(test, november(23)));
	nights_configure(test, conf_of_rules(test, "OWN-01 OBS-01", "decide_now_months = 4;"));
	assert_false(goes_on(test, november(23)));
	assert_true(goes_on(test, november(23)));
	night_with(test, november(23), &no_write, &night);
	assert_false(night.facts.incremental);
	night_free(&night);
	assert_true(goes_on(test, november(23)));
	assert_false(goes_on(test, november(22)));
	test_put(test, E_run, 0, "number=99|day=2026-11-22");
	assert_false(goes_on(test, november(22)));
}

/* What people say of findings in between is in the counts. */
static void acceptance_moves_the_counts_along(void **state)
{
	struct test_store *test = *state;
	const struct acceptance acceptance = {.until = november(30), .why = SLICE("x"), .cost_ceiling = NUMBER_UNSET};
	const struct audit_options options = {0}, full = {.full = true};
	struct error error = {0};
	struct night changed, whole;
	put(test, E_system, 0, "name=Procapita|criticality=1");
	put(test, E_component, 0, "system=SYS-0001|product=nginx|vendor_end=2026-01-31|remedy=upgrade");
	put(test, E_component, 0, "system=SYS-0001|product=Java|vendor_end=2026-01-31|remedy=upgrade");
	night_of(test, november(21));
	night_of(test, november(22));
	assert_true(audit_accept(&test->session, standing_of(test, "OBS-01:CMP-0001").ref, &acceptance, &error));
	assert_true(audit_acknowledge(&test->session, standing_of(test, "OBS-01:CMP-0002").ref, november(30), &error));
	night_with(test, november(22), &options, &changed);
	night_with(test, november(22), &full, &whole);
	assert_true(changed.facts.incremental);
	assert_string_equal(changed.json, whole.json);
	assert_int_equal(changed.counts.accepted, 1);
	assert_int_equal(changed.counts.open[C_severity_medium], 1);
	night_free(&changed);
	night_free(&whole);
}

int main(void)
{
#define NIGHTS(test) cmocka_unit_test_setup_teardown(test, nights_setup, nights_teardown)
	const struct CMUnitTest tests[] = {
		NIGHTS(the_same_is_found_as_when_everything_is_read),
		NIGHTS(a_rule_alone_finds_what_it_finds_among_all),
		NIGHTS(a_change_reaches_others),
		NIGHTS(everything_is_read_where_it_must_be),
		NIGHTS(acceptance_moves_the_counts_along),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
