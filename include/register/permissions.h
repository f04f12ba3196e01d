/* Permissions with how they stand: the one reading that lists, screens, rules and reports share. DOMAIN 3.7, FORMULAS
 * F8. The arithmetic: lifecycle/permission.h. */
#ifndef REGISTER_PERMISSIONS_H
#define REGISTER_PERMISSIONS_H

#include "lifecycle/permission.h"
#include "model/reason.h"
#include "register/holders.h"

/* ---- of one ---- */

/* The record as facts, but for what must be looked up around its holder: contract_runs and owner_missing stay false.
 * `holder` NULL: an account. */
void facts_permission(const struct record *permission, const struct holder *holder, struct permission_facts *facts);
/* In force on the day, paused or not. */
bool permission_is_valid(const struct record *permission, day_t today);
/* The highest of the system's classifications; one handled elsewhere is 4; 0 where there is none. */
int64_t facts_highest_classification(const struct record *system);
/* As the configuration has them on `today`; `conf` NULL: the defaults. */
struct permission_parameters facts_permission_parameters(const struct conf *conf, day_t today);

struct permissions;
/* `view` and `conf` (NULL: the defaults) outlive it. Each system, person and supplier is looked up once. */
struct permissions *permissions_new(const struct view *view, const struct conf *conf, day_t today);
void permissions_free(struct permissions **permissions);
struct holders *permissions_holders(struct permissions *permissions);
/* In the order in which permissions are stored it costs no search. */
void permissions_position(struct permissions *permissions, const struct record *permission,
                          struct permission_position *position);
/* Why: what is to be asked first, then its review. */
void permissions_explain(struct permissions *permissions, const struct record *permission, struct reasons *reasons);
/* The first contract in force with the supplier, or with the group of companies that it is part of; 0: none. */
record_id permissions_contract_with(struct permissions *permissions, record_id supplier);
/* A person who comes from a supplier, named or not. */
bool holder_is_of_supplier(const struct holder *holder);

/* ---- conflicts of duties ---- */

/* Somebody holds two valid permissions that a row of the entity conflict says nobody may hold together. A side that
 * names neither system nor role holds nobody. Roles are compared folded; no role: any. */
struct permission_conflict {
	struct record conflict, first, second; /* in the view */
	record_id person;
};
void permission_conflict_explain(const struct permission_conflict *found, struct reasons *reasons);
/* The first conflict that this permission is part of. */
bool permissions_conflict_of(struct permissions *permissions, const struct record *permission,
                             struct permission_conflict *found);
/* Each conflict of each person once, by conflict and first permission. Reads the permissions of the systems that
 * conflicts name first; of all where one names only a role. */
void permissions_each_conflict(struct permissions *permissions,
                               void (*tell)(void *context, const struct permission_conflict *found), void *context);

/* ---- of many ---- */

enum permissions_by { PERMISSIONS_BY_SYSTEM, PERMISSIONS_BY_PERSON, PERMISSIONS_BY_UNIT, PERMISSIONS_BY_SUPPLIER };

/* What is counted together. Of id 0: accounts that nobody owns, holders without a unit, holders who come from no
 * supplier. */
struct permission_group {
	record_id id;
	struct permission_counts counts;
};

struct permission_request {
	record_id system, person; /* only these; 0: all */
	enum permissions_by by;   /* unit and supplier are the holder's */
	bool (*see)(void *context, const struct record *permission); /* NULL: all of them */
	/* Each that stands or has been seen again, as it is counted; NULL: nobody is told. */
	void (*tell)(void *context, const struct record *permission, const struct permission_position *position);
	void *context;
};

/* Each permission counts in one group, so that the groups add up to the whole. */
struct permission_sums {
	struct permission_counts whole;
	struct permission_group *groups; /* most questions first */
	size_t group_count, group_capacity;
	uint32_t over;   /* removed, or not begun: counted nowhere */
	uint32_t hidden; /* that `see` says no to: counted nowhere */
};
/* The whole register is read once, in the order in which it is stored; one system's lie together; one person's are
 * found by the index. */
void permissions_read(struct permissions *permissions, const struct permission_request *request,
                      struct permission_sums *sums);
void permission_sums_free(struct permission_sums *sums);

#endif
