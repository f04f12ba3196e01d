/* The register as lines. */
#include "exchange/dump.h"

#include <inttypes.h>
#include <string.h>

#include "base/lang.h"
#include "exchange/dump_private.h"
#include "model/code.h"

struct writing {
	FILE *out;
	struct text text; /* the line being written */
	struct json_writer json;
	struct dump_line line; /* the same, read back */
	uint64_t check, lines;
	dump_progress *progress;
	void *context;
	struct error *error;
};

static void begin_line(struct writing *writing, const char *kind)
{
	text_clear(&writing->text);
	writing->json = (struct json_writer){.out = &writing->text};
	json_write_object(&writing->json);
	json_write_member(&writing->json, "kind", slice_of(kind));
}

/* The object's end goes behind the hash of what stands before it. */
static bool end_line(struct writing *writing)
{
	writing->check = dump_check(text_slice(&writing->text), writing->check);
	text_printf(&writing->text, DUMP_CHECK_HEAD "%016" PRIx64 "\"}\n", writing->check);
	writing->lines++;
	if (fwrite(writing->text.data, 1, writing->text.size, writing->out) != writing->text.size)
		return error_set_errno(writing->error, _("the export cannot be written"));
	if (writing->lines % 1024 == 0 && writing->progress != NULL &&
	    !writing->progress(writing->context, writing->lines, 0))
		return error_set(writing->error, ERROR_STOPPED, _("the export was stopped"));
	return true;
}

static void write_number(struct writing *writing, enum dump_member member, uint64_t number)
{
	json_write_member_number(&writing->json, dump_member_names[member], (int64_t)number);
}

static void write_text(struct writing *writing, enum dump_member member, struct slice text)
{
	json_write_member(&writing->json, dump_member_names[member], text);
}

static void write_bytes(struct writing *writing, enum dump_member member, const void *bytes, size_t size)
{
	struct text hex = {0};
	dump_append_hex(&hex, (struct slice){bytes, size});
	write_text(writing, member, text_slice(&hex));
	text_free(&hex);
}

/* As text where it is some, else as bytes. */
static void write_either(struct writing *writing, enum dump_member member, enum dump_member bytes, struct slice piece)
{
	if (text_first_invalid(piece) == SIZE_MAX && (piece.size == 0 || memchr(piece.data, '\0', piece.size) == NULL))
		write_text(writing, member, piece);
	else
		write_bytes(writing, bytes, piece.data, piece.size);
}

static void write_ref(struct writing *writing, struct ref ref)
{
	struct text code = {0};
	code_append_default(&code, ref.entity, ref.id);
	write_text(writing, MEMBER_of, text_slice(&code));
	text_free(&code);
}

static void write_moment(struct writing *writing, enum dump_member member, moment_t moment)
{
	char text[MOMENT_TEXT_SIZE];
	write_text(writing, member, slice_of(moment_text(moment, text)));
}

static void write_actor(struct writing *writing, enum dump_member member, uint32_t actor)
{
	struct text text = {0};
	switch (actor) {
	case RECORD_BY_NOBODY: text_append_text(&text, "nobody"); break;
	case RECORD_BY_AUDIT: text_append_text(&text, "audit"); break;
	case RECORD_BY_IMPORT: text_append_text(&text, "import"); break;
	case RECORD_BY_INIT: text_append_text(&text, "init"); break;
	case RECORD_BY_ROOT: text_append_text(&text, "root"); break;
	default: code_append_default(&text, E_person, actor); break;
	}
	write_text(writing, member, text_slice(&text));
	text_free(&text);
}

static void write_record(struct writing *writing, const struct record *record)
{
	write_moment(writing, MEMBER_created, record_created(record));
	write_actor(writing, MEMBER_created_by, record_created_by(record));
	write_moment(writing, MEMBER_changed, record_changed(record));
	write_actor(writing, MEMBER_changed_by, record_changed_by(record));
	write_number(writing, MEMBER_fields, record_fields(record));
	json_write_name(&writing->json, "values");
	json_write_object(&writing->json);
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct value value = record_value(record, field);
		if (!value.set)
			continue;
		json_write_name(&writing->json, field->name);
		dump_write_value(&writing->json, field, &value);
	}
	json_write_object_end(&writing->json);
}

/* What cannot be read back to the same bytes is no way out. */
static bool read_back(struct writing *writing, const struct dump_row *row, uint32_t revision)
{
	struct record again;
	text_append_char(&writing->text, '}');
	bool same = dump_line_read(&writing->line, "", 1, text_slice(&writing->text), writing->error) &&
	            dump_record(&writing->line, row->ref, revision, &again, writing->error);
	writing->text.data[--writing->text.size] = '\0';
	if (same && again.size == row->record.size && memcmp(again.bytes, row->record.bytes, again.size) == 0)
		return true;
	struct text code = {0};
	code_append_default(&code, row->ref.entity, row->ref.id);
	error_set(writing->error, ERROR_STORE, _("%s: revision %u cannot be written so that it is read back the same: export "
	                                         "the records as CSV, and tell those who made the program"),
	          code.data, revision);
	text_free(&code);
	return false;
}

