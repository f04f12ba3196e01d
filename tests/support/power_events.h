/* What the recorder (tests/system/recorder.c) writes and the replay (power_loss.c) reads: every change that a program
 * makes below one directory, in order, and every promise of the system that changes have reached the disk. */
#ifndef SUPPORT_POWER_EVENTS_H
#define SUPPORT_POWER_EVENTS_H

#include <stdint.h>

enum power_event_type {
	POWER_MAKE_DIRECTORY = 1, /* path */
	POWER_REMOVE_DIRECTORY,   /* path */
	POWER_MAKE_FILE,          /* path, file */
	POWER_LINK,               /* path, file: one more name */
	POWER_UNLINK,             /* path */
	POWER_RENAME,             /* path, then what it becomes as data */
	POWER_WRITE,              /* file, offset, data; durable at once when `synchronous` */
	POWER_RESIZE,             /* file, offset: the new size */
	POWER_SYNC,               /* file */
	POWER_SYNC_DIRECTORY,     /* path */
	POWER_ACKNOWLEDGE,        /* data: told to the outside */
};

struct power_event {
	uint32_t type;
	uint32_t synchronous;
	uint64_t file; /* identity of the file, not reused after it is gone */
	uint64_t offset;
	uint32_t path_size; /* bytes that follow, relative to the directory */
	uint32_t data_size; /* bytes that follow these */
};

#endif
