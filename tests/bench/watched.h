/* The program itself in a pseudo-terminal, with the time from a key to the picture that answers it. */
#ifndef BENCH_WATCHED_H
#define BENCH_WATCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct watched {
	pid_t process;
	int master;
	double started; /* seconds_now when it was */
};

/* Starts the program, ended by NULL, in a terminal of that size (xterm-256color). */
bool watched_start(struct watched *watched, const char *const *arguments, int rows, int columns);
/* Seconds from its start until `last` has come, which a whole first picture ends with; −1: it never did. */
double watched_first_picture(struct watched *watched, const char *last);
/* What has come within so many milliseconds, in bytes; 0: nothing. */
size_t watched_take(struct watched *watched, int milliseconds);
/* Reads for so long, whatever comes. Returns the bytes read. */
size_t watched_settle_for(struct watched *watched, int milliseconds);
/* Reads until nothing has come for so long. Returns the bytes read. */
size_t watched_settle(struct watched *watched, int milliseconds);
/* Types the key. Seconds until the last byte of what it is answered with; −1: it was not answered. */
double watched_key(struct watched *watched, const char *key, size_t *bytes);
/* Processor time it has had so far, in seconds; its private memory in bytes. */
double watched_processor(const struct watched *watched);
double watched_memory(const struct watched *watched);
/* Takes the terminal away as a lost connection does; how long the program then lives. It is ended after that. */
double watched_lose(struct watched *watched);
void watched_end(struct watched *watched);

#endif
