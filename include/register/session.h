/* Who is asking, of which register, on which day. One per process. */
#ifndef REGISTER_SESSION_H
#define REGISTER_SESSION_H

#include "base/date.h"
#include "store/store.h"

struct conf;

/* For whom it is read: what somebody outside may not see reads as not set (register/masking.h). */
enum audience { AUDIENCE_SELF, AUDIENCE_OUTSIDE, AUDIENCE_OUTSIDE_WITH_PERSONAL };

struct session {
	struct store *store;      /* owned */
	const struct conf *conf;  /* the caller's */
	day_t today;              /* the register's day, or what --today says */
	day_t rights_day;         /* on which it is judged who may do what; 0: on `today` */
	moment_t as_of;           /* what is read is the register as it was then; 0: as it is */
	struct {
		day_t today, rights_day;
	} present;                /* what stood there before the session went back */
	uint32_t actor;           /* a person's id, or RECORD_BY_… */
	uint32_t access;          /* bit (C_access_… − 1) for each role held */
	bool known;               /* the login belongs to a person of the register */
	enum audience audience;
	struct text where;        /* for the journal: "terminal", "ssh 10.1.2.3" */
	struct text name;         /* of the person, for the screen */
	/* Told of each change that the person's role has not allowed; NULL: nobody is. */
	void (*refused)(void *context, const struct error *error);
	void *refused_context;
	struct catalogue *catalogue; /* products by name, read when first needed */
};

/* Opens the store and finds the person with `login`. An unknown login may read, or nothing, by configuration. `system`
 * gives the night's rights (actor audit) to root and to the account that owns the store. */
struct session_options {
	const char *directory;
	const char *login;    /* of the person; NULL with `system` */
	bool system;
	bool read_only;
	bool force_network;
	day_t today;          /* DAY_UNSET: the clock's */
	bool remote;          /* rights are judged on the clock's day: whoever asks does not choose it */
	const char *where;
	void (*notice)(const char *text, void *context);
	void *notice_context;
};
bool session_open(struct session *session, const struct session_options *options, const struct conf *conf,
                  struct error *error);
void session_close(struct session *session);
/* Bytes of address space for the store, for those who open one without a session. */
size_t session_map_size(const struct conf *conf);

/* Makes a new register in `directory` with `login` as its first administrator; with `system` without anybody. */
bool register_init(const struct session_options *options, bool shared, unsigned group, const char *name,
                   const struct conf *conf, struct error *error);

/* One more administrator; whoever has the right to add people may. */
bool register_add_administrator(struct session *session, const char *login, const char *name, struct error *error);

/* The same register on the same day as this person would be shown it. Owns nothing: not to be closed, not to write
 * with. */
struct session session_of_person(const struct session *session, const struct record *person);
/* The same register on the same day, read for somebody outside: without any right, and masked. As session_of_person. */
struct session session_for_outside(const struct session *session, bool with_personal);
/* Whether the person is in the organisation on the day; is away from it for a longer time. */
bool person_is_here(const struct record *person, day_t day);
bool person_is_away_on(const struct record *person, day_t day);

day_t session_rights_day(const struct session *session);
bool session_has(const struct session *session, uint8_t access); /* C_access_… ; an administrator has them all */

#endif
