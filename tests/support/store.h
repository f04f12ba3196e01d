/* A store of a test's own, filled by lines of text. */
#ifndef SUPPORT_STORE_H
#define SUPPORT_STORE_H

#include "register/session.h"
#include "store/changes.h"

struct test_store {
	char *directory;
	struct store *store;
	struct session session; /* an administrator's, on 2026-11-22 */
};

void test_store_open(struct test_store *test);
void test_store_open_sized(struct test_store *test, size_t map_size);
void test_store_close(struct test_store *test);

/* Writes a record from "name=Procapita|aliases=ProCap;PC|unit=UNI-0001": fields by name, '|' between, references by
 * code. id 0 makes a new one. Fields that are not named keep what they had. Fails the test where something is refused.
 * Returns the id. */
record_id test_put(struct test_store *test, uint8_t entity, record_id id, const char *fields);
/* The same inside an open change set, for many records. */
record_id test_put_in(struct changes *changes, uint8_t entity, record_id id, const char *fields);
/* New records, a line each: "system name=A|criticality=3". */
void test_put_records(struct test_store *test, const char *records);
void test_remove(struct test_store *test, uint8_t entity, record_id id);
struct changes *test_changes(struct test_store *test);
void test_commit(struct changes **changes);

#endif
