/* Any bytes as a condition: refused with its place, or accepted; then its canonical text is accepted too and stays the
 * same, and it can be asked of records. The first byte chooses the entity and, by its highest bit, whether the text is
 * tried as columns and order instead. */
#include <string.h>
#include <unistd.h>

#include "fuzz/one_of_each.h"
#include "query/list.h"

static char directory[] = "/tmp/forvalta-fuzz-XXXXXX";
static struct store *store;
static struct view *view;
static struct session session;
static struct reading *reading;

static void clean_up(void)
{
	static const char *const names[] = {"data.mdb", "lock.mdb", "import.lock"};
	char path[100];
	reading_free(&reading);
	view_close(&view);
	store_close(&store);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", directory, names[i]);
		unlink(path);
	}
	rmdir(directory);
}

static void start(void)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = RECORD_BY_ROOT};
	REQUIRE(mkdtemp(directory) != NULL);
	store = store_open(directory, &(struct store_options){.create = true, .map_size = (size_t)1 << 30}, NULL);
	REQUIRE(store != NULL);
	atexit(clean_up);
	struct changes *changes = changes_begin(store, &facts, NULL);
	put_one_of_each(changes);
	REQUIRE(changes_commit(&changes, NULL, NULL));
	session = (struct session){.store = store, .today = day_from_civil(2026, 11, 22), .actor = RECORD_BY_ROOT};
	view = view_open(store, NULL);
	reading = reading_new(view, &session);
}

static void ask(const struct expression *expression)
{
	struct record record;
	struct evaluation *evaluation = evaluation_new(expression, reading, NULL, NULL);
	for (record_id id = 1; evaluation != NULL && id <= 2; id++) {
		REQUIRE(view_record(view, (struct ref){expression_entity(expression)->number, id}, &record));
		REQUIRE(evaluation_test(evaluation, &record) <= TRUTH_TRUE);
	}
	evaluation_free(&evaluation);
}

static void parse_again(const struct expression *expression)
{
	struct text once = {0}, twice = {0};
	struct error error = {0};
	expression_append(&once, expression);
	struct expression *again = once.size > EXPRESSION_SIZE_MAX ? NULL
		: expression_parse(expression_entity(expression), text_slice(&once), NULL, &error);
	if (again != NULL) {
		expression_append(&twice, again);
		REQUIRE(slice_equal(text_slice(&once), text_slice(&twice)));
	}
	/* Canonical text may be longer than what was written, and nested deeper by nothing. */
	REQUIRE(again != NULL || once.size > EXPRESSION_SIZE_MAX);
	expression_free(&again);
	text_free(&once);
	text_free(&twice);
}

static void try_plan(const struct entity *entity, struct slice text)
{
	const struct list_request request = {.columns = text, .sort = text, .words = text};
	struct error error = {0};
	struct list_plan *plan = list_plan_new(entity, &request, &error);
	REQUIRE((plan != NULL) == (error.kind == ERROR_NONE));
	struct rows *rows = plan == NULL ? NULL : rows_new(plan, reading, NULL);
	if (rows != NULL)
		rows_finish(rows);
	rows_free(&rows);
	list_plan_free(&plan);
}

static void try_expression(const struct entity *entity, struct slice text)
{
	struct error error = {0};
	size_t place = SIZE_MAX;
	struct expression *expression = expression_parse(entity, text, &place, &error);
	REQUIRE((expression != NULL) == (error.kind == ERROR_NONE));
	REQUIRE(expression != NULL || (place <= text.size && strncmp(error.text, "column ", 7) == 0));
	if (expression != NULL) {
		parse_again(expression);
		ask(expression);
	}
	expression_free(&expression);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	size_t entities = 0;
	if (store == NULL)
		start();
	while (schema_entity_at(entities) != NULL)
		entities++;
	if (size == 0)
		return 0;
	const struct entity *entity = schema_entity_at((bytes[0] & 0x7f) % entities);
	const struct slice text = {(const char *)bytes + 1, size - 1};
	if (bytes[0] & 0x80)
		try_plan(entity, text);
	else
		try_expression(entity, text);
	return 0;
}
