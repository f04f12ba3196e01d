/* A disk that fails at any write. A test makes a place with what its deeds need; each deed is a command, run on a
 * copy of the place once without a fault and then with a fault at its first write, at its second and so on, until
 * none is left to fail. What it leaves must be whole: the register as it was or as it would have become, the same
 * files, and words that name what failed.
 *
 * Environment: FAULTS_ALL tries every write and several kinds of fault, else those that tell the most. */
#ifndef SUPPORT_FAULTS_H
#define SUPPORT_FAULTS_H

#include <stdbool.h>

struct faulty_deed {
	const char *name;
	/* The program's; with `self` the test program's own. "@" stands for the place. */
	const char *arguments[10];
	bool self;
	const char *environment; /* NAME=@/value, or NULL */
	const char *store;       /* below the place; NULL: "store" */
	/* Looks whether all in the place is whole, instead of comparing what the register holds; or NULL. */
	void (*check)(const char *place, const char *what);
	bool again;              /* what is half done is made whole by the same deed again: an audit */
	bool small_disks;        /* tried on those too */
	bool may_end_well;       /* where what could not be written is no part of what was asked */
	const char *leaves;      /* what it may leave where it fails: the start of a path below the place */
};

/* A directory of the test's own with the place in it; `make` fills it, and may write @/forvalta.conf. To be ended. */
void faults_begin(void (*make)(const char *place));
void faults_end(void);

/* Runs the program while the place is made; fails the test where its exit status is not `wanted`. "@" is the place. */
void faults_run(int wanted, const char *const *arguments);

/* Fails the test at the first fault that is not stood. */
void faults_try(const struct faulty_deed *deed);

/* The same with disks of a page more each time, until the deed is done; false where none may be mounted. */
bool faults_try_small_disk(const struct faulty_deed *deed);

#endif
