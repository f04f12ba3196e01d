/* help, and forvalta(1) in mdoc from the tables of commands and options. */
#include <ctype.h>
#include <string.h>

#include "base/lang.h"
#include "base/roff.h"
#include "cli/cli_private.h"
#include "cli/commands.h"

/* Of the pages' words. */
#define MANUAL_DAY "November 22, 2026"

static void append_words(struct text *out, const char *words)
{
	roff_append(out, words);
	text_append_char(out, '\n');
}

static void append_paragraph(struct text *out, const char *words)
{
	text_append_text(out, ".Pp\n");
	append_words(out, words);
}

static void append_macro(struct text *out, const char *macro, struct slice word)
{
	text_printf(out, " %s ", macro);
	roff_append_argument(out, word);
}

/* "--shared" is a flag, "accept" a word to be written as it is, "GROUP" and "field=value…" are something to be
 * replaced. */
static void append_usage_word(struct text *out, struct slice word)
{
	bool as_it_is = true;
	for (size_t i = 0; i < word.size; i++)
		as_it_is = as_it_is && (islower((unsigned char)word.data[i]) || word.data[i] == '|');
	if (word.size > 2 && word.data[0] == '-')
		append_macro(out, "Fl", (struct slice){word.data + 1, word.size - 1});
	else
		append_macro(out, as_it_is ? "Cm" : "Ar", word);
}

/* "[--shared GROUP]" */
static void append_usage(struct text *out, const char *usage)
{
	struct slice rest = slice_of(usage), word;
	while (slice_next(&rest, ' ', &word)) {
		bool opens = word.size > 0 && word.data[0] == '[', closes = word.size > 0 && word.data[word.size - 1] == ']';
		word = (struct slice){word.data + opens, word.size - opens - closes};
		text_append_text(out, opens ? " Oo" : "");
		if (word.size > 0)
			append_usage_word(out, word);
		text_append_text(out, closes ? " Oc" : "");
	}
	text_append_char(out, '\n');
}

static void append_options(struct text *out, const struct option_row *rows)
{
	text_append_text(out, ".Bl -tag -width Ds\n");
	for (; rows->name != NULL; rows++) {
		text_printf(out, ".It Fl \\-%s", rows->name);
		if (rows->argument != NULL)
			append_macro(out, "Ar", slice_of(_(rows->argument)));
		text_append_char(out, '\n');
		append_words(out, _(rows->help));
	}
	text_append_text(out, ".El\n");
}

static void append_item(struct text *out, const char *macro, const char *term, const char *words)
{
	text_append_text(out, ".It");
	append_macro(out, macro, slice_of(term));
	text_append_char(out, '\n');
	append_words(out, words);
}

static void append_topics(struct text *out, const struct command *command)
{
	const char *name, *words;
	text_append_text(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; command->topic(i, &name, &words); i++)
		append_item(out, "Cm", name, _(words));
	text_append_text(out, ".El\n");
}

static void append_command(struct text *out, const struct command *command)
{
	text_printf(out, ".Ss %s\n.Nm forvalta Cm %s", command->name, command->name);
	append_usage(out, command->usage);
	text_append_text(out, ".Pp\n");
	roff_append(out, _(command->summary));
	text_append_text(out, ".\n");
	if (command->help != NULL)
		append_paragraph(out, _(command->help));
	if (command->topic != NULL)
		append_topics(out, command);
	if (command->options != NULL)
		append_options(out, command->options);
}

static void append_commands(struct text *out)
{
	text_append_text(out, ".Sh COMMANDS\n");
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		append_command(out, cli_commands[i]);
}

