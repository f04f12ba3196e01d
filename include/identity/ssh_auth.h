/* Whom sshd has let in: the file that it writes where ExposeAuthInfo is on, and that SSH_USER_AUTH names. */
#ifndef IDENTITY_SSH_AUTH_H
#define IDENTITY_SSH_AUTH_H

#include "identity/ssh_key.h"

struct ssh_auth {
	bool has_key;          /* signed in with a key */
	struct ssh_key key;
	struct text principal; /* signed in with a Kerberos ticket: "eva@EXAMPLE.SE"; else empty */
};

/* False where SSH_USER_AUTH names no file that this process owns and nobody else may write, or it holds neither. */
bool ssh_auth_read(struct ssh_auth *auth, struct error *error);
void ssh_auth_free(struct ssh_auth *auth);

#endif
