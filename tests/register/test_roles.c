/* Who may do what, exhaustively: every role and every combination of them × entity × deed × place, against the table of
 * DESIGN 4 read independently of the program: `table` below is that table, entity by entity in its words, and nothing
 * here asks the program's own. What a record lies under is DOMAIN 2's ^, and where it has none, what it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/authority.h"
#include "register/session.h"
#include "support/store.h"

/* ---- the document ---- */

/* What stands in DESIGN 4, role by role. "Edit" is to add, change and remove. */
static const struct {
	uint8_t role;
	const char *edits;     /* wherever */
	const char *edits_own; /* where they hold an assignment of level owner or leader, or deputise */
	const char *technical; /* where they are technical manager */
} table[] = {
	{C_access_reader, "", "", ""},
	/* "systems, services, contracts, objects and what lies under them" */
	{C_access_steward, "",
     "system service contract object "
     "valuation information retirement_step usage system_capability support integration component contract_system "
     "licence licence_use permission cost release_plan incident problem "       /* of a system */
     "volume commitment contract_change plan "                          /* of a service, a contract, an object */
     "assignment reference risk activity ",                             /* about any of them */
     "component integration release_plan incident problem "}, /* a problem is what several incidents have in common */
	{C_access_licence_manager, "licence licence_use review review_item ", "", ""},
	{C_access_permission_manager, "permission conflict review review_item ", "", ""},
	/* "opportunities and what belongs to them, goals, capacity, forums, decisions" */
	{C_access_portfolio_manager,
     "opportunity opportunity_trigger opportunity_system alternative opportunity_goal benefit measurement requirement "
     "offer score milestone allocation goal capacity forum member agenda_item decision lesson activity event ",
     "", ""},
	/* "classification, risk, LAW fields": a risk is a record, and so is the information whose kind the law asks for; of a
	 * system the fields alone may be changed */
	{C_access_security, "risk information ", "", ""},
	{C_access_auditor, "", "", ""},
};

/* DOMAIN 2: the levels owner and leader. */
static bool is_owner_or_leader(uint8_t role)
{
	return role == C_role_system_owner || role == C_role_information_owner || role == C_role_contract_owner ||
	       role == C_role_system_manager || role == C_role_contract_manager;
}

/* "Versions, support, classification": what is sensitive together. */
static const char *const sensitive[] = {
	"system.version", "system.confidentiality", "system.integrity", "system.availability", "system.traceability",
	"system.handled_elsewhere", "system.risk_level", "integration.support_end", "component.version", "component.release",
	"component.identifier", "component.vendor_end", "component.extended_end", "component.own_end",
	"component.vendor_state", "component.active_end",
};

/* "Classification, risk, LAW fields" of a system: DOMAIN 2 and the LAW group of DOMAIN 4. */
static const char security_writes[] =
	"secrecy_ground secrecy_until essential continuity_plan continuity_tested confidentiality integrity availability "
	"traceability classification_scale handled_elsewhere classified classified_by classify_next risk_assessed risk_level "
	"risk_next impact_assessment third_country data_location uses_ai ai_purpose ai_human_control accessibility "
	"accessibility_checked ";

static bool has_word(const char *words, const char *word)
{
	char spaced[80];
	snprintf(spaced, sizeof spaced, "%s ", word);
	for (const char *at = words; (at = strstr(at, spaced)) != NULL; at++)
		if (at == words || at[-1] == ' ')
			return true;
	return false;
}

/* ---- who ---- */

/* How a person stands to what is theirs, and to nothing else. */
struct relation {
	uint8_t role;      /* C_role_…; 0: none */
	uint8_t roof;      /* the assignment is about the own one of this entity */
	bool deputy, over; /* named as the deputy; the assignment has ended */
};

struct who {
	char login[32];
	uint32_t access; /* as the register has it */
	struct relation relation;
	struct session session;
};

static const uint8_t roofs[] = {E_system, E_service, E_contract, E_object};
static struct test_store test;
static struct who people[400];
static size_t count;

static bool has_role(const struct who *who, uint8_t role)
{
	return (who->access >> (role - 1) & 1) != 0;
}

/* ---- where ---- */

