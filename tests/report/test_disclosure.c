/* The masked copy: two random registers that differ in nothing but what is masked give the same bytes in every format,
 * and none of what is masked stands in them. DISCLOSURE_ROUNDS=1000 for many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "report/report_writing.h"
#include "register/edit.h"
#include "support/raw_file.h"
#include "support/store.h"

/* What is made, in an order in which each can name those before it. */
static const uint8_t kinds[] = {
	E_unit, E_person, E_supplier, E_object, E_service, E_system, E_information, E_component, E_permission, E_contract,
	E_goal, E_opportunity, E_requirement, E_offer, E_score, E_risk, E_finding,
};
#define OF_EACH 4
#define TOKENS 8000
#define TODAY day_from_civil(2026, 11, 22)

struct made {
	struct ref ref;
	size_t under;    /* place of what it lies under; SIZE_MAX: nothing */
	bool marked;     /* secret, and that has not run out */
	bool published;  /* of an opportunity */
	char name[32];   /* what it is called */
	bool name_hidden;
};

struct world {
	struct test_store test;
	struct made made[sizeof kinds * OF_EACH];
	size_t count;
	bool personal;                      /* is told */
	unsigned long long shape, hidden;   /* two streams: the second decides all that is masked */
	char (*tokens)[32];                 /* masked */
	char (*seen)[32];                   /* not masked, nor in a text that is */
	size_t token_count, seen_count;
};

static unsigned below(unsigned long long *stream, unsigned limit)
{
	*stream = *stream * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(*stream >> 33) % limit;
}

static unsigned rounds(void)
{
	const char *asked = getenv("DISCLOSURE_ROUNDS");
	return asked != NULL ? (unsigned)atoi(asked) : getenv("TEST_SMALL") != NULL ? 2 : 25;
}

/* ---- what DESIGN 4 masks, read anew ---- */

static bool lies_in_secret(const struct world *world, size_t at)
{
	for (; at != SIZE_MAX; at = world->made[at].under)
		if (world->made[at].marked)
			return true;
	return false;
}

static bool is_hidden_bid(const struct world *world, size_t at)
{
	uint8_t entity = world->made[at].ref.entity;
	if (entity != E_offer && entity != E_score)
		return false;
	while (world->made[at].ref.entity != E_opportunity)
		at = world->made[at].under;
	return !world->made[at].published;
}

static bool is_masked(const struct world *world, size_t at, const struct field *field)
{
	static const char weak[] = " id detail reasons next_step cost accepted_why opinion cost_ceiling ";
	uint8_t entity = world->made[at].ref.entity;
	char name[60];
	snprintf(name, sizeof name, " %s ", field->name);
	if (field->number <= F_secrecy_until)
		return false;
	return lies_in_secret(world, at) || is_hidden_bid(world, at) || (field->personal && !world->personal) ||
	       (field->secret && entity != E_offer && entity != E_score) || field->sensitive ||
	       (entity == E_finding && strstr(weak, name) != NULL);
}

/* ---- a register ---- */

