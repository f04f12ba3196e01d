/* The way of an opportunity through the real store: what each change of stage asks for, what it leaves behind, and what
 * is refused in which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "register/edit.h"
#include "register/opportunities.h"
#include "support/store.h"

static struct test_store test;
static struct conf *conf;

/* A line of a story. "+entity|field=value|…" adds, "=CODE|field=value|…" changes, both as a person does it in the
 * register; "~…" is the same by an import. "?CODE|field=value" says what stands there, "*2026-12-01" goes on to that
 * day. `refused`: part of the refusal's words; NULL: it is let through. */
struct line {
	const char *deed, *refused;
};

static const struct line ground[] = {
	{"+unit|name=Socialnämnden|kind=committee", NULL},
	{"+person|name=Anna|login=anna", NULL},
	{"+person|name=Bo|login=bo", NULL},
	{"+person|name=Cia|login=cia|active_to=2026-01-31", NULL},
	{"+supplier|name=Nordvik", NULL},
	{"+object|name=Omsorg|unit=Socialnämnden|side=business", NULL},
	{"+system|name=Gamla planeringen|phase=in_use|users=40|object=Omsorg", NULL},
	{"+system|name=Nya planeringen|phase=introduction|supplier=Nordvik|object=Omsorg", NULL},
	{"+goal|name=Trygghet|weight=10", NULL},
	{"+forum|name=Rådet|kind=deciding|mandate_amount=500000", NULL},
	{"+cost|system=Gamla planeringen|year=2026|kind=operation|basis=actual|amount=300000", NULL},
	{"+opportunity|title=Planera en gång|unit=Socialnämnden", NULL},
};

#define RECEIVED {"=OPP-0001|received=2026-11-23|received_by=bo|stage=received", NULL}
#define ASSESSED {"=OPP-0001|stage=triage|track=business_development|size=small|work_changes=yes", NULL}
#define NEEDED {"=OPP-0001|need=Som planerare|acceptance=Ingen skriver två gånger|sponsor=anna|it_lead=bo", NULL}
#define ABOUT {"+opportunity_system|opportunity=OPP-0001|system=Gamla planeringen|role=replaced", NULL}
#define WAY {"+alternative|opportunity=OPP-0001|kind=replace|title=Köp nytt|life_years=8|investment=400000|" \
	"yearly_run=200000|change_and_training=100000|chosen=yes", NULL}
#define WORK {"=OPP-0001|new_way_of_working=En gång|flows=Från beställning till besök|roles_changed=Planerare|" \
	"functions_kept=6|functions_changed=3|functions_new=1", NULL}
#define BENEFIT {"+benefit|opportunity=OPP-0001|title=Tid|owner=anna|measure=timmar|baseline=12|beneficiary=staff|" \
	"due=2028-06-30", NULL}
#define WAY_OUT {"=OPP-0001|exit_plan=Allt ut i öppet format", NULL}
#define MUSTS {"+requirement|opportunity=OPP-0001|text=Data är vår|level=must|" \
	"secures=data_owned;open_standards;open_api", NULL}
#define PREPARED RECEIVED, ASSESSED, NEEDED, ABOUT, WAY, WORK, BENEFIT, WAY_OUT, MUSTS
#define DECIDED PREPARED, {"=OPP-0001|stage=decided|start=2026-12-01|end=2027-06-30", NULL}
#define DECISION(fields) {"+decision|title=Beslut|date=2026-11-22|text=Ja|reason=Det behövs|outcome=approved|" fields, \
	NULL}

static void parse_day(const char *text)
{
	assert_true(day_parse(slice_of(text), &test.session.today, NULL));
}

static bool fill(struct draft *draft, struct slice rest, const struct view *view, struct error *error)
{
	struct value_reader reader = register_reader(view, test.session.today, true);
	struct slice pair, name;
	bool ok = true;
	while (ok && slice_next(&rest, '|', &pair)) {
		slice_next(&pair, '=', &name);
		const struct field *field = schema_find_field(draft->entity, name);
		if (field == NULL)
			fail_msg("%s has no field %.*s", draft->entity->name, (int)name.size, name.data);
		ok = draft_parse(draft, field, pair, &reader, error);
	}
	return ok;
}

