/* The program, run as others run it. */
#ifndef SUPPORT_RUNNING_H
#define SUPPORT_RUNNING_H

#include <sys/types.h>

struct running {
	pid_t process;
	int output; /* of both of its outputs, to be read to the end */
};

/* Starts it with these arguments, ended by NULL; in English, on 2026-11-22. */
struct running running_start(const char *const *arguments);
/* Its exit status, 128 and the signal where one ended it; what it said goes to `words`, cut to `size`. */
int running_finish(struct running *running, char *words, size_t size);
/* Both. */
int running_run(const char *const *arguments, char *words, size_t size);

#endif
