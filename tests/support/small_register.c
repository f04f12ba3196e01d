#include "support/small_register.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/summary.h"
#include "store/journal.h"
#include "support/scratch.h"
#include "support/store.h"
#include "tui/person_state.h"
#include "tui/tui.h"

static const struct small_row rows[] = {
	{E_unit, "name=Exempelkommun|kind=organisation"},
	{E_unit, "name=Socialförvaltningen|kind=department|parent=UNI-0001"},
	{E_person, "name=Anna Berg|login=anna.berg|access=reader;steward|unit=UNI-0002"},
	{E_person, "name=Jonas Ekman|login=jonas.ekman|access=reader;steward|unit=UNI-0002"},
	{E_person, "name=Astrid Öberg|login=admin|access=administrator|unit=UNI-0001"},
	{E_supplier, "name=Linden Omsorgssystem AB|country=SE"},
	{E_object, "name=Individ och familj|unit=UNI-0002|side=business"},
	{E_service, "name=Stöd till barn och unga|unit=UNI-0002|criticality=4"},
	{E_service, "name=Ansökan om försörjningsstöd|unit=UNI-0002|criticality=3"},
	{E_system, "name=Utredning barn|phase=in_use|criticality=4|introduction_months=6|supplier=LEV-0001|"
		"unit=UNI-0002|"
		   "purpose=Utredningar enligt socialtjänstlagen.|users=240|in_use_from=2016-05-01|hosting=hosted"},
	{E_system, "name=E-tjänst försörjningsstöd|phase=in_use|criticality=3|introduction_months=6|supplier=LEV-0001|"
		   "unit=UNI-0002|purpose=Ansökan och återansökan på webben.|aliases=Sökstöd;Ekonomi på nätet"},
	{E_system, "name=Hemtjänstplanering|phase=in_use|criticality=4|introduction_months=12|"
		"supplier=LEV-0001|unit=UNI-0002"},
	{E_system, "name=Arkivet|phase=in_use|criticality=2|unit=UNI-0002"},
	{E_system, "name=漢字システム åäö|phase=pilot|criticality=1"},
	{E_system, "name=Lönesystem|phase=in_use|criticality=3|unit=UNI-0001|replacement_value=1250000"},
	{E_contract, "name=Avtal Utredning barn|supplier=LEV-0001|start=2022-07-01|end=2028-06-30|"
		"signed=2022-06-01|renewal=none|"
		     "next_procurement=framework|yearly_cost=890000"},
	{E_contract, "name=Avtal Sökstöd|supplier=LEV-0001|start=2020-07-01|end=2025-06-30|"
		"signed=2020-05-01|renewal=tacit|"
		     "renewal_months=12|notice_months=6|next_procurement=framework|yearly_cost=412000"},
	{E_contract_system, "contract=AVT-0001|system=SYS-0001|part=main"},
	{E_contract_system, "contract=AVT-0002|system=SYS-0002|part=main"},
	{E_support, "service=SRV-0001|system=SYS-0001|importance=4"},
	{E_support, "service=SRV-0002|system=SYS-0002|importance=3"},
	{E_component, "system=SYS-0003|product=Omsorg Planering|version=4.2|layer=application|"
		"vendor_end=2026-11-12|remedy=replace_system"},
	{E_component, "system=SYS-0003|product=PostgreSQL|version=14|layer=database|vendor_end=2026-11-12|"
		"remedy=upgrade"},
	{E_component, "system=SYS-0001|product=Windows Server|version=2022|layer=operating_system|"
		"vendor_end=2031-10-14|remedy=upgrade"},
	{E_assignment, "person=PRS-0001|role=system_manager|system=SYS-0001|from=2022-01-01"},
	{E_assignment, "person=PRS-0001|role=system_manager|system=SYS-0002|from=2022-01-01"},
	{E_assignment, "person=PRS-0001|role=system_manager|system=SYS-0003|from=2022-01-01"},
	{E_assignment, "person=PRS-0002|role=system_owner|system=SYS-0001|from=2022-01-01|deputy=PRS-0001"},
	{E_opportunity, "title=Vi skriver allt två gånger|asked_by=PRS-0001|answer=taken_up|"
		"received_by=PRS-0002|stage=received"},
	{E_cost, "system=SYS-0006|year=2026|kind=operation|basis=actual|amount=800000|certainty=booked"},
	{E_cost, "system=SYS-0006|year=2026|kind=licence|basis=budget|amount=450000|certainty=agreed"},
	{E_cost, "system=SYS-0006|year=2026|kind=development|basis=forecast|amount=120000|certainty=estimated"},
	{E_opportunity, "title=Ändrad lönehantering|asked_by=PRS-0003|received_by=PRS-0003|received=2026-10-01|stage=triage"},
	{E_opportunity_system, "opportunity=OPP-0002|system=SYS-0006|role=replaced"},
	{E_alternative, "opportunity=OPP-0002|title=Nytt lönesystem|kind=replace|life_years=10|investment=2000000|"
		"yearly_run=700000|yearly_develop_in=100000|yearly_benefit=300000|parallel_months=6|ready=2027-12-31"},
};