static void append_exit_status(struct text *out)
{
	text_append_text(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
	append_item(out, "Cm", "0", _("Done; nothing to attend to."));
	append_item(out, "Cm", "1",
	            _("Done, and there is something to attend to: the audit has findings at or above its limit, an "
	              "import rejected rows, verify found a fault."));
	append_item(out, "Cm", "2", _("It could not be done; standard error says why and what to do."));
	append_item(out, "Cm", "64", _("It was called wrongly."));
	text_append_text(out, ".El\n");
}

static void append_surroundings(struct text *out)
{
	text_append_text(out, ".Sh ENVIRONMENT\n");
	append_words(
		out, _("None is needed: the audit runs from an empty environment, without a terminal, a home or a locale."));
	text_append_text(out, ".Bl -tag -width Ds\n");
	append_item(out, "Ev", "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
	            _("The language, where neither --lang nor the configuration says."));
	append_item(out, "Ev", "HOME, XDG_CONFIG_HOME, XDG_DATA_HOME",
	            _("Where a person's own configuration and register are."));
	append_item(out, "Ev", "SSH_CONNECTION", _("Recorded with each change as the place that it came from."));
	text_append_text(out, ".El\n.Sh FILES\n.Bl -tag -width Ds\n");
	append_item(out, "Pa", "/var/lib/forvalta",
	            _("The register, where neither --store nor the configuration names another."));
	append_item(out, "Pa", "~/.local/share/forvalta",
	            _("A person's own register, where there is none for the whole machine."));
	append_item(out, "Pa", "/etc/forvalta.conf", _("The configuration."));
	append_item(out, "Pa", "PREFIX/share/forvalta",
	            _("The sample municipality, and mappings of known files; PREFIX is where the program was installed, "
	              "/usr/local if nothing else was said."));
	text_append_text(out, ".El\n");
}

static void append_example(struct text *out, const char *words, const char *line)
{
	append_words(out, words);
	text_append_text(out, ".Bd -literal -offset indent\n");
	append_words(out, line);
	text_append_text(out, ".Ed\n.Pp\n");
}

static void append_examples(struct text *out)
{
	text_append_text(out, ".Sh EXAMPLES\n");
	append_example(
		out, _("What must be decided within a year, the first first:"),
		"forvalta list system --where 'decide_by < today + 12m' \\\n--columns code,name,decide_by --sort decide_by");
	append_example(out, _("Every night; exit status 1 only where something new and serious was found:"),
	               "forvalta audit --new --fail-on new:high");
	append_example(out, _("Take in systems from a list of one's own, first as a trial:"),
	               "forvalta import --dry-run --rejects rejects.csv system.csv");
	append_words(out, _("The configuration file with every option, to change:"));
	text_append_text(out, ".Bd -literal -offset indent\n");
	append_words(out, "forvalta help configuration > /etc/forvalta.conf");
	text_append_text(out, ".Ed\n");
}

static void write_program_manual(struct text *out)
{
	text_append_text(out, ".Dd " MANUAL_DAY "\n.Dt FORVALTA 1\n.Os\n.Sh NAME\n.Nm forvalta\n.Nd ");
	append_words(out, _("keeps the life of an organisation's information systems in hand"));
	text_append_text(out, ".Sh SYNOPSIS\n.Nm\n.Op Ar option ...\n.Op Ar command Op Ar argument ...\n.Sh DESCRIPTION\n");
	append_words(out,
	             _("A register of information systems, what they consist of and what they cost, and a night audit "
	               "that says what is obsolete, by which day a decision "
	               "must be taken and what can still be done. One directory holds everything; no server is needed."));
	append_paragraph(out, _("Results go to standard output, everything else to standard error. Every command takes "
	                        "these options, before or after its name:"));
	append_options(out, cli_global_options);
	append_commands(out);
	append_surroundings(out);
	append_exit_status(out);
	append_examples(out);
	text_append_text(out, ".Sh SEE ALSO\n.Xr forvalta.conf 5 ,\n.Xr forvalta\\-mapping 5\n");
}

static int write_manual(struct cli *cli, bool configuration)
{
	struct text out = {0};
	if (configuration && cli_flag(cli, "manual"))
		conf_write_manual(&out, MANUAL_DAY);
	else if (configuration)
		conf_write_reference(&out);
	else
		write_program_manual(&out);
	bool ok = cli_write(cli, &out);
	text_free(&out);
	return ok ? EXIT_DONE : cli_fail(cli);
}

int run_help(struct cli *cli)
{
	const char *topic = cli->argument_count == 0 ? NULL : cli->arguments[0];
	bool configuration = topic != NULL && strcmp(topic, "configuration") == 0;
	const struct command *command = topic == NULL ? NULL : cli_find_command(slice_of(topic));
	if (configuration || (cli_flag(cli, "manual") && topic == NULL))
		return write_manual(cli, configuration);
	if (topic != NULL && (command == NULL || cli_flag(cli, "manual")))
		return cli_misuse(cli, _("there is no such help for \"%s\"; forvalta help lists the commands"), topic);
	if (command == NULL)
		cli_help(cli, stdout);
	else
		cli_command_help(command, stdout);
	return EXIT_DONE;
}