/* A record of the entity that lies under the own or another's, or nowhere. */
struct place {
	struct draft draft;
	struct text packed;
	struct record record;
	uint8_t under; /* the entity of what it lies under, 0: of none that anybody has */
	bool own;
};

/* The records that everything hangs on, by entity, [1] the own and [0] another's. */
static struct ref anchors[ENTITY_LIMIT][2];

static void put_anchor(uint8_t entity, const char *fields_other, const char *fields_own)
{
	anchors[entity][0] = (struct ref){entity, test_put(&test, entity, 0, fields_other)};
	anchors[entity][1] = (struct ref){entity, test_put(&test, entity, 0, fields_own)};
}

static void put_anchors(void)
{
	put_anchor(E_system, "code=S0|name=Other", "code=S1|name=Own");
	put_anchor(E_service, "code=V0|name=Other", "code=V1|name=Own");
	put_anchor(E_supplier, "code=L0|name=A", "code=L1|name=B");
	put_anchor(E_contract, "code=C0|name=Other|supplier=L0", "code=C1|name=Own|supplier=L1");
	put_anchor(E_object, "code=O0|name=Other", "code=O1|name=Own");
	put_anchor(E_licence, "code=I0|name=Other|system=S0", "code=I1|name=Own|system=S1");
	put_anchor(E_component, "code=K0|product=a|system=S0", "code=K1|product=b|system=S1");
	put_anchor(E_opportunity, "code=P0|title=Other", "code=P1|title=Own|sponsor=BIDS");
	put_anchor(E_offer, "code=F0|opportunity=P0|supplier=L0", "code=F1|opportunity=P1|supplier=L1");
	put_anchor(E_review, "code=R0|name=A|kind=licences", "code=R1|name=B|kind=licences");
	put_anchor(E_forum, "code=M0|name=A", "code=M1|name=B");
	put_anchor(E_unit, "code=U0|name=A", "code=U1|name=B");
	put_anchor(E_product, "code=D0|name=a", "code=D1|name=b");
	put_anchor(E_plan, "code=N0|object=O0|year=2026", "code=N1|object=O1|year=2026");
}

/* What the anchor is under: itself where it is one of the four. */
static uint8_t roof_of(uint8_t entity)
{
	switch (entity) {
	case E_system: case E_service: case E_contract: case E_object: return entity;
	case E_licence: case E_component: return E_system;
	case E_plan: return E_object;
	default: return 0;
	}
}

static void pack(struct place *place, record_id id)
{
	draft_pack(&place->draft, &(struct record_stamp){.revision = 1}, &place->packed);
	assert_true(record_open(&place->record, place->packed.data, place->packed.size));
	place->record.id = id;
	place->record.parent = draft_parent(&place->draft);
}

/* Places by number, until there is none: itself; under its parent; of each thing it may name; about each kind of
 * thing. */
static bool make_place(const struct entity *entity, unsigned number, bool own, struct place *place)
{
	static const uint8_t about[] = {E_system, E_service, E_contract, E_object, E_component, E_plan, E_unit, E_opportunity};
	unsigned at = 0;
	*place = (struct place){.own = own};
	draft_init(&place->draft, entity);
	if (roof_of(entity->number) == entity->number && at++ == number) {
		place->under = entity->number;
		pack(place, anchors[entity->number][own].id);
		return true;
	}
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		bool parent = field->parent && field->type == TYPE_REF;
		bool named = field->one_of != 0 && entity->parent_field == 0 && roof_of(field->target) == field->target;
		bool else_named = field->one_of != 0 && entity->number == E_cost;
		if (field->type != TYPE_REF || !(parent || named || else_named) || roof_of(field->target) == E_none ||
		    anchors[field->target][own].id == 0 || at++ != number)
			continue;
		draft_set_ref(&place->draft, field->number, anchors[field->target][own]);
		place->under = roof_of(field->target);
		pack(place, 99999);
		return true;
	}
	for (unsigned i = 0; i < entity->field_count && entity->parent_field == 0; i++)
		for (size_t a = 0; a < COUNT_OF(about); a++)
			if (entity->fields[i].type == TYPE_ANY && at++ == number) {
				draft_set_ref(&place->draft, entity->fields[i].number, anchors[about[a]][own]);
				place->under = roof_of(about[a]);
				pack(place, 99999);
				return true;
			}
	if (at == number) { /* under nothing that anybody has: its parent, where it has one, is an opportunity, a unit … */
		const struct field *parent = entity->parent_field == 0 ? NULL : schema_field(entity, entity->parent_field);
		if (parent != NULL && anchors[parent->target][own].id != 0)
			draft_set_ref(&place->draft, parent->number, anchors[parent->target][own]);
		place->under = parent == NULL ? 0 : roof_of(parent->target);
		pack(place, 99999);
		return true;
	}
	draft_free(&place->draft);
	return false;
}

