/* What the rows of the table share. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bench/maker.h"
#include "bench/measure.h"
#include "conf/conf.h"
#include "register/session.h"

struct bench {
	uint64_t systems;
	char *directory; /* of this size; everything below it is made here and removed at the end */
	char *store, *database;
	const char *program;
	struct conf *conf; /* profile full */
};

char *bench_path(const struct bench *bench, const char *name); /* to be freed */
void bench_remove(const char *directory); /* with all that is in it */
/* Opens the register as the night's actor. False with the words in `measured`. */
bool bench_open(const struct bench *bench, bool read_only, struct session *session, struct measured *measured);
/* Copies the register hot to a store of that name. */
bool bench_copy(const struct bench *bench, const char *name, struct measured *measured);
/* Measures looking back to an entry of the change log, to the first record; `context` is a bench_moment. */
struct bench_moment {
	const struct bench *bench;
	uint64_t sequence;
};
void bench_look_back(void *context, struct measured *measured);

/* ---- the table ---- */

void table_begin(const struct bench *bench);
void table_section(const char *title);
/* Seconds, milliseconds or microseconds, as fits. */
void table_time(const char *what, const struct measured *own, const char *peer_name, const struct measured *peer,
                const char *aim);
/* Already worded; any may be "". */
void table_words(const char *what, const char *own, const char *peer, const char *ratio, const char *aim);
void table_failed(const char *what, const struct measured *measured);
const char *in_time(double seconds, char buffer[32]);
const char *in_bytes(double bytes, char buffer[32]);

/* ---- the rows, in order ---- */

void rows_import(struct bench *bench); /* makes the register and the peer's database */
void rows_size(struct bench *bench);
void rows_audit(struct bench *bench);
void rows_cost(struct bench *bench);
void rows_list(struct bench *bench);
void rows_start(struct bench *bench);
void rows_screen(struct bench *bench);
void rows_peers(struct bench *bench); /* programs of the same kind */
void rows_change(struct bench *bench);
void rows_crowd(struct bench *bench);
void rows_ssh(struct bench *bench);
void rows_keep(struct bench *bench);
void rows_back(struct bench *bench);
void rows_year(struct bench *bench);

/* One person's save: what a form does. Gives the processor time that was ours in *own, where it is not NULL. */
bool bench_save(struct session *session, record_id system, int64_t users, double *own, struct error *error);

/* ---- the peers ---- */

struct sqlite3;
struct sqlite3 *peer_open(const struct bench *bench, struct measured *measured);
bool peer_make(const struct bench *bench);                /* tables and indexes, empty */
/* `sqlite3 DATABASE ".import FILE TABLE"` */
bool peer_import(const struct bench *bench, const char *file, const char *table, struct measured *measured);
/* Runs the statement and reads every column of every row. Returns their number; −1 with words. */
int64_t peer_run(struct sqlite3 *database, const char *sql, struct measured *measured);

/* Rules of the night audit that the peer has in SQL. */
#define PORTED_RULES 5
const char *ported_rule_id(size_t index);
/* Each by its statement. figures[rule]: rows. */
void ported_rules_run(void *bench, struct measured *measured);
/* After a night with all rules: not done, with words, where the findings that stand are about other records than the
 * rows are. figures[rule]: findings. */
void ported_rules_compare(void *bench, struct measured *measured);

/* The plain walk over every record table: next, and one load for each cache line. figures[0] records, [1] bytes. */
void walk_records(void *bench, struct measured *measured);

struct table_size {
	const char *kind; /* "record", "id", "history", "index", … */
	uint64_t entries, bytes;
};
#define TABLE_KINDS 12
size_t walk_sizes(const struct bench *bench, struct table_size sizes[TABLE_KINDS]);

#endif
