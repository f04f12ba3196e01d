#include "tui/terminal_keys.h"

#include <ncurses.h>

#include "base/memory.h"

/* Codes of our own, above those of curses: this and the sequence's place in the table. */
#define OWN_CODES 0x400u

static const struct {
	const char *sequence;
	keycode key;
} sequences[] = {
	/* PuTTY with nothing changed, rxvt, the VT220 */
	{"\033[11~", KEYCODE_F1},
	{"\033[12~", KEYCODE_F2},
	{"\033[13~", KEYCODE_F3},
	{"\033[14~", KEYCODE_F4},
	{"\033[15~", KEYCODE_F5},
	{"\033[17~", KEYCODE_F6},
	{"\033[18~", KEYCODE_F7},
	{"\033[19~", KEYCODE_F8},
	{"\033[20~", KEYCODE_F9},
	{"\033[21~", KEYCODE_F10},
	{"\033[23~", KEYCODE_F11},
	{"\033[24~", KEYCODE_F12},
	{"\033[1~", KEYCODE_HOME},
	{"\033[4~", KEYCODE_END},
	{"\033[7~", KEYCODE_HOME},
	{"\033[8~", KEYCODE_END},
	{"\033[2~", KEYCODE_INSERT},
	{"\033[3~", KEYCODE_DELETE},
	{"\033[5~", KEYCODE_PAGE_UP},
	{"\033[6~", KEYCODE_PAGE_DOWN},
	/* xterm, and cursor keys in either of their modes */
	{"\033OP", KEYCODE_F1},
	{"\033OQ", KEYCODE_F2},
	{"\033OR", KEYCODE_F3},
	{"\033OS", KEYCODE_F4},
	{"\033[A", KEYCODE_UP},
	{"\033[B", KEYCODE_DOWN},
	{"\033[C", KEYCODE_RIGHT},
	{"\033[D", KEYCODE_LEFT},
	{"\033OA", KEYCODE_UP},
	{"\033OB", KEYCODE_DOWN},
	{"\033OC", KEYCODE_RIGHT},
	{"\033OD", KEYCODE_LEFT},
	{"\033[H", KEYCODE_HOME},
	{"\033[F", KEYCODE_END},
	{"\033OH", KEYCODE_HOME},
	{"\033OF", KEYCODE_END},
	{"\033[Z", KEYCODE_BACK_TAB},
	{"\033[1;5D", KEYCODE_WORD_LEFT},
	{"\033[1;5C", KEYCODE_WORD_RIGHT},
	{"\033OM", KEYCODE_ENTER},
	/* the Linux console */
	{"\033[[A", KEYCODE_F1},
	{"\033[[B", KEYCODE_F2},
	{"\033[[C", KEYCODE_F3},
	{"\033[[D", KEYCODE_F4},
	{"\033[[E", KEYCODE_F5},
	{"\033[200~", KEYCODE_PASTE_BEGIN},
	{"\033[201~", KEYCODE_PASTE_END},
};

static const struct {
	int curses;
	keycode key;
} curses_keys[] = {
	{KEY_UP, KEYCODE_UP}, {KEY_DOWN, KEYCODE_DOWN}, {KEY_LEFT, KEYCODE_LEFT}, {KEY_RIGHT, KEYCODE_RIGHT},
	{KEY_HOME, KEYCODE_HOME}, {KEY_END, KEYCODE_END}, {KEY_PPAGE, KEYCODE_PAGE_UP}, {KEY_NPAGE, KEYCODE_PAGE_DOWN},
	{KEY_IC, KEYCODE_INSERT}, {KEY_DC, KEYCODE_DELETE}, {KEY_BTAB, KEYCODE_BACK_TAB}, {KEY_ENTER, KEYCODE_ENTER},
	{KEY_BACKSPACE, KEYCODE_BACKSPACE}, {KEY_MOUSE, KEYCODE_MOUSE},
};

void terminal_keys_define(void)
{
	for (size_t i = 0; i < COUNT_OF(sequences); i++)
		define_key(sequences[i].sequence, (int)(OWN_CODES + i));
}

static keycode curses_key(unsigned code)
{
	if (code > KEY_F0 && code <= KEY_F(12))
		return KEYCODE_F1 + (code - KEY_F(1));
	for (size_t i = 0; i < COUNT_OF(curses_keys); i++) {
		if ((unsigned)curses_keys[i].curses == code)
			return curses_keys[i].key;
	}
	return code >= OWN_CODES && code - OWN_CODES < COUNT_OF(sequences) ? sequences[code - OWN_CODES].key
									   : KEYCODE_UNKNOWN;
}

keycode terminal_key(unsigned code, bool named)
{
	if (named)
		return curses_key(code);
	if (code == '\n' || code == '\r')
		return KEYCODE_ENTER;
	if (code == '\b')
		return KEYCODE_BACKSPACE;
	return code;
}
