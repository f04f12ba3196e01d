/* What raises a development opportunity and what does not, with the real catalogue: what is new raises nothing, an
 * upgrade raises nothing, systems of one service raise one. */
#include "audit/nights.h"
#include "base/memory.h"
#include "exchange/import.h"
#include "register/edit.h"

#define CATALOGUE SOURCE_DIR "/../shared/data/endoflife/products-full-v1.2026-08-22.json"

/* As a person writes it: the component is matched with the catalogue. */
static record_id save(struct test_store *test, uint8_t entity, const char *fields)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	const struct value_reader reader = register_reader(view, test->session.today, false);
	struct slice rest = slice_of(fields), pair, name;
	struct ref ref = {entity, 0};
	struct draft draft;
	draft_init(&draft, schema_entity(entity));
	while (slice_next(&rest, '|', &pair)) {
		slice_next(&pair, '=', &name);
		if (!draft_parse(&draft, schema_find_field(draft.entity, name), pair, &reader, &error))
			fail_msg("%s: %s", fields, error.text);
	}
	view_close(&view);
	if (!register_save(&test->session, &draft, &ref, 0, SLICE(""), &error))
		fail_msg("%s: %s", fields, error.text);
	draft_free(&draft);
	return ref.id;
}

static bool read_catalogue(struct test_store *test)
{
	char path[] = CATALOGUE, *paths[] = {path};
	const struct import_options options = {0};
	struct catalogue_result result;
	struct error error = {0};
	if (access(CATALOGUE, R_OK) != 0) {
		print_message("skipped: %s is not here\n", CATALOGUE);
		return false;
	}
	test->session.today = november(22);
	if (!import_catalogue(&test->session, paths, 1, &options, &result, &error))
		fail_msg("%s", error.text);
	return true;
}

/* ---- the newest release of each product ---- */

struct newest {
	char words[300];
};

/* The last one that has been released; not set where none says when. */
static bool find_newest(struct records *releases, const struct record *product, day_t today, struct record *newest)
{
	struct record release;
	day_t latest = DAY_UNSET;
	bool on = false;
	while (records_child(releases, product->id, &on, &release)) {
		day_t released = record_day(&release, F_release_released);
		if (released == DAY_UNSET || released > today || (latest != DAY_UNSET && released <= latest))
			continue;
		latest = released;
		*newest = release;
	}
	return latest != DAY_UNSET;
}

static size_t read_newest(struct test_store *test, struct newest **items)
{
	struct view *view = view_open(test->store, NULL);
	struct records *products = records_new(view, E_product), *releases = records_new(view, E_release);
	struct record product, release;
	size_t count = 0, capacity = 0;
	for (bool there = records_first(products, &product); there; there = records_next(products, &product)) {
		if (!find_newest(releases, &product, test->session.today, &release))
			continue;
		struct slice name = record_text(&product, F_product_name), cycle = record_text(&release, F_release_cycle);
		memory_grow(items, &capacity, count, sizeof **items);
		snprintf((*items)[count++].words, sizeof(*items)->words, "product=%.*s|version=%.*s", (int)name.size, name.data,
		         (int)cycle.size, cycle.data);
	}
	records_free(&products);
	records_free(&releases);
	view_close(&view);
	return count;
}

static uint32_t raised_on(struct test_store *test, day_t day)
{
	const struct audit_options options = {.raise = true, .full = true};
	struct night night;
	night_with(test, day, &options, &night);
	uint32_t raised = night.counts.raised;
	night_free(&night);
	return raised;
}

static void the_newest_release_of_each_product_raises_nothing(void **state)
{
	struct test_store *test = *state;
	struct newest *items = NULL;
	char words[400];
	if (!read_catalogue(test))
		skip();
	nights_configure(test, conf_saying(test, "profile = \"full\";"));
	size_t count = read_newest(test, &items);
	assert_true(count > 400);
	for (size_t i = 0; i < count; i++) {
		snprintf(words, sizeof words, "name=System %zu|phase=in_use|criticality=3", i);
		record_id system = save(test, E_system, words);
		snprintf(words, sizeof words, "system=SYS-%04u|layer=application|%s", system, items[i].words);
		save(test, E_component, words);
	}
	free(items);
	assert_int_equal(raised_on(test, november(22)), 0);
}

