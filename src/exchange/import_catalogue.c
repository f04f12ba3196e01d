/* The product catalogue: products and releases of endoflife.date, written as one action; components are matched anew
 * afterwards. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/endoflife.h"
#include "exchange/import_private.h"
#include "register/authority.h"
#include "register/matching.h"

struct reading_catalogue {
	struct import *import;
	struct draft product, release;
	struct text list;
	day_t generated, file_day;
	uint64_t products, releases;
};

static day_t moved(const struct import *import, day_t day)
{
	return day == DAY_UNSET ? DAY_UNSET : day_add_months(day, import->options->shift_months);
}

static void set_text(struct draft *draft, uint8_t field, struct slice text)
{
	struct text clean = {0};
	text_append_nfc(&clean, text);
	draft_set_text(draft, field, text_slice(&clean));
	text_free(&clean);
}

/* One product may stand in several files: what the files before said of it counts as what is there. */
static struct ref find_product(struct import *import, struct slice name)
{
	const struct field *field = schema_field(schema_entity(E_product), F_product_name);
	struct index *index = index_new(import->view, field, E_product);
	const struct value value = {.set = true, .text = name};
	struct index_hit hit;
	struct ref ref = {E_product, index_seek(index, &value, &hit) ? hit.id : 0}, other;
	bool several;
	index_free(&index);
	if (names_find(import->names, NAME_NAME, E_product, name, &other, &several))
		return other;
	if (ref.id == 0)
		ref.id = import_new_id(import, E_product);
	names_add(import->names, NAME_NAME, E_product, name, ref, &other);
	return ref;
}

/* Loads what is stored, so that what is ours (standing, notes) stays. Returns the revision. */
static uint32_t load(struct import *import, struct draft *draft, struct ref ref)
{
	struct record stored;
	const struct staged *staged = stage_find(&import->stage, ref);
	draft_clear(draft, schema_entity(ref.entity));
	if (staged != NULL) {
		stage_draft(&import->stage, staged, draft);
		return staged->base_revision;
	}
	if (!view_record(import->view, ref, &stored))
		return 0;
	draft_copy_record(draft, &stored);
	return record_revision(&stored);
}

static bool differs(struct import *import, const struct draft *draft, struct ref ref)
{
	struct record stored;
	if (!view_record(import->view, ref, &stored))
		return true;
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		struct value a = record_value(&stored, field), b = draft_value(draft, field->number);
		if (!field->internal && !value_equal(field, &a, &b))
			return true;
	}
	return false;
}

static void stage(struct import *import, const struct draft *draft, struct ref ref, uint32_t base)
{
	struct staged *staged = stage_put(&import->stage, ref, draft);
	staged->base_revision = base;
	staged->changed = differs(import, draft, ref);
}

static void stage_product(struct reading_catalogue *reading, const struct catalogue_product *product, struct ref ref)
{
	struct draft *draft = &reading->product;
	uint32_t base = load(reading->import, draft, ref);
	set_text(draft, F_product_name, product->name);
	if (!product->bare) {
		set_text(draft, F_product_label, product->label);
		set_text(draft, F_product_category, product->category);
		text_clear(&reading->list);
		for (size_t i = 0; i < product->alias_count; i++)
			value_list_add_text(&reading->list, product->aliases[i]);
		draft_set_text(draft, F_product_aliases, text_slice(&reading->list));
		text_clear(&reading->list);
		for (size_t i = 0; i < product->identifier_count && reading->list.size < 60000; i++)
			value_list_add_text(&reading->list, product->identifiers[i].id);
		draft_set_text(draft, F_product_identifiers, text_slice(&reading->list));
	}
	draft_set_text(draft, F_product_source, SLICE("endoflife.date"));
	stage(reading->import, draft, ref, base);
}

static struct ref find_release(struct import *import, struct ref product, struct slice cycle)
{
	struct records *releases = records_new(import->view, E_release);
	struct record release;
	struct ref ref = {E_release, 0};
	bool on = false, several;
	struct ref other;
	while (ref.id == 0 && records_child(releases, product.id, &on, &release))
		if (slice_equal(record_text(&release, F_release_cycle), cycle))
			ref.id = release.id;
	records_free(&releases);
	if (names_find(import->names, NAME_ROW, product.id, cycle, &other, &several))
		return other;
	if (ref.id == 0)
		ref.id = import_new_id(import, E_release);
	names_add(import->names, NAME_ROW, product.id, cycle, ref, &other);
	return ref;
}

static void set_state(struct draft *draft, enum catalogue_state state, day_t seen)
{
	struct value before = draft_value(draft, F_release_state);
	if (state == CATALOGUE_DATED) {
		draft_unset(draft, F_release_state);
		draft_unset(draft, F_release_state_since);
	} else if (!before.set || before.number != (int64_t)state) {
		draft_set_number(draft, F_release_state, (int64_t)state);
		draft_set_day(draft, F_release_state_since, seen);
	}
}

static void stage_release(struct reading_catalogue *reading, const struct catalogue_release *release,
                          struct ref product)
{
	struct import *import = reading->import;
	struct draft *draft = &reading->release;
	struct ref ref = find_release(import, product, release->cycle);
	uint32_t base = load(import, draft, ref);
	draft_set_ref(draft, F_release_product, product);
	set_text(draft, F_release_cycle, release->cycle);
	set_text(draft, F_release_label, release->label);
	draft_set_day(draft, F_release_released, moved(import, release->released));
	draft_set_day(draft, F_release_support_end, moved(import, release->support_end));
	draft_set_day(draft, F_release_security_end, moved(import, release->security_end));
	draft_set_day(draft, F_release_extended_end, moved(import, release->extended_end));
	set_state(draft, release->state, reading->file_day);
	if (release->is_lts || draft_value(draft, F_release_is_lts).set)
		draft_set_number(draft, F_release_is_lts, release->is_lts ? C_yesno_yes : C_yesno_no);
	set_text(draft, F_release_latest, release->latest);
	draft_set_text(draft, F_release_source, SLICE("endoflife.date"));
	stage(import, draft, ref, base);
	reading->releases++;
}

