/* One thing measured, in a process of its own: wall clock, processor time, private memory. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

struct measured {
	bool done;        /* false: it failed, and `words` says why; or it was not tried */
	double wall, cpu; /* seconds; processor time of user and system */
	double user;
	int64_t memory; /* the most private memory beyond what there was at the start, where measure_note_memory was called;
	                   bytes */
	double figures[8];
	char words[300];
};

typedef void measured_function(void *context, struct measured *measured);
/* Runs `function` in a child. Times are those between measure_begin and measure_end, of the whole where these are not
 * called. */
struct measured measure(measured_function *function, void *context);
/* The run of median processor time of several. */
struct measured measure_median(unsigned runs, measured_function *function, void *context);
void measure_begin(struct measured *measured);
void measure_end(struct measured *measured);
void measure_note_memory(struct measured *measured);
bool measure_failed(struct measured *measured, const char *words);

double seconds_now(void); /* wall clock, of no particular origin */
double seconds_of_user(void);
double percentile(double *values, uint64_t count, double share); /* sorts them */

#endif
