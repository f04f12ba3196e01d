/* Parts lists as components of a system. Which component a part is, is worked out here; the rest is an import as any
 * other, of a list that is whole. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/bom.h"
#include "exchange/bom_match.h"
#include "exchange/import_private.h"

enum { COLUMN_PRODUCT, COLUMN_VERSION, COLUMN_LAYER, COLUMN_IDENTIFIER, COLUMNS };
static const char *const columns[COLUMNS] = {"product", "version", "layer", "identifier"};

struct bom_file {
	struct bom bom;
	struct text source; /* what the components say they come from: the same for every edition of the list */
	struct ref *identities;
};

/* ---- reading ---- */

static bool refuse_xml(struct source *source, struct error *error)
{
	struct input *input = import_open_source(source, error);
	struct slice piece;
	bool ok = input != NULL && input_read(input, &piece, error);
	if (ok) {
		piece = slice_trim(piece);
		while (piece.size > 0 && strchr("\r\n\t ", *piece.data) != NULL)
			piece = (struct slice){piece.data + 1, piece.size - 1};
		ok = piece.size == 0 || *piece.data != '<' ||
		     error_set(error, ERROR_INPUT,
		               _("%s: XML is not read here; convert it: cyclonedx convert --input-file … --output-format json"),
		               source->name);
	}
	input_free(&input);
	return ok;
}

/* What the list is about names it; its number and version are another every time it is made. */
static void name_source(const struct source *source, struct bom_file *file)
{
	const char *base = strrchr(source->name, '/');
	text_append_text(&file->source, "CycloneDX ");
	if (file->bom.name.size > 0)
		bom_append_name(&file->source, bom_slice(&file->bom, file->bom.group), bom_slice(&file->bom, file->bom.name));
	else
		text_append_text(&file->source, base == NULL ? source->name : base + 1);
}

static bool read_file(struct import *import, struct source *source, const char *path, struct bom_file *file,
                      struct error *error)
{
	source->encoding = ENCODING_UTF8;
	struct input *input = import_take_source(source, path, error) && refuse_xml(source, error)
	                          ? import_open_source(source, error) : NULL;
	bool ok = input != NULL && bom_read(&file->bom, input, error);
	input_free(&input);
	if (ok)
		name_source(source, file);
	(void)import;
	return ok;
}

/* ---- rows ---- */

static void add_row(struct foreign *foreign, const struct bom_match_part *part)
{
	struct text layer = {0};
	const struct field *field = schema_field(schema_entity(E_component), F_component_layer);
	const struct value value = {.set = part->layer != 0, .number = part->layer};
	if (value.set)
		value_append(&layer, field, &value, &(struct value_writer){0});
	foreign_add(foreign, part->product);
	foreign_add(foreign, part->version);
	foreign_add(foreign, text_slice(&layer));
	foreign_add(foreign, part->identifier);
	foreign_end_row(foreign, part->line);
	text_free(&layer);
}

static struct plan_cell column_cell(uint8_t field, size_t column, bool only_unset)
{
	return (struct plan_cell){.field = schema_field(schema_entity(E_component), field),
	                          .header = memory_copy_text(columns[column]), .column = column, .decimal = '.',
	                          .only_unset = only_unset};
}

static struct plan_cell constant_cell(uint8_t field, const char *constant)
{
	return (struct plan_cell){.field = schema_field(schema_entity(E_component), field),
	                          .constant = memory_copy_text(constant), .column = SIZE_MAX, .decimal = '.'};
}

/* What people may know better is filled in once; the version is the list's. */
static void make_plan(struct import_plan *plan, const char *system, const char *source)
{
	struct plan_record *record = memory_new(sizeof *record);
	*plan = (struct import_plan){.format = FORMAT_JSON, .typed = true, .records = record, .record_count = 1};
	record->entity = schema_entity(E_component);
	record->when_column = SIZE_MAX;
	record->cells = memory_new_array(6, sizeof *record->cells);
	record->cells[record->cell_count++] = constant_cell(F_component_system, system);
	record->cells[record->cell_count++] = column_cell(F_component_product, COLUMN_PRODUCT, true);
	record->cells[record->cell_count++] = column_cell(F_component_version, COLUMN_VERSION, false);
	record->cells[record->cell_count++] = column_cell(F_component_layer, COLUMN_LAYER, true);
	record->cells[record->cell_count++] = column_cell(F_component_identifier, COLUMN_IDENTIFIER, false);
	record->cells[record->cell_count++] = constant_cell(F_component_source, source);
	record->whole = memory_new_array(2, sizeof *record->whole);
	record->whole[record->whole_count++] = record->cells[0].field;
	record->whole[record->whole_count++] = record->cells[5].field;
	record->gone_removed = true;
}

