/* An expression meets a store: the references in it become ids, its days days. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "query/evaluation.h"

#define NAMED_MAX 10000

struct binding {
	struct evaluation *evaluation;
	struct slot *slot;
	size_t capacity;
};

static bool refuse(struct evaluation *evaluation, size_t place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static bool refuse(struct evaluation *evaluation, size_t place, const char *format, ...)
{
	struct parser parser = {.text = slice_of(evaluation->expression->text), .error = evaluation->error};
	struct error cause = {0};
	va_list arguments;
	va_start(arguments, format);
	error_set_va(&cause, ERROR_NOT_FOUND, format, arguments);
	va_end(arguments);
	evaluation->place = place;
	return parser_refuse_with(&parser, place, &cause);
}

/* The first moment that falls on `day` or later, in the register's time zone. */
static moment_t day_start(day_t day)
{
	moment_t middle = (moment_t)day * 86400 * MICROSECONDS, low = middle - 172800 * MICROSECONDS,
										high = middle + 172800 * MICROSECONDS;
	while (low < high) {
		moment_t at = low + (high - low) / 2;
		if (moment_day(at) >= day)
			high = at;
		else
			low = at + 1;
	}
	return low;
}

static void add_ref(struct binding *binding, struct ref ref)
{
	struct slot *slot = binding->slot;
	for (size_t i = 0; i < slot->ref_count; i++)
		if (ref_equal(slot->refs[i], ref))
			return;
	if (slot->ref_count == NAMED_MAX)
		return;
	memory_grow(&slot->refs, &binding->capacity, slot->ref_count, sizeof *slot->refs);
	slot->refs[slot->ref_count++] = ref;
}

/* Every record of the entity whose indexed text is exactly this, folded. */
static void add_indexed(struct binding *binding, const struct entity *entity, const struct field *field,
                        struct slice text)
{
	struct index *index = index_new(reading_view(binding->evaluation->reading), field, entity->number);
	struct index_hit hit = {0};
	const struct value value = {.set = true, .text = text};
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		add_ref(binding, (struct ref){entity->number, hit.id});
	index_free(&index);
}

static void add_unique(struct binding *binding, const struct entity *entity, struct slice text)
{
	for (unsigned i = F_first_own - 1; i < entity->field_count; i++)
		if (entity->fields[i].unique && entity->fields[i].type == TYPE_TEXT)
			add_indexed(binding, entity, &entity->fields[i], text);
}

static void add_named(struct binding *binding, uint8_t target, struct slice text)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if ((target == 0 || entity->number == target) && binding->slot->ref_count == 0)
			add_unique(binding, entity, text);
	for (size_t i = 0; binding->slot->ref_count == 0 && (entity = schema_entity_at(i)) != NULL; i++)
		if ((target == 0 || entity->number == target) && entity->name_field != 0)
			add_indexed(binding, entity, schema_field(entity, entity->name_field), text);
}

/* Who wrote a record need not be a person of the register. */
static bool add_actor(struct binding *binding, struct slice text)
{
	static const struct {
		const char *name;
		uint32_t id;
	} actors[] = {
		{"audit", RECORD_BY_AUDIT}, {"import", RECORD_BY_IMPORT}, {"init", RECORD_BY_INIT}, {"root", RECORD_BY_ROOT}};
	for (size_t i = 0; i < COUNT_OF(actors); i++)
		if (slice_equal_text(text, actors[i].name)) {
			add_ref(binding, (struct ref){E_person, actors[i].id});
			return true;
		}
	return false;
}

static bool is_actor(const struct operand *beside)
{
	uint8_t number = beside->kind == OPERAND_PATH ? path_field(&beside->path)->number : 0;
	return number == F_created_by || number == F_changed_by;
}

