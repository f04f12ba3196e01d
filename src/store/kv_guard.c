/* The engine follows the pages' links without looking: in a damaged file, or one that was cut short, they lead to where
 * no memory is, and the system kills. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

/* Comes of a read that the program itself has just made, never in the middle of a commit: nothing is half written. */
static void on_lost(int signal_number)
{
	signal(signal_number, SIG_DFL);
	fprintf(stderr, "forvalta: %s\n",
		_("reading went astray: run forvalta verify. Where it finds damage, restore a backup; where it finds none, this is "
		  "a fault of the program, and nothing was lost by it"));
	_exit(2);
}

void kv_guard(void)
{
	static const int signals[] = {SIGBUS, SIGSEGV};
	struct sigaction now = {0}, ours = {.sa_handler = on_lost};

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
			sigaction(signals[i], &ours, NULL);
}

static sigjmp_buf astray;

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

static bool went_astray;

/* What was held when a page led astray is lost, and no fault of the program's. */
int __lsan_is_turned_off(void)
{
	return went_astray;
}
#endif

static void on_fault(int signal_number)
{
	(void)signal_number;
	siglongjmp(astray, 1);
}

bool kv_guarded(void (*work)(void *context), void *context, struct error *error)
{
	struct sigaction guard = {.sa_handler = on_fault, .sa_flags = SA_NODEFER}, bus, segment;
	volatile bool done = false;
	sigjmp_buf outer;

	memcpy(&outer, &astray, sizeof(outer));
	sigaction(SIGBUS, &guard, &bus);
	sigaction(SIGSEGV, &guard, &segment);
	if (sigsetjmp(astray, 1) == 0) {
		work(context);
		done = true;
	}
	sigaction(SIGBUS, &bus, NULL);
	sigaction(SIGSEGV, &segment, NULL);
	memcpy(&astray, &outer, sizeof(outer));
#ifdef __SANITIZE_ADDRESS__
	went_astray = went_astray || !done;
#endif
	return done || error_set(error, ERROR_STORE,
				 _("what is read is damaged: restore it from a backup, or take another where this is one"));
}
