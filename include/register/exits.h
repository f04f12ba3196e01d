/* Could we leave, what would it cost and how long would it take: of a system, of what a contract covers, of everything
 * that rests on a supplier. Sources: DOMAIN 5 (the gate's musts), FORMULAS F21. Of several contracts in force the worse
 * answer counts; where one is main, only those that are. */
#ifndef REGISTER_EXITS_H
#define REGISTER_EXITS_H

#include "lifecycle/exit.h"
#include "register/costs.h"

struct must_standing {
	enum must_state state;
	uint8_t answer; /* enum answer, as the system has it */
	day_t until;    /* of what is waived: the last day; else DAY_UNSET */
	struct ref by;  /* the commitment that promises it, or the finding that was accepted; else unset */
};

struct exit_standing {
	struct record system;
	struct exit_readiness readiness;
	size_t contracts;       /* in force, whose answers count; 0: the contract's questions are unknown */
	struct ref contract;    /* the first of them */
	money_t cost;           /* within the horizon of the life-cycle cost; NUMBER_UNSET: not known */
	bool cost_estimated;    /* nobody has stated it */
	struct ref cost_ref;    /* what states it */
	struct lead lead;
	day_t earliest;         /* a successor can be in place: today + lead */
	day_t released;         /* the last of the contracts can be left when noticed today; DAY_UNSET: not known */
	struct must_standing musts[MUSTS]; /* by enum must */
};

struct exits;
/* All of them outlive the reader. */
struct exits *exits_new(const struct view *view, const struct conf *conf, day_t today);
void exits_free(struct exits **exits);
void exits_read(struct exits *exits, const struct record *system, struct exit_standing *standing);

/* Systems, ids ascending, each once. `= {0}` before use; freed by the caller. */
struct system_list {
	record_id *ids;
	size_t count, capacity;
};
/* A system itself; what a contract covers; what rests on a supplier or on one that is part of it: what it has
 * delivered, operates or maintains, what its contracts cover and its licences are for. Retired systems, and contracts
 * that have ended, do not count. */
void exits_systems(const struct view *view, struct ref about, day_t today, struct system_list *systems);
/* The supplier itself and what is part of it, ids ascending. */
void supplier_family(const struct view *view, record_id supplier, struct system_list *suppliers);
void system_list_add(struct system_list *list, record_id id);
bool system_list_has(const struct system_list *list, record_id id);
void system_list_free(struct system_list *list);

#endif
