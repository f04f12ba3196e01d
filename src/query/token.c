/* An expression cut into tokens, and what goes wrong told with its column. */
#include <ctype.h>
#include <string.h>

#include "base/lang.h"
#include "query/query_private.h"

bool parser_refuse_with(struct parser *parser, size_t place, struct error *cause)
{
	size_t column = 1;
	if (parser->failed)
		return false;
	for (size_t i = 0; i < place && i < parser->text.size; i++)
		column += ((unsigned char)parser->text.data[i] & 0xc0) != 0x80;
	parser->failed = true;
	parser->place = place;
	if (parser->error == NULL)
		return false;
	if (cause != parser->error)
		*parser->error = *cause;
	return error_prefix(parser->error, _("column %zu"), column);
}

bool parser_refuse(struct parser *parser, size_t place, const char *format, ...)
{
	struct error cause = {0};
	va_list arguments;
	va_start(arguments, format);
	error_set_va(&cause, ERROR_INPUT, format, arguments);
	va_end(arguments);
	return parser_refuse_with(parser, place, &cause);
}

static char byte_at(const struct parser *parser, size_t at)
{
	return at < parser->text.size ? parser->text.data[at] : '\0';
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Signs of more than one byte that compare, and spaces. */
static const struct sign {
	const char *text;
	uint8_t kind, compare;
} signs[] = {
	{"<=", TOKEN_COMPARE, COMPARE_LESS_EQUAL},
	{">=", TOKEN_COMPARE, COMPARE_GREATER_EQUAL},
	{"!=", TOKEN_COMPARE, COMPARE_UNEQUAL},
	{"<>", TOKEN_COMPARE, COMPARE_UNEQUAL},
	{"==", TOKEN_COMPARE, COMPARE_EQUAL},
	{"=", TOKEN_COMPARE, COMPARE_EQUAL},
	{"<", TOKEN_COMPARE, COMPARE_LESS},
	{">", TOKEN_COMPARE, COMPARE_GREATER},
	{"≤", TOKEN_COMPARE, COMPARE_LESS_EQUAL},
	{"≥", TOKEN_COMPARE, COMPARE_GREATER_EQUAL},
	{"≠", TOKEN_COMPARE, COMPARE_UNEQUAL},
	{"(", TOKEN_OPEN, 0},
	{")", TOKEN_CLOSE, 0},
	{",", TOKEN_COMMA, 0},
	{"+", TOKEN_PLUS, 0},
	{"-", TOKEN_MINUS, 0},
	{"−", TOKEN_MINUS, 0},
};

static const struct sign *sign_at(const struct parser *parser, size_t at)
{
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t size = strlen(signs[i].text);
		if (at + size <= parser->text.size && memcmp(parser->text.data + at, signs[i].text, size) == 0)
			return &signs[i];
	}
	return NULL;
}

