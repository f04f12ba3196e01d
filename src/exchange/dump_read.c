/* Lines back into a register: built beside its place, verified, and only then put there. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "exchange/dump.h"
#include "exchange/dump_private.h"
#include "register/verify.h"

#define CHECK_SIZE (sizeof DUMP_CHECK_HEAD - 1 + 16 + 2) /* ,"check":"…"} */

struct reading {
	struct input *input;
	struct slice piece; /* what has been read of it and not yet been looked at */
	struct text text;   /* the line */
	size_t number;      /* of the line */
	uint64_t check;
	struct dump_line line;
	struct rebuild *rebuild;
	struct entry entry; /* whose changes are being read */
	struct text where, why, changes;
	uint8_t hash[DIGEST_SIZE];
	uint64_t changes_left;
	bool ended;
	struct dump_result *result;
	struct error *error;
};

static bool add_place(struct reading *reading)
{
	return error_prefix(reading->error, "%s:%zu", input_name(reading->input), reading->number);
}

static bool refuse(struct reading *reading, const char *words)
{
	error_set(reading->error, ERROR_INPUT, "%s", words);
	return add_place(reading);
}

/* The next line without its line feed; *there false at the end of the file. */
static bool next_line(struct reading *reading, bool *there)
{
	const char *end = NULL;
	text_clear(&reading->text);
	reading->number++;
	while (end == NULL) {
		if (reading->piece.size == 0 && !input_read(reading->input, &reading->piece, reading->error))
			return false;
		*there = reading->piece.size > 0;
		if (!*there)
			return reading->text.size == 0 || refuse(reading, _("the file is cut off in this line"));
		end = memchr(reading->piece.data, '\n', reading->piece.size);
		size_t size = end == NULL ? reading->piece.size : (size_t)(end - reading->piece.data);
		text_append(&reading->text, (struct slice){reading->piece.data, size});
		size += end != NULL;
		reading->piece = (struct slice){reading->piece.data + size, reading->piece.size - size};
		if (reading->text.size > DUMP_LINE_LIMIT)
			return refuse(reading, _("a line is longer than any of a register"));
	}
	return true;
}

/* Before anything in the line is believed. */
static bool check_line(struct reading *reading)
{
	char expected[CHECK_SIZE + 1];
	struct slice line = text_slice(&reading->text);
	if (line.size <= CHECK_SIZE ||
	    memcmp(line.data + line.size - CHECK_SIZE, DUMP_CHECK_HEAD, sizeof DUMP_CHECK_HEAD - 1) != 0)
		return refuse(reading, _("this is no line of a register's export, or it is damaged"));
	line.size -= CHECK_SIZE;
	reading->check = dump_check(line, reading->check);
	snprintf(expected, sizeof expected, DUMP_CHECK_HEAD "%016" PRIx64 "\"}", reading->check);
	return memcmp(line.data + line.size, expected, CHECK_SIZE) == 0 ||
	       refuse(reading, _("this line is not as it was written, or does not follow the one before: the file is damaged "
	                         "or was changed"));
}

static bool take_head(struct reading *reading)
{
	uint64_t version, format;
	if (!dump_is(&reading->line, MEMBER_kind, "register"))
		return error_set(reading->error, ERROR_INPUT, _("this is no register's export"));
	if (!dump_number(&reading->line, MEMBER_version, 1, UINT32_MAX, &version, reading->error) ||
	    !dump_number(&reading->line, MEMBER_format, 1, UINT32_MAX, &format, reading->error))
		return false;
	if (version > DUMP_VERSION || format > STORE_FORMAT)
		return error_set(reading->error, ERROR_INPUT,
		                 _("a newer program wrote this (format %llu, this one knows %d); install the newer program"),
		                 (unsigned long long)format, STORE_FORMAT);
	return true;
}

static bool take_fact(struct reading *reading, struct dump_row *row)
{
	*row = (struct dump_row){.kind = DUMP_FACT};
	return dump_text(&reading->line, MEMBER_name, &row->name, reading->error) &&
	       dump_text_or_bytes(&reading->line, MEMBER_text, MEMBER_bytes, &row->bytes, reading->error) &&
	       rebuild_put(reading->rebuild, row, reading->error);
}

static bool take_record(struct reading *reading, struct dump_row *row)
{
	uint64_t revision;
	*row = (struct dump_row){.kind = DUMP_RECORD};
	if (!dump_ref(&reading->line, MEMBER_of, &row->ref, reading->error) ||
	    !dump_number(&reading->line, MEMBER_revision, 1, UINT32_MAX, &revision, reading->error) ||
	    !dump_record(&reading->line, row->ref, (uint32_t)revision, &row->record, reading->error))
		return false;
	reading->result->records++;
	return rebuild_put(reading->rebuild, row, reading->error);
}

