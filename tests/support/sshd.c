#include "support/sshd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <pwd.h>
#include <setjmp.h>
#include <shadow.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"

#define SSHD "/usr/sbin/sshd" /* it insists on its whole path */
#define PRIVILEGE_DIRECTORY "/run/sshd"
#define LOG_SOCKET "/dev/log"
#define PATIENCE_SECONDS 60

static struct {
	char directory[200], asked[64]; /* asked: holds the program that sshd asks, where only root may write */
	char login[64];                 /* the service account: whoever runs the test */
	pid_t process;
	int ports[2];
	int log;                        /* the system's log while it is ours; −1: it is somebody's */
	bool made_privilege_directory;
	struct text logged;
} sshd = {.log = -1};

const char *test_sshd_missing(void)
{
	if (access(SSHD, X_OK) != 0 || system("command -v ssh-keygen >/dev/null") != 0)
		return "openssh-server and openssh-client are not installed";
	if (getuid() != 0)
		return "sshd asks only a program that root owns, and becomes others only as root: run the tests as root";
	const struct spwd *shadow = getspnam(getpwuid(getuid())->pw_name);
	if (shadow != NULL && shadow->sp_pwdp[0] == '!')
		return "root's account is locked here, and sshd lets nobody into such a one without PAM";
	return NULL;
}

/* ---- files ---- */

