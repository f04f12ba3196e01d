#include "tui/app.h"

#include "store/store.h"
#include "tui/stack.h"

struct app *app_of(const struct screen *screen)
{
	return tui_subject(screen->tui);
}

static bool begin(struct glance *glance, struct app *app)
{
	struct error error = {0};
	glance->view = view_open(app->session->store, &error);
	if (glance->view == NULL) {
		tui_say_error(app->tui, &error);
		return false;
	}
	glance->app = app;
	glance->reading = app->spare != NULL ? app->spare : reading_new(glance->view, app->session);
	app->spare = NULL;
	reading_move(glance->reading, glance->view);
	return true;
}

bool glance_open(struct glance *glance, struct app *app)
{
	return glance->view != NULL || begin(glance, app);
}

void glance_close(struct glance *glance)
{
	if (glance->reading != NULL && glance->app->spare == NULL) {
		glance->app->spare = glance->reading;
		glance->reading = NULL;
	}
	reading_free(&glance->reading);
	if (glance->view != NULL)
		view_close(&glance->view);
}

void app_changed(struct app *app)
{
	struct view *view = view_open(app->session->store, NULL);
	if (view != NULL)
		app->sequence = view_sequence(view);
	if (view != NULL)
		view_close(&view);
	tui_follow(app->tui);
}
