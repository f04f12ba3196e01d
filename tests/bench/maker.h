/* A lifelike register of any size, made from a fixed seed: CSV files with the program's headers, and the same rows for
 * the peers, with numbers where the program's files have codes. */
#ifndef BENCH_MAKER_H
#define BENCH_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BENCH_TODAY 20779 /* 2026-11-22 */
#define ROWS_IN_A_FILE 1000000

enum cell_kind { CELL_ID, CELL_REF, CELL_TEXT, CELL_NUMBER };

struct made_column {
	const char *name;
	enum cell_kind kind;
	bool indexed; /* at the peers; an id is their primary key */
};

struct made_table {
	const char *name;
	const struct made_column *columns;
	size_t column_count;
};

/* In the order in which they are imported. NULL after the last. */
const struct made_table *made_table_at(size_t index);
const struct made_table *made_table_find(const char *name);

struct row_counts {
	uint64_t systems;
	uint64_t people, units, suppliers, products, releases; /* of what stands around the systems */
};
struct row_counts made_counts(uint64_t systems);
uint64_t made_rows(const struct made_table *table, uint64_t systems);

/* Writes rows `first` to `last` (from 1) of the table; either path may be NULL. */
void make_rows(const struct made_table *table, uint64_t systems, uint64_t first, uint64_t last, const char *own,
               const char *peers);

#endif
