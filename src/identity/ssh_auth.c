#include "identity/ssh_auth.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"

#define LARGEST 16384

/* sshd writes it as the user who signed in: what another can write would let them be anybody. */
static bool is_ours(int file)
{
	struct stat status;
	return fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
	       (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool read_file(const char *path, struct text *content, struct error *error)
{
	char bytes[1024];
	ssize_t size = 0;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool ok = file >= 0 && is_ours(file);
	while (ok && content->size < LARGEST && (size = read(file, bytes, sizeof bytes)) > 0)
		text_append_bytes(content, bytes, (size_t)size);
	if (file >= 0)
		close(file);
	return (ok && size == 0) ||
	       error_set(error, ERROR_DENIED,
	                 _("SSH_USER_AUTH: the file of sshd that it names cannot be read, or is not ours"));
}

/* "publickey ssh-ed25519 AAAA…", "gssapi-with-mic eva@EXAMPLE.SE": one line for each method that was needed. */
static void take_line(struct slice line, struct ssh_auth *auth)
{
	static const char key[] = "publickey ", *const tickets[] = {"gssapi-with-mic ", "gssapi-keyex "};
	if (line.size > sizeof key - 1 && memcmp(line.data, key, sizeof key - 1) == 0)
		auth->has_key =
			ssh_key_parse((struct slice){line.data + sizeof key - 1, line.size - (sizeof key - 1)}, &auth->key, NULL);
	for (size_t i = 0; i < sizeof tickets / sizeof tickets[0]; i++) {
		size_t size = strlen(tickets[i]);
		if (line.size > size && memcmp(line.data, tickets[i], size) == 0) {
			text_clear(&auth->principal);
			text_append(&auth->principal, (struct slice){line.data + size, line.size - size});
		}
	}
}

bool ssh_auth_read(struct ssh_auth *auth, struct error *error)
{
	struct text content = {0};
	struct slice line;
	const char *path = getenv("SSH_USER_AUTH");
	*auth = (struct ssh_auth){0};
	bool ok = path != NULL ||
	          error_set(error, ERROR_DENIED,
	                    _("SSH_USER_AUTH is not set: sshd must say who signed in; set ExposeAuthInfo yes"));
	ok = ok && read_file(path, &content, error);
	for (struct slice rest = text_slice(&content); ok && slice_next(&rest, '\n', &line);)
		take_line(line, auth);
	text_free(&content);
	if (ok && !auth->has_key && auth->principal.size == 0)
		ok = error_set(error, ERROR_DENIED, _("sign in with a key or a Kerberos ticket: no other way says who you are"));
	if (!ok)
		ssh_auth_free(auth);
	return ok;
}

void ssh_auth_free(struct ssh_auth *auth)
{
	text_free(&auth->principal);
}
