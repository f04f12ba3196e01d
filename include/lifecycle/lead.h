/* How long it takes from a decision until the successor is in place. Source: DOMAIN 3.3, "lead". Every amount is a
 * dated parameter of the organisation; the defaults here are DOMAIN's. */
#ifndef LIFECYCLE_LEAD_H
#define LIFECYCLE_LEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"

/* Numbers of the stored choices; 0 is not set. */
enum procurement {
	PROCUREMENT_OPEN = 1,
	PROCUREMENT_FRAMEWORK = 2,
	PROCUREMENT_DIRECT = 3,
	PROCUREMENT_IN_HOUSE = 4,
	PROCUREMENT_OTHER = 5,
};
#define PROCUREMENTS 6

enum layer {
	LAYER_APPLICATION = 1,
	LAYER_RUNTIME = 2,
	LAYER_DATABASE = 3,
	LAYER_OPERATING_SYSTEM = 4,
	LAYER_HARDWARE = 5,
	LAYER_LIBRARY = 6,
	LAYER_NETWORK = 7,
	LAYER_ROBOT = 8,
	LAYER_REPORT = 9,
};
#define LAYERS 10
#define CRITICALITIES 5
#define LEAD_LONGEST 1200 /* months: no day that can be stored less this falls out of the calendar */

/* Months. Index 0 of each table is for what is not set. */
struct lead_parameters {
	uint16_t procurement[PROCUREMENTS];
	uint16_t introduction[CRITICALITIES];
	uint16_t needs;
	uint16_t upgrade[LAYERS];
	uint16_t now_months, soon_months; /* a day to decide is now, is soon, so far ahead or nearer */
	uint16_t door_days;         /* a door is soon in its last days */
	int64_t direct_award_limit; /* money; NUMBER_UNSET: a shorter procedure is never suggested */
};
extern const struct lead_parameters lead_parameters_default;

struct lead {
	int32_t months; /* the sum, subtracted once; at most LEAD_LONGEST */
	int32_t procurement, introduction, needs;
	uint8_t procedure;          /* that gave the procurement's months; 0: none stated */
	uint8_t criticality;        /* that gave the introduction's months, where none are stated; 0: not set */
	bool introduction_stated;   /* introduction_months of the system */
	bool needs_zero;            /* flagged: nobody finds out what is needed */
};

/* Of two next procedures (0: none or unknown) the one that takes longer; of equally long ones the stated one. */
uint8_t lead_longer_procedure(uint8_t a, uint8_t b, const struct lead_parameters *parameters);

/* `procedure`: of the next purchase. `introduction_months` NUMBER_UNSET, `criticality` NUMBER_UNSET or 0: not set. */
void lead_find(uint8_t procedure, int64_t introduction_months, int64_t criticality,
               const struct lead_parameters *parameters, struct lead *lead);

/* Months that an upgrade takes: as stated, else by layer. */
int32_t lead_upgrade_months(int64_t stated, uint8_t layer, const struct lead_parameters *parameters);

#endif
