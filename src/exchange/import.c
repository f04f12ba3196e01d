#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"

#define HELD_LIMIT ((size_t)1 << 30)

static bool hold_standard_input(struct source *source, struct error *error)
{
	struct input *input = input_open("-", ENCODING_DETECT, error);
	struct slice piece;
	bool ok = input != NULL;
	while (ok && (ok = input_read(input, &piece, error)) && piece.size > 0) {
		text_append(&source->held, piece);
		if (source->held.size > HELD_LIMIT)
			ok = error_set(error, ERROR_INPUT, _("standard input: more than 1 GiB; write it to a file and import that"));
	}
	input_free(&input);
	if (ok && source->held.data == NULL)
		text_append_text(&source->held, "");
	return ok;
}

static bool open_sources(struct import *import, char *const *files, size_t count, struct error *error)
{
	import->sources = memory_new_array(count, sizeof *import->sources);
	import->source_count = count;
	for (size_t i = 0; i < count; i++) {
		import->sources[i].path = files[i];
		import->sources[i].plan = import->options->plan;
		if (strcmp(files[i], "-") == 0 && !hold_standard_input(&import->sources[i], error))
			return false;
	}
	return true;
}

static void free_import(struct import *import)
{
	for (size_t i = 0; i < import->source_count; i++) {
		text_free(&import->sources[i].held);
		plan_free(&import->sources[i].own);
	}
	for (size_t i = 0; i < import->fault_count; i++) {
		free(import->faults[i].field);
		free(import->faults[i].value);
		free(import->faults[i].reason);
	}
	free(import->sources);
	free(import->faults);
	free(import->identities);
	names_free(&import->names);
	stage_free(&import->stage);
	text_free(&import->scratch);
	view_close(&import->view);
}

/* A feed that would end many people at once is more likely cut short than true. */
static bool refuse_shrink(const struct import *import, struct error *error)
{
	uint64_t people = view_count(import->view, E_person);
	if (import->options->allow_shrink || import->people_ended * 20 <= people)
		return true;
	return error_set(error, ERROR_INPUT, _("the import would end %zu of %llu people, more than 5 %%; --allow-shrink lets it"), import->people_ended,
	                 (unsigned long long)people);
}

static bool refuse_faults(const struct import *import, struct error *error)
{
	const struct fault *first = &import->faults[0];
	if (import->fault_count == 0 || (import->options->rejects != NULL && !import->options->all_or_nothing))
		return true;
	if (import->fault_count == 1)
		return error_set(error, ERROR_INPUT, _("%s:%u: %s; nothing was imported"), import->sources[first->file].path, first->line, first->reason);
	return error_set(error, ERROR_INPUT, _("%s:%u: %s; and %zu more faults; nothing was imported"), import->sources[first->file].path, first->line,
	                 first->reason, import->fault_count - 1);
}

static void count_result(struct import *import)
{
	for (size_t i = 0; i < import->stage.count; i++) {
		const struct staged *staged = &import->stage.items[i];
		if (staged->rejected)
			continue;
		import->result->added += staged->base_revision == 0;
		import->result->changed += staged->base_revision != 0 && staged->changed;
		import->result->unchanged += staged->base_revision != 0 && !staged->changed;
	}
}

bool import_files(struct session *session, char *const *files, size_t count, const struct import_options *options, struct import_result *result,
                  struct error *error)
{
	struct import import = {.session = session, .options = options, .result = result, .names = names_new()};
	*result = (struct import_result){0};
	import.view = view_open(session->store, error);
	bool ok = import.view != NULL && open_sources(&import, files, count, error) && import_read_identities(&import, error) &&
	          import_read_rows(&import, error);
	if (ok) {
		import_reject_dangling(&import);
		count_result(&import);
		ok = refuse_shrink(&import, error) && (options->rejects == NULL || import_write_rejects(&import, error)) && refuse_faults(&import, error);
	}
	if (ok && !options->dry_run)
		ok = import_write(&import, error);
	free_import(&import);
	return ok;
}
