/* Patterns (PCRE2): compiled once with the expression, matched within limits so that no pattern goes on for ever. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/query_private.h"

#define PATTERN_SIZE_MAX 1000
#define MATCH_LIMIT 1000000 /* steps; a sane pattern takes some hundred on a line, and this is some milliseconds */
#define DEPTH_LIMIT 1000
#define HEAP_LIMIT 2048     /* KiB */
#define GIVE_UP 100         /* texts at which the limits were reached: a hostile pattern is then tried no more */

struct pattern {
	pcre2_code *code;
};

struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	unsigned limits_reached;
};

static bool refuse_pattern(struct parser *parser, size_t place, int number, size_t at)
{
	PCRE2_UCHAR words[200];
	pcre2_get_error_message(number, words, sizeof words);
	return parser_refuse(parser, place, _("the pattern is wrong at its byte %zu: %s"), at + 1, (const char *)words);
}

bool pattern_add(struct parser *parser, struct node *node)
{
	const struct literal *literal = &node->right.literal;
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
	int number;
	PCRE2_SIZE at;
	if (literal->text.size > PATTERN_SIZE_MAX)
		return parser_refuse(parser, literal->place, _("the pattern is %zu bytes long; at most %d fit"), literal->text.size,
		                     PATTERN_SIZE_MAX);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)literal->text.data, literal->text.size, options, &number, &at, NULL);
	if (code == NULL)
		return refuse_pattern(parser, literal->place, number, at);
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without it the matching is slower, no more */
	struct pattern *pattern = expression_keep(parser->expression, sizeof *pattern);
	pattern->code = code;
	node->pattern = pattern;
	node->next_pattern = parser->expression->patterns;
	parser->expression->patterns = node;
	node->slot = parser->expression->slots++;
	return true;
}

void patterns_free(struct expression *expression)
{
	for (struct node *node = expression->patterns; node != NULL; node = node->next_pattern)
		pcre2_code_free(node->pattern->code);
	expression->patterns = NULL;
}

struct matcher *matcher_new(const struct pattern *pattern)
{
	struct matcher *matcher = memory_new(sizeof *matcher);
	matcher->data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
	matcher->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
	pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(matcher->context, HEAP_LIMIT);
	return matcher;
}

void matcher_free(struct matcher **matcher)
{
	if (*matcher == NULL)
		return;
	pcre2_match_context_free((*matcher)->context);
	pcre2_match_data_free((*matcher)->data);
	free(*matcher);
	*matcher = NULL;
}

enum truth matcher_test(struct matcher *matcher, const struct pattern *pattern, struct slice text)
{
	if (matcher->limits_reached >= GIVE_UP)
		return TRUTH_UNKNOWN;
	int found = pcre2_match(pattern->code, (PCRE2_SPTR)(text.size == 0 ? "" : text.data), text.size, 0, 0, matcher->data,
	                        matcher->context);
	if (found >= 0)
		return TRUTH_TRUE;
	if (found == PCRE2_ERROR_NOMATCH)
		return TRUTH_FALSE;
	matcher->limits_reached++;
	return TRUTH_UNKNOWN;
}