static void free_place(struct place *place)
{
	draft_free(&place->draft);
	text_free(&place->packed);
}

/* ---- the oracle ---- */

static bool holds_relation(const struct who *who, const struct place *place)
{
	return place->own && who->relation.role != 0 && !who->relation.over && place->under == who->relation.roof;
}

static bool may_edit(const struct who *who, const struct place *place)
{
	const char *name = place->record.entity->name;
	bool leads = holds_relation(who, place) && is_owner_or_leader(who->relation.role);
	bool technical = holds_relation(who, place) && who->relation.role == C_role_technical_manager;
	bool may = has_role(who, C_access_administrator);
	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (has_role(who, table[i].role))
			may = may || has_word(table[i].edits, name) || (leads && has_word(table[i].edits_own, name)) ||
			      (technical && has_word(table[i].technical, name));
	return may;
}

/* "Only those named on the opportunity" see a bid: it cannot be changed unseen. */
static bool is_hidden_bid(const struct who *who, const struct place *place)
{
	uint8_t entity = place->record.entity->number;
	return (entity == E_offer || entity == E_score) && !has_role(who, C_access_auditor) &&
	       !has_role(who, C_access_administrator);
}

static bool oracle(const struct who *who, const struct place *place, enum deed deed)
{
	uint8_t entity = place->record.entity->number;
	bool only_auditor = who->access == UINT32_C(1) << (C_access_auditor - 1);
	if (deed == DEED_ADD && entity == E_opportunity && !only_auditor)
		return true; /* "capture a need"; an auditor "nothing else" */
	if (deed == DEED_CHANGE && entity == E_system && has_role(who, C_access_security))
		return true; /* some of its fields */
	return may_edit(who, place) && (deed == DEED_ADD || !is_hidden_bid(who, place));
}

/* ---- the test ---- */

static void name_person(struct who *who, const char *kind, size_t number, uint32_t access)
{
	char fields[200];
	snprintf(who->login, sizeof who->login, "%s%zu", kind, number);
	who->access = access;
	snprintf(fields, sizeof fields, "code=%s|name=%s|login=%s", who->login, who->login, who->login);
	record_id id = test_put(&test, E_person, 0, fields);
	struct changes *changes = test_changes(&test);
	struct record record;
	struct draft draft;
	assert_true(view_record(changes_view(changes), (struct ref){E_person, id}, &record));
	draft_init(&draft, schema_entity(E_person));
	draft_copy_record(&draft, &record);
	if (access != 0)
		draft_set_number(&draft, F_person_access, access);
	assert_true(changes_put(changes, &draft, id, record_revision(&record), NULL));
	draft_free(&draft);
	test_commit(&changes);
}

static void assign(const struct who *who)
{
	const struct relation *relation = &who->relation;
	char fields[200];
	const char *role = schema_choice(schema_choices(CHOICES_role), relation->role)->name;
	snprintf(fields, sizeof fields, "person=%s|deputy=%s|role=%s|%s=%c1|to=%s", relation->deputy ? "BIDS" : who->login,
	         relation->deputy ? who->login : "BIDS", role, schema_entity(relation->roof)->name,
	         "SVCO"[relation->roof == E_system     ? 0
	                : relation->roof == E_service  ? 1
	                : relation->roof == E_contract ? 2
	                                               : 3],
	         relation->over ? "2026-11-21" : "2026-11-22");
	test_put(&test, E_assignment, 0, fields);
}

