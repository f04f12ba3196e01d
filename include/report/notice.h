/* Messages of the night: what stands on each person's desk, one message for each person and day, in their language.
 * Made from the register alone; sending them is somebody else's. DESIGN 1, DOMAIN 2 (person).
 *
 * Something with a day is told of when one of the lead times before its day has come, and on the day. What has passed
 * its day, or has none, is told of at once and then again after some days, until it is handled. A message holds all
 * that has been told of and still stands. */
#ifndef REPORT_NOTICE_H
#define REPORT_NOTICE_H

#include "report/desk.h"

/* When a person was last told. */
struct notice_last {
	day_t day;       /* the register's; DAY_UNSET: never */
	moment_t moment;
};

struct notice_times {
	const int64_t *before; /* days, the greatest first; at least one */
	size_t count;
	int64_t again_days;
};

enum notice_state {
	NOTICE_SILENT, /* not told of yet, or no more */
	NOTICE_STANDS, /* is told of in a message that goes for the sake of something else */
	NOTICE_CALLS,  /* a message must go */
};

/* Of something that is due on a day (DAY_UNSET: none) and came to the person at a moment (0: not known, or it is in
 * hand: then only its day counts). */
enum notice_state notice_state_of(const struct notice_times *times, day_t due, moment_t since,
                                  const struct notice_last *last, day_t today);
/* Of an answer: it is told once. */
enum notice_state notice_state_of_answer(const struct notice_times *times, moment_t since,
                                         const struct notice_last *last, day_t today);

struct notice {
	record_id person;
	char *name, *login, *address; /* never NULL; as the register has them, which may be anything */
	const char *language;         /* "sv" */
	char *subject, *body;         /* one line; lines of at most 72 columns where words allow. Harmless */
};

struct notices {
	struct notice *items; /* in the order of the persons' ids */
	size_t count, capacity;
};

/* Every message that is to go today: of those who work, are not away and are no service accounts. `= {0}` before. The
 * language is the session's again afterwards. */
void notices_read(struct notices *notices, const struct session *session, const struct view *view);
void notices_free(struct notices *notices);

/* Remembers, durably, that the person has been told today. */
bool notice_mark(struct session *session, record_id person, moment_t moment, struct error *error);

#endif
