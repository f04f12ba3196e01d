/* Pages being made and written: what the commands that make one share. */
#ifndef CLI_PAGES_H
#define CLI_PAGES_H

#include "cli/cli_private.h"
#include "report/page.h"
#include "report/teller.h"

/* What --format says, text where it says nothing. */
bool pages_format(struct cli *cli, enum page_format *format);
/* NULL with words where it cannot be made. */
typedef struct page *page_maker(void *context, const struct teller *teller, struct error *error);
/* Makes it from the view and writes it to standard output, or whole or not at all to the file `path`. */
bool pages_write(struct cli *cli, const struct view *view, page_maker *make, void *context, enum page_format format,
                 const char *path);

#endif
