/* What a piece of text is (its role) and the signs of the picture. Screens name roles and symbols, never colours. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

enum emphasis {
	EMPHASIS_BOLD = 1 << 0,
	EMPHASIS_REVERSE = 1 << 1,
	EMPHASIS_UNDERLINE = 1 << 2,
};

enum role {
#define ROLE(identifier, of_256, of_16, of_8, emphasis) ROLE_##identifier,
#include "tui/theme.def"
#undef ROLE
	ROLE_COUNT,
};

enum symbol {
#define SYMBOL(identifier, sign, console, ascii) SYMBOL_##identifier,
#include "tui/symbols.def"
#undef SYMBOL
	SYMBOL_COUNT,
};

/* What the terminal's font can show: all of Unicode's signs; on a console letters and lines, but neither blocks nor
 * braille; or nothing but ASCII is sent. */
enum signs { SIGNS_ALL, SIGNS_CONSOLE, SIGNS_ASCII };

struct look {
	int colour;        /* -1: the terminal's own */
	unsigned emphasis; /* enum emphasis, OR-ed */
};

/* How a role looks with so many colours (256, 16, 8; fewer is none). */
struct look theme_look(enum role role, int colours);
const char *theme_symbol(enum symbol symbol, enum signs signs);

#endif