/* Every combination of roles held by a system's owner, and every relation held by a steward. */
static void put_people(void)
{
	for (uint32_t access = 0; access < 256; access++) {
		struct who *who = &people[count++];
		*who = (struct who){.relation = {.role = access % 2 ? C_role_system_owner : 0, .roof = E_system}};
		name_person(who, "mask", access, access);
		if (who->relation.role != 0)
			assign(who);
	}
	for (uint8_t role = 1; schema_choice(schema_choices(CHOICES_role), role) != NULL; role++)
		for (unsigned variant = 0; variant < COUNT_OF(roofs) * 2 + 1; variant++) {
			struct who *who = &people[count];
			*who = (struct who){.relation = {role, roofs[variant / 2 % COUNT_OF(roofs)], variant % 2 == 1,
			                                 variant == COUNT_OF(roofs) * 2}};
			name_person(who, "relation", count++, UINT32_C(1) << (C_access_steward - 1));
			assign(who);
		}
}

static int fill(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put(&test, E_person, 0, "code=BIDS|name=Bids|login=bids");
	put_anchors();
	put_people();
	return 0;
}

static int empty(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

/* As session_open makes it of the person in the register. */
static void sign_in(struct who *who)
{
	struct error error = {0};
	const struct session_options options = {.directory = test.directory, .login = who->login, .today = test.session.today};
	store_close(&test.store);
	if (!session_open(&who->session, &options, NULL, &error))
		fail_msg("%s: %s", who->login, error.text);
	test.store = who->session.store;
	who->session.store = NULL;
	test.session.store = test.store;
}

/* Everybody; under valgrind, which is thirty times as slow, some of each kind. */
static size_t step(void)
{
	return getenv("TEST_SMALL") == NULL ? 1 : 13;
}

static void check_place(struct who *who, const struct view *view, const struct place *place, unsigned number)
{
	static const enum deed deeds[] = {DEED_ADD, DEED_CHANGE, DEED_REMOVE};
	for (size_t d = 0; d < COUNT_OF(deeds); d++) {
		bool wanted = oracle(who, place, deeds[d]);
		if (authority_allows(&who->session, view, deeds[d], place->record.entity->number, &place->record) != wanted)
			fail_msg("%s (access %x, role %u on %u%s%s), %s, place %u, %s, deed %d: the document says %s", who->login,
			         who->access, who->relation.role, who->relation.roof, who->relation.deputy ? ", deputy" : "",
			         who->relation.over ? ", over" : "", place->record.entity->name, number,
			         place->own ? "own" : "another's", deeds[d], wanted ? "yes" : "no");
	}
}

static void every_role_entity_deed_and_place(void **state)
{
	const struct entity *entity;
	struct place places[600];
	size_t made = 0;
	(void)state;
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++)
		for (unsigned own = 0; own < 2; own++)
			for (unsigned number = 0; make_place(entity, number, own != 0, &places[made]); number++)
				made++;
	assert_true(made > 150 && made < COUNT_OF(places));
	for (size_t p = 0; p < count; p += step()) {
		sign_in(&people[p]);
		struct view *view = view_open(test.store, NULL);
		for (size_t i = 0; i < made; i++)
			check_place(&people[p], view, &places[i], (unsigned)i);
		view_close(&view);
		session_close(&people[p].session);
	}
	for (size_t i = 0; i < made; i++)
		free_place(&places[i]);
}

/* ---- what may be read ---- */

static bool is_sensitive(const struct entity *entity, const struct field *field)
{
	char name[80];
	snprintf(name, sizeof name, "%s.%s", entity->name, field->name);
	for (size_t i = 0; i < COUNT_OF(sensitive); i++)
		if (strcmp(sensitive[i], name) == 0)
			return true;
	return false;
}

/* "The record's stewards, technical managers, security and auditor". */
static bool reads_sensitive(const struct who *who, const struct place *place)
{
	return has_role(who, C_access_auditor) || has_role(who, C_access_administrator) || has_role(who, C_access_security) ||
	       (holds_relation(who, place) &&
	        (is_owner_or_leader(who->relation.role) || who->relation.role == C_role_technical_manager));
}

