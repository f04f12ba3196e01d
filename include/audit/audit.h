/* The night audit: rules give findings, findings give proposals. DOMAIN 4 and 5 ("Raising").
 *
 * A run reads one snapshot, matches what it finds with the findings that stand in the register, and writes what has
 * changed, in batches between which others save. What was found can be printed afterwards; the same register, day and
 * configuration print the same bytes. */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include <stdio.h>

#include "model/reason.h"
#include "register/session.h"

#define SEVERITIES 6 /* by C_severity_…; place 0 is not used */

struct audit_options {
	bool no_write;             /* nothing is written: what would be found */
	bool raise;                /* raise proposals now and in every run from now on */
	bool full;                 /* everything is read, even where what has changed since the last run would do */
	const char *const *rules;  /* only these ("OBS-01", a group "OBS"); then nothing is written either */
	size_t rule_count;
	bool (*progress)(void *context, uint64_t done, uint64_t of); /* false stops; may be NULL */
	void *progress_context;
};

struct audit_counts {
	uint32_t open[SEVERITIES];     /* open, acknowledged and reopened ones; those known at start among them */
	uint32_t fresh[SEVERITIES];    /* of these: new since the last completed run of an earlier day */
	uint32_t known[SEVERITIES];    /* of these: known at start */
	uint32_t accepted, resolved;   /* accepted ones that hold; resolved since that run */
	uint32_t raised;               /* proposals raised by this run */
	uint32_t overdue;              /* open ones past their day */
	money_t debt;                  /* what it would cost to put these right: F23 */
};

/* What only stderr, the run's record and openmetrics tell. */
struct audit_facts {
	uint32_t number;         /* of the run; 0 where nothing was written */
	moment_t started, ended;
	uint64_t records;        /* read */
	uint64_t journal;        /* sequence of the last entry in the journal when it ended */
	char head[65];           /* its hash, hexadecimal */
	day_t catalogue_seen, people_seen;
	money_t overlap;         /* a year, F23; NUMBER_UNSET: its sums do not fit */
	bool incremental;        /* only what had changed since the last run was read */
	uint32_t skipped;        /* findings that somebody changed while it ran: left for the next run */
};

/* A run that has been made. */
struct audit;
/* NULL with words where it could not be made. The session needs the right to audit. */
struct audit *audit_run(struct session *session, const struct audit_options *options, struct error *error);
void audit_free(struct audit **audit);
const struct audit_counts *audit_counts(const struct audit *audit);
const struct audit_facts *audit_facts(const struct audit *audit);

/* "high", "new:high". */
struct audit_limit {
	uint8_t severity; /* C_severity_… */
	bool fresh;       /* only new findings count */
};
bool audit_limit_parse(struct slice text, struct audit_limit *limit, struct error *error);
/* 1 where there are findings at or above the limit, else 0. Accepted ones never count; those known at start never as
 * new. */
int audit_exit_status(const struct audit *audit, struct audit_limit limit);

enum audit_format { AUDIT_TEXT, AUDIT_JSON, AUDIT_JSONL, AUDIT_CSV, AUDIT_OPENMETRICS };
bool audit_format_parse(struct slice text, enum audit_format *format, struct error *error);
/* `only_new`: what is new since the last completed run of an earlier day. What the session's person may not read is
 * left out. */
bool audit_print(const struct audit *audit, enum audit_format format, bool only_new, FILE *out, struct error *error);

/* Every finding that stands open after the run, known at start or not, in the order in which they are printed; until
 * false. The record is good until the next call. False with words where the register cannot be read. */
bool audit_each_open(const struct audit *audit, bool (*take)(void *context, const struct record *finding),
                     void *context, struct error *error);

/* How a finding stands: what its row does not hold because it is written only when something changes. */
struct finding_standing {
	day_t last_seen;
	uint32_t times_seen;
	bool fresh;        /* new since the last completed run of an earlier day */
};
struct finding_standings; /* the runs of the register, read once */
struct finding_standings *finding_standings_read(const struct view *view);
void finding_standings_free(struct finding_standings **standings);
void finding_standing(const struct finding_standings *standings, const struct record *finding,
                      struct finding_standing *standing);

/* What is there already for a need that somebody wrote down: the systems that its service rests on, others that are
 * used for the same, and lessons from like things. Texts point into the view. */
void audit_find_alike(const struct session *session, const struct view *view, const struct record *opportunity,
                      struct reasons *alike);

/* Handling. `id` as OWN-01:SYS-0042 or the code of the finding; the error says who may and for how long. */
bool audit_find(const struct view *view, struct slice id, struct ref *finding, struct error *error);
bool audit_acknowledge(struct session *session, struct ref finding, day_t due, struct error *error);
struct acceptance {
	day_t until;
	struct slice why;          /* required */
	money_t cost_ceiling;      /* NUMBER_UNSET: none */
	struct ref decision;       /* where the severity asks for one */
};
bool audit_accept(struct session *session, struct ref finding, const struct acceptance *acceptance,
                  struct error *error);
/* Takes an acceptance, or that it is being handled, away again: it is open. Whoever may acknowledge it may. */
bool audit_reopen(struct session *session, struct ref finding, struct error *error);
/* The security officer's opinion, which high findings need before they are accepted. */
bool audit_give_opinion(struct session *session, struct ref finding, struct slice opinion, struct error *error);
/* Who may accept it and until when at the latest, in words for the form. */
void audit_append_acceptance_rule(struct text *out, const struct session *session, const struct view *view,
                                  const struct record *finding);

/* The rules, for `forvalta rules`, settings and the manual. */
struct rule_facts {
	char id[16];
	const char *group, *group_label, *title, *help; /* in the current language */
	const char *entity;       /* name of the entity; NULL: the register */
	const char *reads;
	uint8_t severity;         /* as configured */
	bool on, start, raises, own; /* own: of the organisation */
	money_t cost;
	uint16_t next_step;       /* enum reason_id; 0 of an own rule */
	uint64_t records, judged; /* of its entity, and those that have what it needs; 0 without a view */
};
struct rule_list;
/* `view` NULL: the rules alone. NULL with words where the configuration names a rule or a threshold that is not
 * there. */
struct rule_list *rule_list_read(const struct session *session, const struct view *view, struct error *error);
void rule_list_free(struct rule_list **list);
size_t rule_list_count(const struct rule_list *list);
void rule_list_at(const struct rule_list *list, size_t index, struct rule_facts *facts);

#endif
