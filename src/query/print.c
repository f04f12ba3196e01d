/* An expression as canonical text. */
#include "query/query_private.h"

static void print_node(struct text *out, const struct node *node, unsigned around);

static void print_shift(struct text *out, struct shift shift)
{
	if (shift.unit != 0)
		text_printf(out, " %c %d%c", shift.count < 0 ? '-' : '+', shift.count < 0 ? -shift.count : shift.count, shift.unit);
}

static void print_quoted(struct text *out, struct slice text)
{
	text_append_char(out, '"');
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == '"')
			text_append_char(out, '"');
		text_append_char(out, text.data[i]);
	}
	text_append_char(out, '"');
}

static void print_number(struct text *out, const struct literal *literal, const struct operand *beside)
{
	char buffer[MOMENT_TEXT_SIZE + NUMBER_TEXT_SIZE];
	const struct choice *choice;
	if (beside->choices != 0 &&
	    (choice = schema_choice(schema_choices(beside->choices), (uint8_t)literal->number)) != NULL)
		text_append_text(out, choice->name);
	else if (beside->type == TYPE_QUARTER)
		text_append_text(out, quarter_text((int32_t)literal->number, buffer));
	else if (beside->type == TYPE_PERCENT)
		text_append_text(out, percent_text(literal->number, buffer));
	else
		text_append_text(out, literal->scale == 100 ? decimal_text(literal->number, buffer)
		                                            : number_text(literal->number, buffer));
}

static void print_literal(struct text *out, const struct literal *literal, const struct operand *beside)
{
	char buffer[MOMENT_TEXT_SIZE];
	switch (literal->kind) {
	case LITERAL_NUMBER: print_number(out, literal, beside); break;
	case LITERAL_DAY: text_append_text(out, day_text((day_t)literal->number, buffer)); break;
	case LITERAL_MOMENT: text_append_text(out, moment_text(literal->number, buffer)); break;
	case LITERAL_TODAY:
		text_append_text(out, "today");
		print_shift(out, literal->shift);
		break;
	default: print_quoted(out, literal->text); break;
	}
}

static void print_aggregate(struct text *out, const struct aggregate *aggregate)
{
	text_printf(out, "%s(%s", word_text(aggregate->word), aggregate->entity->name);
	if (aggregate->path.count > 0) {
		text_append_char(out, '.');
		path_append(out, &aggregate->path);
	}
	if (aggregate->via_written)
		text_printf(out, " via %s", aggregate->via->name);
	if (aggregate->where != NULL) {
		text_append_text(out, " where ");
		print_node(out, aggregate->where, NODE_OR);
	}
	text_append_char(out, ')');
}

static void print_operand(struct text *out, const struct operand *operand)
{
	if (operand->kind == OPERAND_AGGREGATE) {
		print_aggregate(out, operand->aggregate);
		return;
	}
	path_append(out, &operand->path);
	print_shift(out, operand->shift);
}

static void print_items(struct text *out, const struct node *node)
{
	for (size_t i = 0; i < node->item_count; i++) {
		text_append_text(out, i == 0 ? "(" : ", ");
		print_literal(out, &node->items[i], &node->left);
	}
	text_append_char(out, ')');
}

static void print_test(struct text *out, const struct node *node, bool inverted)
{
	static const char *const compares[] = {"=", "!=", "<", "<=", ">", ">="};
	print_operand(out, &node->left);
	switch (node->kind) {
	case NODE_COMPARE:
		text_printf(out, " %s ", compares[node->compare]);
		if (node->right.kind == OPERAND_LITERAL)
			print_literal(out, &node->right.literal, &node->left);
		else
			print_operand(out, &node->right);
		break;
	case NODE_IN:
		text_printf(out, " %sin ", inverted ? "not " : "");
		print_items(out, node);
		break;
	case NODE_CONTAINS: case NODE_MATCHES:
		text_printf(out, " %s%s ", inverted ? "not " : "", node->kind == NODE_CONTAINS ? "contains" : "matches");
		print_literal(out, &node->right.literal, &node->left);
		break;
	case NODE_IS_SET: text_append_text(out, " is set"); break;
	case NODE_IS_UNSET: text_append_text(out, " is unset"); break;
	default: text_printf(out, " is %sunknown", inverted ? "not " : ""); break;
	}
}

/* How tightly a kind binds: NODE_OR, then NODE_AND, then NODE_NOT and the rest. */
static unsigned binding(uint8_t kind)
{
	return kind == NODE_OR ? 0 : kind == NODE_AND ? 1 : 2;
}

static void print_both(struct text *out, const struct node *node)
{
	bool either = node->kind == NODE_OR;
	print_node(out, node->first, node->kind);
	text_append_text(out, either ? " or " : " and ");
	/* The chain leans to the left: one that leans to the right was written with parentheses and means the same. */
	print_node(out, node->second, either ? NODE_AND : NODE_NOT);
}

static void print_node(struct text *out, const struct node *node, unsigned around)
{
	bool parentheses = binding(node->kind) < binding((uint8_t)around);
	if (parentheses)
		text_append_char(out, '(');
	if (node->kind == NODE_AND || node->kind == NODE_OR) {
		print_both(out, node);
	} else if (node->kind != NODE_NOT) {
		print_test(out, node, false);
	} else if (node->first->kind >= NODE_IN && node->first->kind != NODE_IS_SET && node->first->kind != NODE_IS_UNSET) {
		print_test(out, node->first, true);
	} else {
		text_append_text(out, "not ");
		print_node(out, node->first, NODE_NOT);
	}
	if (parentheses)
		text_append_char(out, ')');
}

void expression_append(struct text *out, const struct expression *expression)
{
	print_node(out, expression->root, NODE_OR);
}
