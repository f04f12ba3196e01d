/* SQLite on the same rows: numbers as keys, an index on every column that is looked up by, prepared statements,
 * statistics gathered. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "bench/bench.h"

struct sqlite3 *peer_open(const struct bench *bench, struct measured *measured)
{
	sqlite3 *database = NULL;
	if (sqlite3_open(bench->database, &database) == SQLITE_OK &&
	    sqlite3_exec(database, "PRAGMA cache_size=-262144; PRAGMA mmap_size=8000000000; PRAGMA temp_store=MEMORY", NULL,
	                 NULL, NULL) == SQLITE_OK) {
		sqlite3_busy_timeout(database, 60000);
		return database;
	}
	measure_failed(measured, database == NULL ? "no memory" : sqlite3_errmsg(database));
	sqlite3_close(database);
	return NULL;
}

static const char *type_of(enum cell_kind kind)
{
	switch (kind) {
	case CELL_ID: return "INTEGER PRIMARY KEY";
	case CELL_REF: case CELL_NUMBER: return "INTEGER";
	default: return "TEXT";
	}
}

static void append_table(struct text *sql, const struct made_table *table)
{
	text_printf(sql, "CREATE TABLE \"%s\" (", table->name);
	for (size_t i = 0; i < table->column_count; i++)
		text_printf(sql, "%s\"%s\" %s", i == 0 ? "" : ", ", table->columns[i].name, type_of(table->columns[i].kind));
	text_append_text(sql, ");\n");
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].indexed)
			text_printf(sql, "CREATE INDEX \"%s_%s\" ON \"%s\" (\"%s\");\n", table->name, table->columns[i].name,
			            table->name, table->columns[i].name);
}

bool peer_make(const struct bench *bench)
{
	struct measured measured = {0};
	struct text sql = {0};
	sqlite3 *database = peer_open(bench, &measured);
	const struct made_table *table;
	for (size_t i = 0; (table = made_table_at(i)) != NULL; i++)
		append_table(&sql, table);
	bool ok = database != NULL && sqlite3_exec(database, sql.data, NULL, NULL, NULL) == SQLITE_OK;
	if (!ok)
		fprintf(stderr, "sqlite: %s\n", database == NULL ? measured.words : sqlite3_errmsg(database));
	sqlite3_close(database);
	text_free(&sql);
	return ok;
}

bool peer_import(const struct bench *bench, const char *file, const char *table, struct measured *measured)
{
	struct text command = {0};
	int status = 0;
	text_printf(&command, ".import --csv --skip 1 \"%s\" %s", file, table);
	pid_t child = fork();
	if (child == 0) {
		execlp("sqlite3", "sqlite3", "-batch", bench->database, command.data, (char *)NULL);
		_exit(127);
	}
	bool ok = child > 0 && waitpid(child, &status, 0) == child && status == 0;
	text_free(&command);
	return ok || measure_failed(measured, "sqlite3 .import failed; is Debian's package sqlite3 installed?");
}

int64_t peer_run(struct sqlite3 *database, const char *sql, struct measured *measured)
{
	sqlite3_stmt *statement;
	int64_t rows = 0, sum = 0;
	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) {
		measure_failed(measured, sqlite3_errmsg(database));
		return -1;
	}
	while (sqlite3_step(statement) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			sum += sqlite3_column_bytes(statement, i);
		rows++;
	}
	sqlite3_finalize(statement);
	measured->figures[7] = (double)sum;
	return rows;
}
