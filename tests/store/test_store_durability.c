/* The store under kills and pulled plugs: records, index, history and journal, with all that `verify` compares. Change
 * n is journal entry n: it renames the first system, adds one with a component, and removes one of long ago. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/schema.h"
#include "store/journal.h"
#include "support/durability.h"
#include "support/store.h"

#define KEPT 40
#define FIRST_SYSTEM 1

/* Each change makes one system and one component, so numbers follow from the change's own. */
static record_id made_by(uint64_t number)
{
	return (record_id)number + FIRST_SYSTEM;
}

static void *open_store(const char *directory, bool create, struct error *error)
{
	struct store_options options = {.create = create, .map_size = (size_t)1 << 30};
	struct test_store *test = memory_new(sizeof(*test));

	test->store = store_open(directory, &options, error);
	if (!test->store) {
		free(test);
		return NULL;
	}
	return test;
}

static void close_store(void *open)
{
	struct test_store *test = open;

	store_close(&test->store);
	free(test);
}

static void remove_one(struct changes *changes, uint8_t entity, record_id id)
{
	struct ref ref = {entity, id};
	struct error error = {0};
	struct record record;

	if (!view_record(changes_view(changes), ref, &record) ||
	    !changes_remove(changes, ref, record_revision(&record), &error))
		fprintf(stderr, "%u not removed: %s\n", (unsigned)id, error.text);
}

static void change(struct changes *changes, uint64_t number)
{
	char fields[400], filling[200] = "";

	memset(filling, 'x', number * 37 % sizeof(filling));
	snprintf(fields, sizeof(fields), "name=Counter %ju", (uintmax_t)number);
	test_put_in(changes, E_system, number == 1 ? 0 : FIRST_SYSTEM, fields);
	snprintf(fields, sizeof(fields), "name=System %ju|purpose=%s", (uintmax_t)number, filling);
	test_put_in(changes, E_system, 0, fields);
	snprintf(fields, sizeof(fields), "system=SYS-%04u|product=Product %ju", (unsigned)made_by(number), (uintmax_t)number);
	test_put_in(changes, E_component, 0, fields);
	if (number > KEPT) {
		remove_one(changes, E_component, (record_id)(number - KEPT));
		remove_one(changes, E_system, made_by(number - KEPT));
	}
}

static uint64_t write_store(void *open, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = RECORD_BY_ROOT, .where = SLICE("test")};
	struct test_store *test = open;
	struct changes *changes = changes_begin(test->store, &facts, error);
	uint64_t sequence = 0;

	if (!changes)
		return 0;
	change(changes, changes_sequence(changes));
	return changes_commit(&changes, &sequence, error) ? sequence : 0;
}

static void note_fault(void *context, const char *line)
{
	snprintf(context, 1000, "%s", line);
}

static bool has_name(const struct view *view, record_id id, const char *kind, uint64_t number)
{
	char wanted[40];
	struct text name = {0};
	bool same;

	snprintf(wanted, sizeof(wanted), "%s %ju", kind, (uintmax_t)number);
	view_append_name(view, (struct ref){E_system, id}, &name);
	same = name.size == strlen(wanted) && memcmp(name.data, wanted, name.size) == 0;
	text_free(&name);
	return same;
}

static bool holds(const struct view *view, uint64_t sequence)
{
	uint64_t first = sequence > KEPT ? sequence - KEPT + 1 : 1;
	struct record record;

	if (sequence > 0 && !has_name(view, FIRST_SYSTEM, "Counter", sequence))
		return false;
	for (uint64_t number = first; number <= sequence; number++)
		if (!has_name(view, made_by(number), "System", number) ||
		    !view_record(view, (struct ref){E_component, (record_id)number}, &record))
			return false;
	return first == 1 || !view_record(view, (struct ref){E_system, made_by(first - 1)}, &record);
}

static bool check_view(const struct view *view, uint64_t acknowledged, char *words, size_t size)
{
	uint64_t sequence = view_sequence(view);
	struct verify_report report = {0};
	char fault[1000] = "";

	store_verify(view, note_fault, NULL, fault, &report);
	if (report.faults > 0)
		snprintf(words, size, "%ju faults, such as %s", (uintmax_t)report.faults, fault);
	else if (sequence < acknowledged)
		snprintf(words, size, "%ju was acknowledged, %ju is there", (uintmax_t)acknowledged, (uintmax_t)sequence);
	else if (!holds(view, sequence))
		snprintf(words, size, "not what change %ju left", (uintmax_t)sequence);
	else
		return true;
	return false;
}

static bool check_store(void *open, uint64_t acknowledged, char *words, size_t size)
{
	struct test_store *test = open;
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	bool good;

	if (!view) {
		snprintf(words, size, "%s", error.text);
		return false;
	}
	good = check_view(view, acknowledged, words, size);
	view_close(&view);
	return good;
}

static bool copy_store(void *open, const char *directory, struct error *error)
{
	struct test_store *test = open;

	return store_backup(test->store, directory, error);
}

int main(int count, char **arguments)
{
	static const struct durable_stream stream = {
		.changes = 100,
		.rounds_each_store = 25,
		.longest_microseconds = 15000,
		.open = open_store,
		.close = close_store,
		.write = write_store,
		.check = check_store,
		.copy = copy_store,
	};

	return durability_main(count, arguments, &stream);
}
