/* Public keys as people paste them and as sshd asks for them: "TYPE BASE64 comment", one on a line. Formats: RFC 4253
 * 6.6, RFC 5656, RFC 8709, and OpenSSH's PROTOCOL.u2f for keys on a stick. */
#ifndef IDENTITY_SSH_KEY_H
#define IDENTITY_SSH_KEY_H

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

#define SSH_KEY_LARGEST 2400       /* bytes: RSA of 16,384 bits, which is sshd's largest, takes 2,071 */
#define SSH_FINGERPRINT_SIZE 51    /* "SHA256:" and 43 letters, with its NUL */
#define SSH_RSA_LEAST_BITS 2048

struct ssh_key {
	const char *type;              /* as sshd names it: "ssh-ed25519"; static */
	uint8_t bytes[SSH_KEY_LARGEST];
	size_t size;
};

/* A line of several keys' text that holds none: blank, or a remark after '#'. */
bool ssh_key_line_is_empty(struct slice line);

/* One line. Refused in words that never repeat it (it may be a private key): options before the key, a private key, a
 * type that is not safe any more, a short RSA key, bytes that are not such a key or something after them. The comment
 * is passed over. */
bool ssh_key_parse(struct slice line, struct ssh_key *key, struct error *error);

bool ssh_key_equal(const struct ssh_key *a, const struct ssh_key *b);
/* As ssh-keygen -l prints it. Returns `buffer`. */
const char *ssh_key_fingerprint(const struct ssh_key *key, char buffer[SSH_FINGERPRINT_SIZE]);

#endif
