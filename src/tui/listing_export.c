/* What a list shows, to a file: the same columns, rows and order, or its groups with their sums; only the marked rows
 * where there are marks. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/whole_file.h"
#include "query/list_writer.h"
#include "report/groups_page.h"
#include "tui/canvas.h"
#include "tui/listing.h"
#include "tui/picker.h"
#include "tui/prompt.h"
#include "tui/table_groups.h"

#define ROWS_AT_ONCE 1000
#define MARKS_MOST 200 /* in a command */

/* ---- writing ---- */

/* A window for as long as it takes. */
struct exporting {
	struct screen screen;
	struct app *app;
	struct list_plan *plan;
	struct list_writer writer;
	struct whole_file file;
	struct text out;
	record_id *ids;
	size_t count, at, written;
	bool whole;
};

static void write_some(struct exporting *exporting, struct glance *glance)
{
	const struct value_writer values = view_writer(glance->view, false);
	uint8_t entity = list_plan_entity(exporting->plan)->number;
	struct record record;
	for (size_t i = 0; i < ROWS_AT_ONCE && exporting->at < exporting->count; i++)
		if (reading_record(glance->reading, (struct ref){entity, exporting->ids[exporting->at++]}, &record)) {
			list_writer_row(&exporting->writer, glance->reading, &record, &values);
			exporting->written++;
		}
}

static bool flush(struct exporting *exporting)
{
	size_t size = exporting->out.size;
	bool ok = size == 0 || fwrite(exporting->out.data, 1, size, exporting->file.file) == size;
	text_clear(&exporting->out);
	return ok;
}

static void finish(struct exporting *exporting)
{
	struct error error = {0};
	struct tui *tui = exporting->screen.tui;
	char *path = memory_copy_text(exporting->file.path);
	list_writer_end(&exporting->writer);
	exporting->whole = true;
	if (!flush(exporting) || !whole_file_end(&exporting->file, true, &error))
		tui_say_error(tui, &error);
	else
		tui_say(tui, ROLE_GOOD, ngettext("%zu row written to %s", "%zu rows written to %s", exporting->written),
			exporting->written, path);
	free(path);
	tui_close(tui, &exporting->screen);
}

static bool work(struct screen *screen)
{
	struct exporting *exporting = (struct exporting *)screen;
	struct glance glance = {0};
	if (!glance_open(&glance, exporting->app))
		return false;
	write_some(exporting, &glance);
	glance_close(&glance);
	tui_redraw(screen->tui);
	if (exporting->at < exporting->count && flush(exporting))
		return true;
	finish(exporting);
	return false;
}

static void draw(struct screen *screen, struct area area)
{
	const struct exporting *exporting = (const void *)screen;
	struct area inside = canvas_frame(area_center(area, 4, 60), screen_title(screen));
	canvas_printf(inside.row, inside.column, inside.columns, ROLE_NORMAL, _("%zu of %zu rows"), exporting->at,
		exporting->count);
	canvas_text(inside.row + 1, inside.column, inside.columns, ROLE_MUTED, slice_of(_("Esc stops it; no file is left.")));
}

static void close_exporting(struct screen *screen)
{
	struct exporting *exporting = (struct exporting *)screen;
	if (!exporting->whole) {
		list_writer_end(&exporting->writer);
		whole_file_end(&exporting->file, false, NULL);
	}
	list_plan_free(&exporting->plan);
	text_free(&exporting->out);
	free(exporting->ids);
	free(exporting);
}

static const enum action_id hints[] = {ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.window = true,
	.help = N_("The list is being written to its file, which appears when it is whole."),
	.hints = hints,
	.draw = draw,
	.work = work,
	.close = close_exporting,
};

static int compare(const void *a, const void *b)
{
	record_id left = *(const record_id *)a, right = *(const record_id *)b;
	return (left > right) - (left < right);
}

/* What is marked and hidden by the filter comes after what is shown. */
static void take_hidden(struct exporting *exporting, const struct list_view *list)
{
	size_t shown = exporting->count;
	record_id *sorted = memory_new_array(shown + 1, sizeof(*sorted));
	memcpy(sorted, exporting->ids, shown * sizeof(*sorted));
	qsort(sorted, shown, sizeof(*sorted), compare);
	for (size_t i = 0; i < list->mark_count; i++) {
		record_id id = (record_id)list->marks[i];
		if (bsearch(&id, sorted, shown, sizeof(*sorted), compare) == NULL)
			exporting->ids[exporting->count++] = id;
	}
	free(sorted);
}

