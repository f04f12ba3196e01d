/* What a run leaves for the next one of the same day to go on from. */
#ifndef AUDIT_BASIS_H
#define AUDIT_BASIS_H

#include "audit/audit_private.h"

/* Whether the last run can be gone on from: made today, with the same rules and configuration, and finished. Its
 * counts, and the point of the journal up to which it saw. */
bool basis_read(struct pass *pass, uint64_t *sequence);
void basis_write(const struct pass *pass, struct changes *changes, uint64_t sequence);
/* A person has changed how a finding stands: what the last run counted moves along. */
void basis_move(struct changes *changes, const struct record *before, const struct draft *after);

#endif
