/* How the register is, with the terminal of this call. */
#ifndef CLI_HEALTH_HERE_H
#define CLI_HEALTH_HERE_H

#include "cli/cli_private.h"
#include "report/health.h"

bool health_here(struct cli *cli, struct health *health);

#endif
