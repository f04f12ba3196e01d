/* Sessions through SSH: who signed in, what was asked for, and what such a session may. DESIGN 4. */
#ifndef CLI_REMOTE_H
#define CLI_REMOTE_H

#include "cli/cli_private.h"
#include "identity/identity.h"

/* Where --ssh or --ssh-auth was given: takes the person's own command (SSH_ORIGINAL_COMMAND) into `cli`, unless the
 * forced command names one itself. True where there is nothing to do. */
bool remote_begin(struct cli *cli);
void remote_end(struct cli *cli);

/* Lets the process act for whom --ssh names or sshd has authenticated (--ssh-auth). */
bool remote_identify(struct cli *cli, struct identity *identity);
/* Tells the system's log who is in, and keeps that the key was used. */
void remote_note_session(struct cli *cli);
/* The same of what was refused. */
void remote_note_refusal(const struct cli *cli);
/* On the screen, where the session goes on; `context`: the struct cli. */
void remote_note_refused_change(void *context, const struct error *error);
/* "ssh 10.1.2.3", "terminal" or "command": for the change log. */
const char *remote_place(void);

/* What a session through SSH may not: words for the person. */
bool remote_refuse_option(const struct option_row *row, struct error *error);
bool remote_refuse_command(const struct command *command, struct error *error);

#endif