static void take_rows(struct exporting *exporting, const struct listing_screen *listing)
{
	const struct finder *finder = listing->table.finder;
	const struct list_view *list = &listing->table.list;
	size_t shown = finder_count(finder), marked = list->mark_count;
	exporting->ids = memory_new_array(shown + marked + 1, sizeof(*exporting->ids));
	for (size_t i = 0; i < shown; i++) {
		record_id id = finder_row(finder, i).id;
		if (marked == 0 || list_view_marked(list, id))
			exporting->ids[exporting->count++] = id;
	}
	if (exporting->count < marked)
		take_hidden(exporting, list);
}

static bool begin(struct listing_screen *listing, const char *path, enum list_format format, struct error *error)
{
	const struct list_request request = {.columns = text_slice(&listing->table.columns)};
	struct whole_file file;
	if (!whole_file_begin(&file, path, error))
		return false;
	struct exporting *exporting = memory_new(sizeof(*exporting));
	exporting->screen.ops = &ops;
	exporting->app = listing->app;
	exporting->file = file;
	exporting->plan = list_plan_new(listing->table.entity, &request, NULL);
	if (format == LIST_CSV)
		text_append_text(&exporting->out, CSV_BYTE_ORDER_MARK);
	list_writer_start(&exporting->writer, exporting->plan, format, true, &exporting->out);
	take_rows(exporting, listing);
	screen_set_title(&exporting->screen, _("Writing the list"));
	tui_push(listing->app->tui, &exporting->screen);
	return true;
}

/* ---- the groups of a list ---- */

static char **group_labels(struct table *table, struct glance *glance)
{
	const struct value_writer writer = view_writer(glance->view, false);
	size_t count = grouping_count(table->grouping);
	char **labels = memory_new_array(count + 1, sizeof(*labels));
	struct record record;
	for (size_t i = 0; i < count; i++)
		labels[i] = finder_record(table->finder, glance->reading, grouping_at(table->grouping, i)->first, &record)
				    ? groups_label(table->plan, glance->reading, &record, &writer)
				    : memory_copy_text("");
	return labels;
}

static bool write_groups(struct listing_screen *listing, enum list_format format, struct text *out)
{
	struct table *table = &listing->table;
	struct glance glance = {0};
	if (!glance_open(&glance, listing->app))
		return false;
	char **labels = group_labels(table, &glance);
	glance_close(&glance);
	if (format == LIST_CSV)
		text_append_text(out, CSV_BYTE_ORDER_MARK);
	struct page *page = groups_page(table->plan, table->grouping, labels, listing->app->session->conf);
	page_write(page, format == LIST_CSV ? PAGE_CSV : PAGE_JSON, out);
	page_free(&page);
	for (size_t i = 0; i < grouping_count(table->grouping); i++)
		free(labels[i]);
	free(labels);
	return true;
}

/* Few enough to be written at once. */
static bool export_groups(struct listing_screen *listing, const char *path, enum list_format format,
                          struct error *error)
{
	struct text out = {0};
	struct whole_file file;
	bool ok = whole_file_begin(&file, path, error);
	if (!ok)
		return false;
	ok = write_groups(listing, format, &out) && fwrite(out.data, 1, out.size, file.file) == out.size;
	ok = whole_file_end(&file, ok, error) && ok;
	text_free(&out);
	if (ok)
		tui_say(listing->app->tui, ROLE_GOOD, ngettext("%zu group written to %s", "%zu groups written to %s",
			grouping_count(listing->table.grouping)), grouping_count(listing->table.grouping), path);
	return ok;
}

/* ---- asking ---- */

/* One list is asked about at a time. */
static enum list_format chosen;
static bool chosen_groups;

static void append_path(struct text *out, struct slice typed)
{
	const char *home = getenv("HOME");
	bool from_home = typed.size > 1 && typed.data[0] == '~' && typed.data[1] == '/' && home != NULL;
	if (from_home)
		text_append_text(out, home);
	text_append(out, (struct slice){typed.data + from_home, typed.size - from_home});
}