static bool write_record_row(struct writing *writing, const struct dump_row *row)
{
	begin_line(writing, "record");
	write_ref(writing, row->ref);
	write_number(writing, MEMBER_revision, record_revision(&row->record));
	write_record(writing, &row->record);
	return read_back(writing, row, record_revision(&row->record)) && end_line(writing);
}

static bool write_image_row(struct writing *writing, const struct dump_row *row)
{
	const struct image *image = &row->image;
	begin_line(writing, "image");
	write_ref(writing, row->ref);
	write_number(writing, MEMBER_revision, image->revision);
	write_text(writing, MEMBER_state, slice_of(dump_state_name(image->state)));
	write_number(writing, MEMBER_entry, image->sequence);
	write_bytes(writing, MEMBER_salt, image->salt, SALT_SIZE);
	if (image->state != IMAGE_FORMER)
		return end_line(writing);
	write_record(writing, &row->record);
	return read_back(writing, row, image->revision) && end_line(writing);
}

/* id 0: so many records worked out by the audit, of the entity that the name says. */
static bool write_change(struct writing *writing, const struct entry_change *change)
{
	const struct entity *entity = schema_entity(change->ref.entity);
	if (entity == NULL)
		return error_set(writing->error, ERROR_STORE, _("an entry names a record of no known kind"));
	begin_line(writing, "change");
	if (change->ref.id == 0) {
		write_text(writing, MEMBER_name, slice_of(entity->name));
		write_number(writing, MEMBER_count, change->revision);
	} else {
		write_ref(writing, change->ref);
		write_number(writing, MEMBER_revision, change->revision);
	}
	write_bytes(writing, MEMBER_digest, change->digest, DIGEST_SIZE);
	if (change->kept)
		json_write_member_bool(&writing->json, "kept", true);
	return end_line(writing);
}

static void write_action(struct writing *writing, enum entry_kind kind)
{
	const char *name = dump_action_name(kind);
	char digits[NUMBER_TEXT_SIZE];
	write_text(writing, MEMBER_action, slice_of(name != NULL ? name : number_text(kind, digits)));
}

static bool write_entry_row(struct writing *writing, const struct dump_row *row)
{
	const struct entry *entry = &row->entry;
	begin_line(writing, "entry");
	write_number(writing, MEMBER_sequence, entry->sequence);
	write_action(writing, entry->kind);
	write_moment(writing, MEMBER_moment, entry->moment);
	write_actor(writing, MEMBER_actor, entry->actor);
	write_number(writing, MEMBER_group, entry->group);
	write_number(writing, MEMBER_undoes, entry->undoes);
	json_write_member_bool(&writing->json, "open", entry->open);
	write_either(writing, MEMBER_where, MEMBER_where_bytes, entry->where);
	write_either(writing, MEMBER_why, MEMBER_why_bytes, entry->why);
	write_number(writing, MEMBER_count, entry->count);
	write_bytes(writing, MEMBER_hash, entry->hash, DIGEST_SIZE);
	bool ok = end_line(writing);
	for (uint32_t i = 0; ok && i < entry->count; i++) {
		struct entry_change change = entry_change(entry, i);
		ok = write_change(writing, &change);
	}
	return ok;
}

static bool write_fact_row(struct writing *writing, const struct dump_row *row)
{
	begin_line(writing, "fact");
	write_text(writing, MEMBER_name, row->name);
	write_either(writing, MEMBER_text, MEMBER_bytes, row->bytes);
	return end_line(writing);
}

static bool write_summary_row(struct writing *writing, const struct dump_row *row)
{
	begin_line(writing, "summary");
	write_ref(writing, row->ref);
	write_bytes(writing, MEMBER_bytes, row->bytes.data, row->bytes.size);
	return end_line(writing);
}

static bool write_row(void *context, const struct dump_row *row, struct error *error)
{
	static bool (*const write[DUMP_KINDS])(struct writing *, const struct dump_row *) = {
		[DUMP_FACT] = write_fact_row,   [DUMP_RECORD] = write_record_row,   [DUMP_IMAGE] = write_image_row,
		[DUMP_ENTRY] = write_entry_row, [DUMP_SUMMARY] = write_summary_row,
	};
	struct writing *writing = context;
	writing->error = error;
	return write[row->kind](writing, row);
}

static bool write_head(struct writing *writing)
{
	begin_line(writing, "register");
	write_number(writing, MEMBER_version, DUMP_VERSION);
	write_number(writing, MEMBER_format, STORE_FORMAT);
	return end_line(writing);
}

static bool write_end(struct writing *writing)
{
	begin_line(writing, "end");
	write_number(writing, MEMBER_lines, writing->lines + 1);
	return end_line(writing) && (fflush(writing->out) == 0 ||
	                             error_set_errno(writing->error, _("the export cannot be written")));
}

bool dump_write(const struct view *view, FILE *out, dump_progress *progress, void *context, struct error *error)
{
	struct error unwanted = {0};
	struct writing writing = {
		.out = out, .progress = progress, .context = context, .error = error != NULL ? error : &unwanted};
	dump_line_init(&writing.line);
	bool ok = write_head(&writing) && store_dump(view, write_row, &writing, writing.error) && write_end(&writing);
	dump_line_free(&writing.line);
	text_free(&writing.text);
	return ok;
}