static bool take_image(struct reading *reading, struct dump_row *row)
{
	struct slice state;
	uint8_t salt[SALT_SIZE];
	uint64_t revision, sequence;
	*row = (struct dump_row){.kind = DUMP_IMAGE};
	if (!dump_ref(&reading->line, MEMBER_of, &row->ref, reading->error) ||
	    !dump_number(&reading->line, MEMBER_revision, 1, UINT32_MAX, &revision, reading->error) ||
	    !dump_number(&reading->line, MEMBER_entry, 1, INT64_MAX, &sequence, reading->error) ||
	    !dump_text(&reading->line, MEMBER_state, &state, reading->error) ||
	    !dump_bytes(&reading->line, MEMBER_salt, salt, sizeof salt, reading->error))
		return false;
	int known = dump_find_state(state);
	if (known < 0)
		return error_set(reading->error, ERROR_INPUT, _("\"%s\" is not there, or is not what it must be"), "state");
	row->image = (struct image){.revision = (uint32_t)revision, .state = known, .sequence = sequence, .salt = salt};
	return (known != IMAGE_FORMER ||
	        dump_record(&reading->line, row->ref, (uint32_t)revision, &row->record, reading->error)) &&
	       rebuild_put(reading->rebuild, row, reading->error);
}

static bool take_summary(struct reading *reading, struct dump_row *row)
{
	*row = (struct dump_row){.kind = DUMP_SUMMARY};
	return dump_ref(&reading->line, MEMBER_of, &row->ref, reading->error) &&
	       dump_text_or_bytes(&reading->line, MEMBER_text, MEMBER_bytes, &row->bytes, reading->error) &&
	       rebuild_put(reading->rebuild, row, reading->error);
}

static bool take_action(struct reading *reading)
{
	struct slice name;
	int64_t number;
	if (!dump_text(&reading->line, MEMBER_action, &name, reading->error))
		return false;
	int known = dump_find_action(name);
	if (known < 0 && (!number_parse(name, &number, NULL) || number < 1 || number > UINT8_MAX))
		return error_set(reading->error, ERROR_INPUT, _("\"%s\" is not there, or is not what it must be"), "action");
	reading->entry.kind = (enum entry_kind)(known < 0 ? number : known);
	return true;
}

static bool take_words(struct reading *reading, enum dump_member member, enum dump_member bytes, struct text *words)
{
	struct slice text;
	text_clear(words);
	if (!dump_text_or_bytes(&reading->line, member, bytes, &text, reading->error))
		return false;
	text_append(words, text);
	return true;
}

static bool put_entry(struct reading *reading)
{
	struct dump_row row = {.kind = DUMP_ENTRY};
	reading->entry.changes = (const uint8_t *)reading->changes.data;
	reading->entry.where = text_slice(&reading->where);
	reading->entry.why = text_slice(&reading->why);
	reading->entry.hash = reading->hash;
	row.entry = reading->entry;
	reading->result->entries++;
	return rebuild_put(reading->rebuild, &row, reading->error);
}

/* Put when the last of its changes has been read. */
static bool take_entry(struct reading *reading, struct dump_row *row)
{
	const struct dump_line *line = &reading->line;
	struct entry *entry = &reading->entry;
	(void)row;
	*entry = (struct entry){.open = line->members[MEMBER_open].number != 0};
	text_clear(&reading->changes);
	if (!dump_number(line, MEMBER_sequence, 1, INT64_MAX, &entry->sequence, reading->error) || !take_action(reading) ||
	    !dump_moment(line, MEMBER_moment, &entry->moment, reading->error) ||
	    !dump_actor(line, MEMBER_actor, &entry->actor, reading->error) ||
	    !dump_number(line, MEMBER_group, 0, INT64_MAX, &entry->group, reading->error) ||
	    !dump_number(line, MEMBER_undoes, 0, INT64_MAX, &entry->undoes, reading->error) ||
	    !dump_number(line, MEMBER_count, 0, UINT32_MAX, &reading->changes_left, reading->error) ||
	    !dump_bytes(line, MEMBER_hash, reading->hash, DIGEST_SIZE, reading->error) ||
	    !take_words(reading, MEMBER_where, MEMBER_where_bytes, &reading->where) ||
	    !take_words(reading, MEMBER_why, MEMBER_why_bytes, &reading->why))
		return false;
	entry->count = (uint32_t)reading->changes_left;
	return reading->changes_left > 0 || put_entry(reading);
}

static bool take_change_of(struct reading *reading, struct entry_change *change, uint64_t *number)
{
	const struct dump_line *line = &reading->line;
	struct slice name;
	if (!line->members[MEMBER_name].set)
		return dump_ref(line, MEMBER_of, &change->ref, reading->error) &&
		       dump_number(line, MEMBER_revision, 1, UINT32_MAX, number, reading->error);
	if (!dump_text(line, MEMBER_name, &name, reading->error) ||
	    !dump_number(line, MEMBER_count, 1, UINT32_MAX, number, reading->error))
		return false;
	const struct entity *entity = schema_find_entity(name);
	change->ref.entity = entity == NULL ? 0 : entity->number;
	return entity != NULL || error_set(reading->error, ERROR_INPUT, _("there is no kind of record of that name"));
}

