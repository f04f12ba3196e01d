/* Help for where the person is, and the palette of everything that can be done there: both come from the actions. */
#ifndef TUI_HELP_H
#define TUI_HELP_H

#include "tui/screen.h"

void tui_help(struct tui *tui);
void tui_palette(struct tui *tui);

#endif
