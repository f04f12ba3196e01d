/* complete: what could stand next on the command line, for the shells. Everything comes from the tables of commands,
 * options and fields: what a usage line or an option calls its argument (ENTITY, FILE, a,b,c) says what it can be. */
#include <string.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "register/figures.h"

struct completion {
	const struct command *command; /* NULL: none is named yet */
	const struct entity *entity;   /* whose fields are meant; NULL: not known yet */
	size_t positional;             /* how many words there are after the command's name */
	const struct option_row *option; /* the word is its value; NULL: of none */
	struct slice kept, typed;      /* of the word: what stays, and what is being typed */
	struct text out;
};

/* "name<tab>what it is", as zsh and fish show it. */
static void offer(struct completion *at, const char *name, const char *after, const char *words)
{
	size_t size = strlen(name);
	if (size < at->typed.size || memcmp(name, at->typed.data, at->typed.size) != 0)
		return;
	text_append(&at->out, at->kept);
	text_printf(&at->out, "%s%s\t%s\n", name, after, words);
}

/* Up to the last byte that is one of `separators` stands already. */
static void keep_to_last(struct completion *at, const char *separators)
{
	size_t kept = at->typed.size;
	while (kept > 0 && strchr(separators, at->typed.data[kept - 1]) == NULL)
		kept--;
	at->kept.size += kept;
	at->typed = (struct slice){at->typed.data + kept, at->typed.size - kept};
}

/* ---- what the tables hold ---- */

static void offer_commands(struct completion *at)
{
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		offer(at, cli_commands[i]->name, "", _(cli_commands[i]->summary));
}

static void offer_options(struct completion *at, const struct option_row *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		offer(at, rows->name, "", _(rows->help));
}

static void offer_entities(struct completion *at)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		offer(at, entity->name, "", _(entity->label));
}

static void offer_fields(struct completion *at, const char *after)
{
	for (size_t i = 0; at->entity != NULL && i < at->entity->field_count; i++)
		if (!at->entity->fields[i].internal)
			offer(at, at->entity->fields[i].name, after, _(at->entity->fields[i].label));
}

/* What lists show: the computed figures too. */
static void offer_columns(struct completion *at)
{
	const struct field *figure;
	offer_fields(at, "");
	for (size_t i = 0; at->entity != NULL && (figure = figure_at(at->entity, i)) != NULL; i++)
		offer(at, figure->name, "", _(figure->label));
}

static void offer_choices(struct completion *at, uint8_t set, const char *after)
{
	const struct choice_set *choices = schema_choices(set);
	for (size_t i = 0; choices != NULL && i < choices->count; i++)
		offer(at, choices->choices[i].name, after, _(choices->choices[i].label));
}

static void offer_words(struct completion *at, const char *words)
{
	struct slice rest = slice_of(words), word;
	char name[32];
	while (slice_next(&rest, ' ', &word)) {
		snprintf(name, sizeof name, "%.*s", (int)word.size, word.data);
		offer(at, name, "", "");
	}
}

/* field=value: the fields that can be written, then what the field can be. */
static void offer_assignment(struct completion *at)
{
	const char *equals = memchr(at->typed.data, '=', at->typed.size);
	if (equals == NULL) {
		offer_fields(at, "=");
		return;
	}
	const struct slice name = {at->typed.data, (size_t)(equals - at->typed.data)};
	const struct field *field = at->entity == NULL ? NULL : schema_find_field(at->entity, name);
	keep_to_last(at, "=;");
	if (field == NULL)
		return;
	if (field->type == TYPE_YESNO)
		offer_words(at, "yes no");
	else if (field->type == TYPE_ANSWER)
		offer_words(at, "yes no partly unknown");
	else
		offer_choices(at, field->choices, "");
}

/* ---- what an argument is called ---- */

static bool is_called(struct slice argument, const char *name)
{
	return slice_equal_text(argument, name);
}

/* Lines that begin with a colon leave it to the shell: no other candidate does. */
static void offer_argument(struct completion *at, struct slice argument)
{
	char word[32];
	if (is_called(argument, "FILE")) {
		text_append_text(&at->out, ":files\n");
	} else if (is_called(argument, "DIR")) {
		text_append_text(&at->out, ":directories\n");
	} else if (is_called(argument, "COMMAND")) {
		offer_commands(at);
	} else if (is_called(argument, "ENTITY")) {
		offer_entities(at);
	} else if (is_called(argument, "FIELD")) {
		offer_fields(at, "");
	} else if (is_called(argument, "a,b,c") || is_called(argument, "a,-b")) {
		keep_to_last(at, is_called(argument, "a,-b") ? ",-" : ",");
		offer_columns(at);
	} else if (is_called(argument, "EXPRESSION")) {
		keep_to_last(at, " ('\"");
		offer_columns(at);
	} else if (is_called(argument, "field=value")) {
		offer_assignment(at);
	} else if (is_called(argument, "[new:]SEVERITY")) {
		offer_words(at, "new:");
		keep_to_last(at, ":");
		offer_choices(at, CHOICES_severity, "");
	} else if (argument.size > 0 && argument.data[0] >= 'a' && argument.data[0] <= 'z') {
		snprintf(word, sizeof word, "%.*s", (int)argument.size, argument.data);
		offer(at, word, "", "");
	}
}

