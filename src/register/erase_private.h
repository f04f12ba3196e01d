/* Erasing: looking for where somebody is named. */
#ifndef REGISTER_ERASE_PRIVATE_H
#define REGISTER_ERASE_PRIVATE_H

#include "register/erase.h"
#include "register/register_private.h"

/* What has told who the person is, into the result's words. Short ones stand in too many other words. */
void erase_read_words(struct erase_result *result, const struct view *view, struct ref person);
/* Notes every field, former image and entry of the change log that names them, but for those of `self`. */
bool erase_find_mentions(const struct view *view, struct ref self, struct erase_result *result, struct error *error);
/* What the program has written itself is cleared in the edit, and taken from the mentions. */
bool erase_clear_own(struct edit *edit, struct erase_result *result, struct error *error);

#endif
