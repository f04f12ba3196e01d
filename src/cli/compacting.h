/* The end of an erasure and of a disposal: the data file written anew, and what is outside of it told. */
#ifndef CLI_COMPACTING_H
#define CLI_COMPACTING_H

#include "cli/cli_private.h"

/* Which backups still hold what is gone: of `ref`, of anything where that is not set. Needs the session. */
void cli_tell_copies(struct cli *cli, struct ref ref);
/* Ends the session and writes the data file anew. Where it cannot be done, what still holds it and how to finish is
 * said. The exit status. */
int cli_compact(struct cli *cli);

#endif