/* Blanks, line ends, no-break spaces. */
static size_t skip_spaces(const struct parser *parser, size_t at)
{
	for (;;) {
		char c = byte_at(parser, at);
		if (at < parser->text.size && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
			at++;
		else if (c == '\xc2' && byte_at(parser, at + 1) == '\xa0')
			at += 2;
		else
			return at;
	}
}

static bool goes_on(const struct parser *parser, size_t start, size_t at)
{
	char c = byte_at(parser, at), after = byte_at(parser, at + 1);
	if (at >= parser->text.size || sign_at(parser, at) != NULL || (c == '\xc2' && after == '\xa0')) {
		/* A hyphen inside, as in SYS-0042 and e-post; "today-3m" is three tokens. */
		if (c != '-' || !is_word_byte(after))
			return false;
		return word_find((struct slice){parser->text.data + start, at - start}) != WORD_TODAY;
	}
	return is_word_byte(c) || (c == '.' && is_word_byte(after));
}

static size_t end_of_word(const struct parser *parser, size_t start)
{
	size_t at = start;
	while (goes_on(parser, start, at))
		at++;
	return at;
}

/* Also days, quarters, moments and steps: what begins with a digit. */
static size_t end_of_number(const struct parser *parser, size_t at)
{
	while (goes_on(parser, at, at) || byte_at(parser, at) == ':')
		at++;
	size_t after = skip_spaces(parser, at);
	return byte_at(parser, after) == '%' ? after + 1 : at;
}

static size_t end_of_text(const struct parser *parser, size_t start)
{
	char quote = byte_at(parser, start);
	for (size_t at = start + 1; at < parser->text.size; at++) {
		if (byte_at(parser, at) != quote)
			continue;
		if (byte_at(parser, at + 1) != quote)
			return at + 1;
		at++;
	}
	return 0;
}

static void refuse_sign(struct parser *parser, size_t at)
{
	struct text shown = {0};
	size_t size = text_grapheme((struct slice){parser->text.data + at, parser->text.size - at});
	text_append_harmless(&shown, (struct slice){parser->text.data + at, size == 0 ? 1 : size}, false);
	parser_refuse(parser, at, _("\"%s\" is no sign of a condition; texts stand in quotes"), shown.data);
	text_free(&shown);
}

static struct token next_token(struct parser *parser)
{
	size_t at = skip_spaces(parser, parser->next), end = at;
	struct token token = {.kind = TOKEN_END, .place = at, .text = {"", 0}};
	const struct sign *sign = sign_at(parser, at);
	char c = byte_at(parser, at);
	if (at >= parser->text.size) {
		parser->next = at;
		return token;
	}
	if (sign != NULL) {
		token.kind = sign->kind;
		token.compare = sign->compare;
		end = at + strlen(sign->text);
	} else if (c == '"' || c == '\'') {
		token.kind = TOKEN_TEXT;
		end = end_of_text(parser, at);
		if (end == 0)
			parser_refuse(parser, at, _("the text that begins here has no closing quote"));
	} else if (isdigit((unsigned char)c)) {
		token.kind = TOKEN_NUMBER;
		end = end_of_number(parser, at);
	} else if (is_word_byte(c)) {
		token.kind = TOKEN_WORD;
		end = end_of_word(parser, at);
	} else {
		refuse_sign(parser, at);
	}
	if (parser->failed || end <= at) {
		parser->next = parser->text.size;
		return (struct token){.kind = TOKEN_END, .place = at, .text = {"", 0}};
	}
	token.text = (struct slice){parser->text.data + at, end - at};
	parser->next = end;
	return token;
}

void parser_advance(struct parser *parser)
{
	parser->token = parser->ahead;
	parser->ahead = next_token(parser);
}

bool parser_start(struct parser *parser)
{
	unsigned character;
	size_t bad = text_first_invalid(parser->text);
	if (bad != SIZE_MAX)
		return parser_refuse(parser, bad, _("the condition is not UTF-8 here"));
	if (parser->text.size > EXPRESSION_SIZE_MAX)
		return parser_refuse(parser, 0, _("the condition is %zu bytes long; at most %d fit"), parser->text.size,
		                     EXPRESSION_SIZE_MAX);
	for (size_t from = 0; (bad = text_first_forbidden((struct slice){parser->text.data + from, parser->text.size - from},
	                                                  true, &character)) != SIZE_MAX;) {
		if (character != '\t' && character != '\r')
			return parser_refuse(parser, from + bad, _("the condition holds the control character U+%04X here"), character);
		from += bad + 1;
	}
	parser_advance(parser);
	parser_advance(parser);
	return !parser->failed;
}

bool parser_at_word(const struct parser *parser, enum word word)
{
	return parser->token.kind == TOKEN_WORD && word_find(parser->token.text) == word;
}

bool parser_take_word(struct parser *parser, enum word word)
{
	bool there = parser_at_word(parser, word);
	if (there)
		parser_advance(parser);
	return there;
}

bool parser_expect(struct parser *parser, enum token_kind kind, const char *what)
{
	if (parser->token.kind != kind)
		return parser_refuse(parser, parser->token.place, _("%s is missing here"), what);
	parser_advance(parser);
	return !parser->failed;
}