static bool reads_secret(const struct who *who, const struct place *place)
{
	return has_role(who, C_access_auditor) || has_role(who, C_access_administrator) ||
	       (holds_relation(who, place) && is_owner_or_leader(who->relation.role));
}

static bool reads(const struct who *who, const struct place *place, const struct field *field, bool secret)
{
	const struct entity *entity = place->record.entity;
	bool header = field->number <= F_secrecy_until;
	if ((entity->number == E_offer || entity->number == E_score) && !header)
		return !is_hidden_bid(who, place);
	if (secret && !header && field->number != entity->name_field)
		return reads_secret(who, place);
	return !is_sensitive(entity, field) || reads_sensitive(who, place);
}

static void check_reading(struct who *who, const struct view *view, const struct place *place, bool secret)
{
	for (unsigned i = 0; i < place->record.entity->field_count; i++) {
		const struct field *field = &place->record.entity->fields[i];
		bool wanted = reads(who, place, field, secret);
		if (authority_may_read(&who->session, view, &place->record, field) != wanted)
			fail_msg("%s (access %x, role %u), %s.%s, %s%s: the document says %s", who->login, who->access, who->relation.role,
			         place->record.entity->name, field->name, place->own ? "own" : "another's",
			         secret ? ", secret" : "", wanted ? "yes" : "no");
		if (!wanted && !authority_guards(&place->record, field))
			fail_msg("%s.%s is not guarded", place->record.entity->name, field->name);
	}
}

static void every_role_and_field(void **state)
{
	const struct entity *entity;
	(void)state;
	for (size_t p = 0; p < count; p += step()) {
		sign_in(&people[p]);
		struct view *view = view_open(test.store, NULL);
		for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++)
			for (unsigned variant = 0; variant < 4; variant++) {
				struct place place;
				if (entity->number == E_finding || !make_place(entity, 0, variant % 2 == 1, &place))
					continue;
				if (variant >= 2)
					draft_set_text(&place.draft, F_secrecy_ground, SLICE("OSL 18:8"));
				pack(&place, place.record.id);
				check_reading(&people[p], view, &place, variant >= 2);
				free_place(&place);
			}
		view_close(&view);
		session_close(&people[p].session);
	}
}

static struct who *person_with(uint32_t access, uint8_t role)
{
	for (size_t p = 0; p < count; p++)
		if (people[p].access == access && people[p].relation.role == role && !people[p].relation.over)
			return &people[p];
	fail_msg("nobody has access %x and role %u", access, role);
	return NULL;
}

static void security_changes_its_fields_and_no_other(void **state)
{
	struct who *who = person_with(UINT32_C(1) << (C_access_security - 1), 0);
	struct place place;
	(void)state;
	sign_in(who);
	struct view *view = view_open(test.store, NULL);
	assert_true(make_place(schema_entity(E_system), 0, false, &place));
	for (unsigned i = 0; i < place.record.entity->field_count; i++) {
		const struct field *field = &place.record.entity->fields[i];
		if (authority_may_write(&who->session, view, &place.record, field) != has_word(security_writes, field->name))
			fail_msg("system.%s", field->name);
	}
	free_place(&place);
	view_close(&view);
	session_close(&who->session);
}

/* "Others see the state only" of what OBS and LAW have found. */
static void findings_of_weak_points_are_for_some(void **state)
{
	static const char shown[] =
		"code secrecy_ground secrecy_until system rule about severity state person due first_seen ";
	static const char *const rules[] = {"OBS-01", "LAW-03", "OWN-01"};
	struct who *reader = person_with(0, 0),
			   *owner = person_with(UINT32_C(1) << (C_access_steward - 1), C_role_system_owner);
	const struct entity *entity = schema_entity(E_finding);
	(void)state;
	for (unsigned i = 0; i < COUNT_OF(rules) * 2; i++) {
		struct who *who = i % 2 ? owner : reader;
		struct place place;
		sign_in(who);
		struct view *view = view_open(test.store, NULL);
		assert_true(make_place(entity, 0, true, &place));
		draft_set_text(&place.draft, F_finding_rule, slice_of(rules[i / 2]));
		pack(&place, 7);
		bool all = i % 2 || i / 2 == 2;
		const struct field *reasons = schema_field(entity, F_finding_reasons),
						   *detail = schema_field(entity, F_finding_detail);
		assert_int_equal(authority_may_read(&who->session, view, &place.record, reasons), all);
		assert_int_equal(authority_may_read(&who->session, view, &place.record, detail), all);
		for (unsigned f = 0; f < entity->field_count; f++)
			if (has_word(shown, entity->fields[f].name))
				assert_true(authority_may_read(&who->session, view, &place.record, &entity->fields[f]));
		free_place(&place);
		view_close(&view);
		session_close(&who->session);
	}
}

