#include "identity/identity.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/text.h"

bool login_is_sound(const char *login)
{
	unsigned character;
	size_t size = strlen(login);

	if (!size || size >= LOGIN_SIZE || *login == '-')
		return false;
	/* A login is written into the forced command that a shell runs. '@' stands in the names of a domain's users. */
	return !strpbrk(login, " \t/\\:;,\"'`$&|<>(){}[]*?!#%=+~^")
		&& text_first_forbidden(slice_of(login), false, &character) == SIZE_MAX;
}

static bool take_login(struct identity *identity, const char *login)
{
	if (!login_is_sound(login))
		return false;
	snprintf(identity->login, sizeof(identity->login), "%s", login);
	return true;
}

/* Directories answer with entries of any size: the room grows until one fits. */
static int find_user(uid_t user, struct passwd *entry, char **room, struct passwd **found)
{
	size_t size = 1024;
	int failure;

	do {
		size *= 2;
		*room = memory_resize(*room, size, 1);
		failure = getpwuid_r(user, entry, *room, size, found);
	} while ((failure == ERANGE && size < (1 << 20)) || failure == EINTR);
	return failure;
}

bool identity_of_process(struct identity *identity, struct error *error)
{
	struct identity own = {.is_root = getuid() == 0};
	struct passwd entry, *found = NULL;
	char *room = NULL;
	int failure = find_user(getuid(), &entry, &room, &found);
	bool done = found && take_login(&own, found->pw_name);

	if (done)
		*identity = own;
	else if (!found && failure) {
		errno = failure;
		error_set_errno(error, _("the name of user %u could not be found"), (unsigned)getuid());
	} else {
		error_set(error, ERROR_DENIED, _("the system has no usable login for user %u: it must be among its users"),
			(unsigned)getuid());
	}
	free(room);
	return done;
}

bool identity_act_for(struct identity *identity, const char *option, const char *login, const char *service_account,
	struct error *error)
{
	struct identity other = {.is_root = identity->is_root, .is_other = true};

	if (!identity->is_root && strcmp(identity->login, service_account) != 0)
		return error_set(error, ERROR_DENIED, _("%s is for root and the service account %s only; you are %s"), option,
			service_account, identity->login);
	if (!take_login(&other, login))
		return error_set(error, ERROR_USAGE, _("%s: \"%s\" is not a login"), option, login);
	*identity = other;
	return true;
}

bool identity_find_group(const char *name, unsigned *group, struct error *error)
{
	errno = 0;
	const struct group *found = getgrnam(name);

	if (found == NULL)
		return error_set(error, ERROR_NOT_FOUND, _("the system has no group \"%s\""), name);
	*group = found->gr_gid;
	return true;
}

void identity_append_group(unsigned group, struct text *out)
{
	const struct group *found = getgrgid(group);

	if (found == NULL)
		text_printf(out, "%u", group);
	else
		text_append_harmless(out, slice_of(found->gr_name), false);
}
