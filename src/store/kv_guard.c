/* A damaged store can send whoever reads it behind the end of its file, where the system kills. That is told, and the
 * program ends as it does for other damage that the engine finds: nothing is half written, since nobody reads so while
 * a commit is under way. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/lang.h"
#include "store/kv_private.h"

/* Comes of a read that the program itself has just made, never in the middle of something else. */
static void on_bus_error(int signal_number)
{
	signal(signal_number, SIG_DFL);
	fprintf(stderr, "forvalta: %s\n",
		_("what is read is damaged: restore it from a backup, or take another where this is one"));
	exit(2);
}

void kv_guard(void)
{
	struct sigaction now = {0}, ours = {.sa_handler = on_bus_error};

	if (sigaction(SIGBUS, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
		sigaction(SIGBUS, &ours, NULL);
}
