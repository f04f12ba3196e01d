#include "support/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange/csv.h"
#include "exchange/endoflife.h"
#include "model/code.h"
#include "register/edit.h"
#include "register/summary.h"

static void expect_no_words(const struct error *error, const char *file, size_t line)
{
	if (error->text[0] != '\0')
		fail_msg("%s:%zu: %s", file, line, error->text);
}

/* References stand as codes that number the rows of the files. */
static bool resolve_code(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	(void)context;
	(void)target;
	return code_parse_default(text, ref) || error_set(error, ERROR_NOT_FOUND, "no code: %.*s", (int)text.size, text.data);
}

static void parse_row(struct draft *draft, const struct csv *csv, const struct csv_row *row)
{
	struct value_reader reader = {.resolve = resolve_code};
	struct error error = {0};
	draft_clear(draft, draft->entity);
	for (size_t i = 1; i < row->count; i++) {
		const struct field *field = schema_find_field(draft->entity, csv_column(csv, i));
		if (csv_field_is_set(&row->fields[i]))
			draft_parse(draft, field, row->fields[i].text, &reader, &error);
		expect_no_words(&error, input_name(csv_input(csv)), row->line);
	}
}

static void load_rows(struct edit *edit, struct csv *csv, const struct entity *entity)
{
	struct error error = {0};
	struct csv_row row;
	struct draft draft;
	draft_init(&draft, entity);
	for (record_id id = 1; csv_next(csv, &row, &error) == CSV_ROW; id++) {
		parse_row(&draft, csv, &row);
		edit_add(edit, &draft, id, &error);
		expect_no_words(&error, input_name(csv_input(csv)), row.line);
	}
	expect_no_words(&error, input_name(csv_input(csv)), 0);
	draft_free(&draft);
}

/* Entities that the program fills in itself have no file. */
static void load_entity(struct edit *edit, const struct entity *entity)
{
	struct text path = {0};
	struct error error = {0};
	text_printf(&path, SAMPLE_DIRECTORY "/%s.csv", entity->name);
	struct input *input = input_open(path.data, ENCODING_UTF8, &error);
	if (input != NULL) {
		struct csv *csv = csv_new(input, NULL, &error);
		expect_no_words(&error, path.data, 1);
		load_rows(edit, csv, entity);
		csv_free(&csv);
	}
	input_free(&input);
	text_free(&path);
}

static void set_day(struct draft *draft, uint8_t field, day_t day)
{
	if (day != DAY_UNSET)
		draft_set_day(draft, field, day);
}

static bool add_release(struct edit *edit, struct ref product, const struct catalogue_release *release, day_t seen,
                        struct error *error)
{
	struct ref self = {E_release, 0};
	struct draft draft;
	draft_init(&draft, schema_entity(E_release));
	draft_set_ref(&draft, F_release_product, product);
	draft_set_text(&draft, F_release_cycle, release->cycle);
	set_day(&draft, F_release_released, release->released);
	set_day(&draft, F_release_support_end, release->support_end);
	set_day(&draft, F_release_security_end, release->security_end);
	if (release->state != CATALOGUE_DATED) {
		draft_set_number(&draft, F_release_state, release->state);
		draft_set_day(&draft, F_release_state_since, seen);
	}
	draft_set_day(&draft, F_release_seen, seen);
	bool added = edit_save(edit, &draft, &self, 0, error);
	draft_free(&draft);
	return added;
}

/* Some products stand in product.csv already, for what the organisation has decided of them. */
static struct ref find_or_add_product(struct edit *edit, const struct catalogue_product *product, struct error *error)
{
	struct ref ref;
	struct error none = {0};
	if (register_resolve(edit_view(edit), E_product, product->name, &ref, &none))
		return ref;
	struct draft draft;
	ref = (struct ref){E_product, 0};
	draft_init(&draft, schema_entity(E_product));
	draft_set_text(&draft, F_product_name, product->name);
	draft_set_text(&draft, F_product_label, product->label);
	edit_save(edit, &draft, &ref, 0, error);
	draft_free(&draft);
	return ref;
}

static bool add_product(void *context, const struct catalogue_product *product, struct error *error)
{
	struct edit *edit = context;
	struct ref ref = find_or_add_product(edit, product, error);
	bool added = ref.id != 0;
	for (size_t i = 0; added && i < product->release_count; i++)
		added = add_release(edit, ref, &product->releases[i], day_from_civil(2026, 11, 19), error);
	return added;
}

static void load_catalogue(struct edit *edit, day_t today)
{
	struct error error = {0};
	struct catalogue_counts counts;
	struct input *input = input_open(SAMPLE_DIRECTORY "/catalogue.json", ENCODING_UTF8, &error);
	expect_no_words(&error, "catalogue.json", 0);
	endoflife_read(input, &(struct endoflife_options){.today = today}, add_product, edit, &counts, &error);
	expect_no_words(&error, "catalogue.json", 0);
	input_free(&input);
}

void sample_load(struct test_store *test)
{
	const struct entry_facts facts = {.kind = ENTRY_IMPORT, .why = SLICE("conf/sample")};
	const struct entity *entity;
	struct error error = {0};
	struct edit *edit = edit_begin(&test->session, &facts, &error);
	expect_no_words(&error, "sample", 0);
	edit_trust_references(edit);
	edit_defer_summaries(edit);
	load_entity(edit, schema_entity(E_product));
	load_entity(edit, schema_entity(E_release));
	load_catalogue(edit, test->session.today); /* before the components, which are matched to it */
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if (entity->number != E_product && entity->number != E_release)
			load_entity(edit, entity);
	edit_commit(&edit, NULL, &error);
	expect_no_words(&error, "sample", 0);
	summary_refresh_all(&test->session, &error);
	expect_no_words(&error, "sample", 0);
}