static void make_token(struct world *world, bool hidden, char token[32])
{
	unsigned long long *stream = hidden ? &world->hidden : &world->shape;
	unsigned length = 8 + below(stream, 12);
	token[0] = hidden ? 'x' : 'q';
	for (unsigned i = 1; i < length; i++)
		token[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[below(stream, 36)];
	token[length] = '\0';
}

static void keep(char (*list)[32], size_t *count, const char *token)
{
	assert_true(*count < TOKENS);
	snprintf(list[(*count)++], 32, "%s", token);
}

/* Somebody or something whose name must not be told. */
static const char *a_hidden_name(struct world *world)
{
	for (unsigned i = 0; i < 20 && world->count > 0; i++) {
		const struct made *made = &world->made[below(&world->shape, (unsigned)world->count)];
		if (made->name_hidden && (made->marked || made->ref.entity == E_person))
			return made->name;
	}
	return NULL;
}

static void append_text(struct world *world, const struct field *field, bool hidden, struct text *out)
{
	char token[32];
	make_token(world, hidden, token);
	const char *name = hidden || field->searched || below(&world->shape, 8) > 0 ? NULL : a_hidden_name(world);
	text_append_text(out, token);
	if (name != NULL) {
		text_printf(out, " och %s.", name);
		keep(world->tokens, &world->token_count, token);
	} else if (hidden)
		keep(world->tokens, &world->token_count, token);
	else
		keep(world->seen, &world->seen_count, token);
}

static struct ref some_record(struct world *world, unsigned long long *stream, uint8_t entity)
{
	struct ref found = {0, 0};
	unsigned seen = 0;
	for (size_t i = 0; i < world->count; i++)
		if ((entity == 0 || world->made[i].ref.entity == entity) && below(stream, ++seen) == 0)
			found = world->made[i].ref;
	return found;
}

static void set_number(struct draft *draft, const struct field *field, unsigned long long *stream)
{
	unsigned limit = field->bytes == 1 ? 100 : field->bytes == 2 ? 10000 : 1000000000;
	const struct choice_set *set = schema_choices(field->choices);
	int64_t number = below(stream, limit);
	switch (field->type) {
	case TYPE_CHOICE: number = set->choices[below(stream, (unsigned)set->count)].number; break;
	case TYPE_CHOICES: number = INT64_C(1) << (set->choices[below(stream, (unsigned)set->count)].number - 1); break;
	case TYPE_YESNO: number = 1 + below(stream, 2); break;
	case TYPE_ANSWER: number = 1 + below(stream, 4); break;
	case TYPE_DATE: number = below(stream, 40000); break;
	case TYPE_QUARTER: number = 2000 * 4 + below(stream, 400); break;
	default: break;
	}
	draft_set_number(draft, field->number, number);
}

static void set_field(struct world *world, struct draft *draft, const struct field *field, bool hidden)
{
	unsigned long long *stream = hidden ? &world->hidden : &world->shape;
	struct text text = {0}, list = {0};
	struct ref ref;
	switch (field->type) {
	case TYPE_TEXT: case TYPE_NOTE:
		append_text(world, field, hidden, &text);
		draft_set_text(draft, field->number, text_slice(&text));
		break;
	case TYPE_TEXTS:
		append_text(world, field, hidden, &text);
		value_list_add_text(&list, text_slice(&text));
		draft_set_text(draft, field->number, text_slice(&list));
		break;
	case TYPE_REF:
		ref = some_record(world, stream, field->target);
		if (ref_is_set(ref))
			draft_set_ref(draft, field->number, ref);
		break;
	case TYPE_MOMENT: case TYPE_NUMBERS: case TYPE_REFS: case TYPE_ANY: case TYPE_REASONS: break;
	default: set_number(draft, field, stream); break;
	}
	text_free(&text);
	text_free(&list);
}

static size_t place_of(const struct world *world, struct ref ref)
{
	for (size_t i = 0; i < world->count; i++)
		if (ref_equal(world->made[i].ref, ref))
			return i;
	return SIZE_MAX;
}

/* What it lies under, its secrecy, its name. */
static void begin_record(struct world *world, struct made *made, struct draft *draft)
{
	const struct entity *entity = draft->entity;
	const struct field *parent = schema_field(entity, entity->parent_field);
	uint8_t about = entity->number == E_risk ? F_risk_about : 0;
	struct ref under = {0, 0};
	if (parent != NULL)
		under = some_record(world, &world->shape, parent->target);
	else if (about != 0)
		under = some_record(world, &world->shape, 0);
	if (ref_is_set(under))
		draft_set_ref(draft, parent != NULL ? parent->number : about, under);
	made->under = ref_is_set(under) ? place_of(world, under) : SIZE_MAX;
	unsigned secrecy = below(&world->shape, 8);
	if (secrecy > 2)
		return;
	made->marked = secrecy < 2;
	draft_set_text(draft, F_secrecy_ground, SLICE("OSL 18:8"));
	if (secrecy > 0) /* the last day counts */
		draft_set_day(draft, F_secrecy_until, secrecy == 1 ? TODAY : TODAY - 1);
}

static void name_record(struct world *world, size_t at, struct draft *draft)
{
	struct made *made = &world->made[at];
	const struct field *name = schema_field(draft->entity, draft->entity->name_field);
	if (name == NULL)
		return;
	made->name_hidden = is_masked(world, at, name);
	make_token(world, made->name_hidden, made->name);
	draft_set_text(draft, name->number, slice_of(made->name));
	keep(made->name_hidden ? world->tokens : world->seen,
	     made->name_hidden ? &world->token_count : &world->seen_count, made->name);
	unsigned code = below(&world->shape, 4);
	const char *other = code == 1 ? a_hidden_name(world) : NULL;
	struct text chosen = {0};
	if (made->name_hidden ? below(&world->hidden, 2) == 0 : code == 0)
		text_printf(&chosen, "K-%s", made->name);
	else if (!made->name_hidden && other != NULL)
		text_printf(&chosen, "%s-%zu", other, at);
	draft_set_text(draft, F_code, text_slice(&chosen));
	if (chosen.size == 0)
		draft_unset(draft, F_code);
	text_free(&chosen);
}

/* Before, on and after the day that the copy is made. */
static void publish(struct world *world, size_t at, struct draft *draft)
{
	unsigned when = below(&world->shape, 4);
	world->made[at].published = when == 1 || when == 2;
	draft_unset(draft, F_opportunity_award_published);
	if (when > 0)
		draft_set_day(draft, F_opportunity_award_published, TODAY - 2 + (day_t)when);
}

static void fill_record(struct world *world, size_t at, struct draft *draft)
{
	const struct entity *entity = draft->entity;
	bool person = entity->number == E_permission && below(&world->shape, 2) == 0;
	for (uint8_t i = F_first_own; i <= entity->field_count; i++) {
		const struct field *field = schema_field(entity, i);
		bool hidden = is_masked(world, at, field);
		bool rule = entity->number == E_finding && i == F_finding_rule;
		if (i == entity->name_field || i == entity->parent_field || field->one_of != 0 || rule)
			continue;
		if (below(hidden ? &world->hidden : &world->shape, 4) > 0)
			set_field(world, draft, field, hidden);
	}
	if (entity->number == E_permission)
		set_field(world, draft, schema_field(entity, person ? F_permission_person : F_permission_account),
		          is_masked(world, at, schema_field(entity, person ? F_permission_person : F_permission_account)));
	if (entity->number == E_finding)
		draft_set_text(draft, F_finding_rule, SLICE("OBS-01"));
	if (entity->number == E_opportunity)
		publish(world, at, draft);
}

static void make_record(struct world *world, struct changes *changes, uint8_t entity, record_id id)
{
	struct draft draft;
	struct error error = {0};
	size_t at = world->count;
	world->made[at] = (struct made){.ref = {entity, id}};
	draft_init(&draft, schema_entity(entity));
	begin_record(world, &world->made[at], &draft);
	name_record(world, at, &draft);
	fill_record(world, at, &draft);
	changes_put(changes, &draft, id, 0, &error);
	assert_string_equal(error.text, "");
	draft_free(&draft);
	world->count++;
}

static void make_world(struct world *world, unsigned round, unsigned variant)
{
	*world = (struct world){.shape = 77 + round, .hidden = 1000003ULL * (round + 1) + variant,
	                        .personal = round % 3 == 2,
	                        .tokens = memory_new_array(TOKENS, 32), .seen = memory_new_array(TOKENS, 32)};
	test_store_open(&world->test);
	struct changes *changes = test_changes(&world->test);
	for (size_t i = 0; i < sizeof kinds; i++)
		for (record_id id = 1; id <= OF_EACH; id++)
			make_record(world, changes, kinds[i], id);
	test_commit(&changes);
}

static void end_world(struct world *world)
{
	test_store_close(&world->test);
	free(world->tokens);
	free(world->seen);
}

/* ---- the copy ---- */

static void make_copy(struct world *world, const struct report_format *format, const char *where, struct text *out)
{
	struct report_writer writer = {.file = tmpfile()};
	struct report_sink sink = format->sink;
	struct error error = {0};
	struct view *view = view_open(world->test.store, &error);
	const struct entity *system = schema_entity(E_system);
	const struct report_request request = {.session = &world->test.session,
	                                       .view = view,
	                                       .personal = world->personal,
	                                       .shown = format->shown,
	                                       .entities = &system,
	                                       .entity_count = *where == '\0' ? 0 : 1,
	                                       .where = slice_of(where)};
	char piece[4096];
	size_t size;
	sink.context = &writer;
	report_disclosure(&request, &sink, &error);
	assert_string_equal(error.text, "");
	view_close(&view);
	text_free(&writer.out);
	rewind(writer.file);
	while ((size = fread(piece, 1, sizeof piece, writer.file)) > 0)
		text_append_bytes(out, piece, size);
	fclose(writer.file);
}

static void check_tokens(const struct world *world, const struct report_format *format, const struct text *out)
{
	for (size_t i = 0; i < world->token_count; i++)
		if (raw_count(out, world->tokens[i]) > 0)
			fail_msg("%s: %s is told", format->name, world->tokens[i]);
	for (size_t i = 0; i < world->seen_count; i++)
		if (raw_count(out, world->seen[i]) == 0)
			fail_msg("%s: %s is not told", format->name, world->seen[i]);
}

static void one_round(unsigned round)
{
	struct world a, b;
	make_world(&a, round, 0);
	make_world(&b, round, 1);
	assert_int_equal(a.seen_count, b.seen_count);
	for (const struct report_format *format = report_formats; format->name != NULL; format++) {
		struct text first = {0}, second = {0};
		make_copy(&a, format, "", &first);
		make_copy(&b, format, "", &second);
		check_tokens(&a, format, &first);
		if (first.size != second.size || memcmp(first.data, second.data, first.size) != 0)
			fail_msg("%s of round %u: what is masked shows", format->name, round);
		text_free(&first);
		text_free(&second);
	}
	end_world(&a);
	end_world(&b);
}

static void what_is_masked_leaves_no_trace(void **state)
{
	(void)state;
	for (unsigned round = 0; round < rounds(); round++)
		one_round(round);
}

/* Whoever chooses what is copied asks as somebody outside would. */
static void which_records_are_listed_tells_nothing(void **state)
{
	static const char *const conditions[] = {
		"confidentiality > 2", "version is set", "confidentiality is unset", "name > \"m\"", "risk_level is set",
		"count(component where version is set) > 0", "count(permission where account is set) > 1", "users > 500000",
		"key_person is set", "supplier.contact is set or supplier.email is set", "criticality >= 2 or notes is set",
	};
	(void)state;
	for (unsigned round = 0; round < rounds() / 2 + 1; round++) {
		struct world a, b;
		make_world(&a, 1000 + round, 0);
		make_world(&b, 1000 + round, 1);
		for (size_t i = 0; i < COUNT_OF(conditions); i++) {
			struct text first = {0}, second = {0};
			make_copy(&a, &report_formats[4], conditions[i], &first);
			make_copy(&b, &report_formats[4], conditions[i], &second);
			if (first.size != second.size || memcmp(first.data, second.data, first.size) != 0)
				fail_msg("%s: which are listed tells what is masked", conditions[i]);
			text_free(&first);
			text_free(&second);
		}
		end_world(&a);
		end_world(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_masked_leaves_no_trace),
		cmocka_unit_test(which_records_are_listed_tells_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
