#include "tui/terminal.h"
#include "tui/tui.h"

#include <errno.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/terminal_keys.h"

/* A person never notices 25 ms; keys sent as several bytes arrive within them. */
#define ESCAPE_MILLISECONDS 25

static const int held_signals[] = {SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGQUIT};

static struct {
	SCREEN *screen;
	WINDOW *input; /* a pad: reading from a window would also draw it */
	int signals; /* a signalfd */
	sigset_t held, before;
	struct sigaction actions_before[COUNT_OF(held_signals)];
	bool ascii, console;
	int colours;
	keycode next; /* read already, after an Esc that stood alone */
	bool mouse;
	bool pasting;
	bool resized; /* the size changed while something else was the event */
	bool lost;
} terminal = {.signals = -1};

bool terminal_ascii(void)
{
	return terminal.ascii;
}

void terminal_set_ascii(bool on)
{
	terminal.ascii = on;
}

enum signs terminal_signs(void)
{
	return terminal.ascii ? SIGNS_ASCII : terminal.console ? SIGNS_CONSOLE : SIGNS_ALL;
}

int terminal_colours(void)
{
	return terminal.colours;
}

/* Some names are known and yet of no use: "dumb" cannot move its cursor. */
static bool type_is_usable(const char *type)
{
	int status;
	if (!type || !*type || setupterm(type, STDOUT_FILENO, &status) != OK)
		return false;
	const char *move = tigetstr("cup");
	bool usable = move && move != (char *)-1;
	del_curterm(cur_term);
	return usable;
}

bool tui_knows_terminal(const char *type)
{
	return type_is_usable(type);
}

/* "xterm" of "xterm-new"; "" where the name has no such parts. */
static const char *family_of(const char *type)
{
	static char family[32];
	size_t size = type ? strcspn(type, "-") : 0;
	bool has = size > 0 && size < sizeof family && type[size] == '-';
	snprintf(family, sizeof family, "%.*s", has ? (int)size : 0, has ? type : "");
	return family;
}

/* Of a terminal that nobody knows no more is taken for granted than of these. */
static bool is_console(const char *type)
{
	static const char *const consoles[] = {"linux", "ansi", "pcansi", "cons25", "wsvt25", "sun", "vt52", "vt100", "vt102",
		"vt220", "vt320", "vt420"};
	for (size_t i = 0; i < COUNT_OF(consoles); i++)
		if (strcmp(type, consoles[i]) == 0 || strcmp(family_of(type), consoles[i]) == 0)
			return true;
	return false;
}

static const char *usable_type(const char *wanted, const char **fallback)
{
	static const char *const known[] = {"xterm", "vt100", "ansi", "linux"};
	*fallback = NULL;
	terminal.console = wanted && is_console(wanted);
	if (type_is_usable(wanted))
		return wanted;
	if (type_is_usable(family_of(wanted)))
		return *fallback = family_of(wanted);
	terminal.console = true;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		if (type_is_usable(known[i]))
			return *fallback = known[i];
	}
	return NULL;
}

/* An ignored signal (nohup) would never be seen, and curses puts no handler of its own where one is. */
static void unused_handler(int number)
{
	(void)number;
}