/* Reads the line into the draft: where it changes a record, over what stands there. */
static bool read_line(struct slice rest, bool is_new, struct draft *draft, struct ref *ref, uint32_t *revision,
                      struct error *error)
{
	struct slice what;
	struct record before;
	slice_next(&rest, '|', &what);
	struct view *view = view_open(test.store, error);
	bool ok = true;
	*ref = (struct ref){0, 0};
	*revision = 0;
	if (is_new) {
		draft_clear(draft, schema_find_entity(what));
		ref->entity = draft->entity->number;
	} else {
		ok = register_resolve(view, 0, what, ref, error) && view_record(view, *ref, &before);
		if (!ok)
			fail_msg("%.*s: %s", (int)what.size, what.data, error->text);
		draft_copy_record(draft, &before);
		*revision = record_revision(&before);
	}
	ok = fill(draft, rest, view, error);
	view_close(&view);
	return ok;
}

static bool save(struct draft *draft, struct ref *ref, uint32_t revision, bool import, struct error *error)
{
	const struct entry_facts facts = {.kind = import ? ENTRY_IMPORT : ENTRY_CHANGE, .why = SLICE("a test")};
	struct edit *edit = edit_begin(&test.session, &facts, error);
	bool ok = edit != NULL && edit_save(edit, draft, ref, revision, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}

/* A form checks before it saves, and must say the same. */
static void check_as_form(const struct draft *draft, struct ref ref, const char *said)
{
	struct error error = {0};
	struct view *view = view_open(test.store, NULL);
	uint8_t field;
	bool ok = register_check(&test.session, view, draft, ref, &field, &error);
	view_close(&view);
	if (ok != (said[0] == '\0') || strcmp(error.text, said) != 0)
		fail_msg("the form says \"%s\", saving \"%s\"", error.text, said);
	assert_true(ok || field != 0);
}

static void change(const struct line *line)
{
	struct error error = {0};
	struct draft draft;
	struct ref ref;
	uint32_t revision;
	bool import = line->deed[0] == '~';
	const char *deed = line->deed + import;
	draft_init(&draft, schema_entity(E_system));
	if (read_line(slice_of(deed + 1), *deed == '+', &draft, &ref, &revision, &error)) {
		struct draft checked = draft;
		struct ref self = ref;
		save(&draft, &ref, revision, import, &error);
		if (!import && error.text[0] != '\0')
			check_as_form(&checked, self, error.text);
	}
	draft_free(&draft);
	if (line->refused == NULL ? error.text[0] != '\0' : strstr(error.text, line->refused) == NULL)
		fail_msg("%s: \"%s\", not \"%s\"", line->deed, error.text, line->refused == NULL ? "" : line->refused);
	if (line->refused != NULL && line->refused[0] == '\0')
		fail_msg("%s: what refusal?", line->deed);
}

/* "?CODE|field=value": as the field is written. */
static void look(const char *deed)
{
	struct slice rest = slice_of(deed + 1), what, name;
	struct error error = {0};
	struct ref ref;
	struct record record;
	struct text value = {0};
	slice_next(&rest, '|', &what);
	slice_next(&rest, '=', &name);
	struct view *view = view_open(test.store, NULL);
	const struct value_writer writer = view_writer(view, false);
	assert_true(register_resolve(view, 0, what, &ref, &error) && view_record(view, ref, &record));
	const struct field *field = schema_find_field(record.entity, name);
	struct value held = record_value(&record, field);
	if (held.set)
		value_append(&value, field, &held, &writer);
	if (!slice_equal(text_slice(&value), rest))
		fail_msg("%s: it is \"%s\"", deed, value.data == NULL ? "" : value.data);
	text_free(&value);
	view_close(&view);
}

static void tell(const struct line *line)
{
	if (line->deed[0] == '*')
		parse_day(line->deed + 1);
	else if (line->deed[0] == '?')
		look(line->deed);
	else
		change(line);
}

static void tell_story(const struct line *lines, size_t count)
{
	test_store_open(&test);
	test.session.conf = conf = conf_new();
	for (size_t i = 0; i < COUNT_OF(ground); i++)
		tell(&ground[i]);
	for (size_t i = 0; i < count; i++)
		tell(&lines[i]);
	test_store_close(&test);
	conf_free(&conf);
}

#define STORY(name, ...)                                                                                               \
	static void name(void **state)                                                                                     \
	{                                                                                                                  \
		static const struct line lines[] = {__VA_ARGS__};                                                              \
		(void)state;                                                                                                   \
		tell_story(lines, COUNT_OF(lines));                                                                            \
	}

STORY(what_the_program_fills_in,
	{"?OPP-0001|stage=raised", NULL},
	{"?OPP-0001|answer_due=2026-12-04", NULL},
	{"*2026-11-24", NULL},
	DECIDED,
	{"?OPP-0001|decided=2026-11-24", NULL},
	{"?OPP-0001|baseline_end=2027-06-30", NULL},
	{"?OPP-0001|moved=", NULL},
	{"=OPP-0001|stage=running|end=2027-08-31", NULL},
	{"=OPP-0001|end=2027-09-30", NULL},
	{"=OPP-0001|progress=40", NULL},
	{"?OPP-0001|moved=2", NULL},
	{"?OPP-0001|baseline_end=2027-06-30", NULL})

STORY(nothing_is_decided_before_the_gate_is_answered,
	{"*2026-11-24", NULL},
	RECEIVED, ASSESSED,
	{"=OPP-0001|stage=decided", "stage: not yet, this is missing: Need, Accepted when, Who leads it in the business and "
		"15 more; forvalta gate OPP-0001 --for decided tells what answers each"},
	NEEDED, ABOUT, WAY, WORK, WAY_OUT, MUSTS,
	{"=OPP-0001|stage=decided", "missing: Benefit, Benefit: owner, Benefit: measure and 3 more"},
	BENEFIT,
	{"=OPP-0001|sponsor=cia|stage=decided", "missing: Who leads it in the business;"},
	{"=OPP-0001|size=large|stage=decided", "missing: Cost over its life, Goal, Process mapped and 2 more"},
	{"=OPP-0001|stage=decided", NULL})

STORY(each_step_has_its_order,
	{"*2026-11-24", NULL},
	{"=OPP-0001|stage=triage", "received: say who received it and when before it goes on"},
	{"=OPP-0001|received=2026-11-23|stage=triage", "received_by: say who received it"},
	{"=OPP-0001|stage=running", "stage: from \"raised\" there is no step to \"under way\": receive it first"},
	{"=OPP-0001|stage=stopped", "from \"raised\" there is no step to \"stopped\""},
	RECEIVED,
	{"=OPP-0001|stage=raised", "there is no step to \"raised\""},
	{"=OPP-0001|stage=prioritised", NULL},
	{"=OPP-0001|stage=triage", NULL},
	{"=OPP-0001|stage=realised", "it is prepared and decided before it runs"},
	{"=OPP-0001|stage=rejected", "cause_of_rejection: say why not"},
	{"=OPP-0001|stage=rejected|cause_of_rejection=Finns redan", NULL},
	{"=OPP-0001|stage=prepared", "take it up again first: received"},
	{"=OPP-0001|stage=received", NULL},
	{"+opportunity|title=Redan beslutad|stage=decided", "stage: a new one begins before the decision"},
	{"+opportunity|title=Redan igång|stage=realised", "stage: a new one begins before the decision"})

STORY(stopping_leaves_a_lesson,
	{"*2026-11-24", NULL},
	DECIDED,
	{"=OPP-0001|stage=rejected|cause_of_rejection=Nej", "what is decided is begun or stopped"},
	{"=OPP-0001|stage=stopped", "stage: to stop is a normal outcome; write down first what it taught"},
	{"+lesson|title=Något annat|about=SYS-0001", NULL},
	{"=OPP-0001|stage=stopped", "as a lesson about it"},
	{"+lesson|title=Fråga planerarna först|about=OPP-0001", NULL},
	{"=OPP-0001|stage=stopped", NULL},
	{"=OPP-0001|stage=running", "take it up again first"},
	{"=OPP-0001|stage=prepared", NULL})

STORY(like_for_like_needs_a_mandate,
	{"*2026-11-24", NULL},
	PREPARED,
	{"=OPP-0001|functions_changed=0|functions_new=0|budget=600000", NULL},
	{"=OPP-0001|stage=decided", "missing: More than like for like; forvalta gate OPP-0001 --for decided tells what "
		"answers each; like for like needs exception_decision and exception_until"},
	DECISION("kind=forum|forum=Rådet|about=OPP-0001"),
	{"=OPP-0001|exception_decision=DEC-0001|exception_until=2027-12-31", NULL},
	{"=OPP-0001|stage=decided", "More than like for like"},
	{"=OPP-0001|budget=500000|stage=decided|exception_until=2026-11-23", "More than like for like"},
	{"=OPP-0001|budget=500000|stage=decided", NULL})

STORY(what_cannot_wait_is_decided_by_whoever_may,
	{"*2026-11-24", NULL},
	RECEIVED,
	{"=OPP-0001|urgent=Säkerhet|stage=decided", "; what is urgent needs the decision, delegated or with a mandate, that "
		"is about it"},
	DECISION("kind=management|decided_by=anna|about=OPP-0001"),
	DECISION("kind=delegated|decided_by=anna|about=SYS-0001"),
	{"=OPP-0001|urgent=Säkerhet|stage=decided", "what is urgent needs the decision"},
	DECISION("kind=delegated|decided_by=anna|about=SYS-0001;OPP-0001"),
	{"=OPP-0001|stage=decided", "not yet, this is missing"},
	{"=OPP-0001|urgent=Säkerhet|stage=decided", NULL},
	{"=OPP-0001|stage=running", NULL},
	{"*2027-02-22", NULL},
	{"=OPP-0001|stage=delivered", "missing: What is handed over,"},
	{"*2027-02-23", NULL},
	{"=OPP-0001|stage=delivered", "missing: What the urgent decision left open, What is handed over,"})

#define NEW_SYSTEM                                                                                                     \
	{"+opportunity_system|opportunity=OPP-0001|system=Nya planeringen|role=used_instead", NULL},                       \
	{"+assignment|person=anna|role=system_owner|system=Nya planeringen", NULL},                                        \
	{"+assignment|person=bo|role=system_manager|object=Omsorg|trained=2026-11-20", NULL},                              \
	{"=SYS-0002|documentation=yes|exit_plan=Allt ut", NULL},                                                    \
	{"+plan|object=Omsorg|year=2026", NULL},                                                                           \
	{"+contract|name=Avtal|supplier=Nordvik|start=2026-11-01|end=2030-12-31", NULL},                                   \
	{"+contract_system|contract=Avtal|system=Nya planeringen|part=main", NULL},                                        \
	{"+cost|system=Nya planeringen|year=2027|kind=operation|basis=budget|amount=200000", NULL}

STORY(hand_over_asks_what_those_who_take_over_need,
	{"*2026-11-24", NULL},
	DECIDED,
	{"=OPP-0001|stage=delivered|start=2026-11-24",
		"missing: What is handed over, System owner, System manager and 8 more"},
	{"=OPP-0001|start=2026-11-24", NULL},
	NEW_SYSTEM,
	{"=OPP-0001|stage=delivered", "missing: Permissions given; forvalta gate OPP-0001 --for delivered"},
	{"+permission|system=Nya planeringen|person=bo|level=administer|reason=Förvaltning", NULL},
	{"=OPP-0001|stage=delivered", NULL},
	{"?OPP-0001|delivered=2026-11-24", NULL},
	{"=OPP-0001|stage=realised", "stage: a benefit has not been measured yet"},
	{"=BEN-0001|outcome=8|measured=2026-11-24", NULL},
	{"=OPP-0001|stage=realised", NULL})

STORY(a_system_is_retired_when_nothing_is_left,
	{"+contract|name=Avtal|supplier=Nordvik|start=2020-01-01|running=yes|notice_months=3", NULL},
	{"+contract_system|contract=Avtal|system=Gamla planeringen|part=main", NULL},
	{"+permission|system=Gamla planeringen|person=bo|level=read|reason=Arbete", NULL},
	{"+licence|name=Planlicens|system=Gamla planeringen|metric=named_user|period=year|quantity=40", NULL},
	{"+integration|name=Till lön|from_system=Nya planeringen|to_system=Gamla planeringen|state=in_use", NULL},
	{"=SYS-0001|phase=retired", "phase: not yet, this is missing: Archive decision and steps, Contracts ended or "
		"noticed, Permissions removed and 2 more; forvalta gate SYS-0001 --for retired"},
	{"+retirement_step|system=Gamla planeringen|kind=archive_decision|done=2026-11-01", NULL},
	{"+retirement_step|system=Gamla planeringen|kind=delivered|due=2026-11-20", NULL},
	{"=AVT-0001|terminated=2026-11-20", NULL},
	{"=PRM-0001|removed=2026-11-21", NULL},
	{"=LIC-0001|end=2026-11-21", NULL},
	{"=INT-0001|state=closed", NULL},
	{"=SYS-0001|phase=retired", "missing: Archive decision and steps;"},
	{"=RTS-0002|done=2026-11-21", NULL},
	{"=SYS-0001|phase=retired|retired_on=2026-11-22", NULL},
	{"=SYS-0001|notes=Klart", NULL},
	{"+system|name=En tanke|phase=idea", NULL},
	{"=SYS-0003|phase=retired", NULL})

STORY(a_contract_that_others_rest_on_does_not_stand_in_the_way,
	{"+contract|name=Avtal|supplier=Nordvik|start=2020-01-01|running=yes", NULL},
	{"+contract_system|contract=Avtal|system=Gamla planeringen", NULL},
	{"+retirement_step|system=Gamla planeringen|kind=archive_decision|done=2026-11-01", NULL},
	{"=SYS-0001|phase=retired", "missing: Contracts ended or noticed;"},
	{"+contract_system|contract=Avtal|system=Nya planeringen", NULL},
	{"=SYS-0001|phase=retired", NULL})

STORY(an_import_tells_history_and_does_not_change_it,
	{"~+opportunity|title=Klar sedan länge|stage=realised|received=2021-01-01|decided=2020-01-01", NULL},
	{"~+opportunity|title=Igång|stage=running|end=2027-01-31", NULL},
	{"~+system|name=Borta|phase=retired", NULL},
	{"~=OPP-0003|end=2027-03-31", NULL},
	{"?OPP-0003|moved=1", NULL},
	{"?OPP-0003|baseline_end=2027-01-31", NULL},
	{"~=OPP-0003|stage=delivered", "stage: not yet, this is missing"},
	{"~=OPP-0001|stage=decided|received=2026-11-20|received_by=bo", "stage: not yet, this is missing"},
	{"~=SYS-0001|phase=retired", "phase: not yet"},
	{"=OPP-0002|notes=Ett minne", NULL})

STORY(a_programme_ends_after_its_parts,
	{"+opportunity|title=Del|programme=OPP-0001", NULL},
	{"+opportunity|title=Del i delen|programme=OPP-0002", NULL},
	RECEIVED,
	{"=OPP-0002|stage=rejected|cause_of_rejection=Nej|received=2026-11-22|received_by=bo",
		"stage: parts of this programme have not ended: 1, first OPP-0003; end them or move them out of it"},
	{"=OPP-0001|stage=rejected|cause_of_rejection=Nej", "have not ended: 2, first OPP-0002"},
	{"=OPP-0003|stage=rejected|cause_of_rejection=Nej|received=2026-11-22|received_by=bo", NULL},
	{"=OPP-0002|programme=", NULL},
	{"=OPP-0001|stage=rejected|cause_of_rejection=Nej", NULL})

STORY(what_makes_no_sense_is_refused,
	{"+opportunity|title=Två|programme=OPP-0001", NULL},
	{"=OPP-0001|programme=OPP-0002", "programme: the records would lie inside one another in a circle"},
	{"=OPP-0001|programme=OPP-0001", "programme: the records would lie inside one another in a circle"},
	{"=OPP-0002|joined_with=OPP-0001|answer=joined", NULL},
	{"=OPP-0001|joined_with=OPP-0002", "joined_with: the records would lie inside one another"},
	{"=OPP-0001|answer=joined", "joined_with: say with which opportunity it was joined"},
	{"+goal|name=Närmare|parent=Trygghet", NULL},
	{"=GOL-0001|parent=Närmare", "parent: the records would lie inside one another in a circle"},
	{"=OPP-0001|start=2027-01-01|end=2026-12-31", "end: 2026-12-31 is before start, 2027-01-01"},
	{"=OPP-0001|start=2027-01-01|baseline_end=2026-12-31", "baseline_end: 2026-12-31 is before start, 2027-01-01"},
	{"=OPP-0001|received=2026-12-01|answer_due=2026-11-30", "answer_due: 2026-11-30 is before received"},
	{"=OPP-0001|received=2026-12-01|decided=2026-11-30", "decided: 2026-11-30 is before received"},
	{"=OPP-0001|decided=2026-12-01|award_published=2026-11-30", "award_published: 2026-11-30 is before decided"},
	{"+opportunity|title=Bakvänd|start=2027-01-01|end=2026-01-01", "end: 2026-01-01 is before start"},
	{"+alternative|opportunity=OPP-0001|kind=keep|title=Så|life_years=3|starts=2027-02-01|ready=2027-01-31",
		"ready: 2027-01-31 is before starts"},
	{"+alternative|opportunity=OPP-0001|kind=keep|title=Så|life_years=3|starts=2027-02-01|ready=2027-02-01", NULL},
	{"=OPP-0001|start=2026-12-01|end=2026-12-01|baseline_end=2026-12-31", NULL},
	{"=OPP-0001|start=2027-02-01|end=2027-02-28", NULL})

static uint64_t head(void)
{
	struct view *view = view_open(test.store, NULL);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	return sequence;
}

static void return_to(uint64_t sequence)
{
	struct error error = {0};
	struct edit *edit = edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_CHANGE}, &error);
	assert_true(edit != NULL && edit_return(edit, (struct ref){E_opportunity, 1}, sequence, &error) &&
	            edit_commit(&edit, NULL, &error));
}