static bool path_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct text path = {0};
	(void)tui;
	append_path(&path, slice_trim(typed));
	bool ok = (path.size > 0 || error_set(error, ERROR_INPUT, "%s", _("a file must have a name"))) &&
		  (access(path.data, F_OK) != 0 ||
			  error_set(error, ERROR_INPUT, _("%s is there already: give another name"), path.data)) &&
		  (chosen_groups ? export_groups : begin)(owner, path.data, chosen, error);
	text_free(&path);
	return ok;
}

static void append_file_name(struct text *out, const struct listing_screen *listing)
{
	char day[DAY_TEXT_SIZE];
	text_printf(out, "%s-%s%s.%s", listing->table.entity->name, chosen_groups ? "groups-" : "",
		day_text(listing->app->session->today, day), list_formats[chosen]);
}

static void ask_path(struct listing_screen *listing)
{
	struct text name = {0}, help = {0};
	char *here = getcwd(NULL, 0);
	append_file_name(&name, listing);
	text_printf(&help, _("A file that is not there yet. Without a way to it, it is made in %s."),
		here != NULL ? here : ".");
	free(here);
	tui_prompt(listing->app->tui, &(struct prompting){
		.title = _("To which file?"),
		.help = help.data,
		.text = text_slice(&name),
		.taken = path_typed,
		.owner = listing,
	});
	text_free(&name);
	text_free(&help);
}

static void show_command(struct listing_screen *listing)
{
	struct text name = {0};
	append_file_name(&name, listing);
	if (listing->table.list.mark_count > MARKS_MOST)
		tui_say(listing->app->tui, ROLE_WARNING,
			_("More than %d marked rows are too many for a command: narrow the list down by a condition (f) instead."),
			MARKS_MOST);
	else
		listing_show_command(listing, list_formats[chosen], chosen_groups, name.data);
	text_free(&name);
}

#define KEY_GROUPS 100 /* and the format: the groups instead of the rows */

/* What is shown comes first; marked rows are rows. */
static void offer_groups(struct choices *choices, const struct listing_screen *listing)
{
	if (!table_groups_stand(&listing->table) || listing->table.list.mark_count > 0)
		return;
	choices_add(choices, KEY_GROUPS + LIST_CSV, _("CSV, the groups"), _("A row for each group, with what it adds up to"),
		NULL);
	choices_add(choices, KEY_GROUPS + LIST_JSON, _("JSON, the groups"), _("The same, for programs"), NULL);
}

static void format_picked(struct tui *tui, void *owner, uint64_t key)
{
	struct listing_screen *listing = owner;
	(void)tui;
	chosen = (enum list_format)(key % KEY_GROUPS);
	chosen_groups = key >= KEY_GROUPS;
	if (listing->app->over_ssh)
		show_command(listing);
	else
		ask_path(listing);
}

unsigned listing_export(struct listing_screen *listing)
{
	const struct list_column columns[] = {
		{.title = _("Format"), .least = 12, .most = 20},
		{.title = _("What it is"), .least = 16, .priority = 1},
	};
	struct choices choices = {0};
	struct text title = {0};
	const struct list_view *list = &listing->table.list;
	size_t rows = list->mark_count > 0 ? list->mark_count : finder_count(listing->table.finder);
	if (!finder_is_done(listing->table.finder)) {
		tui_say(listing->app->tui, ROLE_WARNING, "%s", _("Not all rows have been found yet; try again in a moment."));
		return DONE_HANDLED;
	}
	offer_groups(&choices, listing);
	choices_add(&choices, LIST_CSV, "CSV", _("For spreadsheets, and to be imported again"), NULL);
	choices_add(&choices, LIST_JSON, "JSON", _("For programs"), NULL);
	choices_add(&choices, LIST_JSONL, "JSON Lines", _("For programs, a row each"), NULL);
	text_printf(&title, list->mark_count > 0 ? ngettext("Export %zu marked row", "Export %zu marked rows", rows)
						 : ngettext("Export %zu row", "Export %zu rows", rows), rows);
	tui_pick(listing->app->tui, &(struct picking){
		.title = title.data,
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = format_picked,
		.owner = listing,
	});
	text_free(&title);
	return DONE_HANDLED;
}
