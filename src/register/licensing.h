/* What may not be written of licences and of who holds their seats, whoever writes it. What is only wrong is let in and
 * found by the rules LIC: more used than there are, used after the end. What cannot be is refused. */
#ifndef REGISTER_LICENSING_H
#define REGISTER_LICENSING_H

#include "register/register_private.h"

/* The licence by itself: no count where there is nothing to count, no price below nothing. */
bool licensing_check_licence(const struct draft *draft, uint8_t *field, struct error *error);
/* A seat beside its licence and the other seats. `before` NULL: a new one. What has not changed is not judged again. */
bool licensing_check_use(const struct view *view, day_t today, const struct record *before, const struct draft *draft,
                         struct ref self, uint8_t *field, struct error *error);

#endif
