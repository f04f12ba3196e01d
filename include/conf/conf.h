/* Configuration: what the organisation decides. Read from libconfig files, never written by the program.
 * A struct conf does not change once it is loaded; texts from it live as long as it does. */
#ifndef CONF_CONF_H
#define CONF_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "base/money.h"
#include "base/text.h"

/* CONF_needs_months; groups are CONF_GROUP_index. Options of a group by procedure, criticality, layer, severity or kind
 * of cost stand in the order of the model's numbers: CONF_procurement_months_open + procurement − 1. */
enum conf_option {
#define CONF_OPTION(id, ...) CONF_##id,
#define CONF_GROUP(id, ...) CONF_GROUP_##id,
#include "conf/options.def"
#undef CONF_OPTION
#undef CONF_GROUP
	CONF_OPTION_COUNT,
};

enum conf_type {
	CONF_TYPE_GROUP,
	CONF_TYPE_TEXT,      /* `least` to `most` bytes */
	CONF_TYPE_CHOICE,    /* one of `choices` */
	CONF_TYPE_YES,       /* true or false */
	CONF_TYPE_NUMBER,    /* whole number of `unit` */
	CONF_TYPE_PERCENT,   /* basis points */
	CONF_TYPE_MONEY,     /* minor units */
	CONF_TYPE_NUMBERS,   /* several whole numbers of `unit`, the greatest first */
	CONF_TYPE_DAYS,      /* name = day, … */
	CONF_TYPE_RULES,
	CONF_TYPE_OWN_RULES,
};

struct conf_row {
	const char *path; /* "needs_months", "index.licence" */
	enum conf_type type;
	const char *unit;    /* NULL or untranslated */
	const char *choices; /* "start|grow|full" */
	int64_t least, most;
	bool dated;
	int renew;            /* months; 0: never */
	const char *standard; /* the default, as libconfig writes it */
	const char *help;     /* untranslated */
	const char *example;  /* NULL or as libconfig writes it */
};

/* The options' rows, in the order of the table. */
const struct conf_row *conf_row(enum conf_option option);

struct conf;

/* The defaults, then /etc/forvalta.conf, then forvalta/forvalta.conf in the person's configuration directory
 * (XDG_CONFIG_HOME, else ~/.config), each where it exists, then `file` (NULL: none), which must exist. A later file's
 * option replaces an earlier one's; rules and days of groups are replaced one by one. The error names file and line. */
bool conf_load(const char *file, struct conf **conf, struct error *error);
struct conf *conf_new(void); /* the defaults alone */
/* Reads `file` over what is there. On failure `conf` is to be thrown away. */
bool conf_read(struct conf *conf, const char *file, struct error *error);
void conf_free(struct conf **conf);

/* The value that holds on `day`: of a dated option the latest that began by then, before its first the first. Number,
 * percent (basis points) and money (minor units); `day` does not matter where the option is not dated. */
int64_t conf_number(const struct conf *conf, enum conf_option option, day_t day);
/* The numbers of a list; *count is at least 1. They last as long as the configuration. */
const int64_t *conf_numbers(const struct conf *conf, enum conf_option option, size_t *count);
bool conf_yes(const struct conf *conf, enum conf_option option);
const char *conf_text(const struct conf *conf, enum conf_option option); /* text or choice */
bool conf_is(const struct conf *conf, enum conf_option option, const char *choice);
/* "/etc/forvalta.conf:12", or "" where the default holds. */
const char *conf_place(const struct conf *conf, enum conf_option option);

/* The day by which the latest value of a dated option should be looked at again; DAY_UNSET: never. */
day_t conf_renewal_due(const struct conf *conf, enum conf_option option);

/* A name with a value, and where it was written: a threshold of a rule, the day of a group of rules. */
struct conf_entry {
	const char *name;
	int64_t value;
	const char *place;
};

/* What is written about a rule; the names of rules and of their thresholds are the audit's to check. */
struct conf_rule {
	const char *id;
	const char *place;
	bool has_on, on;
	const char *severity; /* NULL: the rule's own */
	const struct conf_entry *thresholds;
	size_t threshold_count;
};

struct conf_own_rule {
	const char *id, *title, *entity, *where, *severity;
	const char *title_sv, *next_step, *next_step_sv; /* NULL where not given */
	const char *place;
};

const struct conf_rule *conf_rules(const struct conf *conf, size_t *count);
const struct conf_rule *conf_rule(const struct conf *conf, const char *id); /* NULL: nothing is written about it */
/* `otherwise` where the file does not give this threshold; `rule` may be NULL. */
int64_t conf_threshold(const struct conf_rule *rule, const char *name, int64_t otherwise);
const struct conf_own_rule *conf_own_rules(const struct conf *conf, size_t *count);
const struct conf_entry *conf_group_days(const struct conf *conf, size_t *count);
day_t conf_group_from(const struct conf *conf, const char *group); /* DAY_UNSET: not stated */

/* Where the register is when the call does not say: `store`, else /var/lib/forvalta where that exists, else forvalta in
 * the person's data directory (XDG_DATA_HOME, else ~/.local/share). False where there is no such place to name. */
bool conf_store_directory(const struct conf *conf, struct text *directory, struct error *error);

/* conf/forvalta.conf: every option with its help and its default, which it leaves commented out. */
void conf_write_reference(struct text *out);
/* forvalta.conf(5) in mdoc; `day` is the page's date as "November 22, 2026". */
void conf_write_manual(struct text *out, const char *day);

#endif
