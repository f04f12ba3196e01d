/* What the tests of the screens over the small register share: looking, typing, leaving. */
#ifndef SUPPORT_REGISTER_SCREENS_H
#define SUPPORT_REGISTER_SCREENS_H

#include "support/small_register.h"

#define UP "\033[A"
#define DOWN "\033[B"
#define RIGHT "\033[C"
#define ESC "\033"
#define ENTER "\r"
#define SAVE "\x13"
#define TRY "\x10"

/* Of the test program; made and removed by these, for cmocka. */
extern struct small_register small;
int register_screens_setup(void **state);
int register_screens_teardown(void **state);

/* In English. */
struct test_terminal *look_as(const char *login, int rows, int columns);
/* Typed, and answered. */
void keys(struct test_terminal *terminal, const char *typed);
void leave(struct test_terminal **terminal);
/* To the form of the system that the letters find. */
void open_form_of(struct test_terminal *terminal, const char *letters);
/* How many files the program keeps for the people who look. */
size_t files_kept(void);

#endif
