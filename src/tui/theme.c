#include "tui/theme.h"

static const struct {
	int of_256, of_16, of_8;
	unsigned emphasis;
} roles[ROLE_COUNT] = {
#define ROLE(identifier, of_256, of_16, of_8, emphasis) [ROLE_##identifier] = {of_256, of_16, of_8, emphasis},
#include "tui/theme.def"
#undef ROLE
};

static const char *const symbols[SYMBOL_COUNT][3] = {
#define SYMBOL(identifier, sign, console, ascii) [SYMBOL_##identifier] = {sign, console, ascii},
#include "tui/symbols.def"
#undef SYMBOL
};

struct look theme_look(enum role role, int colours)
{
	struct look look = {.colour = -1, .emphasis = roles[role].emphasis};
	if (colours >= 256)
		look.colour = roles[role].of_256;
	else if (colours >= 16)
		look.colour = roles[role].of_16;
	else if (colours >= 8)
		look.colour = roles[role].of_8;
	return look;
}

const char *theme_symbol(enum symbol symbol, enum signs signs)
{
	return symbols[symbol][signs];
}
