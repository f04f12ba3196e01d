#include "cli/split_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/text.h"

static bool check_line(const char *line, struct error *error)
{
	unsigned character;
	size_t size = strlen(line);
	if (size > SPLIT_LARGEST)
		return error_set(error, ERROR_USAGE, _("the command is longer than %d bytes: send what is long on standard input"),
		                 SPLIT_LARGEST);
	struct slice rest = {line, size}, piece;
	bool clean = true;
	while (clean && slice_next(&rest, '\t', &piece))
		clean = text_first_forbidden(piece, false, &character) == SIZE_MAX;
	return clean ||
	       error_set(error, ERROR_USAGE, _("the command holds the control character U+%04X"), character);
}

/* Where the line is read and its words are written: they never take more room than it. */
struct split {
	const char *at;
	char *to;
};

/* What stands between quotes, up to the one that ends them. */
static bool take_quoted(struct split *split, struct error *error)
{
	char quote = *split->at++;
	while (*split->at != '\0' && *split->at != quote) {
		if (quote == '"' && *split->at == '\\' && (split->at[1] == '"' || split->at[1] == '\\'))
			split->at++;
		*split->to++ = *split->at++;
	}
	if (*split->at == '\0')
		return error_set(error, ERROR_USAGE, _("the command ends inside quotes: %c is missing"), quote);
	split->at++;
	return true;
}

static bool take_word(struct split *split, struct error *error)
{
	while (*split->at != '\0' && *split->at != ' ' && *split->at != '\t') {
		if (*split->at == '\'' || *split->at == '"') {
			if (!take_quoted(split, error))
				return false;
		} else if (strchr("|&;<>()$`\\", *split->at) != NULL) {
			return error_set(error, ERROR_USAGE,
			                 _("there is no shell here, and %c does nothing: put quotes around it where it is meant as it "
			                   "stands"),
			                 *split->at);
		} else {
			*split->to++ = *split->at++;
		}
	}
	*split->to++ = '\0';
	return true;
}

static void add_word(struct split_words *words, char *word)
{
	memory_grow(&words->words, &words->capacity, words->count + 1, sizeof *words->words);
	words->words[words->count++] = word;
	words->words[words->count] = NULL;
}

bool split_words(const char *line, struct split_words *words, struct error *error)
{
	if (!check_line(line, error))
		return false;
	words->bytes = memory_new(strlen(line) + 1);
	struct split split = {line + strspn(line, " \t"), words->bytes};
	while (*split.at != '\0') {
		char *word = split.to;
		if (words->count == SPLIT_MOST)
			return error_set(error, ERROR_USAGE, _("the command has more than %d words"), SPLIT_MOST);
		if (!take_word(&split, error))
			return false;
		add_word(words, word);
		split.at += strspn(split.at, " \t");
	}
	return true;
}

void split_words_free(struct split_words *words)
{
	free(words->words);
	free(words->bytes);
	*words = (struct split_words){0};
}
