/* Verifying a store and noting when it was done: verify, backup and restore share it. */
#ifndef CLI_VERIFYING_H
#define CLI_VERIFYING_H

#include "cli/cli_private.h"
#include "register/upkeep.h"
#include "store/journal.h"

/* Each fault is a line on standard output; progress on a terminal. False where the store cannot be read. `rows`: the
 * summary rows too, which another program may have worked out otherwise. */
bool cli_verify(const struct cli *cli, struct store *store, bool rows, struct verify_report *report,
				struct error *error);

/* Notes in the register itself how it went; ends the command's session, which has not the right to write. Where it
 * cannot be noted, a line on stderr says so, unless writing was never to be expected. */
void cli_note_upkeep(struct cli *cli, enum upkeep_kind kind, uint64_t faults);

#endif
