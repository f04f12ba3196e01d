#include "support/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <unistr.h>
#include <cmocka.h>
#include <vterm.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "base/memory.h"
#include "base/text.h"

#define PATIENCE_MILLISECONDS 60000 /* how long a fault takes to be told, not what the program may take */
#define DELIVERY_MILLISECONDS 2000 /* the system hands keys over from a queue of its own */

struct test_terminal {
	pid_t process;
	int master;
	bool blind;
	bool ended, detached; /* detached: the process is not the program, it waits for it */
	int status;
	VTerm *vterm;
	VTermScreen *screen;
	VTermPos cursor;
	struct text received, shown;
	size_t counted;
	long long read_when_arrived; /* what the program has read of anything when the keys sent have reached it */
	long sent;                    /* when */
	bool escape_sent;             /* last of all: the program waits for the rest of a key */
};

static long milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int cursor_moved(VTermPos place, VTermPos before, int visible, void *user)
{
	struct test_terminal *terminal = user;
	(void)before;
	(void)visible;
	terminal->cursor = place;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.movecursor = cursor_moved};

/* The child ends by _exit, which looks for nothing: a leak is status 99. */
static int leaks_or(int status, const struct test_terminal *terminal)
{
	(void)terminal;
#ifdef __SANITIZE_ADDRESS__
	__lsan_ignore_object(terminal); /* the parent's */
	if (__lsan_do_recoverable_leak_check())
		return 99;
#endif
	return status;
}

