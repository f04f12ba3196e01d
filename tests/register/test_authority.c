/* Who may do what: whoever may all, and fields. The table of roles as a whole: test_roles.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "register/authority.h"
#include "register/edit.h"
#include "support/store.h"

static struct test_store test;
static record_id system_own, system_other, person;

static int fill(void **state)
{
	(void)state;
	test_store_open(&test);
	person = test_put(&test, E_person, 0, "code=STEWARD|name=Test Steward|login=steward");
	test_put(&test, E_person, 0, "code=SOMEBODY|name=Somebody|login=somebody");
	system_own = test_put(&test, E_system, 0, "code=OWN-SYSTEM|name=Own");
	system_other = test_put(&test, E_system, 0, "code=OTHER-SYSTEM|name=Other");
	return 0;
}

static int empty(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static struct session session_of(uint8_t role)
{
	struct session session = test.session;
	session.actor = person;
	session.access = UINT32_C(1) << (role - 1) | 1;
	return session;
}

/* A record of the entity that names the system, as far as it can. */
static struct record record_about(const struct entity *entity, record_id system, struct text *packed)
{
	struct draft draft;
	struct record record;
	draft_init(&draft, entity);
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if (field->type == TYPE_REF && field->target == E_system && (field->parent || field->one_of != 0))
			draft_set_ref(&draft, field->number, (struct ref){E_system, system});
		if (field->type == TYPE_ANY)
			draft_set_ref(&draft, field->number, (struct ref){E_system, system});
	}
	draft_pack(&draft, &(struct record_stamp){.revision = 1}, packed);
	assert_true(record_open(&record, packed->data, packed->size));
	record.id = entity->number == E_system ? system : 99999;
	record.parent = draft_parent(&draft);
	draft_free(&draft);
	return record;
}

static void expect(const struct session *session, const struct view *view, const struct entity *entity,
                   record_id system)
{
	static const enum deed deeds[] = {DEED_ADD, DEED_CHANGE, DEED_REMOVE};
	struct text packed = {0};
	struct record record = record_about(entity, system, &packed);
	for (size_t d = 0; d < sizeof deeds / sizeof deeds[0]; d++)
		if (!authority_allows(session, view, deeds[d], entity->number, &record))
			fail_msg("%s, access %x, deed %d: refused", entity->name, session->access, deeds[d]);
	text_free(&packed);
}

static void an_administrator_may_all_and_the_audit_too(void **state)
{
	const struct entity *entity;
	struct view *view = view_open(test.store, NULL);
	struct session administrator = session_of(C_access_administrator), night = session_of(C_access_reader),
				   auditor = session_of(C_access_auditor);
	(void)state;
	night.actor = RECORD_BY_AUDIT;
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++) {
		expect(&administrator, view, entity, system_other);
		expect(&night, view, entity, system_other);
	}
	assert_true(authority_allows(&auditor, view, DEED_AUDIT, E_system, NULL));
	assert_true(authority_allows(&auditor, view, DEED_READ_SECRET, E_offer, NULL));
	assert_false(authority_allows(&auditor, view, DEED_CONFIGURE, E_system, NULL));
	struct session reader = session_of(C_access_reader);
	assert_false(authority_allows(&reader, view, DEED_AUDIT, E_system, NULL));
	assert_false(authority_allows(&reader, view, DEED_READ_SECRET, E_offer, NULL));
	assert_true(authority_allows(&reader, view, DEED_READ, E_system, NULL));
	view_close(&view);
}

static void what_is_sensitive_together_is_for_some(void **state)
{
	struct text packed = {0};
	struct view *view = view_open(test.store, NULL);
	const struct entity *entity = schema_entity(E_component);
	struct record record = record_about(entity, system_own, &packed);
	const struct field *version = schema_find_field(entity, SLICE("version")),
					   *product = schema_find_field(entity, SLICE("product"));
	struct session reader = session_of(C_access_reader), security = session_of(C_access_security),
				   steward = session_of(C_access_steward);
	(void)state;
	assert_false(authority_may_read(&reader, view, &record, version));
	assert_true(authority_may_read(&reader, view, &record, product));
	assert_true(authority_may_read(&security, view, &record, version));
	assert_false(authority_may_read(&steward, view, &record, version));
	view_close(&view);
	record_id assigned = test_put(&test, E_assignment, 0, "person=STEWARD|role=technical_manager|system=OWN-SYSTEM");
	view = view_open(test.store, NULL);
	assert_true(authority_may_read(&steward, view, &record, version));
	view_close(&view);
	test_remove(&test, E_assignment, assigned);
	text_free(&packed);
}

static void security_writes_classification_and_nothing_else(void **state)
{
	struct text packed = {0};
	struct view *view = view_open(test.store, NULL);
	const struct entity *entity = schema_entity(E_system);
	struct record record = record_about(entity, system_own, &packed);
	struct session security = session_of(C_access_security);
	(void)state;
	assert_true(authority_may_write(&security, view, &record, schema_find_field(entity, SLICE("confidentiality"))));
	assert_true(authority_may_write(&security, view, &record, schema_find_field(entity, SLICE("risk_next"))));
	assert_false(authority_may_write(&security, view, &record, schema_find_field(entity, SLICE("name"))));
	assert_false(authority_may_write(&security, view, &record, schema_find_field(entity, SLICE("criticality"))));
	view_close(&view);
	text_free(&packed);
}

static void count_refusal(void *context, const struct error *error)
{
	unsigned *refusals = context;
	assert_int_equal(error->kind, ERROR_DENIED);
	assert_non_null(strstr(error->text, "your role may not"));
	++*refusals;
}

static void what_is_refused_is_told_of(void **state)
{
	struct session reader = session_of(C_access_reader);
	struct draft draft;
	struct ref unit = {E_unit, 0}, system = {E_system, system_other};
	struct error error = {0};
	unsigned refusals = 0;
	(void)state;
	reader.refused = count_refusal;
	reader.refused_context = &refusals;
	draft_init(&draft, schema_entity(E_unit));
	draft_set_text(&draft, F_unit_name, SLICE("New"));
	assert_false(register_save(&reader, &draft, &unit, 0, SLICE(""), &error));
	assert_int_equal(refusals, 1);
	assert_false(register_remove(&reader, system, 1, SLICE(""), &error));
	assert_int_equal(refusals, 2);
	draft_free(&draft);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_administrator_may_all_and_the_audit_too),
		cmocka_unit_test(what_is_sensitive_together_is_for_some),
		cmocka_unit_test(security_writes_classification_and_nothing_else),
		cmocka_unit_test(what_is_refused_is_told_of),
	};
	return cmocka_run_group_tests(tests, fill, empty);
}
