/* The questions of a round as spreadsheets, for those who never log in. */
#ifndef CLI_REVIEW_SHEETS_H
#define CLI_REVIEW_SHEETS_H

#include "cli/cli_private.h"

/* CODE: everything that is open to standard output; with --per-reviewer --output DIR a file for each who is asked. */
bool review_export(struct cli *cli);
/* FILE… or DIR; none, or "-": standard input. Returns the exit status: EXIT_FOUND where a row was refused. */
int review_import(struct cli *cli);

#endif
