/* Messages as mail: RFC 5322 with UTF-8 in the body and encoded words (RFC 2047) in the header, alone, in an mbox, or
 * given to sendmail. Whatever a name or a subject holds, it begins no header of its own. */
#ifndef REPORT_MAIL_H
#define REPORT_MAIL_H

#include "base/date.h"
#include "base/text.h"

struct mail {
	const char *from, *to;  /* addresses that mail_address_is_sound */
	const char *to_name;    /* of a person: anything */
	const char *subject;    /* anything */
	const char *language;   /* "sv" */
	const char *body;       /* lines; control characters are made harmless */
	const char *id;         /* of letters, digits, '.', '-' and '_': the same for the same message */
	moment_t moment;
};

/* local@domain of printable ASCII that no mail program takes for anything else: nothing to be quoted, no '-' first, at
 * most 254 bytes. */
bool mail_address_is_sound(const char *address);

/* Lines end in a line feed, as programs that take mail on standard input want it. */
void mail_append(struct text *out, const struct mail *mail);
/* The same as an entry of an mbox: a From line before it, lines of the body that look like one quoted (mboxrd). */
void mail_append_mbox(struct text *out, const struct mail *mail);

/* Runs `sendmail -i -f from -- to` with the message on its standard input, in an environment of its own. False with
 * words where it cannot be run or ends otherwise than with 0. */
bool mail_send(const char *sendmail, const struct mail *mail, struct error *error);

#endif