/* "text|json", "COMMAND|configuration": one or the other. */
static void offer_either(struct completion *at, struct slice arguments)
{
	struct slice argument;
	while (slice_next(&arguments, '|', &argument))
		offer_argument(at, argument);
}

/* The word of the usage line that stands in this place: "accept|reopen ID…" is IDs from the second on. */
static bool usage_word(const struct command *command, size_t place, struct slice *word)
{
	static const struct slice more = {"…", sizeof "…" - 1};
	struct slice rest = slice_of(command->usage);
	bool repeats = false;
	for (size_t i = 0; command->most != 0 && i <= place && slice_next(&rest, ' ', word); i++) {
		bool opens = word->size > 0 && word->data[0] == '[', closes = word->size > 0 && word->data[word->size - 1] == ']';
		*word = (struct slice){word->data + opens, word->size - opens - closes};
		repeats = word->size > more.size &&
		          memcmp(word->data + word->size - more.size, more.data, more.size) == 0;
		word->size -= repeats ? more.size : 0;
		if (i == place)
			return true;
	}
	return repeats;
}

/* ---- the words before the one being typed ---- */

static const struct option_row *row_named(const struct option_row *rows, struct slice name)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		if (slice_equal_text(name, rows->name))
			return rows;
	return NULL;
}

static const struct option_row *find_row(const struct completion *at, struct slice name)
{
	const struct option_row *row = row_named(cli_global_options, name);
	return row != NULL || at->command == NULL ? row : row_named(at->command->options, name);
}

/* Whose fields the later words are about: of the kind named, or of the record that a code names. */
static void note_entity(struct completion *at, const char *word)
{
	size_t dash = strcspn(word, "-");
	const struct entity *entity = schema_find_entity(slice_of(word));
	if (entity == NULL && word[dash] == '-')
		entity = schema_find_prefix((struct slice){word, dash});
	if (entity != NULL)
		at->entity = entity;
}

static void pass_word(struct completion *at, const char *word)
{
	if (at->option != NULL) {
		if (strcmp(at->option->name, "entity") == 0)
			note_entity(at, word);
		at->option = NULL;
	} else if (word[0] == '-' && word[1] == '-') {
		const struct option_row *row = strchr(word, '=') != NULL ? NULL : find_row(at, slice_of(word + 2));
		at->option = row == NULL || row->argument == NULL ? NULL : row;
	} else if (at->command == NULL) {
		at->command = cli_find_command(slice_of(word));
	} else if (at->positional++ == 0) {
		note_entity(at, word);
	}
}

static void offer_option(struct completion *at)
{
	const char *equals = memchr(at->typed.data, '=', at->typed.size);
	if (equals == NULL) {
		at->kept.size = 2;
		at->typed = (struct slice){at->typed.data + 2, at->typed.size - 2};
		offer_options(at, cli_global_options);
		offer_options(at, at->command == NULL ? NULL : at->command->options);
		return;
	}
	size_t size = (size_t)(equals - at->typed.data);
	const struct option_row *row = find_row(at, (struct slice){at->typed.data + 2, size - 2});
	at->kept.size = size + 1;
	at->typed = (struct slice){equals + 1, at->typed.size - size - 1};
	if (row != NULL && row->argument != NULL)
		offer_either(at, slice_of(row->argument));
}

static void complete_word(struct completion *at, const char *word)
{
	struct slice argument;
	unsigned character;
	at->kept = (struct slice){word, 0};
	at->typed = slice_of(word);
	if (text_first_forbidden(at->typed, false, &character) != SIZE_MAX)
		return; /* what is offered begins with it, and shells show that */
	if (at->option != NULL)
		offer_either(at, slice_of(at->option->argument));
	else if (word[0] == '-')
		offer_option(at);
	else if (at->command == NULL)
		offer_commands(at);
	else if (usage_word(at->command, at->positional, &argument))
		offer_either(at, argument);
}

int run_complete(struct cli *cli)
{
	struct completion at = {0};
	int last = cli->argument_count - 1;
	for (int i = 0; i < last; i++)
		pass_word(&at, cli->arguments[i]);
	complete_word(&at, last < 0 ? "" : cli->arguments[last]);
	/* the tables' own words, with tabs between; a failure to write them shows when the program closes its output */
	bool ok = at.out.size == 0 || fwrite(at.out.data, 1, at.out.size, stdout) == at.out.size;
	text_free(&at.out);
	return ok ? EXIT_DONE : cli_fail(cli);
}
