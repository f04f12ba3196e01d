/* The table of commands: usage, help, manual page and completion come from it. */
#include "cli/commands.h"

#include "base/lang.h"
#include "cli/cli_private.h"

#define OPTIONS(...) (const struct option_row[]){__VA_ARGS__, {NULL, NULL, NULL}}
#define WHY {"why", N_("TEXT"), N_("why, for the change log")}

static const struct command init = {
	.name = "init", .usage = "[--shared GROUP]", .summary = N_("Makes a new, empty register with you as its administrator"),
	.help = N_("The directory is made, for you alone. With --shared everybody of the group can write the files: roles are then advice only."),
	.options = OPTIONS({"shared", N_("GROUP"), N_("let the members of this group share the files")}, {"name", N_("NAME"), N_("your name, as it is shown")}),
	.opening = OPEN_CONF, .most = 0, .run = run_init,
};

static const struct command show = {
	.name = "show", .usage = "CODE", .summary = N_("Shows one record with its computed figures"),
	.options = OPTIONS({"format", "text|json", N_("how it is written")}, {"why", NULL, N_("show the facts that each computed figure comes from")}),
	.opening = OPEN_READ, .least = 1, .most = 1, .run = run_show,
};

static const struct command add = {
	.name = "add", .usage = "ENTITY field=value…", .summary = N_("Adds a record and prints its code"),
	.help = N_("Values as in forms: dates as 2027-03-31, today, +18m; amounts as 1 250 000; references by code, unique field or name."),
	.options = OPTIONS(WHY), .opening = OPEN_WRITE, .least = 1, .most = -1, .run = run_add,
};

static const struct command set = {
	.name = "set", .usage = "CODE field=value…", .summary = N_("Changes fields of a record; field= makes it not set"),
	.options = OPTIONS(WHY), .opening = OPEN_WRITE, .least = 2, .most = -1, .run = run_set,
};

static const struct command remove_command = {
	.name = "remove", .usage = "CODE", .summary = N_("Removes a record that nothing refers to"), .options = OPTIONS(WHY),
	.opening = OPEN_WRITE, .least = 1, .most = 1, .run = run_remove,
};

static const struct command history = {
	.name = "history", .usage = "[CODE]", .summary = N_("Tells what was changed, when, by whom and why"),
	.options = OPTIONS({"limit", "N", N_("at most so many entries of the change log (50)")}), .opening = OPEN_READ, .most = 1, .run = run_history,
};

static const struct command undo = {
	.name = "undo", .usage = "[ENTRY]", .summary = N_("Takes back your last action, or the one with this number"),
	.help = N_("An import is one action. Refused where a record has been changed since."), .opening = OPEN_WRITE, .most = 1, .run = run_undo,
};

static const struct command verify = {
	.name = "verify", .usage = "", .summary = N_("Reads everything again and compares: records, indexes, history, the chain"),
	.help = N_("Exit status 1 where something is wrong."), .opening = OPEN_READ, .most = 0, .run = run_verify,
};

static const struct command backup = {
	.name = "backup", .usage = "DIR", .summary = N_("Copies the register while it is in use, and verifies the copy"),
	.opening = OPEN_READ, .least = 1, .most = 1, .run = run_backup,
};

static const struct command stat_command = {
	.name = "stat", .usage = "", .summary = N_("Tells how large the register is and how it is kept"), .opening = OPEN_READ, .most = 0, .run = run_stat,
};

static const struct command schema = {
	.name = "schema", .usage = "[ENTITY]", .summary = N_("Lists the kinds of records and their fields"),
	.options = OPTIONS({"reference", NULL, N_("as the page of the manual")}), .opening = OPEN_NOTHING, .most = 1, .run = run_schema,
};

const struct command *const cli_commands[] = {
	&init, &show, &add, &set, &remove_command, &history, &undo, &verify, &backup, &stat_command, &schema, NULL,
};
