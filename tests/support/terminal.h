/* A terminal for tests: a program, or a function, runs in a pseudo-terminal and libvterm shows what a person would see.
 * Nothing sleeps: every wait is for something to be seen, and has a bound. What is waited for and does not come prints
 * the screen and fails the test. */
#ifndef SUPPORT_TERMINAL_H
#define SUPPORT_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

/* Milliseconds: more than the program waits for the rest of a key after an escape. */
#define TEST_QUIET 40

struct test_terminal;

struct test_session {
	int rows, columns;
	const char *type;                 /* TERM; NULL is xterm-256color */
	const char *const *environment;   /* NAME=value to set, ended by NULL; or NULL */
	int (*run)(void *argument);       /* runs in a child and gives its exit status … */
	void *argument;
	const char *const *arguments;     /* … or a program, ended by NULL */
	bool ignore_hangup;               /* SIGHUP is ignored, as under nohup */
	bool blind;                       /* nothing is drawn for the test: libvterm falls when sizes change in the wild */
	bool shell;                       /* the program runs below it: nobody sees what it has read */
	bool detached;                    /* it is not its controlling terminal: a hang-up sends no signal */
};

struct test_terminal *test_terminal_start(const struct test_session *session);
void test_terminal_end(struct test_terminal **terminal); /* kills what still runs */

void test_terminal_send(struct test_terminal *terminal, const char *keys);
void test_terminal_resize(struct test_terminal *terminal, int rows, int columns);
void test_terminal_signal(struct test_terminal *terminal, int number);
/* Takes the terminal away, as a lost connection does. */
void test_terminal_hang_up(struct test_terminal *terminal);

/* Waits until the text is on the screen (or is gone); fails the test after a minute. */
void test_terminal_expect(struct test_terminal *terminal, const char *text);
void test_terminal_expect_gone(struct test_terminal *terminal, const char *text);
/* Waits for the end; returns the exit status, or 128 + the signal. Fails the test where it does not come. */
int test_terminal_wait(struct test_terminal *terminal);
/* Whether the program has ended by itself; test_terminal_wait says how. */
bool test_terminal_has_ended(struct test_terminal *terminal);
/* Reads until nothing has come for `quiet` milliseconds and the program has read every key and sleeps. */
void test_terminal_settle(struct test_terminal *terminal, int quiet);

/* One row as UTF-8 without spaces at its end; the whole screen, rows parted by line feeds. Valid until the next call.
 */
const char *test_terminal_row(struct test_terminal *terminal, int row);
const char *test_terminal_text(struct test_terminal *terminal);
bool test_terminal_shows(struct test_terminal *terminal, const char *text);
/* So many cells as UTF-8, the right half of a wide one as '_'. Valid until the next call. */
const char *test_terminal_cells(struct test_terminal *terminal, int row, int column, int columns);
/* Where the text begins in a row; -1 where it is not there. */
int test_terminal_column(struct test_terminal *terminal, int row, const char *text);
/* Where the text begins; false where it is not on the screen. */
bool test_terminal_find(struct test_terminal *terminal, const char *text, int *row, int *column);
bool test_terminal_reversed(struct test_terminal *terminal, int row, int column);
bool test_terminal_coloured(struct test_terminal *terminal, int row, int column);
void test_terminal_cursor(struct test_terminal *terminal, int *row, int *column);

/* Bytes received since the last call. */
size_t test_terminal_bytes(struct test_terminal *terminal);
/* Everything received since the start, for what is no picture; not ended by NUL. */
const char *test_terminal_received(struct test_terminal *terminal, size_t *size);
/* Whether of two sequences the first came last; false where neither has come. */
bool test_terminal_last(struct test_terminal *terminal, const char *last, const char *before);
/* The modes that the line has now. */
void test_terminal_modes(struct test_terminal *terminal, struct termios *modes);
pid_t test_terminal_process(struct test_terminal *terminal);

#endif
