/* Keys, as the rest of the toolkit knows them whatever the terminal sends. A printable character is its Unicode
 * scalar value, Ctrl-A … Ctrl-Z are 1 … 26, and the keys without a character are named in keys.def. */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef uint32_t keycode;

enum named_key {
	KEYCODE_NONE = 0,
#define NAMED_KEY(identifier, code, name) KEYCODE_##identifier = code,
#include "tui/keys.def"
#undef NAMED_KEY
	KEYCODE_UNKNOWN = 0x1100ff, /* a sequence that no key of ours sends: swallowed */
};

#define KEYCODE_CONTROL(letter) ((keycode)((letter)-'A' + 1))
#define KEY_TEXT_SIZE 32

/* A character that can be typed into a field: neither a control nor a named key, but a space is. */
bool key_is_text(keycode key);
/* Writes the key as UTF-8 and returns its size in bytes, 1 to 4; only for what key_is_text says yes to. */
size_t key_utf8(keycode key, char bytes[4]);

/* As in actions.def: "Enter", "^S" (Ctrl-S) or one character. False where `name` is no key. */
bool key_parse(struct slice name, keycode *key);
/* As people read it: "Enter", "Ctrl-S", "d". Returns `buffer`. */
const char *key_text(keycode key, char buffer[KEY_TEXT_SIZE]);

/* What is pressed for an action: one key, or a letter and then another. */
struct binding {
	keycode first, second; /* second is KEYCODE_NONE where one key does */
};

/* Takes the next binding off a list such as "F1 ? gd"; false at its end. A word that is no key is a sequence of two. */
bool binding_next(struct slice *rest, struct binding *binding);
/* "F1", "g d". Returns `buffer`. */
const char *binding_text(struct binding binding, char buffer[KEY_TEXT_SIZE]);

#endif
