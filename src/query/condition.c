/* Conditions: or, and, not, and the comparisons they are made of, checked as they are read. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "query/query_private.h"

#define NESTED_DEEP 100
#define ITEMS_MAX 2000

static struct node *new_node(struct parser *parser, enum node_kind kind, size_t place)
{
	struct node *node = expression_keep(parser->expression, sizeof *node);
	node->kind = kind;
	node->place = place;
	return node;
}

static struct node *negated(struct parser *parser, struct node *node)
{
	if (node == NULL)
		return NULL;
	struct node *inverted = new_node(parser, NODE_NOT, node->place);
	inverted->first = node;
	return inverted;
}

static enum compare mirrored(enum compare compare)
{
	switch (compare) {
	case COMPARE_LESS: return COMPARE_GREATER;
	case COMPARE_LESS_EQUAL: return COMPARE_GREATER_EQUAL;
	case COMPARE_GREATER: return COMPARE_LESS;
	case COMPARE_GREATER_EQUAL: return COMPARE_LESS_EQUAL;
	default: return compare;
	}
}

static bool is_ordered(const struct operand *operand)
{
	return family_of(operand->type) != FAMILY_REF && operand->type != TYPE_YESNO && operand->type != TYPE_ANSWER;
}

static const char *operand_name(const struct operand *operand)
{
	return operand->kind == OPERAND_AGGREGATE ? word_text(operand->aggregate->word) : path_field(&operand->path)->name;
}

/* "number", "reference to unit". */
static const char *kind_of(const struct operand *operand, char words[64])
{
	const struct entity *target = schema_entity(operand->target);
	if (operand->type != TYPE_REF || target == NULL)
		return schema_type_name(operand->type);
	snprintf(words, 64, "%s: %s", schema_type_name(operand->type), target->name);
	return words;
}

/* Two fields, or a field and what is below. */
static bool check_pair(struct parser *parser, const struct operand *left, const struct operand *right)
{
	enum family family = family_of(left->type);
	char of_left[64], of_right[64];
	bool same = family == family_of(right->type);
	if (same && family == FAMILY_CHOICE)
		same = left->choices == right->choices;
	if (same && left->type == TYPE_REF && right->type == TYPE_REF)
		same = left->target == right->target;
	return same || parser_refuse(parser, right->place, _("%s (%s) cannot be compared with %s (%s)"), operand_name(left),
	                             kind_of(left, of_left), operand_name(right), kind_of(right, of_right));
}

static bool check_compare(struct parser *parser, const struct node *node)
{
	if (family_of(node->left.type) == FAMILY_LIST)
		return parser_refuse(parser, node->place, _("%s holds several values; ask with contains"), operand_name(&node->left));
	if (node->compare > COMPARE_UNEQUAL && !is_ordered(&node->left))
		return parser_refuse(parser, node->place, _("%s has no order; compare it with = or !="), operand_name(&node->left));
	return true;
}

static bool is_choice_word(const struct operand *operand, const struct written *written)
{
	return family_of(operand->type) == FAMILY_CHOICE &&
	       schema_find_choice(schema_choices(operand->choices), written->text) != NULL;
}

/* The side beside `known`: a field where the word is one (a choice of the list comes first), else a value. */
static bool parse_other_side(struct parser *parser, const struct operand *known, const struct written *written,
                             struct operand *other)
{
	if (written_is_path(parser, written) && !is_choice_word(known, written))
		return written_to_operand(parser, written, other) && check_pair(parser, known, other);
	*other = (struct operand){.kind = OPERAND_LITERAL,
	                          .type = known->type,
	                          .choices = known->choices,
	                          .target = known->target,
	                          .place = written->place};
	return written_to_literal(parser, written, known, &other->literal);
}