static void hold_signals(void)
{
	struct sigaction unused = {.sa_handler = unused_handler};
	sigemptyset(&terminal.held);
	for (size_t i = 0; i < COUNT_OF(held_signals); i++)
		sigaddset(&terminal.held, held_signals[i]);
	sigprocmask(SIG_BLOCK, &terminal.held, &terminal.before);
	for (size_t i = 0; i < COUNT_OF(held_signals); i++)
		sigaction(held_signals[i], &unused, &terminal.actions_before[i]);
	terminal.signals = signalfd(-1, &terminal.held, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void start_colours(bool mono)
{
	const char *no_color = getenv("NO_COLOR");
	terminal.colours = 0;
	if (mono || (no_color && *no_color) || !has_colors() || start_color() == ERR)
		return;
	use_default_colors();
	terminal.colours = COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
}

/* Ctrl-S and Ctrl-Q are keys, not a way to make the program seem dead. What was typed ahead of a Ctrl-C, Ctrl-\ or
 * Ctrl-Z is thrown away here and not by the line: it would do so between the look whether a key waits and the reading
 * of it, which then waits for a key that may never come, signals held. */
static void free_control_keys(void)
{
	struct termios mode;
	if (tcgetattr(STDIN_FILENO, &mode) != 0)
		return;
	mode.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
	mode.c_lflag &= ~(tcflag_t)IEXTEN;
	mode.c_lflag |= NOFLSH;
	tcsetattr(STDIN_FILENO, TCSANOW, &mode);
	def_prog_mode();
}

static void send_capability(const char *name)
{
	const char *text = tigetstr(name);
	if (text && text != (char *)-1)
		putp(text);
	fflush(stdout);
}

/* A pasted text comes marked as such, so that it is never taken for orders. */
static void prepare_screen(void)
{
	cbreak();
	noecho();
	nonl();
	terminal.input = newpad(1, 1);
	keypad(terminal.input, TRUE);
	nodelay(terminal.input, TRUE);
	idlok(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	set_escdelay(ESCAPE_MILLISECONDS);
	typeahead(-1); /* the loop looks for keys that wait before it draws, and a picture is sent whole */
	terminal_keys_define();
	free_control_keys();
	send_capability("BE");
}

bool terminal_start(const struct terminal_options *options, const char **fallback, struct error *error)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, ERROR_USAGE,
			_("there is no terminal here; give a command, or see forvalta --help"));
	setlocale(LC_CTYPE, "C.UTF-8");
	const char *type = usable_type(getenv("TERM"), fallback);
	hold_signals();
	terminal.screen = type ? newterm(type, stdout, stdin) : NULL;
	if (!terminal.screen) {
		terminal_end();
		return error_set(error, ERROR_SYSTEM,
			_("no description of a terminal was found; install ncurses-base, or set TERM"));
	}
	terminal.ascii = options->ascii;
	terminal.next = KEYCODE_NONE;
	terminal.pasting = terminal.resized = terminal.mouse = terminal.lost = false;
	start_colours(options->mono);
	prepare_screen();
	return true;
}

/* The end of a line is seen before its signal comes, which must not kill what is putting things away. */
static void ignore_hangup(void)
{
	sigaction(SIGHUP, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
}

void terminal_end(void)
{
	if (terminal.screen) {
		send_capability("BD");
		delwin(terminal.input);
		endwin();
		delscreen(terminal.screen);
		terminal.screen = NULL;
	}
	if (terminal.signals >= 0) {
		close(terminal.signals);
		terminal.signals = -1;
		for (size_t i = 0; i < COUNT_OF(held_signals); i++)
			sigaction(held_signals[i], &terminal.actions_before[i], NULL);
		if (terminal.lost)
			ignore_hangup();
		sigprocmask(SIG_SETMASK, &terminal.before, NULL);
	}
}

void terminal_leave_picture(void)
{
	endwin();
	reset_prog_mode();
}

static struct event resize(void)
{
	struct winsize size;
	terminal.resized = false;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
	return (struct event){.kind = EVENT_RESIZED};
}

void terminal_suspend(void)
{
	struct sigaction before;
	sigset_t stop;
	bool plain = isendwin();
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	send_capability("BD");
	terminal_drop_input(); /* meant for us, not for the shell */
	endwin();
	sigaction(SIGTSTP, &(struct sigaction){.sa_handler = SIG_DFL}, &before);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, NULL);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	sigaction(SIGTSTP, &before, NULL);
	reset_prog_mode(); /* let on in the background it stops here, until it has the terminal again */
	send_capability("BE");
	resize();
	if (plain)
		doupdate(); /* so that what stood there is printed anew */
}

static struct event signal_event(void)
{
	struct signalfd_siginfo signal_read;
	if (read(terminal.signals, &signal_read, sizeof(signal_read)) != sizeof(signal_read))
		return (struct event){.kind = EVENT_NONE};
	switch (signal_read.ssi_signo) {
	case SIGWINCH:
		return resize();
	case SIGTSTP:
		return (struct event){.kind = EVENT_SUSPENDED};
	case SIGINT:
		terminal_drop_input();
		return (struct event){.kind = EVENT_INTERRUPTED};
	default:
		return (struct event){.kind = EVENT_LOST};
	}
}

static keycode read_key(void)
{
	wint_t code = 0;
	keycode next = terminal.next;
	terminal.next = KEYCODE_NONE;
	if (next != KEYCODE_NONE)
		return next;
	int result = wget_wch(terminal.input, &code);
	return result == ERR ? KEYCODE_NONE : terminal_key(code, result == KEY_CODE_YES);
}

/* A sequence that is no key of ours must not be taken for Esc and some letters. */
static keycode escape_or_unknown(void)
{
	keycode next = read_key();
	if (next == KEYCODE_NONE)
		return KEYCODE_ESCAPE;
	if (next != '[' && next != 'O') {
		terminal.next = next;
		return KEYCODE_ESCAPE;
	}
	for (int length = 0; length < 32; length++) {
		keycode end = read_key();
		if (end == KEYCODE_NONE || (end >= 0x40 && end <= 0x7e))
			break;
	}
	return KEYCODE_UNKNOWN;
}

static struct event mouse_event(void)
{
	MEVENT mouse;
	if (getmouse(&mouse) != OK)
		return (struct event){.kind = EVENT_NONE};
	return (struct event){
		.kind = EVENT_POINTED,
		.row = mouse.y,
		.column = mouse.x,
		.wheel = mouse.bstate & BUTTON4_PRESSED ? -1 : mouse.bstate & BUTTON5_PRESSED ? 1 : 0,
	};
}

void terminal_set_mouse(bool on)
{
	terminal.mouse = on;
	mouseinterval(0);
	mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

bool terminal_mouse(void)
{
	return terminal.mouse;
}

static struct event key_event(void)
{
	struct event event = {.kind = EVENT_KEY, .key = read_key(), .pasted = terminal.pasting};
	if (event.key == KEYCODE_ESCAPE && !terminal.pasting)
		event.key = escape_or_unknown();
	if (event.key == KEYCODE_PASTE_BEGIN || event.key == KEYCODE_PASTE_END) {
		terminal.pasting = event.key == KEYCODE_PASTE_BEGIN;
		return key_event();
	}
	if (event.key == KEYCODE_MOUSE)
		return mouse_event();
	if (event.key == KEYCODE_NONE)
		event.kind = EVENT_NONE;
	return event;
}

/* A terminal that can be read and has nothing to read is at its end. */
static bool input_ended(short what)
{
	int waiting = 0;
	if (what & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return (what & POLLIN) && (ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0);
}

/* Before the keys that wait: many of them may take their time, and whoever ends us does not wait for that. */
static bool asked_to_end(void)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigaddset(&ending, SIGQUIT);
	return sigtimedwait(&ending, NULL, &(struct timespec){0}) > 0;
}

static struct event next_event(int milliseconds, int wake)
{
	struct pollfd watched[] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = terminal.signals, .events = POLLIN},
		{.fd = wake, .events = POLLIN},
	};
	if (asked_to_end())
		return (struct event){.kind = EVENT_LOST};
	struct event event = key_event(); /* what curses has read already */
	if (event.kind != EVENT_NONE)
		return event;
	if (terminal.resized)
		return resize();
	int ready = poll(watched, COUNT_OF(watched), milliseconds);
	if (ready < 0)
		return (struct event){.kind = errno == EINTR ? EVENT_NONE : EVENT_LOST};
	if (watched[1].revents)
		return signal_event();
	if (input_ended(watched[0].revents))
		return (struct event){.kind = EVENT_LOST};
	if (watched[0].revents)
		return key_event();
	return (struct event){.kind = watched[2].revents ? EVENT_WOKEN : EVENT_NONE};
}

struct event terminal_wait(int milliseconds, int wake)
{
	struct event event = next_event(milliseconds, wake);
	terminal.lost = terminal.lost || event.kind == EVENT_LOST;
	return event;
}

bool terminal_has_input(void)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	return terminal.next != KEYCODE_NONE || poll(&input, 1, 0) > 0;
}

bool terminal_has_event(void)
{
	struct pollfd signals = {.fd = terminal.signals, .events = POLLIN};
	return terminal.resized || terminal_has_input() || poll(&signals, 1, 0) > 0;
}

bool terminal_takes_output(void)
{
	struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
	return poll(&output, 1, 0) > 0 && (output.revents & POLLOUT);
}

void terminal_drop_input(void)
{
	flushinp();
	terminal.next = KEYCODE_NONE;
	terminal.pasting = false;
}