/* Offers: the sponsor before the award, and everybody from its day on. */
static void offers_are_shown_from_the_award_on(void **state)
{
	static const struct {
		const char *login, *published;
		bool may;
	} cases[] = {
		{"bids", "", true},      {"mask0", "", false},          {"mask16", "", false},     {"mask64", "", true},
		{"mask0", "2026-11-23", false}, {"mask0", "2026-11-22", true}, {"mask0", "2026-01-01", true},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct who who = {0};
		struct place place;
		char fields[60];
		snprintf(fields, sizeof fields, "award_published=%s", cases[i].published);
		test_put(&test, E_opportunity, anchors[E_opportunity][1].id, fields);
		snprintf(who.login, sizeof who.login, "%s", cases[i].login);
		sign_in(&who);
		struct view *view = view_open(test.store, NULL);
		for (unsigned score = 0; score < 2; score++) {
			assert_true(make_place(schema_entity(score ? E_score : E_offer), 0, true, &place));
			assert_true(place.record.parent != 0);
			assert_int_equal(authority_may_read(&who.session, view, &place.record,
			                                    &place.record.entity->fields[place.record.entity->field_count - 1]),
			                 cases[i].may);
			free_place(&place);
		}
		view_close(&view);
		session_close(&who.session);
	}
	test_put(&test, E_opportunity, anchors[E_opportunity][1].id, "award_published=");
}

/* Each way of being named on it. */
static void who_is_named_on_it_sees_the_offers(void **state)
{
	static const char *const ways[] = {"asked_by", "received_by", "sponsor", "it_lead", "reviewed_by", "joined_with"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct who who = {.login = "mask0"};
		struct place place;
		char fields[60];
		bool person = i + 1 < COUNT_OF(ways);
		snprintf(fields, sizeof fields, "%s=%s", ways[i], person ? "mask0" : "P0");
		test_put(&test, E_opportunity, anchors[E_opportunity][1].id, fields);
		sign_in(&who);
		struct view *view = view_open(test.store, NULL);
		assert_true(make_place(schema_entity(E_offer), 0, true, &place));
		assert_int_equal(authority_may_read(&who.session, view, &place.record,
		                                    schema_field(place.record.entity, F_offer_price)),
		                 person);
		free_place(&place);
		view_close(&view);
		session_close(&who.session);
		snprintf(fields, sizeof fields, "%s=%s", ways[i], i == 2 ? "BIDS" : "");
		test_put(&test, E_opportunity, anchors[E_opportunity][1].id, fields);
	}
}

/* A captured need says what is needed; what is decided of it is not for whoever captures it. */
static void a_need_says_nothing_of_its_answer(void **state)
{
	static const char may[] =
		"code title service object unit stage urgent need acceptance asked_by help_wanted new_way_of_working flows "
		"roles_changed target_people target_process target_technology next_technology_needs notes ";
	struct who *who = person_with(0, 0);
	const struct entity *entity = schema_entity(E_opportunity);
	(void)state;
	sign_in(who);
	struct view *view = view_open(test.store, NULL);
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		struct place place = {0};
		struct value value = {.set = true, .number = 1};
		if (field->type == TYPE_TEXT || field->type == TYPE_NOTE || field->type == TYPE_REASONS)
			value.text = SLICE("x");
		else if (field->type == TYPE_REF)
			value.ref = (struct ref){field->target, 1};
		draft_init(&place.draft, entity);
		draft_set(&place.draft, field->number, &value);
		pack(&place, 99999);
		if (authority_allows(&who->session, view, DEED_ADD, E_opportunity, &place.record) != has_word(may, field->name))
			fail_msg("opportunity.%s", field->name);
		free_place(&place);
	}
	struct place decided = {0};
	draft_init(&decided.draft, entity);
	draft_set_number(&decided.draft, F_opportunity_stage, C_stage_decided);
	pack(&decided, 99999);
	assert_false(authority_allows(&who->session, view, DEED_ADD, E_opportunity, &decided.record));
	free_place(&decided);
	view_close(&view);
	session_close(&who->session);
}

