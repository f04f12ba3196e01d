/* End of support: which release a version is, to what day support is actually held, what is to be done about it and by
 * when. Source: DOMAIN 3.2 and the second paragraph of 3.3. Every end is the last day. Pure: no clock, no store. */
#ifndef LIFECYCLE_SUPPORT_H
#define LIFECYCLE_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/text.h"
#include "lifecycle/lead.h"
#include "model/reason.h"
#include "model/ref.h"

#define SUPPORT_NO_MATCH SIZE_MAX

/* How much of `version` the release `cycle` covers: the number of parts of the cycle where they begin the version's
 * parts, else 0. Parts are runs of digits, runs of letters, and each '+'; any other sign separates parts. Case does not
 * count, nor a "v" before the first number, nor a Debian epoch ("1:" before the version). So 22.04 covers 22.04.3 and
 * "22.04 LTS", 2012-r2 covers "2012 R2", 1.1.1 covers 1.1.1w; 1.1 does not cover 1.10, nor 2.0 the version 2. */
size_t support_cycle_covers(struct slice version, struct slice cycle);

/* The longest cycle that covers `version`: its index, or SUPPORT_NO_MATCH. Of equally long ones the first. */
size_t support_match_cycle(struct slice version, const struct slice cycles[], size_t count);

/* A package address without what follows its version: two builds of one thing are the same
 * (pkg:maven/org.slf4j/slf4j-api@1.7.36?type=jar). Anything else as it is. */
struct slice support_identifier(struct slice identifier);
/* The same without the version: what the thing is (pkg:npm/%40angular/core, cpe:2.3:a:postgresql:postgresql). */
struct slice support_identifier_base(struct slice identifier);

/* Numbers of the stored choices; 0 is not set. */
enum release_state {
	RELEASE_ENDED_UNKNOWN = 1,
	RELEASE_SUPPORTED_UNKNOWN = 2,
};

enum remedy {
	REMEDY_UPGRADE = 1,
	REMEDY_SUPPLIER_VERSION = 2,
	REMEDY_REPLACE_SYSTEM = 3,
	REMEDY_UNKNOWN = 4,
};

/* The last day that a release gives a component: its security_end; of one that has ended without a date, the day before
 * it was first seen so (`state_since`). `typed` is what was typed by hand: it stands until a match gives a day, but not
 * beyond the day by which the source says that support had ended. DAY_UNSET where nothing is known. */
day_t support_vendor_end(day_t security_end, uint8_t state, day_t state_since, day_t typed);

/* What decides whether another release of the product is supported longer than the component is. */
struct release_support {
	day_t security_end;
	day_t seen; /* the source's day: of RELEASE_SUPPORTED_UNKNOWN, supported at least then */
	uint8_t state;
};
/* `held` is the component's support_ends, else its own_end; DAY_UNSET: any support is longer. */
bool support_is_longer(const struct release_support *other, day_t held);

struct component_facts {
	struct ref ref;
	day_t vendor_end;   /* as support_vendor_end gives it */
	day_t extended_end; /* negotiated and bought */
	day_t own_end;      /* our own decision: never postpones the loss of support */
	int64_t upgrade_months;
	uint8_t layer, remedy, vendor_state;
	bool longer_supported; /* the catalogue has another release of the product that is supported longer */
};
extern const struct component_facts component_facts_unset;

enum support_source {
	SUPPORT_NOT_KNOWN = 0,
	SUPPORT_EXTENDED = 1,
	SUPPORT_VENDOR = 2,
	SUPPORT_ENDED_UNDATED = 3,  /* vendor_end stands for "ended, date unknown" */
	SUPPORT_STATED_UNDATED = 4, /* supported, date unknown: no day */
};

struct component_clock {
	day_t support_ends; /* extended_end, else vendor_end; DAY_UNSET: unknown, which is not a green light */
	day_t act_by;       /* DAY_UNSET where the system must be replaced, or no end is known */
	int32_t upgrade_months;
	uint8_t source;     /* enum support_source */
	uint8_t remedy;     /* what it counts as: upgrade, supplier_version or replace_system */
	bool assumed;       /* the remedy was unknown or not set */
};

void component_clock(const struct component_facts *facts, const struct lead_parameters *parameters,
                     struct component_clock *clock);
/* The deciding fact first. */
void component_explain(const struct component_facts *facts, const struct component_clock *clock, struct reasons *chain);

/* The worst component decides: the earliest known end, and beside it how many are unknown. Begin from
 * system_support_none. A service is added up from its systems in the same way. */
struct system_support {
	day_t support_ends;
	struct ref worst; /* the component that gives support_ends */
	uint32_t known, unknown;
};
extern const struct system_support system_support_none;
void system_support_add(struct system_support *support, struct ref component, day_t support_ends);
void system_support_merge(struct system_support *service, const struct system_support *system);

#endif
