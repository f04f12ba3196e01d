/* Where backups are kept. */
#ifndef CLI_BACKUP_PLACE_H
#define CLI_BACKUP_PLACE_H

#include "cli/cli_private.h"

/* The configured directory, else one in the store's own. */
void cli_append_backup_place(const struct cli *cli, struct text *directory);

#endif
