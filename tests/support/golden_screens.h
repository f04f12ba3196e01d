/* Pictures of screens as text, compared with those that are kept. GOLDEN=1 writes them anew (make golden): read the
 * difference before it is committed. */
#ifndef SUPPORT_GOLDEN_SCREENS_H
#define SUPPORT_GOLDEN_SCREENS_H

#include "support/terminal.h"

/* Keys are sent one picture at a time: "|" between what is to be drawn before the next is typed. */
void golden_type(struct test_terminal *terminal, const char *keys);
/* `name` is the file in tests/tui/golden, without its ending: "sv-80x24/desk". Fails the test where it differs. */
void golden_compare(const char *name, const char *picture);

#endif
