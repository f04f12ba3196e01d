/* A list told as the command that prints it: for those who reach the register over SSH, where the program writes no
 * files, it is how a list becomes one. The command stands from the first column on, so that it can be copied whole. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list_writer.h"
#include "tui/canvas.h"
#include "tui/listing.h"

#define HOST_SIZE 256

/* ---- the command ---- */

/* A word of the far end's command line: in "double" quotes \" and \\ are one character. */
static void append_quoted(struct text *out, struct slice word)
{
	text_append_char(out, '"');
	for (size_t i = 0; i < word.size; i++) {
		if (word.data[i] == '"' || word.data[i] == '\\')
			text_append_char(out, '\\');
		text_append_char(out, word.data[i]);
	}
	text_append_char(out, '"');
}

static void append_option(struct text *out, const char *name, struct slice value)
{
	if (value.size == 0)
		return;
	text_printf(out, " --%s ", name);
	append_quoted(out, value);
}

/* In the order shown: of groups, the rows that stand together. */
static void append_sort(struct text *out, const struct table *table)
{
	struct text sort = {0};
	for (size_t i = 0; i < list_plan_sorts(table->plan); i++) {
		const struct list_sort *by = list_plan_sort(table->plan, i);
		text_printf(&sort, "%s%s", i > 0 ? "," : "", by->descending ? "-" : "");
		path_append(&sort, &by->path);
	}
	append_option(out, "sort", text_slice(&sort));
	text_free(&sort);
}

/* The condition in the words that every language knows, and the marked ones alone. */
static void append_where(struct text *out, const struct listing_screen *listing, struct glance *glance)
{
	const struct table *table = &listing->table;
	const struct list_view *list = &table->list;
	const struct expression *where = list_plan_where(table->plan);
	if (where != NULL)
		expression_append(out, where);
	if (list->mark_count == 0)
		return;
	if (where != NULL) {
		struct text both = {0};
		text_printf(&both, "(%s) and ", out->data);
		text_free(out);
		*out = both;
	}
	text_append_text(out, "code in (");
	for (size_t i = 0; i < list->mark_count; i++) {
		text_append_text(out, i > 0 ? ", \"" : "\"");
		view_append_code(glance->view, (struct ref){table->entity->number, (record_id)list->marks[i]}, out);
		text_append_char(out, '"');
	}
	text_append_char(out, ')');
}

void listing_append_command(struct text *out, const struct listing_screen *listing, struct glance *glance,
	const char *format)
{
	const struct table *table = &listing->table;
	struct text where = {0};
	char buffer[MOMENT_TEXT_SIZE];
	append_where(&where, listing, glance);
	text_printf(out, "list %s", table->entity->name);
	append_option(out, "columns", text_slice(&table->columns));
	append_option(out, "where", text_slice(&where));
	append_sort(out, table);
	if (table->list.mark_count == 0)
		append_option(out, "words", text_slice(&table->words));
	if (listing->app->session->as_of != 0)
		text_printf(out, " --as-of %s", moment_text(listing->app->session->as_of, buffer));
	text_printf(out, " --format %s", format);
	if (strcmp(format, list_formats[LIST_CSV]) == 0)
		text_append_text(out, " --defuse");
	text_free(&where);
}

static void append_group(struct text *out, const struct listing_screen *listing)
{
	struct text group = {0};
	path_append(&group, list_plan_group(listing->table.plan));
	append_option(out, "group", text_slice(&group));
	text_free(&group);
}

/* ---- in lines of a shell ---- */

static void append_shell_word(struct text *out, struct slice word)
{
	text_append_char(out, '\'');
	for (size_t i = 0; i < word.size; i++) {
		if (word.data[i] == '\'')
			text_append_text(out, "'\\'");
		text_append_char(out, word.data[i]);
	}
	text_append_char(out, '\'');
}

static void append_host(struct text *out)
{
	char host[HOST_SIZE] = "";
	const struct passwd *account = getpwuid(geteuid());
	if (gethostname(host, sizeof host - 1) != 0 || host[0] == '\0')
		strcpy(host, "host");
	text_printf(out, "ssh %s@%s", account != NULL ? account->pw_name : "forvalta", host);
}

/* ssh puts a space between its words: the command is broken where it has one. What has none for too long goes on as
 * the same word. */
void listing_append_shell(struct text *out, struct slice command, const char *file, int columns)
{
	struct slice line;
	append_host(out);
	text_append_char(out, ' ');
	while (command.size > 0 && layout_wrap(&command, columns - 6, &line)) {
		text_append_text(out, "\\\n");
		append_shell_word(out, line);
		if (command.size == 0 || command.data > line.data + line.size)
			text_append_char(out, ' ');
	}
	text_printf(out, "> %s\n", file);
}

/* ---- the screen ---- */

struct command_screen {
	struct screen screen;
	struct text command;
	char *file;
};

static void draw(struct screen *screen, struct area area)
{
	const struct command_screen *shown = (const void *)screen;
	struct slice words = slice_of(_("A session over SSH writes no files here. This command, given where you sit, writes "
					"this list to a file there:"));
	struct slice line;
	struct text shell = {0};
	int row = area.row + 1;
	for (; layout_wrap(&words, area.columns - 2, &line); row++)
		canvas_text(row, area.column + 1, area.columns - 2, ROLE_NORMAL, line);
	listing_append_shell(&shell, text_slice(&shown->command), shown->file, area.columns);
	struct slice rest = text_slice(&shell);
	for (row++; slice_next(&rest, '\n', &line); row++)
		canvas_text(row, area.column, area.columns, ROLE_NORMAL, line);
	canvas_focus(area.row, area.column);
	text_free(&shell);
}

static void close_command(struct screen *screen)
{
	struct command_screen *shown = (struct command_screen *)screen;
	text_free(&shown->command);
	free(shown->file);
	free(shown);
}

static const enum action_id hints[] = {ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("The command that prints the list just left: the same columns, rows and order. Mark it with the mouse of "
		   "your terminal and copy it to a shell of your own."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.close = close_command,
};

void listing_show_command(struct listing_screen *listing, const char *format, bool groups, const char *file)
{
	struct command_screen *shown;
	struct glance glance = {0};
	if (!glance_open(&glance, listing->app))
		return;
	shown = memory_new(sizeof(*shown));
	shown->screen.ops = &ops;
	shown->file = memory_copy_text(file);
	listing_append_command(&shown->command, listing, &glance, format);
	if (groups)
		append_group(&shown->command, listing);
	glance_close(&glance);
	screen_set_title(&shown->screen, _("As a command"));
	tui_push(listing->app->tui, &shown->screen);
}
