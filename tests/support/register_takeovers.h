/* What the tests of hand-over and merge share: a store to do it in, what stands there in words, the deeds. */
#ifndef SUPPORT_REGISTER_TAKEOVERS_H
#define SUPPORT_REGISTER_TAKEOVERS_H

#include "register/takeover.h"
#include "support/store.h"

extern struct test_store takeovers_test;
int takeovers_setup(void **state);
int takeovers_teardown(void **state);

/* Every record with every field that is set, a line each; the line of one, "none" where it is gone. To be freed. */
char *takeovers_records(void);
char *takeovers_line(uint8_t entity, record_id id);
void takeovers_assert_line(uint8_t entity, record_id id, const char *wanted);
void takeovers_assert_verified(void);

/* Today, with nothing chosen. */
struct takeover_request takeovers_ask(enum takeover_kind kind, uint8_t entity, record_id from, record_id into);
struct takeover *takeovers_plan(const struct takeover_request *request, struct error *error);
/* Tried first, then done; the entry that undoes it. */
uint64_t takeovers_carry_out(const struct takeover_request *request);
void takeovers_undo(uint64_t sequence);
/* What takeovers_records said before stands again; the second undoes it first, and frees it. */
void takeovers_assert_unchanged(const char *before);
void takeovers_assert_undone(uint64_t sequence, char *before);
/* test_put_records, with the rows that lists show, which what is written past the register has not. */
void takeovers_put(const char *records);

#endif
