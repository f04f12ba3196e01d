#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"

void import_free(struct import *import)
{
	import_free_kept(import);
	import_close_sources(import);
	for (size_t i = 0; i < import->fault_count; i++) {
		free(import->faults[i].field);
		free(import->faults[i].value);
		free(import->faults[i].reason);
	}
	free(import->faults);
	free(import->identities);
	import_free_contests(import);
	stated_free(import);
	free(import->resolved);
	free(import->alike_refs);
	names_free(&import->names);
	stage_free(&import->stage);
	text_free(&import->scratch);
	text_free(&import->cell);
	text_free(&import->distinct);
	view_close(&import->view);
}

/* A feed that would end many people at once is more likely cut short than true. */
static bool refuse_shrink(const struct import *import, struct error *error)
{
	uint64_t people = view_count(import->view, E_person);
	if (import->options->allow_shrink || import->people_ended * 20 <= people)
		return true;
	return error_set(error, ERROR_INPUT,
	                 _("the import would end %zu of %llu people, more than 5 %%; --allow-shrink lets it"),
	                 import->people_ended, (unsigned long long)people);
}

/* Nobody was told of the faults one by one. */
static bool refuse_first(const struct import *import, struct error *error)
{
	const struct fault *first = &import->faults[0];
	size_t more = import->fault_count - 1;
	struct text words = {0};
	import_append_place(import, first->at, &words);
	text_printf(&words, ": %s", first->reason);
	if (more > 0)
		text_printf(&words, ngettext("; and %zu more fault", "; and %zu more faults", (unsigned long)more), more);
	error_set(error, ERROR_INPUT, _("%s; nothing was imported"), words.data);
	text_free(&words);
	return false;
}

static bool refuse_faults(const struct import *import, struct error *error)
{
	if (import->fault_count == 0 || (import->options->rejects != NULL && !import->options->all_or_nothing))
		return true;
	if (import->options->fault == NULL)
		return refuse_first(import, error);
	size_t count = import->fault_count;
	if (import->options->rejects == NULL)
		return error_set(error, ERROR_INPUT,
		                 ngettext("nothing was imported because of %zu fault; correct it, or take the other rows with "
		                          "--rejects FILE",
		                          "nothing was imported because of %zu faults; correct them, or take the other rows with "
		                          "--rejects FILE",
		                          (unsigned long)count),
		                 count);
	return error_set(error, ERROR_INPUT,
	                 ngettext("nothing was imported because of %zu fault; correct it",
	                          "nothing was imported because of %zu faults; correct them", (unsigned long)count),
	                 count);
}

static void count_result(struct import *import)
{
	for (size_t i = 0; i < import->stage.count; i++) {
		const struct staged *staged = &import->stage.items[i];
		if (staged->rejected || staged->removed || staged->ended)
			continue;
		import->result->added += staged->base_revision == 0;
		import->result->changed += staged->base_revision != 0 && staged->changed;
		import->result->unchanged += staged->base_revision != 0 && !staged->changed;
	}
}

/* A list of people that says nothing new is fresh all the same. */
static bool note_people(const struct import *import, struct error *error)
{
	for (size_t i = 0; i < import->stage.count; i++)
		if (import->stage.items[i].ref.entity == E_person && !import->stage.items[i].rejected)
			return import_note_day(import->session, "people_seen", import->session->today, error);
	return true;
}

/* Where a key tells the rows apart, two of them may state the same code: that is found when they are written. */
static bool codes_tell_apart(const struct import *import)
{
	for (size_t i = 0; i < import->source_count; i++)
		for (size_t r = 0; r < import->sources[i].plan->record_count; r++)
			if (import->sources[i].plan->records[r].key != NULL)
				return false;
	return true;
}

bool import_carry_out(struct import *import, struct error *error)
{
	const struct import_options *options = import->options;
	if (!import_read_identities(import, error) || !import_read_rows(import, error))
		return false;
	import_reject_together(import);
	import_tell_kept(import);
	if (import->left_unknown > 0)
		import_notice(import,
		              ngettext("%llu reference that nothing answers to was left as it was",
		                       "%llu references that nothing answers to were left as they were",
		                       (unsigned long)import->left_unknown),
		              (unsigned long long)import->left_unknown);
	import_preview(import);
	import->checked = codes_tell_apart(import);
	if (!refuse_shrink(import, error) || !import_stage_gone(import, error))
		return false;
	count_result(import);
	if ((options->rejects != NULL && !import_write_rejects(import, error)) || !refuse_faults(import, error))
		return false;
	return options->dry_run || (import_write(import, error) && note_people(import, error));
}

bool import_files(struct session *session, char *const *files, size_t count, const struct import_options *options,
                  struct import_result *result, struct error *error)
{
	struct import import = {.session = session, .options = options, .result = result, .names = names_new(),
	                        .resolved = import_new_resolved()};
	*result = (struct import_result){0};
	import.view = view_open(session->store, error);
	bool ok = import.view != NULL && import_open_sources(&import, files, count, error) &&
	          import_carry_out(&import, error);
	import_free(&import);
	return ok;
}
