/* Words to command, options and arguments. Global options stand before or after the command's name. */
#include <string.h>

#include "base/lang.h"
#include "cli/remote.h"

const struct option_row cli_global_options[] = {
	{"store", N_("DIR"), N_("the directory that holds the register"), .local = true},
	{"config", N_("FILE"), N_("a further configuration file, read last"), .local = true},
	{"today", N_("DATE"), N_("count as if it were this day")},
	{"as-of", N_("MOMENT"), N_("read the register as it was: a day, a time or #entry")},
	{"lang", N_("sv|en"), N_("the language of messages and labels")},
	{"as", N_("LOGIN"), N_("act as this person (root and the service account only)"), .local = true},
	{"ssh", N_("LOGIN"), N_("the person whose key signed in (from a forced command)"), .local = true},
	{"ssh-auth", NULL, N_("the person whom sshd has authenticated (from its ForceCommand)"), .local = true},
	{"force-network", NULL, N_("use a store on a network file system all the same"), .local = true},
	{"help", NULL, N_("help for the program or the command")},
	{"version", NULL, N_("the version of the program")},
	{NULL, NULL, NULL},
};

static const struct option_row no_options[] = {{NULL, NULL, NULL}};

static const struct option_row *command_options(const struct cli *cli)
{
	return cli->command == NULL || cli->command->options == NULL ? no_options : cli->command->options;
}

static int count_rows(const struct option_row *rows)
{
	int count = 0;
	while (rows[count].name != NULL)
		count++;
	return count;
}

static int find_row(const struct option_row *rows, struct slice name)
{
	for (int i = 0; rows[i].name != NULL; i++)
		if (slice_equal_text(name, rows[i].name))
			return i;
	return -1;
}

static int find_option(const struct cli *cli, struct slice name, const struct option_row **row)
{
	int at = find_row(cli_global_options, name);
	if (at >= 0) {
		*row = &cli_global_options[at];
		return at;
	}
	at = find_row(command_options(cli), name);
	if (at < 0)
		return -1;
	*row = &command_options(cli)[at];
	return count_rows(cli_global_options) + at;
}

const char *cli_option(const struct cli *cli, const char *name)
{
	const struct option_row *row;
	int at = find_option(cli, slice_of(name), &row);
	return at < 0 ? NULL : cli->option_values[at];
}

bool cli_flag(const struct cli *cli, const char *name)
{
	return cli_option(cli, name) != NULL;
}

const struct command *cli_find_command(struct slice name)
{
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		if (slice_equal_text(name, cli_commands[i]->name))
			return cli_commands[i];
	return NULL;
}

/* "--name", "--name=value", "--name value". */
static bool take_option(struct cli *cli, char **words, int count, int *at, struct error *error)
{
	const char *word = words[*at] + 2, *equals = strchr(word, '=');
	struct slice name = {word, equals == NULL ? strlen(word) : (size_t)(equals - word)};
	const struct option_row *row;
	int place = find_option(cli, name, &row);
	if (place < 0 && cli->command == NULL)
		return error_set(error, ERROR_USAGE, _("--%.*s is no option; forvalta --help lists them"), (int)name.size, name.data);
	if (place < 0)
		return error_set(error, ERROR_USAGE, _("%s has no option --%.*s; forvalta %s --help lists them"),
		                 cli->command->name, (int)name.size, name.data, cli->command->name);
	if (cli->over_ssh && row->local)
		return remote_refuse_option(row, error);
	if (row->argument == NULL && equals != NULL)
		return error_set(error, ERROR_USAGE, _("--%s takes no value"), row->name);
	if (row->argument == NULL)
		cli->option_values[place] = "";
	else if (equals != NULL)
		cli->option_values[place] = equals + 1;
	else if (*at + 1 < count)
		cli->option_values[place] = words[++*at];
	else
		return error_set(error, ERROR_USAGE, _("--%s needs a value: %s"), row->name, _(row->argument));
	return true;
}

static bool take_command(struct cli *cli, const char *word, struct error *error)
{
	cli->command = cli_find_command(slice_of(word));
	if (cli->command == NULL)
		return error_set(error, ERROR_USAGE, _("\"%s\" is no command; forvalta --help lists them"), word);
	return !cli->over_ssh || cli->command->over_ssh || remote_refuse_command(cli->command, error);
}

/* The command first, so that its options are known wherever they stand: the first word that is neither an option nor
 * a global one's value. */
static bool find_command_word(struct cli *cli, int count, char **words, int *place, struct error *error)
{
	*place = -1;
	for (int i = 0; i < count; i++) {
		if (words[i][0] != '-' || words[i][1] == '\0') {
			*place = i;
			return take_command(cli, words[i], error);
		}
		int row = find_row(cli_global_options, slice_of(words[i] + (words[i][1] == '-' ? 2 : 1)));
		if (row >= 0 && cli_global_options[row].argument != NULL)
			i++;
	}
	return true;
}

static bool check_count(const struct cli *cli, struct error *error)
{
	const struct command *command = cli->command;
	if (command == NULL || cli_flag(cli, "help"))
		return true;
	if (cli->argument_count >= command->least && (command->most < 0 || cli->argument_count <= command->most))
		return true;
	return error_set(error, ERROR_USAGE, _("usage: forvalta %s %s"), command->name, command->usage);
}

bool cli_parse(struct cli *cli, int count, char **words, struct error *error)
{
	int place;
	bool only_arguments = false;
	if (!find_command_word(cli, count, words, &place, error))
		return false;
	cli->arguments = words;
	cli->argument_count = 0;
	for (int i = 0; i < count; i++) {
		if (i == place)
			continue;
		bool option = !only_arguments && words[i][0] == '-' && words[i][1] == '-';
		if (option && words[i][2] == '\0')
			only_arguments = true;
		else if (option && !take_option(cli, words, count, &i, error))
			return false;
		else if (!option && !only_arguments && words[i][0] == '-' && words[i][1] != '\0' && place >= 0 && i < place)
			return error_set(error, ERROR_USAGE, _("%s is no option; forvalta --help lists them"), words[i]);
		else if (!option)
			cli->arguments[cli->argument_count++] = words[i];
	}
	return check_count(cli, error);
}
