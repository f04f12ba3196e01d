#include "cli/health_here.h"

#include <stdlib.h>
#include <unistd.h>

#include "tui/tui.h"

bool health_here(struct cli *cli, struct health *health)
{
	const char *type = getenv("TERM");
	if (!health_gather(&cli->session, health, &cli->error))
		return false;
	if (isatty(STDOUT_FILENO))
		health->terminal = type == NULL ? "" : type;
	health->terminal_known = tui_knows_terminal(type);
	return true;
}
