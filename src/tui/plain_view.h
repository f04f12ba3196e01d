/* A text on the terminal's own screen, as a command would have printed it: to be marked and copied there. No frames, no
 * columns, values whole, lines broken by the terminal alone, which puts them together again when they are copied. */
#ifndef TUI_PLAIN_VIEW_H
#define TUI_PLAIN_VIEW_H

#include "report/page.h"
#include "tui/app.h"
#include "tui/text_view.h"

/* Takes over what `text` holds. Enter leads back. */
void plain_show(struct tui *tui, struct text *text);
/* As the command prints it; the page is freed. NULL: the words of the error. */
void plain_show_page(struct tui *tui, struct page *page, const struct error *error);
/* Everything that a record says; nothing where it is gone. */
void plain_show_record(struct app *app, struct ref ref);
/* A text that is read and scrolled, under its title. */
void plain_show_text(struct tui *tui, const char *title, const struct text_view *view);

#endif
