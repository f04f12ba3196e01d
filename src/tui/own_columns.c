#include "tui/own_columns.h"

#include <unistd.h>

#include "tui/person_state.h"

static bool append_path(struct text *path, const struct app *app, const char *list)
{
	bool there = person_state_path(path, app, "columns");
	text_append_text(path, list);
	return there;
}

bool own_columns_read(struct text *out, const struct app *app, const char *list)
{
	struct text path = {0};
	bool read = append_path(&path, app, list) && person_state_read(path.data, out);
	text_free(&path);
	return read;
}

void own_columns_keep(const struct app *app, const char *list, struct slice columns)
{
	struct text path = {0};
	if (append_path(&path, app, list))
		person_state_write(path.data, columns);
	text_free(&path);
}

void own_columns_forget(const struct app *app, const char *list)
{
	struct text path = {0};
	if (append_path(&path, app, list))
		unlink(path.data);
	text_free(&path);
}