static struct node *parse_compare(struct parser *parser, const struct written *first)
{
	struct node *node = new_node(parser, NODE_COMPARE, parser->token.place);
	struct written second;
	node->compare = parser->token.compare;
	parser_advance(parser);
	if (!parse_written(parser, &second))
		return NULL;
	bool turned = !written_is_path(parser, first) && written_is_path(parser, &second);
	if (turned)
		node->compare = mirrored(node->compare);
	if (!written_to_operand(parser, turned ? &second : first, &node->left) || !check_compare(parser, node) ||
	    !parse_other_side(parser, &node->left, turned ? first : &second, &node->right))
		return NULL;
	return node;
}

static bool parse_items(struct parser *parser, struct node *node)
{
	struct literal items[32], *grown;
	size_t in_batch = 0;
	do {
		struct written written;
		if (node->item_count + in_batch == ITEMS_MAX)
			return parser_refuse(parser, parser->token.place, _("at most %d values can be listed"), ITEMS_MAX);
		if (!parse_written(parser, &written) || !written_to_literal(parser, &written, &node->left, &items[in_batch]))
			return false;
		in_batch++;
		bool more = parser->token.kind == TOKEN_COMMA;
		if (more)
			parser_advance(parser);
		if (!more || in_batch == sizeof items / sizeof items[0]) {
			grown = expression_keep(parser->expression, (node->item_count + in_batch) * sizeof *grown);
			if (node->item_count > 0)
				memcpy(grown, node->items, node->item_count * sizeof *grown);
			memcpy(grown + node->item_count, items, in_batch * sizeof *grown);
			node->items = grown;
			node->item_count += in_batch;
			in_batch = 0;
		}
		if (!more)
			return true;
	} while (true);
}

static struct node *parse_in(struct parser *parser, const struct written *first)
{
	struct node *node = new_node(parser, NODE_IN, parser->token.place);
	parser_advance(parser);
	if (!written_to_operand(parser, first, &node->left) || !check_compare(parser, node) ||
	    !parser_expect(parser, TOKEN_OPEN, "(") || !parse_items(parser, node) || !parser_expect(parser, TOKEN_CLOSE, ")"))
		return NULL;
	return node;
}

/* unit contains "care": the name of the unit. */
static bool look_at_name(struct parser *parser, struct operand *operand)
{
	if (operand->type != TYPE_REF || operand->kind != OPERAND_PATH)
		return true;
	const struct entity *target = schema_entity(operand->target);
	if (target->name_field == 0 || operand->path.count == PATH_STEPS)
		return parser_refuse(parser, operand->place, _("a %s has no name to look in"), target->name);
	operand->path.entities[operand->path.count] = target;
	operand->path.fields[operand->path.count++] = schema_field(target, target->name_field);
	operand->type = TYPE_TEXT;
	operand->target = 0;
	return true;
}

static struct node *parse_inside(struct parser *parser, const struct written *first, enum node_kind kind)
{
	struct node *node = new_node(parser, kind, parser->token.place);
	struct written second;
	parser_advance(parser);
	if (!written_to_operand(parser, first, &node->left) || !look_at_name(parser, &node->left))
		return NULL;
	enum family family = family_of(node->left.type);
	if (family != FAMILY_TEXT && !(kind == NODE_CONTAINS && family == FAMILY_LIST)) {
		parser_refuse(parser, node->place, _("%s is a %s: only texts and lists hold something"), operand_name(&node->left),
		              schema_type_name(node->left.type));
		return NULL;
	}
	node->right = (struct operand){
		.kind = OPERAND_LITERAL, .type = node->left.type, .choices = node->left.choices, .place = parser->token.place};
	if (!parse_written(parser, &second) || !written_to_literal(parser, &second, &node->left, &node->right.literal))
		return NULL;
	if (kind == NODE_MATCHES && !pattern_add(parser, node))
		return NULL;
	return node;
}