/* Goes on in a process of a session of its own; this one hands on how that ends. */
static void detach(void)
{
	int status = 0;
	pid_t process = fork();
	if (process == 0) {
		setsid();
		return;
	}
	waitpid(process, &status, 0);
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static void child(const struct test_session *session, const struct test_terminal *terminal)
{
	setenv("TERM", session->type ? session->type : "xterm-256color", 1);
	unsetenv("NO_COLOR");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (const char *const *pair = session->environment; pair && *pair; pair++) {
		const char *equals = strchr(*pair, '=');
		char *name = strndup(*pair, (size_t)(equals - *pair));
		setenv(name, equals + 1, 1);
		free(name);
	}
	if (session->ignore_hangup || session->detached)
		signal(SIGHUP, SIG_IGN);
	if (session->detached)
		detach();
	if (session->run)
		_exit(leaks_or(session->run(session->argument), terminal));
	execv(session->arguments[0], (char *const *)(uintptr_t)session->arguments);
	_exit(127);
}

static void start_vterm(struct test_terminal *terminal, int rows, int columns)
{
	terminal->vterm = vterm_new(rows, columns);
	vterm_set_utf8(terminal->vterm, 1);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_reset(terminal->screen, 1);
}

struct test_terminal *test_terminal_start(const struct test_session *session)
{
	struct test_terminal *terminal = memory_new(sizeof(*terminal));
	struct winsize size = {.ws_row = (unsigned short)session->rows, .ws_col = (unsigned short)session->columns};
	fflush(NULL);
	terminal->process = forkpty(&terminal->master, NULL, NULL, &size);
	assert_true(terminal->process >= 0);
	if (terminal->process == 0)
		child(session, terminal);
	terminal->detached = session->detached || session->shell;
	terminal->blind = session->blind;
	fcntl(terminal->master, F_SETFL, O_NONBLOCK);
	fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
	start_vterm(terminal, session->rows, session->columns);
	return terminal;
}

void test_terminal_hang_up(struct test_terminal *terminal)
{
	if (terminal->master >= 0)
		close(terminal->master);
	terminal->master = -1;
}

static bool reap(struct test_terminal *terminal, int options)
{
	int status;
	if (terminal->ended)
		return true;
	if (waitpid(terminal->process, &status, options) != terminal->process)
		return false;
	terminal->ended = true;
	terminal->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return true;
}

bool test_terminal_has_ended(struct test_terminal *terminal)
{
	return reap(terminal, WNOHANG);
}

void test_terminal_end(struct test_terminal **terminal)
{
	if (!*terminal)
		return;
	if (!(*terminal)->ended) {
		kill((*terminal)->process, SIGKILL);
		reap(*terminal, 0);
	}
	test_terminal_hang_up(*terminal);
	vterm_free((*terminal)->vterm);
	text_free(&(*terminal)->received);
	text_free(&(*terminal)->shown);
	free(*terminal);
	*terminal = NULL;
}

/* Takes in what there is, waiting for it at most so long; false where nothing came. */
static bool take_in(struct test_terminal *terminal, int milliseconds)
{
	char bytes[65536];
	struct pollfd master = {.fd = terminal->master, .events = POLLIN};
	if (terminal->master < 0 || poll(&master, 1, milliseconds) <= 0)
		return false;
	ssize_t size = read(terminal->master, bytes, sizeof(bytes));
	if (size <= 0)
		return false;
	text_append_bytes(&terminal->received, bytes, (size_t)size);
	if (terminal->blind)
		return true;
	vterm_input_write(terminal->vterm, bytes, (size_t)size);
	vterm_screen_flush_damage(terminal->screen);
	return true;
}

/* What the program has read of anything, in bytes; -1 where the system does not tell. */
static long long bytes_read(const struct test_terminal *terminal)
{
	char path[64];
	long long bytes = -1;
	snprintf(path, sizeof path, "/proc/%d/io", (int)terminal->process);
	FILE *file = fopen(path, "r");
	if (!file || fscanf(file, "rchar: %lld", &bytes) != 1)
		bytes = -1;
	if (file)
		fclose(file);
	return bytes;
}

/* Sent, and neither read nor to be seen in the terminal's queue; what a program throws away unread never arrives. */
static bool keys_are_on_their_way(const struct test_terminal *terminal)
{
	long long read = bytes_read(terminal);
	return read >= 0 && read < terminal->read_when_arrived && milliseconds_now() < terminal->sent + DELIVERY_MILLISECONDS;
}

/* Keys that the program has not read yet. */
static bool keys_are_waiting(const struct test_terminal *terminal)
{
	int waiting = 0, slave = terminal->master < 0 ? -1 : open(ptsname(terminal->master), O_RDONLY | O_NOCTTY | O_NONBLOCK);
	if (slave < 0)
		return false;
	ioctl(slave, FIONREAD, &waiting);
	close(slave);
	return waiting > 0;
}

/* Running, or held by the disk: what it draws next is still to come, however slow the machine. */
static bool is_busy(const struct test_terminal *terminal)
{
	char path[64], line[512] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", (int)terminal->process);
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	const char *read = fgets(line, sizeof line, file), *name_end = strrchr(line, ')');
	fclose(file);
	return read && name_end && (name_end[2] == 'R' || name_end[2] == 'D');
}

static bool has_work_left(const struct test_terminal *terminal)
{
	return !terminal->ended && (keys_are_on_their_way(terminal) || keys_are_waiting(terminal) || is_busy(terminal));
}

/* Reads until nothing comes and nothing more is to be expected. */
static void drain(struct test_terminal *terminal, int quiet)
{
	long end = milliseconds_now() + PATIENCE_MILLISECONDS;
	while (take_in(terminal, quiet) || (has_work_left(terminal) && !reap(terminal, WNOHANG) && milliseconds_now() < end) ||
		   take_in(terminal, 0))
		;
}

/* An escape that was read only just now is no key yet, and the program sleeps: it has its wait after the reading too.
 */
void test_terminal_settle(struct test_terminal *terminal, int quiet)
{
	drain(terminal, quiet);
	if (terminal->escape_sent)
		drain(terminal, TEST_QUIET);
	terminal->escape_sent = false;
}

void test_terminal_send(struct test_terminal *terminal, const char *keys)
{
	size_t size = strlen(keys);
	long long read = bytes_read(terminal);
	terminal->sent = milliseconds_now();
	terminal->escape_sent = size > 0 && keys[size - 1] == '\033';
	terminal->read_when_arrived = read < 0 || terminal->detached ? -1 : read + (long long)size;
	for (size_t sent = 0; sent < size;) {
		ssize_t written = write(terminal->master, keys + sent, size - sent);
		if (written > 0)
			sent += (size_t)written;
		else if (errno != EAGAIN && errno != EINTR)
			fail_msg("keys could not be sent: %s", strerror(errno));
		else
			take_in(terminal, 10);
	}
}

void test_terminal_resize(struct test_terminal *terminal, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	if (!terminal->blind)
		vterm_set_size(terminal->vterm, rows, columns);
	ioctl(terminal->master, TIOCSWINSZ, &size);
}

void test_terminal_signal(struct test_terminal *terminal, int number)
{
	kill(terminal->process, number);
}

static void append_cell(struct text *out, const VTermScreenCell *cell)
{
	if (cell->chars[0] == 0) {
		text_append_char(out, ' ');
		return;
	}
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		uint8_t bytes[6];
		int size = u8_uctomb(bytes, cell->chars[i], sizeof(bytes));
		if (size > 0)
			text_append_bytes(out, bytes, (size_t)size);
	}
}

static VTermScreenCell cell_at(struct test_terminal *terminal, int row, int column)
{
	VTermScreenCell cell = {.width = 1};
	vterm_screen_get_cell(terminal->screen, (VTermPos){.row = row, .col = column}, &cell);
	return cell;
}

static void append_row(struct test_terminal *terminal, int row, int column, struct text *out)
{
	int rows, columns;
	size_t begin = out->size;
	vterm_get_size(terminal->vterm, &rows, &columns);
	while (column < columns) {
		VTermScreenCell cell = cell_at(terminal, row, column);
		append_cell(out, &cell);
		column += cell.width > 0 ? cell.width : 1;
	}
	while (out->size > begin && out->data[out->size - 1] == ' ')
		out->data[--out->size] = '\0';
}

