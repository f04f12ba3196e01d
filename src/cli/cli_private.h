/* What the commands share: their table, their arguments, the open session. */
#ifndef CLI_CLI_PRIVATE_H
#define CLI_CLI_PRIVATE_H

#include <stdio.h>

#include "cli/split_words.h"
#include "conf/conf.h"
#include "identity/ssh_auth.h"
#include "register/edit.h"
#include "register/session.h"

enum { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_FAILED = 2, EXIT_USAGE = 64 };

struct option_row {
	const char *name;     /* without the dashes */
	const char *argument; /* "FILE"; NULL: a flag */
	const char *help;     /* untranslated */
	bool local;           /* names a file of this machine or says who one is: not for sessions through SSH */
};

/* OPEN_OWN: opens by itself, read-only and with the rights of the store's owner. OPEN_UPKEEP: the same, opened for
 * it. */
enum opening { OPEN_NOTHING, OPEN_CONF, OPEN_OWN, OPEN_READ, OPEN_UPKEEP, OPEN_WRITE, OPEN_AUDIT };

struct cli;

struct command {
	const char *name;
	const char *usage;   /* what follows the name */
	const char *summary; /* one line, untranslated */
	const char *help;    /* the rest, untranslated; may be NULL */
	/* What it can be asked for, each with words of its own, untranslated; false: there are no more. NULL: none. */
	bool (*topic)(size_t index, const char **name, const char **words);
	const struct option_row *options; /* name NULL ends; NULL: none */
	enum opening opening;
	int least, most;     /* positional arguments; most −1: any number */
	bool over_ssh;       /* may be asked for from outside, as SSH_ORIGINAL_COMMAND */
	int files;           /* the positional argument from which on they are files, the first is 1; 0: none is */
	int (*run)(struct cli *cli);
};

extern const struct command *const cli_commands[]; /* NULL ends */
extern const struct option_row cli_global_options[];

/* A session through SSH. */
struct remote {
	struct text caller;       /* who, as sshd says: for the system's log; empty: no such session */
	struct ssh_auth auth;     /* how they signed in, as far as sshd tells */
	struct split_words words; /* of their command */
};

#define CLI_OPTIONS 40

struct cli {
	const char *called;                     /* as the program was called: forvalta, build/forvalta */
	const struct command *command;
	const char *option_values[CLI_OPTIONS]; /* global ones first, then the command's; "" of a flag */
	char **arguments;                       /* positional, after the name */
	int argument_count;
	struct conf *conf;
	struct session session;
	bool session_is_open;
	bool over_ssh;                          /* what is parsed and done was asked for from outside */
	struct remote remote;
	struct text store;                      /* the directory */
	day_t today;                            /* DAY_UNSET: the clock's */
	struct error error;
};

/* Parses the words after the program's name. False with an ERROR_USAGE. command is NULL where none is named. */
bool cli_parse(struct cli *cli, int count, char **words, struct error *error);
const struct command *cli_find_command(struct slice name);

/* What is wrong with a command line is told in the language that it asks for. */
void cli_speak_as_asked(int count, char **words);

/* An option's value by name, NULL where it was not given; a flag's is "". */
const char *cli_option(const struct cli *cli, const char *name);
bool cli_flag(const struct cli *cli, const char *name);

/* Opens the session that the command asks for. */
bool cli_open(struct cli *cli);
/* Fills `options` as the command line says; for those who open by themselves. */
bool cli_session_options(struct cli *cli, struct session_options *options);

/* "forvalta: words" on stderr; returns the exit status of the error. */
int cli_fail(const struct cli *cli);
/* A usage error of the command at hand. */
int cli_misuse(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes lines to standard output, what could steer a terminal made harmless. False (with error) when they cannot be
 * written. */
bool cli_write(struct cli *cli, const struct text *text);

/* Whether whoever read the output has had enough of it, as `head` has. */
bool cli_reader_has_left(void);

/* A long command ends as soon as it can after INT or TERM, with nothing half done: it catches them, and looks now and
 * then. */
void cli_catch_stop(void);
bool cli_is_stopped(void);
/* Progress of long work, on a terminal only; false once it has been stopped. */
bool cli_show_progress(void *context, uint64_t done, uint64_t size);
void cli_clear_progress(void);

void cli_help(const struct cli *cli, FILE *out);
void cli_command_help(const struct command *command, FILE *out);

/* The record a code (or unique name, with its entity) names. */
bool cli_find_record(struct cli *cli, const struct view *view, const char *code, struct ref *ref);
/* The same; a record that has been removed by the code that its number gives it. */
bool cli_find_even_removed(struct cli *cli, const struct view *view, const char *code, struct ref *ref);
/* The words from number `first` on, field=value each, into the draft. */
bool cli_take_assignments(struct cli *cli, int first, const struct view *view, struct draft *draft);
/* What a change has made or changed, by its code. */
bool cli_tell_code(struct cli *cli, struct ref ref);

#endif
