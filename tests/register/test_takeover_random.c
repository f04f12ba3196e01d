/* Hand-over and merge over registers that nobody has thought of: nothing but history leads to the old record
 * afterwards, no money appears or goes, what was shown is what is done, and taking it back gives the register that was
 * there before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "support/register_takeovers.h"

static uint64_t seed;

static uint64_t dice(uint64_t sides)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (seed >> 33) % sides;
}

static void roll_value(struct draft *draft, const struct field *field, const struct view *view, size_t many)
{
	char words[32];
	const struct entity *target = field->type == TYPE_ANY ? schema_entity(E_system) : schema_entity(field->target);
	switch (field->type) {
	case TYPE_REF:
	case TYPE_ANY: {
		record_id last = view_next_id(view, target->number);
		if (last > 1)
			draft_set_ref(draft, field->number, (struct ref){target->number, 1 + (record_id)dice(last - 1)});
		break;
	}
	case TYPE_TEXT:
		snprintf(words, sizeof words, "%s %llu", draft->entity->name, (unsigned long long)dice(many * 1000));
		draft_set_text(draft, field->number, slice_of(words));
		break;
	case TYPE_CHOICE:
		draft_set_number(draft, field->number, 1 + (int64_t)dice(schema_choices(field->choices)->count));
		break;
	case TYPE_DATE: draft_set_day(draft, field->number, takeovers_test.session.today - 400 + (day_t)dice(800)); break;
	case TYPE_MONEY: draft_set_number(draft, field->number, (int64_t)dice(1000000)); break;
	case TYPE_QUARTER: draft_set_number(draft, field->number, 2025 * 4 + (int64_t)dice(12)); break;
	case TYPE_NUMBER:
		draft_set_number(draft, field->number, (strcmp(field->name, "year") == 0 ? 2024 : 0) + (int64_t)dice(5));
		break;
	default: break;
	}
}

static bool is_rolled(const struct field *field, uint8_t group)
{
	if (field->internal || field->number <= F_secrecy_until)
		return false;
	if (field->required || (field->one_of != 0 && field->number == group))
		return true;
	if (field->one_of != 0)
		return false;
	bool time = field->type == TYPE_DATE && (strcmp(field->name, "from") == 0 || strcmp(field->name, "to") == 0);
	return dice(time ? 4 : 3) == 0 && (time || field->type == TYPE_REF || field->type == TYPE_ANY ||
	                                   field->type == TYPE_CHOICE || field->type == TYPE_MONEY);
}

static uint8_t roll_group(const struct entity *entity)
{
	uint8_t members[16];
	size_t count = 0;
	for (unsigned i = 0; i < entity->field_count; i++)
		if (entity->fields[i].one_of != 0)
			members[count++] = entity->fields[i].number;
	return count == 0 ? 0 : members[dice(count)];
}

/* What the register refuses (a circle, a stage not yet due) is not there, and that is no fault. */
static void roll_record(struct edit *edit, const struct entity *entity, size_t many)
{
	struct draft draft;
	struct ref ref = {entity->number, 0};
	uint8_t group = roll_group(entity);
	draft_init(&draft, entity);
	for (unsigned i = 0; i < entity->field_count; i++)
		if (is_rolled(&entity->fields[i], group))
			roll_value(&draft, &entity->fields[i], edit_view(edit), many);
	edit_save(edit, &draft, &ref, 0, NULL);
	draft_free(&draft);
}

static void roll_register(size_t many)
{
	static const uint8_t first[] = {E_unit, E_person, E_supplier, E_object, E_service, E_system, E_product, E_contract};
	const struct entry_facts facts = {.kind = ENTRY_IMPORT};
	struct error error = {0};
	struct edit *edit = edit_begin(&takeovers_test.session, &facts, &error);
	const struct entity *entity;
	for (size_t i = 0; i < COUNT_OF(first); i++)
		for (size_t n = 0; n < many; n++)
			roll_record(edit, schema_entity(first[i]), many);
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		for (size_t n = 0; n < many && entity->number != E_finding && entity->number != E_run; n++)
			roll_record(edit, entity, many);
	edit_commit(&edit, NULL, &error);
	assert_string_equal(error.text, "");
}

