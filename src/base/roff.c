#include "base/roff.h"

static void append_character(struct text *out, char c)
{
	if (c == '\\')
		text_append_text(out, "\\e");
	else if (c == '\'')
		text_append_text(out, "\\(aq");
	else if (c == '-')
		text_append_text(out, "\\-");
	else
		text_append_char(out, c);
}

static bool ends_sentence(const char *words)
{
	return (*words == '.' || *words == '?' || *words == '!') && words[1] == ' ';
}

void roff_append(struct text *out, const char *words)
{
	bool begins = true;
	for (; *words != '\0'; words++) {
		if (begins && (*words == ' ' || *words == '\t'))
			continue;
		if (begins && *words == '.')
			text_append_text(out, "\\&");
		append_character(out, *words);
		begins = *words == '\n' || ends_sentence(words);
		if (begins && *words != '\n')
			text_append_char(out, '\n');
	}
}

void roff_append_argument(struct text *out, struct slice word)
{
	text_append_text(out, "\"\\&");
	for (size_t i = 0; i < word.size; i++)
		if (word.data[i] == '"')
			text_append_text(out, "\\(dq");
		else
			append_character(out, word.data[i] == '\n' ? ' ' : word.data[i]);
	text_append_char(out, '"');
}
