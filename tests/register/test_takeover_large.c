/* A hand-over or merge of very many records: bounded entries of one group, between which others save, undone as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "register/edit.h"
#include "store/journal.h"
#include "support/register_takeovers.h"

/* ---- large ---- */

#define COMPONENTS 13000
#define SYSTEMS 1000

static void fill_large(void)
{
	const struct entry_facts facts = {.kind = ENTRY_IMPORT};
	struct error error = {0};
	struct draft draft;
	takeovers_put("product name=pg\nproduct name=postgresql\nrelease product=PRD-0002|cycle=14|security_end=2026-11-12\n");
	struct edit *edit = edit_begin(&takeovers_test.session, &facts, &error);
	draft_init(&draft, schema_entity(E_system));
	for (unsigned i = 0; i < SYSTEMS + COMPONENTS; i++) {
		bool system = i < SYSTEMS;
		struct ref ref = {system ? E_system : E_component, 0};
		char name[16];
		snprintf(name, sizeof name, "S%u", i);
		draft_clear(&draft, schema_entity(ref.entity));
		if (system) {
			draft_set_text(&draft, F_system_name, slice_of(name));
		} else {
			draft_set_ref(&draft, F_component_system, (struct ref){E_system, 1 + i % SYSTEMS});
			draft_set_text(&draft, F_component_product, SLICE("pg"));
			draft_set_text(&draft, F_component_version, SLICE("14.2"));
		}
		edit_save(edit, &draft, &ref, 0, &error);
	}
	draft_free(&draft);
	edit_commit(&edit, NULL, &error);
	assert_string_equal(error.text, "");
}

/* Entries of the group, and the most records in one of them. */
static size_t count_entries(uint64_t group, size_t *most)
{
	struct view *view = view_open(takeovers_test.store, NULL);
	struct journal *journal = journal_new(view);
	struct entry entry;
	size_t count = 0;
	*most = 0;
	for (bool there = journal_seek(journal, group, &entry); there; there = journal_next(journal, &entry)) {
		count += entry.group == group;
		*most = entry.group == group && entry.count > *most ? entry.count : *most;
	}
	journal_free(&journal);
	view_close(&view);
	return count;
}

static void a_large_one_is_bounded_entries_of_one_group(void **state)
{
	size_t most;
	(void)state;
	if (getenv("TEST_SMALL") != NULL)
		skip(); /* fifty times as slow under valgrind; the sanitizers have run it */
	fill_large();
	char *before = takeovers_records();
	struct takeover_request request = takeovers_ask(TAKEOVER_MERGE, E_product, 1, 2);
	uint64_t sequence = takeovers_carry_out(&request);
	assert_int_equal(count_entries(sequence, &most), 3); /* the last one closes it */
	assert_true(most <= TAKEOVER_AT_ONCE);
	takeovers_assert_line(E_component, COMPONENTS,
	                      "component-13000 system=SYS-1000 product=pg version=14.2 vendor_end=2026-11-12 "
	                      "release=REL-0001 vendor_end_from=catalogue longer_supported=no");
	takeovers_assert_verified();
	takeovers_assert_undone(sequence, before);
	takeovers_assert_verified();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_large_one_is_bounded_entries_of_one_group, takeovers_setup, takeovers_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
