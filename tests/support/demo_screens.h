/* A small program on the toolkit, for its tests: a list of any length, a form over each row, questions. */
#ifndef SUPPORT_DEMO_SCREENS_H
#define SUPPORT_DEMO_SCREENS_H

#include <stdbool.h>
#include <stddef.h>

struct demo {
	size_t rows;
	bool ascii, mono;
	int wake; /* a descriptor that says that a row has come, or -1 */
};

/* Runs until left; 0, or 3 where the terminal was lost, 2 where it could not start. `demo` is a struct demo. */
int demo_run(void *demo);

#endif
