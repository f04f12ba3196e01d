/* Who may do what: DESIGN 4's table read independently, as lines of text, against the register's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "register/authority.h"
#include "register/edit.h"
#include "support/store.h"

/* role: entities it may change anywhere, then (own) where it is owner or leader, then (technical). */
struct expected {
	uint8_t role;
	const char *anywhere, *own, *technical;
};

static const struct expected table[] = {
	{C_access_reader, "", "", ""},
	{C_access_steward, "",
     "system service contract object assignment plan volume valuation information retirement_step usage "
     "system_capability support integration component "
     "reference contract_system commitment contract_change licence licence_use permission cost release_plan incident "
     "problem risk activity",
     "component integration release_plan incident problem"},
	{C_access_licence_manager, "licence licence_use review review_item", "", ""},
	{C_access_permission_manager, "permission conflict review review_item", "", ""},
	{C_access_portfolio_manager,
     "opportunity opportunity_trigger opportunity_system alternative goal opportunity_goal benefit requirement offer "
     "score milestone allocation capacity "
     "forum member agenda_item decision lesson activity event",
     "", ""},
	{C_access_security, "information risk", "", ""},
	{C_access_auditor, "", "", ""},
};

static struct test_store test;
static record_id system_own, system_other, person;

static bool has_word(const char *words, const char *word)
{
	size_t size = strlen(word);
	for (const char *at = words; (at = strstr(at, word)) != NULL; at += size)
		if ((at == words || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
			return true;
	return false;
}

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

static bool names_system(const struct entity *entity)
{
	if (entity->number == E_system)
		return true;
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if ((field->type == TYPE_REF && field->target == E_system && (field->parent || field->one_of != 0)) ||
		    field->type == TYPE_ANY)
			return true;
	}
	return false;
}

static void expect(const struct session *session, const struct view *view, const struct entity *entity,
                   record_id system, bool allowed, const char *where)
{
	static const enum deed deeds[] = {DEED_ADD, DEED_CHANGE, DEED_REMOVE};
	struct text packed = {0};
	struct record record = record_about(entity, system, &packed);
	for (size_t d = 0; d < sizeof deeds / sizeof deeds[0]; d++) {
		bool may = authority_allows(session, view, deeds[d], entity->number, &record);
		bool captures = deeds[d] == DEED_ADD && entity->number == E_opportunity; /* anybody may say what is needed */
		bool classifies = deeds[d] == DEED_CHANGE && entity->number == E_system && session_has(session, C_access_security);
		if (may != (allowed || captures || classifies))
			fail_msg("%s, access %x, deed %d, %s: %s", entity->name, session->access, deeds[d], where,
			         may ? "allowed" : "refused");
	}
	text_free(&packed);
}

static void try_roles(const char *assignment, bool own, bool technical)
{
	const struct entity *entity;
	record_id assigned = assignment == NULL ? 0 : test_put(&test, E_assignment, 0, assignment);
	struct view *view = view_open(test.store, NULL);
	for (size_t r = 0; r < sizeof table / sizeof table[0]; r++) {
		struct session session = session_of(table[r].role);
		for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++) {
			bool anywhere = has_word(table[r].anywhere, entity->name);
			bool here = names_system(entity) && ((own && has_word(table[r].own, entity->name)) ||
			                                     (technical && has_word(table[r].technical, entity->name)));
			expect(&session, view, entity, system_own, anywhere || here, assignment == NULL ? "without assignment" : assignment);
			expect(&session, view, entity, system_other, anywhere, "another's system");
		}
	}
	view_close(&view);
	if (assigned != 0)
		test_remove(&test, E_assignment, assigned);
}

static void every_role_entity_deed_and_scope(void **state)
{
	(void)state;
	try_roles(NULL, false, false);
	try_roles("person=STEWARD|role=system_owner|system=OWN-SYSTEM", true, false);
	try_roles("person=STEWARD|role=system_manager|system=OWN-SYSTEM", true, false);
	try_roles("person=SOMEBODY|deputy=STEWARD|role=system_owner|system=OWN-SYSTEM", true, false);
	try_roles("person=STEWARD|role=technical_manager|system=OWN-SYSTEM", false, true);
	try_roles("person=STEWARD|role=super_user|system=OWN-SYSTEM", false, false);
	try_roles("person=STEWARD|role=system_owner|system=OWN-SYSTEM|to=2026-11-21", false, false);
	try_roles("person=STEWARD|role=system_owner|system=OWN-SYSTEM|to=2026-11-22", true, false);
	try_roles("person=STEWARD|role=system_owner|system=OWN-SYSTEM|from=2026-11-23", false, false);
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
		expect(&administrator, view, entity, system_other, true, "administrator");
		expect(&night, view, entity, system_other, true, "audit");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_entity_deed_and_scope),
		cmocka_unit_test(an_administrator_may_all_and_the_audit_too),
		cmocka_unit_test(what_is_sensitive_together_is_for_some),
		cmocka_unit_test(security_writes_classification_and_nothing_else),
	};
	return cmocka_run_group_tests(tests, fill, empty);
}
