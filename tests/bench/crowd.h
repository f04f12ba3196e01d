/* Many people who save at the same time, each in a process of its own: what each save takes, counted from the moment
 * when it was due, so that what came late because of the one before counts too. */
#ifndef BENCH_CROWD_H
#define BENCH_CROWD_H

#include "bench/bench.h"

#define CROWD 32

/* How they save. What `open` gives is NULL where it cannot be had; each opens for itself, and nobody begins before all
 * have. `ready`, which may be NULL, is what is done ahead of the moment: the form is open and filled in. */
struct crowd_way {
	void *(*open)(const struct bench *bench, unsigned person);
	bool (*ready)(void *opened, unsigned change);
	bool (*save)(void *opened, unsigned change); /* true: it was acknowledged */
	void (*close)(void *opened);
};

struct crowd_pace {
	unsigned changes; /* of each */
	double between;   /* seconds from one to the next */
};

/* Seconds: those of the saves, and how late the same processes woke for them, which is the machine's doing. */
struct crowd_result {
	bool done; /* every change was acknowledged */
	unsigned acknowledged[CROWD];
	double median, most_95, most_99, most;
	double woken_99, woken_most;
};

/* Person n changes system n + 1; their change i sets its users to CROWD_FIRST + i. */
#define CROWD_FIRST 10000u

struct crowd_result crowd_run(const struct bench *bench, const struct crowd_way *way, struct crowd_pace pace);
/* The round of several in which 99 % was least. `after`, which may be NULL, is called behind each. */
#define CROWD_ROUNDS 3
struct crowd_result crowd_best(const struct bench *bench, const struct crowd_way *way, struct crowd_pace pace,
                               void (*after)(void *context, const struct crowd_result *result), void *context);
unsigned crowd_acknowledged(const struct crowd_result *result);

/* What was acknowledged is in the register: the last value of each, and as many revisions as were acknowledged. */
struct crowd_check {
	const struct bench *bench;
	uint32_t revisions[CROWD];
	unsigned acknowledged, lost;
};
void crowd_check_begin(struct crowd_check *check, const struct bench *bench);
void crowd_check_round(void *check, const struct crowd_result *result);

/* Two rows: what the saves took, and how late they woke for them. With `check`, which may be NULL, what was kept. */
void crowd_tell(const char *what, const struct crowd_result *result, const struct crowd_check *check, const char *aim);

#endif
