/* The store: a directory that holds the register. Tables of packed records clustered by parent, indexes, summary rows,
 * history and journal, on the ordered engine below. DESIGN 3.
 *
 * Reading happens in a view, one consistent snapshot; nothing read from it outlives it, and none is held while waiting
 * for a person. Writing happens in a change set, one durable transaction and one journal entry. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "model/record.h"

/* 1 was of the first weeks, with a slot for every field; no program that was handed out wrote it. */
#define STORE_FORMAT 2

struct store;
struct view;

struct store_options {
	bool read_only;
	bool create;        /* a new store; the directory may be there, empty */
	bool force_network; /* on a network file system all the same */
	bool shared;        /* create: mode 2770 for `group` */
	unsigned group;
	size_t map_size;    /* 0: 64 GiB */
	void (*notice)(const char *text, void *context); /* one line for stderr; may be NULL */
	void *notice_context;
};

struct store *store_open(const char *directory, const struct store_options *options, struct error *error);
void store_close(struct store **store);
const char *store_directory(const struct store *store);
bool store_is_read_only(const struct store *store);
/* False, with words, where this program cannot go on with it: it was moved, removed or replaced, or a newer program has
 * brought it to another format. */
bool store_is_still_ours(struct store *store, struct error *error);
/* Whether a group may write its files, past every role; *group gets the group's number. */
bool store_is_shared(const struct store *store, unsigned *group);

/* A snapshot. NULL with words when it cannot be had. Cheap: microseconds. */
struct view *view_open(struct store *store, struct error *error);
void view_close(struct view **view);
/* Whether the store has committed anything since the view was opened. */
bool view_is_stale(const struct view *view);
/* Journal sequence of the last entry seen. */
uint64_t view_sequence(const struct view *view);

/* False where there is no such record, or it is too damaged to be read as one. */
bool view_record(const struct view *view, struct ref ref, struct record *record);
uint64_t view_count(const struct view *view, uint8_t entity);
/* Sequence of the last entry that wrote or removed a record of the entity; 0 where none did. */
uint64_t view_written(const struct view *view, uint8_t entity);
/* The record's code; the default one for a record that is gone. */
void view_append_code(const struct view *view, struct ref ref, struct text *out);
/* What people call it: its name, else its code. */
void view_append_name(const struct view *view, struct ref ref, struct text *out);
/* Who wrote something: a person's name, or audit, import, init, root; "-" for nobody. */
void view_append_actor(const struct view *view, uint32_t actor, struct text *out);
/* A value_writer whose references are written as codes of this view. */
struct value_writer view_writer(const struct view *view, bool shown);

/* The records of one entity, by (parent, id). */
struct records;
struct records *records_new(const struct view *view, uint8_t entity);
void records_free(struct records **records);
bool records_first(struct records *records, struct record *record);
bool records_next(struct records *records, struct record *record);
bool records_last(struct records *records, struct record *record);
bool records_previous(struct records *records, struct record *record);
/* The first record at or after (parent, id). */
bool records_seek(struct records *records, record_id parent, record_id id, struct record *record);
/* The record (parent, id) itself: near the last one asked for, cheaper than view_record. False where it is not there;
 * `record` may then be another. */
bool records_get(struct records *records, record_id parent, record_id id, struct record *record);
/* Every child of `parent` in turn: `found` starts false and says whether the cursor stands on one. Sequential parents
 * cost no search. */
bool records_child(struct records *records, record_id parent, bool *found, struct record *record);

/* An index entry: the record it points at and what it carries. */
struct index_hit {
	record_id id;
	const uint8_t *payload; /* read with payload_… */
	size_t payload_size;
	struct slice value;     /* of the key, without the id: folded text, or big-endian number */
};

/* Entries of an index field (unique, indexed, or the entity's name) with exactly `value`. Begin with *hit = {0}. */
struct index;
struct index *index_new(const struct view *view, const struct field *field, uint8_t entity);
void index_free(struct index **index);
bool index_seek(struct index *index, const struct value *value,
                struct index_hit *hit); /* first entry of exactly this value */
bool index_next_same(struct index *index, struct index_hit *hit);
bool index_first(struct index *index, struct index_hit *hit); /* every entry in the order of the values */
bool index_next(struct index *index, struct index_hit *hit);
bool field_is_indexed(const struct entity *entity, const struct field *field);
/* A field carried in the payload, by its place in the field row's payload list. NUMBER_UNSET where not set; a
 * reference's id. */
int64_t payload_number(const struct field *indexed, uint8_t entity, const struct index_hit *hit, size_t place);

/* The records of `entity` whose indexed field holds `ref`, in the order of their ids. */
struct naming;
struct naming *naming_new(const struct view *view, uint8_t entity, uint8_t field, struct ref ref);
bool naming_next(struct naming *naming, struct record *record);
void naming_free(struct naming **naming);

/* The id that the next new record of the entity would get, codes that somebody chose not looked at. */
record_id view_next_id(const struct view *view, uint8_t entity);

/* The record with this code, chosen or default. */
bool view_find_code(const struct view *view, struct slice code, struct ref *ref);
/* Whether any code that somebody chose begins so, case ignored: "SYS-". */
bool view_code_begins(const struct view *view, struct slice beginning);

/* Where a record is referred to: calls `found` for every field of every record that holds `ref`, until it returns
 * false. Indexed fields cost a look-up, others a walk over their entity. */
void view_references(const struct view *view, struct ref ref,
                     bool (*found)(void *context, const struct record *record, const struct field *field),
                     void *context);

/* Asks `watcher` now and then, while anything is read or written, whether to go on. Where it says no, what is being
 * read ends as if there were no more, what is being written cannot be committed (ERROR_STOPPED): whatever was worked
 * out is to be thrown away. While it is asked it may have short views of its own. NULL: nobody is asked. */
void store_watch(struct store *store, bool (*watcher)(void *context), void *context);
/* How far the outermost walk from the first record of an entity has come; entity 0: nothing is gone through so. */
struct store_walk {
	uint8_t entity;
	uint64_t done, of;
};
struct store_walk store_walk(const struct store *store);

/* Summary rows: opaque to the store, one per record that has one. Points into the view. */
bool view_summary(const struct view *view, struct ref ref, struct slice *row);
struct summaries;
struct summaries *summaries_new(const struct view *view, uint8_t entity);
void summaries_free(struct summaries **summaries);
bool summaries_next(struct summaries *summaries, record_id *id, struct slice *row);
bool summaries_seek(struct summaries *summaries, record_id from, record_id *id,
                    struct slice *row);           /* at or after `from` */
uint64_t view_summaries(const struct view *view); /* rows of every entity */

/* Meta facts: small named values kept by register and audit ("profile", "last_audit"). */
bool view_fact(const struct view *view, const char *name, struct slice *value);
/* The same for a fact that is a day: DAY_UNSET where there is none. */
day_t view_fact_day(const struct view *view, const char *name);

#endif
