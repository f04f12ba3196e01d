#include "cli/pages.h"

#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/whole_file.h"

bool pages_format(struct cli *cli, enum page_format *format)
{
	const char *name = cli_option(cli, "format");
	*format = PAGE_TEXT;
	for (int i = 0; name != NULL && i < PAGE_FORMATS; i++)
		if (strcmp(page_formats[i], name) == 0) {
			*format = (enum page_format)i;
			return true;
		}
	return name == NULL ||
	       error_set(&cli->error, ERROR_USAGE, _("--format: \"%s\" is none of text, csv, json, html"), name);
}

static bool put(struct cli *cli, const struct text *out, const char *path)
{
	struct whole_file whole;
	if (path == NULL)
		return cli_write(cli, out);
	if (!whole_file_begin(&whole, path, &cli->error))
		return false;
	if (whole.part != NULL)
		fchmod(fileno(whole.file), 0600); /* for its maker alone, until they pass it on */
	bool ok = fwrite(out->data, 1, out->size, whole.file) == out->size ||
	          error_set_errno(&cli->error, _("the report cannot be written"));
	return whole_file_end(&whole, ok, &cli->error) && ok;
}

bool pages_write(struct cli *cli, const struct view *view, page_maker *make, void *context, enum page_format format,
                 const char *path)
{
	struct rule_titles rules = {0};
	struct reading *reading = reading_new(view, &cli->session);
	const struct teller teller = {.session = &cli->session, .view = view, .reading = reading, .rules = &rules};
	struct text out = {0};
	struct page *page = make(context, &teller, &cli->error);
	if (page != NULL)
		page_write(page, format, &out);
	bool ok = page != NULL && put(cli, &out, path);
	page_free(&page);
	text_free(&out);
	reading_free(&reading);
	rule_titles_free(&rules);
	return ok;
}
