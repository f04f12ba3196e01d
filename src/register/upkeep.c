#include "register/upkeep.h"

#include <string.h>

#include "store/changes.h"

static const char *const fact_names[UPKEEP_KINDS] = {[UPKEEP_BACKUP] = "backup", [UPKEEP_VERIFY] = "verify"};

/* "DONE TRIED FAULTS": moments, "-" for none. */
static moment_t take_moment(struct slice *rest)
{
	struct slice piece;
	moment_t moment;
	return slice_next(rest, ' ', &piece) && moment_parse(piece, &moment, NULL) ? moment : 0;
}

struct upkeep upkeep_read(const struct view *view, enum upkeep_kind kind)
{
	struct slice rest;
	int64_t faults;
	struct upkeep upkeep = {0};
	if (!view_fact(view, fact_names[kind], &rest))
		return upkeep;
	upkeep.done = take_moment(&rest);
	upkeep.tried = take_moment(&rest);
	upkeep.faults = number_parse(rest, &faults, NULL) && faults > 0 ? (uint64_t)faults : 0;
	return upkeep;
}

static void append_moment(struct text *out, moment_t moment)
{
	char text[MOMENT_TEXT_SIZE];
	text_append_text(out, moment == 0 ? "-" : moment_text(moment, text));
	text_append_char(out, ' ');
}

bool upkeep_note(struct store *store, enum upkeep_kind kind, uint64_t faults, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = RECORD_BY_AUDIT};
	struct changes *changes = changes_begin(store, &facts, error);
	if (changes == NULL)
		return false;
	struct upkeep upkeep = upkeep_read(changes_view(changes), kind);
	struct text words = {0};
	upkeep.tried = moment_now();
	append_moment(&words, faults == 0 ? upkeep.tried : upkeep.done);
	append_moment(&words, upkeep.tried);
	text_printf(&words, "%llu", (unsigned long long)faults);
	changes_put_fact(changes, fact_names[kind], text_slice(&words));
	text_free(&words);
	return changes_commit(&changes, NULL, error);
}
