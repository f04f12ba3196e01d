/* list --group: what stands together, counted and added up. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "cli/listing.h"
#include "query/grouping.h"
#include "report/groups_page.h"

/* What each group is called, told while its first row is at hand. */
struct groups {
	const struct list_plan *plan;
	struct grouping *grouping;
	char **labels;
	size_t capacity;
};

static bool gather(struct groups *groups, struct cli *cli, const struct view *view, bool shown)
{
	struct reading *reading = reading_new(view, &cli->session);
	const struct value_writer writer = view_writer(view, shown);
	struct rows *rows = rows_new(groups->plan, reading, &cli->error);
	struct record record;
	while (rows != NULL && rows_next(rows, &record)) {
		size_t before = grouping_count(groups->grouping);
		grouping_add(groups->grouping, reading, &record);
		if (grouping_count(groups->grouping) == before)
			continue;
		memory_grow(&groups->labels, &groups->capacity, before, sizeof *groups->labels);
		groups->labels[before] = groups_label(groups->plan, reading, &record, &writer);
	}
	bool ok = rows != NULL;
	rows_free(&rows);
	reading_free(&reading);
	return ok;
}

static bool print(struct cli *cli, const struct groups *groups, enum list_format format)
{
	static const enum page_format formats[] = {[LIST_TABLE] = PAGE_TEXT, [LIST_CSV] = PAGE_CSV, [LIST_JSON] = PAGE_JSON};
	struct page *page = groups_page(groups->plan, groups->grouping, groups->labels, cli->conf);
	struct text out = {0};
	page_write(page, formats[format], &out);
	bool ok = cli_write(cli, &out);
	text_free(&out);
	page_free(&page);
	return ok;
}

bool listing_run_groups(struct cli *cli, const struct list_plan *plan, enum list_format format)
{
	struct groups groups = {.plan = plan};
	if (format == LIST_JSONL || format == LIST_XLSX)
		return error_set(&cli->error, ERROR_USAGE, _("--format: groups are told as table, csv or json"));
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
	groups.grouping = grouping_new(plan);
	bool ok = gather(&groups, cli, view, format == LIST_TABLE) && print(cli, &groups, format);
	for (size_t i = 0; i < grouping_count(groups.grouping); i++)
		free(groups.labels[i]);
	free(groups.labels);
	grouping_free(&groups.grouping);
	view_close(&view);
	return ok;
}