/* Sums of what costs and contracts say, record by record of all kinds but those that take over facts. */
static int64_t money(void)
{
	static const uint8_t entities[] = {E_cost,        E_contract, E_licence, E_contract_change,
	                                   E_integration, E_incident, E_plan};
	struct view *view = view_open(takeovers_test.store, NULL);
	int64_t sum = 0;
	for (size_t e = 0; e < COUNT_OF(entities); e++) {
		struct records *records = records_new(view, entities[e]);
		struct record record;
		for (bool there = records_first(records, &record); there; there = records_next(records, &record))
			for (unsigned i = 0; i < record.entity->field_count; i++)
				if (record.entity->fields[i].type == TYPE_MONEY && record_is_set(&record, (uint8_t)(i + 1)))
					sum += record_number(&record, (uint8_t)(i + 1));
		records_free(&records);
	}
	view_close(&view);
	return sum;
}

static bool is_history(const struct takeover_request *request, const struct record *record, const struct field *field)
{
	day_t today = takeovers_test.session.today;
	switch (record->entity->number) {
	case E_decision:
	case E_valuation:
	case E_retirement_step: return true;
	case E_review_item: return record_is_set(record, F_review_item_decided);
	case E_release: return field->parent;
	case E_requirement:
	case E_offer: return true; /* once opened they stand */
	case E_usage: return record_is_set(record, F_usage_to) && record_day(record, F_usage_to) < today;
	case E_member: return record_is_set(record, F_member_to) && record_day(record, F_member_to) < today;
	case E_assignment: return record_is_set(record, F_assignment_to) && record_day(record, F_assignment_to) < today;
	default: return ref_equal(record_self(record), request->from);
	}
}

struct looking {
	const struct takeover_request *request;
	struct text left;
};

static bool look(void *context, const struct record *record, const struct field *field)
{
	struct looking *looking = context;
	const struct takeover_request *request = looking->request;
	bool right = request->kind == TAKEOVER_MERGE
	                 ? is_history(request, record, field)
	                 : !field->duty || takeover_is_over(record, takeovers_test.session.today);
	if (!right)
		text_printf(&looking->left, "%s-%u %s; ", record->entity->name, record->id, field->name);
	return true;
}

static void assert_nothing_leads_to(const struct takeover_request *request)
{
	struct looking looking = {.request = request};
	struct view *view = view_open(takeovers_test.store, NULL);
	view_references(view, request->from, look, &looking);
	view_close(&view);
	if (looking.left.size > 0)
		fail_msg("still leads to %u-%u: %s", request->from.entity, request->from.id, looking.left.data);
	text_free(&looking.left);
}

static void check_round(uint64_t round, bool *done)
{
	static const uint8_t entities[] = {E_person, E_unit, E_supplier, E_system, E_product};
	struct error error = {0};
	uint8_t entity = entities[dice(COUNT_OF(entities))];
	enum takeover_kind kind = entity == E_product || dice(2) == 0 ? TAKEOVER_MERGE : TAKEOVER_HANDOVER;
	struct view *view = view_open(takeovers_test.store, NULL);
	record_id last = view_next_id(view, entity) - 1;
	view_close(&view);
	struct takeover_request request = takeovers_ask(kind, entity, 1 + (record_id)dice(last), 1 + (record_id)dice(last));
	struct takeover *takeover = takeovers_plan(&request, &error);
	*done = takeover != NULL && takeover_try(&takeovers_test.session, takeover, &error);
	if (takeover != NULL && !*done && error.kind != ERROR_INPUT)
		fail_msg("round %llu: %s", (unsigned long long)round, error.text);
	if (*done) {
		char *before = takeovers_records();
		int64_t sum = money();
		uint64_t sequence = 0;
		if (!takeover_do(&takeovers_test.session, takeover, SLICE(""), &sequence, &error))
			fail_msg("round %llu: %s", (unsigned long long)round, error.text);
		assert_nothing_leads_to(&request);
		assert_int_equal(money(), sum);
		takeovers_assert_verified();
		if (sequence != 0) {
			takeovers_undo(sequence);
			takeovers_assert_unchanged(before);
			takeovers_assert_verified();
		}
		free(before);
	}
	takeover_free(&takeover);
}

static void random_registers(void **state)
{
	const char *words = getenv("ROUNDS");
	uint64_t usual = getenv("TEST_SMALL") != NULL ? 3 : 12, done = 0, tried = 0;
	uint64_t rounds = words == NULL ? usual : strtoull(words, NULL, 10);
	(void)state;
	for (uint64_t round = 1; round <= rounds; round++) {
		seed = round;
		if (round > 1) {
			takeovers_teardown(NULL);
			takeovers_setup(NULL);
		}
		roll_register(3 + dice(12));
		for (int i = 0; i < 12; i++, tried++) {
			bool right;
			check_round(round, &right);
			done += right;
		}
	}
	if (done * 3 < tried)
		fail_msg("only %llu of %llu were anything to test", (unsigned long long)done, (unsigned long long)tried);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(random_registers, takeovers_setup, takeovers_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
