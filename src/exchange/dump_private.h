/* Lines of a register's dump, see exchange/dump.h: what writing and reading share. */
#ifndef EXCHANGE_DUMP_PRIVATE_H
#define EXCHANGE_DUMP_PRIVATE_H

#include "base/json_writer.h"
#include "exchange/dump.h"
#include "exchange/json.h"
#include "store/dump.h"

#define DUMP_VERSION 1
#define DUMP_LINE_LIMIT ((size_t)16 << 20) /* bytes */

/* Every member that a line may have, but for the values of fields. */
#define DUMP_MEMBERS(M) \
	M(kind) M(version) M(format) M(name) M(text) M(bytes) M(of) M(revision) M(state) M(entry) M(salt) M(created) \
	M(created_by) M(changed) M(changed_by) M(fields) M(sequence) M(action) M(moment) M(actor) M(group) M(undoes) M(open) \
	M(where) M(where_bytes) M(why) M(why_bytes) M(count) M(hash) M(digest) M(kept) M(lines) M(check)

enum dump_member {
#define M(name) MEMBER_##name,
	DUMP_MEMBERS(M)
#undef M
	MEMBERS
};
extern const char *const dump_member_names[MEMBERS];

/* A line as it is read. */
struct dump_line {
	struct {
		bool set;
		size_t at, size; /* of a text, in `texts` */
		int64_t number;  /* of a number; 1 for true */
	} members[MEMBERS];
	struct text texts;
	struct draft draft;        /* the values, once `of` has said of what */
	bool has_values;
	const struct field *field; /* whose list is being read */
	struct text list;
	int64_t bits;
	struct text packed, scratch;
};

void dump_line_init(struct dump_line *line);
void dump_line_free(struct dump_line *line);
/* Reads the line's members; `name` and `number` say where it stands. */
bool dump_line_read(struct dump_line *line, const char *name, size_t number, struct slice text, struct error *error);
/* Each is false with words where the member is not there or says something else. */
bool dump_text(const struct dump_line *line, enum dump_member member, struct slice *text, struct error *error);
bool dump_number(const struct dump_line *line, enum dump_member member, uint64_t least, uint64_t most,
                 uint64_t *number, struct error *error);
bool dump_moment(const struct dump_line *line, enum dump_member member, moment_t *moment, struct error *error);
bool dump_actor(const struct dump_line *line, enum dump_member member, uint32_t *actor, struct error *error);
bool dump_ref(const struct dump_line *line, enum dump_member member, struct ref *ref, struct error *error);
/* Exactly `size` bytes of hexadecimal into `bytes`. */
bool dump_bytes(const struct dump_line *line, enum dump_member member, uint8_t *bytes, size_t size,
                struct error *error);
/* The member as it is, or else what its second member says in hexadecimal, in the line's scratch. */
bool dump_text_or_bytes(struct dump_line *line, enum dump_member member, enum dump_member bytes, struct slice *text,
                        struct error *error);
bool dump_is(const struct dump_line *line, enum dump_member member, const char *text);
/* The record that the line's values make, in its `packed`. */
bool dump_record(struct dump_line *line, struct ref ref, uint32_t revision, struct record *record,
                 struct error *error);

/* dump_value.c: the value of a field, as it is written and read. */
void dump_write_value(struct json_writer *json, const struct field *field, const struct value *value);
bool dump_take_value(struct dump_line *line, const struct field *field, const struct json_value *value,
                     struct error *error);
bool dump_take_item(struct dump_line *line, const struct json_value *value, struct error *error);
bool dump_parse_code(struct slice text, uint8_t target, struct ref *ref, struct error *error);
void dump_append_hex(struct text *out, struct slice bytes);
bool dump_parse_hex(struct slice hex, struct text *bytes, struct error *error);

/* dump_line.c: the hash that ends a line, of what stands before it. */
uint64_t dump_check(struct slice line, uint64_t previous);
#define DUMP_CHECK_HEAD ",\"check\":\""

/* The names of image states and of entries' kinds; -1 where there is no such name, NULL where it has none. */
int dump_find_state(struct slice name);
const char *dump_state_name(enum image_state state);
int dump_find_action(struct slice name);
const char *dump_action_name(enum entry_kind kind);

#endif
