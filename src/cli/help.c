/* Help, from the tables of commands and options. */
#include "base/lang.h"
#include "cli/cli_private.h"

static void print_cell(FILE *out, const char *text, size_t columns)
{
	struct text cell = {0};
	text_append_text(&cell, text);
	for (size_t width = text_width(text_slice(&cell)); width < columns; width++)
		text_append_char(&cell, ' ');
	fwrite(cell.data, 1, cell.size, out);
	text_free(&cell);
}

static void print_options(FILE *out, const struct option_row *rows)
{
	for (; rows->name != NULL; rows++) {
		struct text name = {0};
		text_printf(&name, "--%s%s%s", rows->name, rows->argument == NULL ? "" : " ",
		            rows->argument == NULL ? "" : _(rows->argument));
		fputs("  ", out);
		print_cell(out, name.data, 24);
		fprintf(out, " %s\n", _(rows->help));
		text_free(&name);
	}
}

void cli_help(const struct cli *cli, FILE *out)
{
	(void)cli;
	fprintf(out, _("Forvalta keeps the life of an organisation's information systems in hand.\n\n"
	               "Usage: forvalta [OPTION…] [COMMAND [ARGUMENT…]]\n"
	               "Without a command the register opens on the whole screen.\n\nCommands:\n"));
	for (size_t i = 0; cli_commands[i] != NULL; i++) {
		fputs("  ", out);
		print_cell(out, cli_commands[i]->name, 12);
		fprintf(out, " %s\n", _(cli_commands[i]->summary));
	}
	fprintf(out, _("\nOptions of every command, before or after its name:\n"));
	print_options(out, cli_global_options);
	fprintf(out, _("\nforvalta COMMAND --help tells more. Exit status: 0 done, 1 done and there is something to "
	               "attend to, 2 it could not be\n"
	               "done, 64 it was called wrongly.\n"));
}

static void print_topics(FILE *out, const struct command *command)
{
	const char *name, *words;
	for (size_t i = 0; command->topic != NULL && command->topic(i, &name, &words); i++) {
		fputs(i == 0 ? "\n  " : "  ", out);
		print_cell(out, name, 12);
		fprintf(out, " %s\n", _(words));
	}
}

void cli_command_help(const struct command *command, FILE *out)
{
	fprintf(out, _("Usage: forvalta %s %s\n\n%s.\n"), command->name, command->usage, _(command->summary));
	if (command->help != NULL)
		fprintf(out, "\n%s\n", _(command->help));
	print_topics(out, command);
	if (command->options != NULL) {
		fprintf(out, _("\nOptions:\n"));
		print_options(out, command->options);
	}
	fprintf(out, _("\nforvalta --help lists the options of every command.\n"));
}