/* ---- what an upgrade answers ---- */

/* PostgreSQL 14 has 18 after it: its end is the technical manager's, however near; stated otherwise it raises. */
static void a_database_upgrade_raises_nothing(void **state)
{
	struct test_store *test = *state;
	if (!read_catalogue(test))
		skip();
	nights_configure(test, conf_saying(test, "profile = \"full\";"));
	record_id system = save(test, E_system, "name=Treserva|phase=in_use|criticality=4");
	record_id component = save(test, E_component, "system=SYS-0001|product=PostgreSQL|version=14|layer=database");
	assert_int_equal(system, 1);
	assert_int_equal(raised_on(test, november(22)), 0);
	test_put(test, E_component, component, "remedy=upgrade");
	assert_int_equal(raised_on(test, november(23)), 0);
	test_put(test, E_component, component, "remedy=replace_system");
	assert_int_equal(raised_on(test, november(24)), 1);
}

/* The newest raises when somebody has said that nothing will come after it. */
static void said_so_the_newest_raises(void **state)
{
	struct test_store *test = *state;
	test->session.today = november(22);
	nights_configure(test, conf_saying(test, "profile = \"full\";"));
	save(test, E_product, "name=Rönn|seen=2026-11-01");
	save(test, E_release, "product=PRD-0001|cycle=1|released=2020-01-01|security_end=2026-12-31");
	save(test, E_release, "product=PRD-0001|cycle=2|released=2024-01-01|security_end=2026-12-31");
	save(test, E_system, "name=A|phase=in_use");
	save(test, E_system, "name=B|phase=in_use");
	record_id newest = save(test, E_component, "system=SYS-0001|product=Rönn|version=2");
	assert_int_equal(raised_on(test, november(22)), 0);
	save(test, E_component, "system=SYS-0002|product=Rönn|version=1"); /* what came after it ends the same day */
	assert_int_equal(raised_on(test, november(23)), 1);
	test_put(test, E_component, newest, "remedy=replace_system");
	assert_int_equal(raised_on(test, november(24)), 1);
}

/* ---- one service ---- */

static void four_systems_of_one_service_raise_one(void **state)
{
	struct test_store *test = *state;
	char words[200];
	test->session.today = november(22);
	nights_configure(test, conf_saying(test, "profile = \"full\";"));
	save(test, E_service, "name=Hemtjänst|criticality=3");
	for (unsigned i = 1; i <= 4; i++) {
		snprintf(words, sizeof words, "name=System %u|phase=in_use", i);
		save(test, E_system, words);
		snprintf(words, sizeof words, "system=SYS-%04u|product=Motor %u|vendor_end=2027-0%u-30|remedy=replace_system", i, i,
		         2 + i);
		save(test, E_component, words);
		snprintf(words, sizeof words, "system=SYS-%04u|service=SRV-0001", i);
		save(test, E_support, words);
	}
	assert_int_equal(raised_on(test, november(22)), 1);
	assert_int_equal(raised_on(test, november(23)), 0);
	struct view *view = view_open(test->store, NULL);
	assert_int_equal(view_count(view, E_opportunity), 1);
	assert_int_equal(view_count(view, E_opportunity_trigger), 4);
	assert_int_equal(view_count(view, E_opportunity_system), 4);
	view_close(&view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_newest_release_of_each_product_raises_nothing, nights_setup, nights_teardown),
		cmocka_unit_test_setup_teardown(a_database_upgrade_raises_nothing, nights_setup, nights_teardown),
		cmocka_unit_test_setup_teardown(said_so_the_newest_raises, nights_setup, nights_teardown),
		cmocka_unit_test_setup_teardown(four_systems_of_one_service_raise_one, nights_setup, nights_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