/* The store's session as the night sees it: with a configuration. */
static void audit(struct test_store *test)
{
	struct conf *conf = conf_new();
	struct error error = {0};
	test->session.conf = conf;
	test->session.actor = RECORD_BY_AUDIT;
	if (!summary_refresh_all(&test->session, &error))
		fail_msg("%s", error.text);
	struct audit *made = audit_run(&test->session, &(struct audit_options){0}, &error);
	if (made == NULL)
		fail_msg("%s", error.text);
	audit_free(&made);
	test_put(test, E_run, 1, "started=2026-11-22T01:10:00Z|ended=2026-11-22T01:10:01Z");
	conf_free(&conf);
}

static void put_rows(struct changes *changes, const struct small_row *put, size_t count)
{
	for (size_t i = 0; i < count; i++)
		test_put_in(changes, put[i].entity, 0, put[i].fields);
}

void small_register_make(struct small_register *small)
{
	small_register_make_with(small, NULL, 0);
}

void small_register_make_with(struct small_register *small, const struct small_row *more, size_t count)
{
	struct test_store test;
	test_store_open(&test);
	struct changes *changes = test_changes(&test);
	put_rows(changes, rows, COUNT_OF(rows));
	put_rows(changes, more, count);
	test_commit(&changes);
	audit(&test);
	small->directory = test.directory;
	small->state = scratch_new();
	session_close(&test.session);
}

void small_register_remove(struct small_register *small)
{
	scratch_free(&small->directory);
	scratch_free(&small->state);
}

void small_register_change(const struct small_register *small, unsigned char entity, unsigned id, const char *fields)
{
	struct error error = {0};
	struct test_store test = {0};
	test.store = store_open(small->directory, &(struct store_options){.map_size = (size_t)1 << 30}, &error);
	if (test.store == NULL)
		fail_msg("%s", error.text);
	test_put(&test, entity, id, fields);
	store_close(&test.store);
}

void small_register_expect_unread(const struct small_register *small, const char *after)
{
	struct error error = {0};
	struct store *store = store_open(small->directory, &(struct store_options){.map_size = (size_t)1 << 30}, &error);
	struct store_figures figures = {0};
	assert_non_null(store);
	assert_true(store_figures(store, &figures, &error));
	store_close(&store);
	if (figures.oldest_process != 0)
		fail_msg("a snapshot is held after «%s»", after);
}

/* They were here long before anything was written, whatever the clock says: all of it is new to them. */
static void was_here(const struct session *session)
{
	struct text path = {0};
	if (person_state_path_of(&path, session, "visit"))
		person_state_write(path.data, SLICE("2026-11-22 2020-01-01"));
	text_free(&path);
}

static int run(void *argument)
{
	const struct looking *looking = argument;
	struct error error = {0};
	struct session session;
	struct conf *conf = conf_new();
	lang_start(looking->language);
	lang_look_in(BUILD_DIR "/locale");
	lang_set(looking->language);
	const struct session_options options = {
		.directory = looking->small->directory, .login = looking->login, .today = day_from_civil(2026, 11, 22)};
	const struct tui_options how = {
		.ascii = looking->ascii, .mono = looking->mono, .over_ssh = looking->over_ssh, .language_set = true,
		.fixed_day = true};
	setenv("XDG_STATE_HOME", looking->small->state, 1);
	bool read = looking->configuration == NULL || conf_read(conf, looking->configuration, &error);
	bool opened = read && time_zone_set("Europe/Stockholm", &error) && session_open(&session, &options, conf, &error);
	if (opened)
		was_here(&session);
	bool left = opened && tui_run(&session, &how, &error);
	if (!left)
		fprintf(stderr, "%s\n", error.text);
	if (opened)
		session_close(&session);
	conf_free(&conf);
	return left ? 0 : 2;
}

struct test_terminal *small_register_look(const struct looking *looking)
{
	struct looking *kept = memory_copy(looking, sizeof(*looking));
	struct test_terminal *terminal = test_terminal_start(&(struct test_session){
		.rows = looking->rows, .columns = looking->columns, .type = looking->type, .run = run, .argument = kept});
	free(kept);
	test_terminal_expect(terminal, "Exempelkommun");
	return terminal;
}
