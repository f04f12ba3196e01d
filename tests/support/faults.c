#include "support/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "support/contents.h"
#include "support/scratch.h"

#define MOST_ARGUMENTS 16
#define EACH_FIRST 10 /* without FAULTS_ALL every fault up to here, then ever fewer */

static char *scratch, place[200], kept[200], note[200], said[200];
static struct text names; /* of the files in the place, a line each */

static char *in_place(const char *text)
{
	struct text out = {0};

	for (; *text; text++)
		if (*text == '@' && (text[1] == '/' || !text[1]))
			text_append_text(&out, place);
		else
			text_append_char(&out, *text);
	return text_take(&out);
}

static void copy_tree(const char *from, const char *to)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		execlp("cp", "cp", "-a", from, to, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void fresh_place(void)
{
	char *old = memory_copy_text(place);

	scratch_free(&old);
	copy_tree(kept, place);
}

/* ---- running ---- */

struct fault {
	long after; /* -1: none */
	int code;
	bool once;
};

static void set_number(const char *name, long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", number);
	setenv(name, text, 1);
}

static void be_faulty(const struct fault *fault)
{
	if (fault->after < 0)
		return;
	setenv("LD_PRELOAD", BUILD_DIR "/tests/faults.so", 1);
	setenv("FORVALTA_FAULT_ROOT", place, 1);
	setenv("FORVALTA_FAULT_NOTE", note, 1);
	set_number("FORVALTA_FAULT_AFTER", fault->after);
	set_number("FORVALTA_FAULT_CODE", fault->code);
	if (fault->once)
		setenv("FORVALTA_FAULT_ONCE", "1", 1);
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
}

static void become(const char *const *arguments, bool self, const char *environment, const struct fault *fault)
{
	static const char *const before[] = {
		"forvalta", "--lang", "en", "--today", "2026-11-22", "--config", "@/forvalta.conf"};
	const char *words[MOST_ARGUMENTS + COUNT_OF(before) + 1] = {0};
	int count = 0, output = open(said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	for (size_t i = 0; i < (self ? 1 : COUNT_OF(before)); i++)
		words[count++] = in_place(before[i]);
	for (; *arguments; arguments++)
		words[count++] = in_place(*arguments);
	dup2(open("/dev/null", O_RDWR | O_CLOEXEC), STDIN_FILENO);
	dup2(open("/dev/null", O_RDWR | O_CLOEXEC), STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	if (environment)
		putenv(in_place(environment));
	be_faulty(fault);
	execv(self ? "/proc/self/exe" : BUILD_DIR "/forvalta", (char *const *)(uintptr_t)words);
	_exit(127);
}

static int run(const char *const *arguments, bool self, const char *environment, const struct fault *fault)
{
	int status = -1;
	pid_t child;

	unlink(note);
	child = fork();
	if (child == 0)
		become(arguments, self, environment, fault);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static const char *read_words(const char *path)
{
	static char words[2][2000];
	static int turn;
	char *to = words[turn = !turn];
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = file < 0 ? 0 : read(file, to, sizeof(words[0]) - 1);

	to[size > 0 ? size : 0] = '\0';
	if (file >= 0)
		close(file);
	return to;
}

void faults_run(int wanted, const char *const *arguments)
{
	const struct fault none = {.after = -1};
	int status = run(arguments, false, NULL, &none);

	if (status != wanted)
		fail_msg("%s: %d: %s", arguments[0], status, read_words(said));
}

/* ---- files ---- */

static int add_name(const char *path, const struct stat *status, int type, struct FTW *position)
{
	(void)status, (void)type, (void)position;
	text_printf(&names, "%s\n", path + strlen(place));
	return 0;
}

static char *list_files(void)
{
	text_clear(&names);
	nftw(place, add_name, 16, FTW_PHYS);
	text_append_char(&names, '\0');
	return memory_copy_text(names.data);
}

static bool is_listed(const char *list, const char *name, size_t size)
{
	for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
		if ((at == list || at[-1] == '\n') && at[size] == '\n')
			return true;
	return false;
}

/* Lock files stay where a store has been opened; they hold nothing. */
static bool is_lock(const char *name, size_t size)
{
	const char *slash = memrchr(name, '/', size);
	char last[100];

	snprintf(last, sizeof(last), "%.*s", (int)(name + size - slash), slash);
	return strstr(last, "lock") && !strstr(last, ".new-");
}

static bool is_temporary(const char *name)
{
	return strstr(name, "/.new-") || strstr(name, "/.forvalta-") || strstr(name, ".replaced") || strstr(name, ".part");
}

static bool may_be_there(const struct faulty_deed *deed, const char *before, int status, const char *name)
{
	return is_listed(before, name, strlen(name)) || is_lock(name, strlen(name)) ||
	       (deed->leaves && !strncmp(name, deed->leaves, strlen(deed->leaves))) || (status < 2 && !is_temporary(name));
}

static void check_files(const struct faulty_deed *deed, const char *before, int status, const char *what)
{
	char *now = list_files();

	for (char *line = now, *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		if (!may_be_there(deed, before, status, line))
			fail_msg("%s: left over: %s\n%s", what, line, read_words(said));
	}
	free(now);
}

/* ---- faults ---- */

struct expected {
	struct contents before, after;
	int status; /* where nothing fails */
	char *files;
};

static struct contents contents_of(const struct faulty_deed *deed, const char *what)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/%s", place, deed->store ? deed->store : "store");
	return contents_read(path, what);
}

static void expect(const struct faulty_deed *deed, struct expected *expected)
{
	const struct fault none = {.after = -1};

	fresh_place();
	expected->before = contents_of(deed, deed->name);
	fresh_place();
	expected->files = list_files();
	expected->status = run(deed->arguments, deed->self, deed->environment, &none);
	if (expected->status > 1)
		fail_msg("%s: %d: %s", deed->name, expected->status, read_words(said));
	if (!deed->check)
		expected->after = contents_of(deed, deed->name);
}

/* The place, what the system said, and no more than is so. */
static void check_words(const struct fault *fault, const char *what)
{
	const char *words = read_words(said);

	if (!strstr(words, "forvalta: ") || !strstr(words, place) ||
	    !strstr(words, fault->code == ENOSPC ? "make room" : "disk"))
		fail_msg("%s: what it says is not clear: %s", what, words);
}

static void check_contents(const struct faulty_deed *deed, const struct expected *expected, const char *what)
{
	const struct fault none = {.after = -1};
	struct contents now;

	if (deed->check) {
		deed->check(place, what);
		return;
	}
	if (deed->again && run(deed->arguments, deed->self, deed->environment, &none) > 1)
		fail_msg("%s: not again: %s", what, read_words(said));
	now = contents_of(deed, what);
	if (deed->again && contents_as_many(&now, &expected->after))
		return;
	if (!contents_equal(&now, &expected->before) && !contents_alike(&now, &expected->after))
		fail_msg("%s: the register is neither as before nor as after: %s", what, read_words(said));
}

static void check_outcome(const struct faulty_deed *deed, const struct expected *expected, const struct fault *fault,
			  int status, const char *what)
{
	if (status != 2 && !(deed->may_end_well && status < 2))
		fail_msg("%s: status %d, %s", what, status, read_words(said));
	if (status == 2)
		check_words(fault, what);
	check_files(deed, expected->files, status, what);
	check_contents(deed, expected, what);
}

/* False where no write was left to fail. */
static bool try_one(const struct faulty_deed *deed, const struct expected *expected, const struct fault *fault)
{
	char what[1200];
	int status;

	fresh_place();
	status = run(deed->arguments, deed->self, deed->environment, fault);
	if (access(note, F_OK) != 0) {
		if (status > 1)
			fail_msg("%s without a fault: %d: %s", deed->name, status, read_words(said));
		return false;
	}
	snprintf(what, sizeof(what), "%s, fault %ld (%s%s) at %s", deed->name, fault->after, strerror(fault->code),
		 fault->once ? " once" : "", read_words(note));
	if (getenv("FAULTS_SHOW"))
		print_message("%s: %d %s", what, status, read_words(said));
	check_outcome(deed, expected, fault, status, what);
	return true;
}

/* ---- a small disk ---- */

#define PAGE 4096
#define MOST_PAGES 4000

static long size_of_place;

static int add_size(const char *path, const struct stat *status, int type, struct FTW *position)
{
	(void)path, (void)type, (void)position;
	size_of_place += ((long)status->st_size + PAGE - 1) / PAGE * PAGE + PAGE;
	return 0;
}

/* A file system with room for what is there and so many pages; false where none may be mounted. */
static bool mount_small_disk(long pages)
{
	char *old = memory_copy_text(place), size[40], from[220];

	size_of_place = 0;
	nftw(kept, add_size, 16, FTW_PHYS);
	scratch_free(&old);
	snprintf(size, sizeof(size), "size=%ld", size_of_place + pages * PAGE);
	assert_int_equal(mkdir(place, 0700), 0);
	if (mount("none", place, "tmpfs", 0, size) != 0)
		return false;
	snprintf(from, sizeof(from), "%s/.", kept);
	copy_tree(from, place);
	return true;
}

bool faults_try_small_disk(const struct faulty_deed *deed)
{
	const struct fault none = {.after = -1}, full = {.code = ENOSPC};
	struct expected expected = {0};
	long refused = 0;
	int status = 2;
	char what[200];

	expect(deed, &expected);
	for (long pages = 0; status == 2 && pages < MOST_PAGES; pages += 1 + pages / 2) {
		if (!mount_small_disk(pages))
			return false;
		status = run(deed->arguments, deed->self, deed->environment, &none);
		snprintf(what, sizeof(what), "%s with room for %ld pages", deed->name, pages);
		refused += status == 2;
		assert_int_equal(mount("none", place, "tmpfs", MS_REMOUNT, "size=64m"), 0); /* to look at it */
		if (status == 2)
			check_outcome(deed, &expected, &full, status, what);
		else
			check_contents(deed, &expected, what);
		assert_int_equal(umount(place), 0);
	}
	print_message("%s: refused on %ld small disks\n", deed->name, refused);
	assert_int_equal(status, expected.status);
	free(expected.files);
	return true;
}

/* ---- faults ---- */

static long next(long after)
{
	return after < EACH_FIRST || getenv("FAULTS_ALL") ? after + 1 : after + after / 3;
}

void faults_try(const struct faulty_deed *deed)
{
	static const struct fault kinds[] = {{0, ENOSPC, false}, {0, EIO, true}, {0, EIO, false}, {0, ENOSPC, true}};
	struct expected expected = {0};
	long tried = 0;

	expect(deed, &expected);
	for (size_t kind = 0; kind < (getenv("FAULTS_ALL") ? COUNT_OF(kinds) : 1); kind++) {
		struct fault fault = kinds[kind];

		for (; try_one(deed, &expected, &fault); fault.after = next(fault.after))
			tried++;
	}
	print_message("%s: %ld faults\n", deed->name, tried);
	free(expected.files);
}

void faults_begin(void (*make)(const char *path))
{
	char configuration[240];

	scratch = scratch_new();
	snprintf(place, sizeof(place), "%s/place", scratch);
	snprintf(kept, sizeof(kept), "%s/kept", scratch);
	snprintf(note, sizeof(note), "%s/note", scratch);
	snprintf(said, sizeof(said), "%s/said", scratch);
	assert_int_equal(mkdir(place, 0700), 0);
	snprintf(configuration, sizeof(configuration), "%s/forvalta.conf", place);
	close(open(configuration, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	make(place);
	assert_int_equal(rename(place, kept), 0);
}

void faults_end(void)
{
	scratch_free(&scratch);
	text_free(&names);
}
