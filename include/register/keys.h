/* SSH keys of the register's people: whose a key is, when each was added and last used. DESIGN 4. */
#ifndef REGISTER_KEYS_H
#define REGISTER_KEYS_H

#include "identity/ssh_key.h"
#include "register/session.h"
#include "store/changes.h"

enum key_standing {
	KEY_HELD,          /* it lets its holder in */
	KEY_UNKNOWN,       /* nobody has it */
	KEY_SHARED,        /* two people have it: it says not who signs in */
	KEY_HOLDER_LEFT,   /* or has not come yet */
	KEY_WITHOUT_LOGIN, /* the holder has no login that can be written into a command */
	KEY_BROKEN,        /* of a line: no key that may be used */
};

/* Whose the key is. *person is written where anybody has it: of a shared one, the first. */
enum key_standing key_find(const struct view *view, const struct ssh_key *key, day_t today, struct record *person);

/* Every line of everybody's keys, in the order of the people. */
struct key_row {
	struct record person;
	enum key_standing standing;
	struct ssh_key key;       /* of all but a broken one */
	struct error fault;       /* of a broken one: what is wrong with the line */
	moment_t added;           /* as far back as the person's history knows it */
	moment_t used;            /* 0: never, as far as is known */
};
void keys_list(const struct view *view, day_t today, void (*found)(void *context, const struct key_row *row),
               void *context);

/* Keeps that the key was used to sign in: once an hour at most, for each time costs a durable commit. */
bool key_note_use(struct store *store, const struct ssh_key *key, struct error *error);

/* Forgets when the keys, a line each, were used. */
void keys_forget_uses(struct changes *changes, struct slice keys);

/* A person's keys as they are entered. *line gets the number of the one at fault. */
bool keys_check(struct slice keys, unsigned *line, struct error *error);

#endif