static struct node *parse_is(struct parser *parser, const struct written *first)
{
	struct node *node = new_node(parser, NODE_IS_SET, parser->token.place);
	parser_advance(parser);
	bool inverted = parser_take_word(parser, WORD_NOT);
	size_t place = parser->token.place;
	if (!written_to_operand(parser, first, &node->left))
		return NULL;
	if (parser_take_word(parser, WORD_SET)) {
		node->kind = inverted ? NODE_IS_UNSET : NODE_IS_SET;
	} else if (parser_take_word(parser, WORD_UNSET)) {
		node->kind = inverted ? NODE_IS_SET : NODE_IS_UNSET;
	} else if (!parser_take_word(parser, WORD_UNKNOWN)) {
		parser_refuse(parser, place, _("write is set, is unset, is not set or is unknown"));
		return NULL;
	} else if (node->left.type != TYPE_ANSWER) {
		parser_refuse(parser, place, _("%s is no answer that can be unknown; use is unset"), operand_name(&node->left));
		return NULL;
	} else {
		node->kind = NODE_IS_UNKNOWN;
		return inverted ? negated(parser, node) : node;
	}
	return node;
}

/* A field of yes or no stands for itself. */
static struct node *parse_bare(struct parser *parser, const struct written *written)
{
	struct node *node = new_node(parser, NODE_COMPARE, written->place);
	if (!written_to_operand(parser, written, &node->left))
		return NULL;
	if (node->left.type != TYPE_YESNO) {
		parser_refuse(parser, parser->token.place, _("what %s is compared with is missing here, such as = or is set"),
		              operand_name(&node->left));
		return NULL;
	}
	node->right =
		(struct operand){.kind = OPERAND_LITERAL, .type = TYPE_YESNO, .choices = CHOICES_yesno, .place = written->place};
	node->right.literal =
		(struct literal){.kind = LITERAL_NUMBER, .scale = 1, .number = C_yesno_yes, .slot = parser->expression->slots++};
	return node;
}

static struct node *parse_test(struct parser *parser)
{
	struct written first;
	if (!parse_written(parser, &first))
		return NULL;
	if (parser->token.kind == TOKEN_COMPARE)
		return parse_compare(parser, &first);
	bool negation = parser_take_word(parser, WORD_NOT);
	struct node *node;
	if (parser_at_word(parser, WORD_IN))
		node = parse_in(parser, &first);
	else if (parser_at_word(parser, WORD_CONTAINS))
		node = parse_inside(parser, &first, NODE_CONTAINS);
	else if (parser_at_word(parser, WORD_MATCHES))
		node = parse_inside(parser, &first, NODE_MATCHES);
	else if (negation)
		return parser_refuse(parser, parser->token.place, _("in, contains or matches is missing after not")), NULL;
	else
		node = parser_at_word(parser, WORD_IS) ? parse_is(parser, &first) : parse_bare(parser, &first);
	return negation ? negated(parser, node) : node;
}

static struct node *parse_factor(struct parser *parser)
{
	struct node *node;
	if (++parser->depth > NESTED_DEEP) {
		parser_refuse(parser, parser->token.place, _("the condition is nested more than %d deep"), NESTED_DEEP);
		return NULL;
	}
	if (parser_take_word(parser, WORD_NOT)) {
		node = negated(parser, parse_factor(parser));
	} else if (parser->token.kind == TOKEN_OPEN) {
		parser_advance(parser);
		node = parse_condition(parser);
		if (node != NULL && !parser_expect(parser, TOKEN_CLOSE, ")"))
			node = NULL;
	} else {
		node = parse_test(parser);
	}
	parser->depth--;
	return node;
}

typedef struct node *parse_function(struct parser *parser);

static struct node *parse_chain(struct parser *parser, enum word word, enum node_kind kind, parse_function *part)
{
	struct node *node = part(parser);
	while (node != NULL && parser_at_word(parser, word)) {
		struct node *both = new_node(parser, kind, parser->token.place);
		parser_advance(parser);
		both->first = node;
		both->second = part(parser);
		node = both->second == NULL ? NULL : both;
	}
	return node;
}

static struct node *parse_and(struct parser *parser)
{
	return parse_chain(parser, WORD_AND, NODE_AND, parse_factor);
}

struct node *parse_condition(struct parser *parser)
{
	return parse_chain(parser, WORD_OR, NODE_OR, parse_and);
}