/* The parts that are rows: those that are the list's own. */
static void make_rows(struct source *source, struct bom_file *file, const struct bom_match *match, const char *system)
{
	struct foreign foreign;
	foreign_begin(&foreign);
	for (size_t i = 0; i < COLUMNS; i++)
		foreign_add(&foreign, slice_of(columns[i]));
	foreign_end_row(&foreign, 0);
	file->identities = memory_new_array(bom_match_count(match) + 1, sizeof *file->identities);
	size_t rows = 0;
	for (size_t i = 0; i < bom_match_count(match); i++) {
		const struct bom_match_part *part = bom_match_part(match, i);
		if (part->fate != PART_OWN && part->fate != PART_NEW)
			continue;
		file->identities[rows++] = part->fate == PART_OWN ? part->component : (struct ref){0, 0};
		add_row(&foreign, part);
	}
	text_free(&source->held);
	source->held = foreign.csv;
	source->is_held = true;
	source->lines = foreign.lines;
	source->line_count = foreign.line_count;
	source->identities = file->identities;
	make_plan(&source->own, system, file->source.data);
	source->plan = &source->own;
}

/* ---- all of it ---- */

static void count_parts(struct bom_result *result, const struct bom *bom, const struct bom_match *match)
{
	uint64_t others[PART_FATES] = {0};
	for (size_t i = 0; i < bom_match_count(match); i++)
		others[bom_match_part(match, i)->fate]++;
	result->import.unchanged += others[PART_THEIRS];
	result->import.merged += others[PART_AGAIN];
	result->import.rows += others[PART_THEIRS] + others[PART_AGAIN];
	result->left_out += others[PART_LEFT_OUT];
	result->services += bom->services;
}

static bool take_files(struct import *import, char *const *paths, struct bom_file *files, struct ref system,
                       struct bom_result *result, struct error *error)
{
	struct bom_seen *seen = bom_seen_new();
	struct text code = {0};
	bool ok = true;
	view_append_code(import->view, system, &code);
	for (size_t i = 0; ok && i < import->source_count; i++) {
		ok = read_file(import, &import->sources[i], paths[i], &files[i], error);
		if (!ok)
			break;
		struct bom_match *match = bom_match_new(import->view, system, text_slice(&files[i].source), &files[i].bom, seen);
		make_rows(&import->sources[i], &files[i], match, code.data);
		count_parts(result, &files[i].bom, match);
		bom_match_free(&match);
	}
	bom_seen_free(&seen);
	text_free(&code);
	return ok;
}

/* Which editions they were, for the change log. */
static void append_editions(const struct bom_file *files, size_t count, struct slice where, struct text *out)
{
	text_append(out, where);
	for (size_t i = 0; i < count && out->size < 180; i++) {
		const struct bom *bom = &files[i].bom;
		const struct bom_text facts[] = {bom->name, bom->version, bom->serial};
		for (size_t f = 0; f < COUNT_OF(facts); f++)
			if (facts[f].size > 0 && facts[f].size < 80)
				text_printf(out, " %.*s", (int)facts[f].size, bom_slice(bom, facts[f]).data);
	}
}

static void preview_rows(const struct import *import)
{
	struct text line = {0};
	struct record record, before;
	for (size_t i = 0; import->options->preview != NULL && i < import->stage.count; i++) {
		const struct staged *staged = &import->stage.items[i];
		if (staged->rejected || !staged->changed || !stage_record(&import->stage, staged, &record))
			continue;
		bool stored = staged->base_revision != 0 && view_record(import->view, staged->ref, &before);
		struct slice product = record_text(&record, F_component_product), version = record_text(&record, F_component_version);
		text_clear(&line);
		text_printf(&line, "%s %.*s", stored ? "~" : "+", (int)product.size, product.data);
		if (stored && record_is_set(&before, F_component_version))
			text_printf(&line, " %.*s →", (int)record_text(&before, F_component_version).size,
			            record_text(&before, F_component_version).data);
		text_printf(&line, " %.*s", (int)version.size, version.data);
		import->options->preview(import->options->context, line.data);
	}
	text_free(&line);
}

bool import_bom(struct session *session, char *const *paths, size_t count, const char *system,
                const struct import_options *given, struct bom_result *result, struct error *error)
{
	struct import_options options = *given;
	struct import import = {.session = session, .options = &options, .result = &result->import, .names = names_new(),
	                        .resolved = import_new_resolved()};
	struct bom_file *files = memory_new_array(count, sizeof *files);
	struct text where = {0};
	struct ref ref;
	*result = (struct bom_result){0};
	import.sources = memory_new_array(count, sizeof *import.sources);
	import.source_count = count;
	import.view = view_open(session->store, error);
	bool ok = import.view != NULL && register_resolve(import.view, E_system, slice_of(system), &ref, error) &&
	          take_files(&import, paths, files, ref, result, error);
	append_editions(files, count, given->where, &where);
	options.where = text_slice(&where);
	ok = ok && import_carry_out(&import, error);
	if (ok && options.dry_run)
		preview_rows(&import);
	import_free(&import);
	for (size_t i = 0; i < count; i++) {
		bom_free(&files[i].bom);
		text_free(&files[i].source);
		free(files[i].identities);
	}
	free(files);
	text_free(&where);
	return ok;
}
