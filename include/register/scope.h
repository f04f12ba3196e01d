/* Everything that is known around one system, read in one pass and worked out: what summary rows, figures, screens and
 * the audit share. Reading systems in the order of their ids costs no search for what is stored below them. */
#ifndef REGISTER_SCOPE_H
#define REGISTER_SCOPE_H

#include "lifecycle/obsolescence.h"
#include "register/facts.h"

struct record_list {
	struct record *items; /* in the view: as long as it is open and nothing is written */
	size_t count, capacity;
};

/* A contract of the system, as the contract_system row beside it says. */
struct scope_contract {
	struct contract_reading reading;
	struct contract_clock clock;
	bool there; /* the contract can be read */
	bool main;  /* part main: it moves the system's clock */
};

#define SCOPE_TRIGGERS 16

struct system_scope {
	struct record system;
	/* By entity: what is stored below the system; E_contract: the contract of each contract_system, in its order (bytes
	 * NULL where it is gone); E_service: of each support; E_assignment: the system's; E_integration: also those that
	 * lead to the system. */
	struct record_list lists[ENTITY_LIMIT];

	struct component_facts *components; /* one for each record of lists[E_component] */
	struct component_clock *component_clocks;
	struct scope_contract *contracts;   /* one for each record of lists[E_contract] */
	struct contract_facts *main_facts;  /* of the main ones, as the decision clock takes them */
	struct contract_terms *licence_terms; /* one for each record of lists[E_licence] */
	struct licence_facts *licences;
	struct integration_facts *integrations; /* one for each record of lists[E_integration] */
	struct opportunity_facts *opportunities;
	struct decision_facts *decisions;

	uint32_t parameters; /* facts_parameters_mark of what it is worked out with */
	struct system_facts facts;
	struct decision_trigger triggers[SCOPE_TRIGGERS];
	struct decision decision;
	struct system_support support;
	struct system_obsolescence obsolescence;
};

struct scope_reader;
/* `wanted`: bit (1 << entity) for each child entity that is to be read beside what the clocks need; 0 for none. */
struct scope_reader *scope_reader_new(const struct view *view, const struct conf *conf, day_t today, uint64_t wanted);
/* Reads no more than what is wanted, with the clocks of components and contracts where these are: decision,
 * obsolescence and what answers them are left as they are at first, unset. */
struct scope_reader *scope_reader_new_bare(const struct view *view, const struct conf *conf, day_t today,
                                           uint64_t wanted);
void scope_reader_free(struct scope_reader **reader);
/* The scope belongs to the reader and holds until the next call. */
struct system_scope *scope_read(struct scope_reader *reader, const struct record *system);

#endif
