/* Makes curses keys ours, and teaches curses the sequences that terminals send whatever TERM says. */
#ifndef TUI_TERMINAL_KEYS_H
#define TUI_TERMINAL_KEYS_H

#include <stdbool.h>

#include "tui/key.h"

/* Not keys: a pasted text begins, ends; the mouse. */
#define KEYCODE_PASTE_BEGIN 0x110100u
#define KEYCODE_PASTE_END 0x110101u
#define KEYCODE_MOUSE 0x110102u

void terminal_keys_define(void);
/* The key that curses read: `code` from get_wch, `named` where it said KEY_CODE_YES. */
keycode terminal_key(unsigned code, bool named);

#endif
