#include "query/expression.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/query_private.h"

void *expression_keep(struct expression *expression, size_t size)
{
	void *memory = memory_new(size);
	memory_grow(&expression->kept, &expression->kept_capacity, expression->kept_count, sizeof *expression->kept);
	expression->kept[expression->kept_count++] = memory;
	return memory;
}

static bool parse_whole(struct parser *parser)
{
	if (!parser_start(parser))
		return false;
	if (parser->token.kind == TOKEN_END)
		return parser_refuse(parser, parser->token.place, _("the condition is empty"));
	parser->expression->root = parse_condition(parser);
	if (parser->expression->root == NULL || parser->failed)
		return false;
	if (parser->token.kind == TOKEN_CLOSE)
		return parser_refuse(parser, parser->token.place, _("there is no ( for this )"));
	if (parser->token.kind == TOKEN_COMMA)
		return parser_refuse(parser, parser->token.place,
		                     _("a comma stands only between the values of in (…); decimals have a point, such as 3.5"));
	if (parser->token.kind != TOKEN_END)
		return parser_refuse(parser, parser->token.place, _("the condition goes on here without \"and\" or \"or\""));
	return true;
}

struct expression *expression_parse(const struct entity *entity, struct slice text, size_t *place, struct error *error)
{
	struct expression *expression = memory_new(sizeof *expression);
	expression->entity = entity;
	expression->text = memory_new(text.size + 1);
	if (text.size > 0)
		memcpy(expression->text, text.data, text.size);
	struct parser parser = {
		.expression = expression, .entity = entity, .text = {expression->text, text.size}, .error = error};
	if (parse_whole(&parser) && !parser.failed)
		return expression;
	if (place != NULL)
		*place = parser.place;
	expression_free(&expression);
	return NULL;
}

void expression_free(struct expression **expression)
{
	if (*expression == NULL)
		return;
	patterns_free(*expression);
	for (size_t i = 0; i < (*expression)->kept_count; i++)
		free((*expression)->kept[i]);
	free((*expression)->kept);
	free((*expression)->text);
	free(*expression);
	*expression = NULL;
}

const struct entity *expression_entity(const struct expression *expression)
{
	return expression->entity;
}

struct visit {
	void (*found)(void *context, const struct entity *entity, const struct field *field);
	void *context;
};

static void visit_node(const struct node *node, const struct visit *visit);

static void visit_path(const struct path *path, const struct visit *visit)
{
	for (size_t i = 0; i < path->count; i++)
		visit->found(visit->context, path->entities[i], path->fields[i]);
}

static void visit_operand(const struct operand *operand, const struct visit *visit)
{
	if (operand->kind == OPERAND_PATH)
		visit_path(&operand->path, visit);
	if (operand->kind != OPERAND_AGGREGATE)
		return;
	visit->found(visit->context, operand->aggregate->entity, operand->aggregate->via);
	visit_path(&operand->aggregate->path, visit);
	visit_node(operand->aggregate->where, visit);
}

static void visit_node(const struct node *node, const struct visit *visit)
{
	if (node == NULL)
		return;
	visit_node(node->first, visit);
	visit_node(node->second, visit);
	if (node->kind <= NODE_NOT)
		return;
	visit_operand(&node->left, visit);
	visit_operand(&node->right, visit);
}

void expression_fields(const struct expression *expression,
                       void (*found)(void *context, const struct entity *entity, const struct field *field),
                       void *context)
{
	const struct visit visit = {found, context};
	visit_node(expression->root, &visit);
}