const char *test_terminal_row(struct test_terminal *terminal, int row)
{
	text_clear(&terminal->shown);
	append_row(terminal, row, 0, &terminal->shown);
	return terminal->shown.data ? terminal->shown.data : "";
}

const char *test_terminal_cells(struct test_terminal *terminal, int row, int column, int columns)
{
	text_clear(&terminal->shown);
	for (int end = column + columns; column < end; column++) {
		VTermScreenCell cell = cell_at(terminal, row, column);
		if (cell.chars[0] == (uint32_t)-1)
			text_append_char(&terminal->shown, '_');
		else
			append_cell(&terminal->shown, &cell);
	}
	return terminal->shown.data ? terminal->shown.data : "";
}

const char *test_terminal_text(struct test_terminal *terminal)
{
	int rows, columns;
	vterm_get_size(terminal->vterm, &rows, &columns);
	text_clear(&terminal->shown);
	for (int row = 0; row < rows; row++) {
		append_row(terminal, row, 0, &terminal->shown);
		text_append_char(&terminal->shown, '\n');
	}
	return terminal->shown.data;
}

bool test_terminal_shows(struct test_terminal *terminal, const char *text)
{
	return strstr(test_terminal_text(terminal), text) != NULL;
}

/* Cells are counted, whatever the program takes for their width. */
int test_terminal_column(struct test_terminal *terminal, int row, const char *text)
{
	if (strstr(test_terminal_row(terminal, row), text) == NULL)
		return -1;
	int column = 0;
	for (;; column++) {
		text_clear(&terminal->shown);
		append_row(terminal, row, column, &terminal->shown);
		if (cell_at(terminal, row, column).chars[0] != (uint32_t)-1 &&
			strncmp(terminal->shown.data, text, strlen(text)) == 0)
			return column;
	}
}

bool test_terminal_find(struct test_terminal *terminal, const char *text, int *row, int *column)
{
	int rows, columns;
	vterm_get_size(terminal->vterm, &rows, &columns);
	for (int at = 0; at < rows; at++) {
		if ((*column = test_terminal_column(terminal, at, text)) < 0)
			continue;
		*row = at;
		return true;
	}
	return false;
}

static void expect(struct test_terminal *terminal, const char *text, bool there)
{
	long end = milliseconds_now() + PATIENCE_MILLISECONDS;
	while (test_terminal_shows(terminal, text) != there) {
		if (!take_in(terminal, 100) && (milliseconds_now() > end || reap(terminal, WNOHANG))) {
			fprintf(stderr, "%s", test_terminal_text(terminal));
			fail_msg("«%s» %s on the screen (status %d)", text, there ? "is not" : "is still",
				terminal->ended ? terminal->status : -1);
		}
	}
}

void test_terminal_expect(struct test_terminal *terminal, const char *text)
{
	expect(terminal, text, true);
}

void test_terminal_expect_gone(struct test_terminal *terminal, const char *text)
{
	expect(terminal, text, false);
}

int test_terminal_wait(struct test_terminal *terminal)
{
	long end = milliseconds_now() + PATIENCE_MILLISECONDS;
	while (!reap(terminal, WNOHANG)) {
		if (milliseconds_now() > end) {
			fprintf(stderr, "%s", test_terminal_text(terminal));
			fail_msg("it still runs after %d ms", PATIENCE_MILLISECONDS);
		}
		if (!take_in(terminal, 5) && terminal->master < 0)
			poll(NULL, 0, 5);
	}
	test_terminal_settle(terminal, 0);
	return terminal->status;
}

bool test_terminal_reversed(struct test_terminal *terminal, int row, int column)
{
	return cell_at(terminal, row, column).attrs.reverse;
}

bool test_terminal_coloured(struct test_terminal *terminal, int row, int column)
{
	VTermScreenCell cell = cell_at(terminal, row, column);
	return !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg);
}

void test_terminal_cursor(struct test_terminal *terminal, int *row, int *column)
{
	*row = terminal->cursor.row;
	*column = terminal->cursor.col;
}

size_t test_terminal_bytes(struct test_terminal *terminal)
{
	size_t bytes = terminal->received.size - terminal->counted;
	terminal->counted = terminal->received.size;
	return bytes;
}

const char *test_terminal_received(struct test_terminal *terminal, size_t *size)
{
	*size = terminal->received.size;
	return terminal->received.data;
}

static size_t last_place(const struct text *received, const char *sequence)
{
	size_t size = strlen(sequence);
	for (size_t at = received->size; at-- > 0;)
		if (received->size - at >= size && memcmp(received->data + at, sequence, size) == 0)
			return at + 1;
	return 0;
}

bool test_terminal_last(struct test_terminal *terminal, const char *last, const char *before)
{
	return last_place(&terminal->received, last) > last_place(&terminal->received, before);
}

void test_terminal_modes(struct test_terminal *terminal, struct termios *modes)
{
	assert_int_equal(tcgetattr(terminal->master, modes), 0);
}

pid_t test_terminal_process(struct test_terminal *terminal)
{
	return terminal->process;
}