static bool take_change(struct reading *reading)
{
	uint8_t digest[DIGEST_SIZE];
	uint64_t number;
	struct entry_change change = {.digest = digest, .kept = reading->line.members[MEMBER_kept].number != 0};
	if (!dump_is(&reading->line, MEMBER_kind, "change"))
		return error_set(reading->error, ERROR_INPUT, _("a change of the entry before was expected"));
	if (!take_change_of(reading, &change, &number) ||
	    !dump_bytes(&reading->line, MEMBER_digest, digest, sizeof digest, reading->error))
		return false;
	change.revision = (uint32_t)number;
	entry_add_change(&reading->changes, &change);
	return --reading->changes_left > 0 || put_entry(reading);
}

static bool take_end(struct reading *reading, struct dump_row *row)
{
	uint64_t lines;
	(void)row;
	reading->ended = true;
	return dump_number(&reading->line, MEMBER_lines, reading->number, reading->number, &lines, reading->error);
}

static bool take_line(struct reading *reading)
{
	static const struct {
		const char *kind;
		bool (*take)(struct reading *reading, struct dump_row *row);
	} kinds[] = {{"fact", take_fact},       {"record", take_record}, {"image", take_image}, {"entry", take_entry},
	             {"summary", take_summary}, {"end", take_end}};
	struct dump_row row;
	if (reading->number == 1)
		return take_head(reading);
	if (reading->changes_left > 0)
		return take_change(reading);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (dump_is(&reading->line, MEMBER_kind, kinds[i].kind))
			return kinds[i].take(reading, &row);
	return error_set(reading->error, ERROR_INPUT, _("there is no such kind of line"));
}

static bool read_line(struct reading *reading, bool *there)
{
	if (!next_line(reading, there))
		return false;
	if (!*there)
		return reading->ended || refuse(reading, _("the file ends before its end line: it was cut off"));
	if (reading->ended)
		return refuse(reading, _("something stands behind the end"));
	return check_line(reading) &&
	       dump_line_read(&reading->line, input_name(reading->input), reading->number, text_slice(&reading->text),
	                      reading->error) &&
	       (take_line(reading) || add_place(reading));
}

static bool tell_progress(struct reading *reading, dump_progress *progress, void *context)
{
	uint64_t done, size;
	if (progress == NULL || reading->number % 1024 != 0)
		return true;
	input_progress(reading->input, &done, &size);
	return progress(context, done, size) ||
	       error_set(reading->error, ERROR_STOPPED, _("stopped: nothing was restored"));
}

struct faults {
	struct text first;
	uint64_t count;
};

static void note_fault(void *context, const char *line)
{
	struct faults *faults = context;
	if (faults->count++ == 0)
		text_append_text(&faults->first, line);
}

/* What the hashes of lines and entries cannot show: whether each image is what the change log says of it. */
static bool verify(struct reading *reading, const struct conf *conf)
{
	struct faults faults = {0};
	struct verify_report report;
	struct store *store = rebuild_store(reading->rebuild, reading->error);
	struct view *view = store == NULL ? NULL : view_open(store, reading->error);
	if (view == NULL)
		return false;
	store_verify(view, note_fault, NULL, &faults, &report);
	view_close(&view);
	if (faults.count > 0)
		error_set(reading->error, ERROR_INPUT, _("%s: the register in it is not sound (%llu faults): %s"),
		          input_name(reading->input), (unsigned long long)faults.count, faults.first.data);
	text_free(&faults.first);
	return faults.count == 0 && register_settle_summaries(store, conf, reading->error);
}

static void free_reading(struct reading *reading)
{
	rebuild_abandon(&reading->rebuild);
	dump_line_free(&reading->line);
	input_free(&reading->input);
	text_free(&reading->text);
	text_free(&reading->where);
	text_free(&reading->why);
	text_free(&reading->changes);
}

bool dump_restore(const char *path, const char *directory, const struct store_options *options, const struct conf *conf,
                  bool replace, dump_progress *progress, void *context, struct dump_result *result,
                  struct error *error)
{
	struct error unwanted = {0};
	struct reading reading = {.result = result, .error = error != NULL ? error : &unwanted};
	bool there = true;
	*result = (struct dump_result){0};
	reading.input = input_open(path, ENCODING_UTF8, reading.error);
	dump_line_init(&reading.line);
	if (reading.input != NULL)
		reading.rebuild = rebuild_begin(directory, options, reading.error);
	bool ok = reading.rebuild != NULL;
	while (ok && there)
		ok = read_line(&reading, &there) && tell_progress(&reading, progress, context);
	ok = ok && verify(&reading, conf) && rebuild_install(&reading.rebuild, replace, reading.error);
	free_reading(&reading);
	return ok;
}