#define MERGES_MOST 16 /* one after the other; they never lead in a circle but where somebody wrote one */

/* The one that a product was merged into stays what people made it; what comes out goes on under it. */
static struct ref one_that_stays(struct import *import, struct ref product)
{
	struct record stored;
	for (int i = 0; i < MERGES_MOST && view_record(import->view, product, &stored); i++) {
		struct value into = record_value(&stored, schema_field(stored.entity, F_product_replaced_by));
		if (!into.set)
			break;
		product = into.ref;
	}
	return product;
}

static bool take_product(void *context, const struct catalogue_product *product, struct error *error)
{
	struct reading_catalogue *reading = context;
	struct ref ref = find_product(reading->import, product->name);
	struct ref stays = one_that_stays(reading->import, ref);
	(void)error;
	if (ref_equal(ref, stays))
		stage_product(reading, product, ref);
	for (size_t i = 0; i < product->release_count; i++)
		stage_release(reading, &product->releases[i], stays);
	reading->products++;
	reading->import->result->rows += 1 + product->release_count;
	return true;
}

static bool pass_over(void *context, const struct catalogue_product *product, struct error *error)
{
	(void)context;
	(void)product;
	(void)error;
	return true;
}

/* The file's own day, which stands for the first time it says that support has ended without a date. */
static bool read_day(struct reading_catalogue *reading, struct source *source, struct error *error)
{
	struct input *input = import_open_source(source, error);
	const struct endoflife_options options = {.today = reading->import->session->today};
	struct catalogue_counts counts;
	bool ok = input != NULL && endoflife_read(input, &options, pass_over, NULL, &counts, error);
	reading->file_day = ok && counts.generated != DAY_UNSET ? moved(reading->import, counts.generated)
	                                                        : reading->import->session->today;
	input_free(&input);
	return ok;
}

static bool read_file(struct reading_catalogue *reading, const char *path, struct error *error)
{
	struct source source = {.encoding = ENCODING_UTF8};
	struct input *input = import_take_source(&source, path, error) ? import_open_source(&source, error) : NULL;
	const struct endoflife_options options = {.today = reading->import->session->today};
	struct catalogue_counts counts;
	bool ok = input != NULL && read_day(reading, &source, error) &&
	          endoflife_read(input, &options, take_product, reading, &counts, error);
	if (ok && counts.generated != DAY_UNSET)
		reading->generated =
			reading->generated == DAY_UNSET ? counts.generated : day_later(reading->generated, counts.generated);
	input_free(&input);
	text_free(&source.held);
	return ok;
}

/* The day of the catalogue is a fact of its own: a catalogue that says nothing new is fresh all the same, and journals
 * nothing. */
bool import_note_day(struct session *session, const char *fact, day_t day, struct error *error)
{
	char text[DAY_TEXT_SIZE];
	const struct entry_facts facts = {.kind = ENTRY_CATALOGUE, .actor = session->actor};
	struct changes *changes = changes_begin(session->store, &facts, error);
	if (changes == NULL)
		return false;
	changes_put_fact(changes, fact, slice_of(day_text(day, text)));
	return changes_commit(&changes, NULL, error);
}

static void count(const struct import *import)
{
	for (size_t i = 0; i < import->stage.count; i++) {
		const struct staged *staged = &import->stage.items[i];
		import->result->added += staged->base_revision == 0;
		import->result->changed += staged->base_revision != 0 && staged->changed;
		import->result->unchanged += staged->base_revision != 0 && !staged->changed;
	}
}

static bool write(struct reading_catalogue *reading, struct catalogue_result *result, struct error *error)
{
	struct import *import = reading->import;
	bool any = result->import.added + result->import.changed > 0;
	if (!import_write(import, error))
		return false;
	if (any && !matching_renew(import->session, &result->rematched, error))
		return false;
	return import_note_day(import->session, "catalogue_seen", reading->generated, error);
}

bool import_catalogue(struct session *session, char *const *files, size_t file_count,
                      const struct import_options *options, struct catalogue_result *result, struct error *error)
{
	*result = (struct catalogue_result){0};
	struct source source = {.path = file_count > 0 ? files[0] : ""};
	struct import import = {.session = session,
	                        .options = options,
	                        .result = &result->import,
	                        .sources = &source,
	                        .source_count = 1,
	                        .catalogue = true,
	                        .names = names_new()};
	struct reading_catalogue reading = {.import = &import, .generated = DAY_UNSET};
	import.view = view_open(session->store, error);
	bool ok = import.view != NULL && (authority_allows(session, import.view, DEED_ADD, E_product, NULL) ||
		error_set(error, ERROR_DENIED, _("your role may not import the product catalogue")));
	draft_init(&reading.product, schema_entity(E_product));
	draft_init(&reading.release, schema_entity(E_release));
	for (size_t i = 0; ok && i < file_count; i++)
		ok = read_file(&reading, files[i], error);
	if (reading.generated == DAY_UNSET)
		reading.generated = session->today;
	reading.generated = moved(&import, reading.generated);
	count(&import);
	result->products = reading.products;
	result->releases = reading.releases;
	result->generated = reading.generated;
	if (ok && !options->dry_run)
		ok = write(&reading, result, error);
	draft_free(&reading.product);
	draft_free(&reading.release);
	text_free(&reading.list);
	stage_free(&import.stage);
	names_free(&import.names);
	view_close(&import.view);
	return ok;
}
