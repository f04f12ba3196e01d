/* The sample municipality (conf/sample) in a test's store, with its catalogue, as on its stated day: the test's. */
#ifndef SUPPORT_SAMPLE_H
#define SUPPORT_SAMPLE_H

#include "support/store.h"

#define SAMPLE_DIRECTORY SOURCE_DIR "/conf/sample"

/* Imported as the demo does it, after the person who made the register; ends the test where anything is refused. Every
 * record has the code that its row states. */
void sample_load(struct test_store *test);

#endif
