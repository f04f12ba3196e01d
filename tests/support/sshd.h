/* A real sshd on the loopback, with keys of its own, that asks the built program whose a key is. One in a process. */
#ifndef SUPPORT_SSHD_H
#define SUPPORT_SSHD_H

#include <stdbool.h>
#include <stddef.h>

/* Why there can be none here; NULL where it can be started. */
const char *test_sshd_missing(void);

/* Serves the register in DIRECTORY/store with the configuration DIRECTORY/forvalta.conf, on two ports: on the first the
 * key's forced command answers, on the second ForceCommand with --ssh-auth. Fails the test where it does not come
 * up. */
void test_sshd_start(const char *directory);
void test_sshd_stop(void);

/* The public half of the key that `person` has; made when first asked for. */
const char *test_sshd_key(const char *person);

struct test_ssh {
	const char *person;       /* whose key is offered */
	const char *option;       /* one more word for ssh before the host: "-s"; may be NULL */
	const char *command;      /* NULL: none */
	const char *input;        /* what is sent; NULL: nothing */
	bool kerberos_way;        /* the second port */
};
/* Runs ssh to its end; the exit status. `output` gets what came on both outputs, ended by NUL. */
int test_ssh(const struct test_ssh *call, char *output, size_t size);
/* The words with which a terminal of that person is opened, for test_terminal_start; static. */
const char *const *test_ssh_terminal(const char *person);

/* Whether the system's log is ours to read, and waits until a line with both words is in it. */
bool test_log_is_kept(void);
void test_log_expect(const char *first, const char *second);

#endif
