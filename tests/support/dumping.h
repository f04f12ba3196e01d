/* The whole of a store as a dump in memory. */
#ifndef SUPPORT_DUMPING_H
#define SUPPORT_DUMPING_H

#include "exchange/dump.h"

/* To be freed. Fails the test where it cannot be written. */
char *test_dump(struct store *store, size_t *size);

#endif