/* Undoing goes back, whatever a step would have asked for. */
static void undoing_is_not_judged(void **state)
{
	static const struct line lines[] = {{"*2026-11-24", NULL}, DECIDED, {"=OPP-0001|stage=running", NULL}};
	struct error error = {0};
	uint64_t received = 0;
	(void)state;
	test_store_open(&test);
	test.session.conf = conf = conf_new();
	for (size_t i = 0; i < COUNT_OF(ground); i++)
		tell(&ground[i]);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		tell(&lines[i]);
		received = i == 1 ? head() : received;
	}
	return_to(received);
	look("?OPP-0001|stage=received");
	for (unsigned i = 0; i < 3; i++) {
		struct edit *edit = edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_UNDO}, &error);
		assert_true(edit != NULL && edit_undo(edit, 0, &error) && edit_commit(&edit, NULL, &error));
	}
	look("?OPP-0001|stage=triage");
	look("?OPP-0001|decided=");
	test_store_close(&test);
	conf_free(&conf);
}

/* What is read of the neighbourhood for the first assessment. */
static void the_first_assessment_counts_what_is_around(void **state)
{
	static const struct line lines[] = {
		ABOUT,
		{"+unit|name=Äldreförvaltningen", NULL},
		{"+usage|system=Gamla planeringen|unit=Äldreförvaltningen", NULL},
		{"+usage|system=Gamla planeringen|unit=Socialnämnden", NULL},
		{"+integration|name=In|from_system=Nya planeringen|to_system=Gamla planeringen|state=in_use", NULL},
		{"+integration|name=Ut|from_system=Gamla planeringen|to_system=Nya planeringen|state=closed", NULL},
		{"+allocation|opportunity=OPP-0001|unit=Socialnämnden|quarter=2027-Q1|planned=80", NULL},
		{"=OPP-0001|help_wanted=law;security|budget=1000|urgent=Lag", NULL},
		{"+alternative|opportunity=OPP-0001|kind=upgrade|title=Höj|life_years=1|investment=5000", NULL}};
	struct triage_facts facts;
	struct record record;
	(void)state;
	test_store_open(&test);
	test.session.conf = conf = conf_new();
	for (size_t i = 0; i < COUNT_OF(ground); i++)
		tell(&ground[i]);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		tell(&lines[i]);
	struct view *view = view_open(test.store, NULL);
	struct opportunity_reader *reader = opportunity_reader_new(view, conf, test.session.today);
	assert_true(view_record(view, (struct ref){E_opportunity, 1}, &record));
	opportunity_triage_facts(reader, &record, &facts);
	assert_int_equal(facts.users, 40);
	assert_int_equal(facts.units, 2);
	assert_int_equal(facts.integrations, 1);
	assert_int_equal(facts.hours, 80);
	assert_int_equal(facts.help, 2);
	assert_int_equal(facts.amount, 500000);
	assert_true(facts.urgent);
	opportunity_reader_free(&reader);
	view_close(&view);
	test_store_close(&test);
	conf_free(&conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_program_fills_in),
		cmocka_unit_test(nothing_is_decided_before_the_gate_is_answered),
		cmocka_unit_test(each_step_has_its_order),
		cmocka_unit_test(stopping_leaves_a_lesson),
		cmocka_unit_test(like_for_like_needs_a_mandate),
		cmocka_unit_test(what_cannot_wait_is_decided_by_whoever_may),
		cmocka_unit_test(hand_over_asks_what_those_who_take_over_need),
		cmocka_unit_test(a_system_is_retired_when_nothing_is_left),
		cmocka_unit_test(a_contract_that_others_rest_on_does_not_stand_in_the_way),
		cmocka_unit_test(an_import_tells_history_and_does_not_change_it),
		cmocka_unit_test(a_programme_ends_after_its_parts),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(undoing_is_not_judged),
		cmocka_unit_test(the_first_assessment_counts_what_is_around),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