/* What is one's own is not to be turned into what is somebody else's, nor the other way. */
static void nothing_is_carried_over_a_border(void **state)
{
	const struct entity *entity;
	struct who *who = person_with(UINT32_C(1) << (C_access_steward - 1), C_role_system_owner);
	unsigned tried = 0;
	(void)state;
	sign_in(who);
	struct view *view = view_open(test.store, NULL);
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++)
		for (unsigned number = 0;; number++) {
			struct place own, other;
			const struct field *field;
			if (!make_place(entity, number, true, &own))
				break;
			assert_true(make_place(entity, number, false, &other));
			bool may = oracle(who, &own, DEED_CHANGE);
			other.record.id = own.record.id;
			tried += may;
			assert_int_equal(authority_may_save(&who->session, view, &own.record, &own.record, false, &field), may);
			if (may && own.record.entity->number != E_system) {
				assert_false(authority_may_save(&who->session, view, &own.record, &other.record, false, &field));
				assert_false(authority_may_save(&who->session, view, &other.record, &own.record, false, &field));
			}
			free_place(&own);
			free_place(&other);
		}
	assert_true(tried > 20);
	view_close(&view);
	session_close(&who->session);
}

static void nobody_in_particular_may_read_and_nothing_else(void **state)
{
	const struct entity *entity;
	struct session session = test.session;
	(void)state;
	session.known = false;
	session.actor = RECORD_BY_NOBODY;
	session.access = UINT32_C(1) << (C_access_reader - 1); /* unknown_user = "read" */
	struct view *view = view_open(test.store, NULL);
	assert_true(authority_allows(&session, view, DEED_READ, E_system, NULL));
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++)
		for (enum deed deed = DEED_READ_SECRET; deed <= DEED_CONFIGURE; deed++)
			if (authority_allows(&session, view, deed, entity->number, NULL))
				fail_msg("%s, deed %d", entity->name, deed);
	view_close(&view);
}

static void the_night_and_the_auditor_run_the_audit(void **state)
{
	(void)state;
	for (uint32_t access = 0; access < 256; access++) {
		struct session session = {.access = access, .known = true, .actor = 1};
		bool auditor = access >> (C_access_auditor - 1) & 1, administrator = access >> (C_access_administrator - 1) & 1;
		assert_int_equal(authority_allows(&session, NULL, DEED_AUDIT, 0, NULL), auditor || administrator);
		assert_int_equal(authority_allows(&session, NULL, DEED_CONFIGURE, 0, NULL), administrator);
		assert_int_equal(authority_allows(&session, NULL, DEED_READ_HISTORY, 0, NULL), auditor || administrator);
	}
	struct session night = {.actor = RECORD_BY_AUDIT, .known = true};
	assert_true(authority_allows(&night, NULL, DEED_AUDIT, 0, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_entity_deed_and_place),
		cmocka_unit_test(every_role_and_field),
		cmocka_unit_test(security_changes_its_fields_and_no_other),
		cmocka_unit_test(findings_of_weak_points_are_for_some),
		cmocka_unit_test(offers_are_shown_from_the_award_on),
		cmocka_unit_test(who_is_named_on_it_sees_the_offers),
		cmocka_unit_test(a_need_says_nothing_of_its_answer),
		cmocka_unit_test(nothing_is_carried_over_a_border),
		cmocka_unit_test(nobody_in_particular_may_read_and_nothing_else),
		cmocka_unit_test(the_night_and_the_auditor_run_the_audit),
	};
	return cmocka_run_group_tests(tests, fill, empty);
}
