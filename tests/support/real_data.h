/* Real data by the mappings that are shipped: what tests of it share. They skip where ../shared/data is not. */
#ifndef SUPPORT_REAL_DATA_H
#define SUPPORT_REAL_DATA_H

#include "support/importing.h"

#define REAL_DATA SOURCE_DIR "/../shared/data/"

int real_data_teardown(void **state); /* of importing_setup */
size_t real_data_count(struct import_test *test, const char *entity);
/* The sum of a column of amounts, and how many are set. */
void real_data_expect_sum(struct import_test *test, const char *entity, const char *column, const char *sum,
                          size_t count);
/* Imports a file by a mapping, twice; the second time nothing is written. */
void real_data_import_twice(struct import_test *test, const char *mapping, const char *file, uint64_t rows,
                            uint64_t rejected);

#endif