static bool bind_ref(struct evaluation *evaluation, const struct literal *literal, const struct operand *beside)
{
	struct binding binding = {evaluation, &evaluation->slots[literal->slot], 0};
	struct ref ref;
	struct slice text = literal->text;
	if (is_actor(beside) && add_actor(&binding, text))
		return true;
	if (view_find_code(reading_view(evaluation->reading), text, &ref) &&
	    (beside->target == 0 || ref.entity == beside->target))
		add_ref(&binding, ref);
	else
		add_named(&binding, beside->target, text);
	if (binding.slot->ref_count > 0)
		return true;
	struct text shown = {0};
	text_append_harmless(&shown, (struct slice){text.data, text_fit(text, 60)}, false);
	if (beside->target == 0)
		refuse(evaluation, literal->place, _("no record has the code or name \"%s\""), shown.data);
	else
		refuse(evaluation, literal->place, _("no %s has the code or name \"%s\""), schema_entity(beside->target)->name,
		       shown.data);
	text_free(&shown);
	return false;
}

static void bind_day(struct evaluation *evaluation, const struct literal *literal, const struct operand *beside)
{
	struct slot *slot = &evaluation->slots[literal->slot];
	day_t day = literal->kind == LITERAL_TODAY ? shift_day(reading_session(evaluation->reading)->today, literal->shift)
	                                           : (day_t)literal->number;
	slot->low = slot->high = day;
	if (beside->type != TYPE_MOMENT || day == DAY_UNSET)
		return;
	slot->low = day_start(day);
	slot->high = day_start(day + 1) - 1;
}

static bool bind_literal(struct evaluation *evaluation, const struct literal *literal, const struct operand *beside,
                         bool ordered)
{
	struct slot *slot = &evaluation->slots[literal->slot];
	slot->low = slot->high = literal->number;
	switch (literal->kind) {
	case LITERAL_DAY: case LITERAL_TODAY:
		bind_day(evaluation, literal, beside);
		return true;
	case LITERAL_TEXT:
		if (ordered)
			text_append_sort_key(&slot->text, literal->text);
		else
			text_append_folded(&slot->text, literal->text);
		return true;
	case LITERAL_REF:
		return bind_ref(evaluation, literal, beside);
	default:
		if (beside->choices != 0 && beside->type != TYPE_CHOICES)
			slot->low = slot->high = (int64_t)choice_rank(beside->choices, literal->number);
		return true;
	}
}

static bool bind_node(struct evaluation *evaluation, const struct node *node);

static bool bind_operand(struct evaluation *evaluation, const struct operand *operand)
{
	const struct aggregate *aggregate = operand->aggregate;
	if (operand->kind != OPERAND_AGGREGATE)
		return true;
	struct slot *slot = &evaluation->slots[aggregate->slot];
	const struct view *view = reading_view(evaluation->reading);
	if (aggregate->via->parent)
		slot->records = records_new(view, aggregate->entity->number);
	else
		slot->index = index_new(view, aggregate->via, aggregate->entity->number);
	return aggregate->where == NULL || bind_node(evaluation, aggregate->where);
}

static bool bind_node(struct evaluation *evaluation, const struct node *node)
{
	bool ok = true;
	if (node->kind <= NODE_NOT)
		return bind_node(evaluation, node->first) && (node->second == NULL || bind_node(evaluation, node->second));
	if (node->kind == NODE_MATCHES)
		evaluation->slots[node->slot].matcher = matcher_new(node->pattern);
	if (node->right.kind == OPERAND_LITERAL)
		ok = bind_literal(evaluation, &node->right.literal, &node->left,
		                  node->kind == NODE_COMPARE && node->compare > COMPARE_UNEQUAL);
	for (size_t i = 0; ok && i < node->item_count; i++)
		ok = bind_literal(evaluation, &node->items[i], &node->left, false);
	return ok && bind_operand(evaluation, &node->left) && bind_operand(evaluation, &node->right);
}

bool evaluation_bind(struct evaluation *evaluation)
{
	return bind_node(evaluation, evaluation->expression->root);
}
