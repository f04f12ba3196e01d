/* When the register was last looked after: what doctor and stat tell the age of. */
#ifndef REGISTER_UPKEEP_H
#define REGISTER_UPKEEP_H

#include "register/session.h"

enum upkeep_kind { UPKEEP_BACKUP, UPKEEP_VERIFY, UPKEEP_KINDS };

struct upkeep {
	moment_t done;   /* the last time that all went well; 0: never */
	moment_t tried;  /* the last time, however it went; 0: never */
	uint64_t faults; /* found that time */
};

/* Notes how it went now. Not journalled: it says nothing about the register's contents. */
bool upkeep_note(struct store *store, enum upkeep_kind kind, uint64_t faults, struct error *error);
struct upkeep upkeep_read(const struct view *view, enum upkeep_kind kind);

#endif
