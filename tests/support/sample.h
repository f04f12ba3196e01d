/* The sample municipality (conf/sample) in a test's store, with its catalogue, as on its stated day: the
 * test's. */
#ifndef SUPPORT_SAMPLE_H
#define SUPPORT_SAMPLE_H

#include "support/store.h"

#define SAMPLE_DIRECTORY SOURCE_DIR "/conf/sample"

/* One edit through the register's own door; ends the test where anything is refused. Every record has the code its row
 * states. Summary rows are worked out. */
void sample_load(struct test_store *test);

#endif