static void write_file(const char *path, mode_t mode, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void write_file(const char *path, mode_t mode, const char *format, ...)
{
	FILE *file = fopen(path, "w");
	va_list arguments;
	assert_non_null(file);
	va_start(arguments, format);
	vfprintf(file, format, arguments);
	va_end(arguments);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static const char *key_path(const char *person, const char *ending)
{
	static char path[300];
	snprintf(path, sizeof path, "%s/%s.key%s", sshd.directory, person, ending);
	return path;
}

/* Runs the program to its end. */
static int run(const char *const *words)
{
	int status = -1;
	pid_t child = fork();
	if (child == 0) {
		execvp(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void make_key(const char *person)
{
	char path[300];
	snprintf(path, sizeof path, "%s", key_path(person, ""));
	const char *const words[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", path, NULL};
	if (access(path, F_OK) != 0)
		assert_int_equal(run(words), 0);
}

const char *test_sshd_key(const char *person)
{
	static char line[1000];
	make_key(person);
	FILE *file = fopen(key_path(person, ".pub"), "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof line, file));
	fclose(file);
	line[strcspn(line, "\n")] = '\0';
	return line;
}

/* ---- the system's log ---- */

/* In a container nobody keeps one. What a test that was killed has left there answers nobody. */
static void take_log(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = LOG_SOCKET};
	int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (connect(file, (struct sockaddr *)&address, sizeof address) == 0) {
		close(file);
		return;
	}
	if (errno == ECONNREFUSED)
		unlink(LOG_SOCKET);
	if (bind(file, (struct sockaddr *)&address, sizeof address) == 0)
		sshd.log = file;
	else
		close(file);
}

bool test_log_is_kept(void)
{
	return sshd.log >= 0;
}

static void read_log(int milliseconds)
{
	char line[4096];
	struct pollfd ready = {.fd = sshd.log, .events = POLLIN};
	while (poll(&ready, 1, milliseconds) == 1) {
		ssize_t size = recv(sshd.log, line, sizeof line - 1, 0);
		if (size <= 0)
			return;
		text_append_bytes(&sshd.logged, line, (size_t)size);
		text_append_char(&sshd.logged, '\n');
		milliseconds = 0;
	}
}

static bool is_logged(const char *first, const char *second)
{
	struct slice rest = text_slice(&sshd.logged), line;
	while (slice_next(&rest, '\n', &line))
		if (memmem(line.data, line.size, first, strlen(first)) != NULL &&
		    memmem(line.data, line.size, second, strlen(second)) != NULL)
			return true;
	return false;
}

void test_log_expect(const char *first, const char *second)
{
	time_t end = time(NULL) + PATIENCE_SECONDS;
	while (sshd.log >= 0 && !is_logged(first, second) && time(NULL) < end)
		read_log(200);
	if (sshd.log >= 0 && !is_logged(first, second))
		fail_msg("nothing in the log of %s and %s:\n%s", first, second, sshd.logged.data);
	text_clear(&sshd.logged);
}

/* ---- the server ---- */

static int free_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(file, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(getsockname(file, (struct sockaddr *)&address, &size), 0);
	close(file);
	return ntohs(address.sin_port);
}

static bool answers(int port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port)};
	int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool there = connect(file, (struct sockaddr *)&address, sizeof address) == 0;
	close(file);
	return there;
}

static void write_configuration(const char *path)
{
	char program[100];
	snprintf(program, sizeof program, "%s/keys", sshd.asked);
	write_file(program, 0755, "#!/bin/sh\nexec %s --store %s/store --config %s/forvalta.conf ssh-keys \"$@\"\n",
	           BUILD_DIR "/forvalta", sshd.directory, sshd.directory);
	make_key("host");
	write_file(path, 0600,
	           "ListenAddress 127.0.0.1:%d\nListenAddress 127.0.0.1:%d\nHostKey %s\nPidFile none\nUsePAM no\n"
	           "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin forced-commands-only\n"
	           "AuthorizedKeysFile none\nAuthorizedKeysCommand %s/keys --user %%u --type %%t --key %%k\n"
	           "AuthorizedKeysCommandUser root\nExposeAuthInfo yes\nSetEnv HOME=%s XDG_STATE_HOME=%s XDG_CONFIG_HOME=%s\n"
	           "MaxStartups 100\nSubsystem sftp internal-sftp\n"
	           "Match LocalPort %d\nForceCommand %s --store %s/store --config %s/forvalta.conf --ssh-auth\n",
	           sshd.ports[0], sshd.ports[1], key_path("host", ""), sshd.asked, sshd.directory, sshd.directory,
	           sshd.directory, sshd.ports[1], BUILD_DIR "/forvalta", sshd.directory, sshd.directory);
}

static void start_process(const char *configuration)
{
	sshd.process = fork();
	if (sshd.process != 0)
		return;
	char log[300];
	snprintf(log, sizeof log, "%s/sshd.log", sshd.directory);
	int file = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(file, STDERR_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGTERM); /* not left behind by a test that is killed */
	execl(SSHD, SSHD, "-D", "-e", "-f", configuration, (char *)NULL);
	_exit(127);
}

void test_sshd_start(const char *directory)
{
	char configuration[300];
	const struct passwd *user = getpwuid(getuid());
	assert_non_null(user);
	snprintf(sshd.directory, sizeof sshd.directory, "%s", directory);
	snprintf(sshd.login, sizeof sshd.login, "%s", user->pw_name);
	snprintf(sshd.asked, sizeof sshd.asked, "/run/forvalta-test-XXXXXX");
	assert_non_null(mkdtemp(sshd.asked));
	assert_int_equal(chmod(sshd.asked, 0755), 0);
	sshd.made_privilege_directory = mkdir(PRIVILEGE_DIRECTORY, 0755) == 0;
	take_log();
	for (size_t i = 0; i < COUNT_OF(sshd.ports); i++)
		sshd.ports[i] = free_port();
	snprintf(configuration, sizeof configuration, "%s/sshd_config", directory);
	write_configuration(configuration);
	start_process(configuration);
	time_t end = time(NULL) + PATIENCE_SECONDS;
	while (!answers(sshd.ports[1])) {
		if (time(NULL) > end || waitpid(sshd.process, NULL, WNOHANG) != 0)
			fail_msg("sshd does not start: %s/sshd.log", directory);
		nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	}
}

/* Every connection that a person keeps open has its way in a file beside the key. */
static void leave_connections(void)
{
	char option[400];
	glob_t ways = {0};
	snprintf(option, sizeof option, "%s/*.key.way", sshd.directory);
	if (glob(option, GLOB_NOSORT, NULL, &ways) == 0)
		for (size_t i = 0; i < ways.gl_pathc; i++) {
			snprintf(option, sizeof option, "ControlPath=%s", ways.gl_pathv[i]);
			const char *const words[] = {"ssh", "-q", "-F", "none", "-o", option, "-O", "exit", "127.0.0.1", NULL};
			run(words);
		}
	globfree(&ways);
}

void test_sshd_stop(void)
{
	char path[100];
	if (sshd.process <= 0)
		return;
	leave_connections();
	kill(sshd.process, SIGTERM);
	waitpid(sshd.process, NULL, 0);
	sshd.process = 0;
	snprintf(path, sizeof path, "%s/keys", sshd.asked);
	unlink(path);
	rmdir(sshd.asked);
	if (sshd.made_privilege_directory)
		rmdir(PRIVILEGE_DIRECTORY);
	if (sshd.log >= 0) {
		close(sshd.log);
		unlink(LOG_SOCKET);
	}
	text_free(&sshd.logged);
}

/* ---- the client ---- */

/* `way`: one connection carries every session of the person. */
static size_t client_words(const char *person, int port, bool way, const char **words)
{
	static char number[16], destination[100], key[300], host[300], control[320];
	snprintf(number, sizeof number, "%d", port);
	snprintf(destination, sizeof destination, "%s@127.0.0.1", sshd.login);
	snprintf(key, sizeof key, "%s", key_path(person, ""));
	snprintf(host, sizeof host, "UserKnownHostsFile=%s/known_hosts", sshd.directory);
	snprintf(control, sizeof control, "ControlPath=%s", way ? key_path(person, ".way") : "none");
	const char *const fixed[] = {"/usr/bin/ssh", "-q", "-F", "none", "-o", "IdentitiesOnly=yes", "-o",
	                             "StrictHostKeyChecking=no", "-o", "BatchMode=yes", "-o", host, "-o", control, "-o",
	                             "ControlMaster=auto", "-o", "ControlPersist=30", "-i", key, "-p", number};
	memcpy(words, fixed, sizeof fixed);
	words[COUNT_OF(fixed)] = destination;
	return COUNT_OF(fixed);
}

static void run_client(const struct test_ssh *call, int input, int output)
{
	const char *words[40] = {0};
	make_key(call->person);
	bool way = !call->kerberos_way && call->option == NULL;
	size_t at = client_words(call->person, sshd.ports[call->kerberos_way], way, words);
	const char *destination = words[at];
	if (call->option != NULL)
		words[at++] = call->option;
	words[at++] = "--"; /* what the command begins with may look like an option of ssh's */
	words[at++] = destination;
	words[at++] = call->command;
	dup2(input, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	execvp(words[0], (char *const *)(uintptr_t)words);
	_exit(127);
}

static int open_input(const struct test_ssh *call)
{
	char path[300];
	if (call->input == NULL)
		return open("/dev/null", O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof path, "%s/input", sshd.directory);
	write_file(path, 0600, "%s", call->input);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* A file and no pipe: the connection that stays open would hold a pipe open too. */
int test_ssh(const struct test_ssh *call, char *output, size_t size)
{
	char path[300];
	int status = -1, input = open_input(call);
	snprintf(path, sizeof path, "%s", key_path(call->person, ".output"));
	int told = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	pid_t child = fork();
	if (child == 0)
		run_client(call, input, told);
	waitpid(child, &status, 0);
	ssize_t length = pread(told, output, size - 1, 0);
	output[length > 0 ? length : 0] = '\0';
	close(input);
	close(told);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

const char *const *test_ssh_terminal(const char *person)
{
	static const char *words[40];
	make_key(person);
	size_t at = client_words(person, sshd.ports[0], false, words);
	words[at + 1] = words[at];
	words[at] = "-tt";
	return words;
}
