/* A person's own views of lists: a name, and what the list then shows. Kept outside the register, where the person's
 * other preferences are, a file each: two sessions that save at the same time lose nothing. */
#ifndef TUI_SAVED_VIEW_H
#define TUI_SAVED_VIEW_H

#include "base/error.h"
#include "base/text.h"
#include "register/session.h"

/* `= {0}` before use; parts as struct list_request has them. */
struct saved_view {
	struct text entity, name, columns, where, sort, group;
};
void saved_view_free(struct saved_view *view);

/* The session's person's own view of the entity's lists, by name, whatever its case. False where there is none. */
bool saved_view_read(struct saved_view *view, const struct session *session, struct slice entity, struct slice name);
/* In the place of one of the same name. False where there is nowhere to keep it. */
bool saved_view_keep(const struct saved_view *view, const struct session *session);
bool saved_view_remove(const struct saved_view *view, const struct session *session);
/* Every one of the entity, in the order of their names. `found` may keep nothing of what it is given. */
void saved_view_each(const struct session *session, struct slice entity,
	void (*found)(void *context, const struct saved_view *view), void *context);

#endif
