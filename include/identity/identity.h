/* Who the system says is asking. Whom of the register's people that is, and what they may do, is the register's. */
#ifndef IDENTITY_IDENTITY_H
#define IDENTITY_IDENTITY_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

#define LOGIN_SIZE 64 /* with its NUL */

struct identity {
	char login[LOGIN_SIZE];
	bool is_root;  /* the process is root's */
	bool is_other; /* acts for another login than the process's own, by --ssh or --as */
};

/* The real user of the process. False where the system has no name for it. */
bool identity_of_process(struct identity *identity, struct error *error);

/* The number of a group by its name. */
bool identity_find_group(const char *name, unsigned *group, struct error *error);

/* Its name, its number where it has none. */
void identity_append_group(unsigned group, struct text *out);

/* Lets the process act for `login`, which `option` ("--ssh", "--as") gave. Only root and `service_account` may:
 * whoever may start the program with a shell could otherwise be anybody. */
bool identity_act_for(struct identity *identity, const char *option, const char *login, const char *service_account,
	struct error *error);

/* A login as systems write it: at most 63 bytes of letters (any script), digits, '.', '_', '-' and '@', not beginning
 * with '-': it is written into the forced command that a shell runs. */
bool login_is_sound(const char *login);

#endif
