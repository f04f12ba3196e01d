/* What only conf and its tests use. */
#ifndef CONF_PRIVATE_H
#define CONF_PRIVATE_H

#include <libconfig.h>

#include "conf/conf.h"

/* A value and the day it holds from; DAY_UNSET: from the beginning. */
struct conf_point {
	day_t from;
	int64_t value;
};

struct conf_value {
	char *text; /* text and choice */
	struct conf_point *points; /* the rest: one, or by day */
	size_t point_count;
	int64_t *numbers; /* of a list, the greatest first */
	size_t number_count;
	const char *place;
};

struct conf {
	struct conf_value values[CONF_OPTION_COUNT];
	struct conf_rule *rules;
	size_t rule_count, rule_capacity;
	struct conf_own_rule *own_rules;
	size_t own_rule_count, own_rule_capacity;
	struct conf_entry *group_days;
	size_t group_day_count, group_day_capacity;
	char **kept; /* texts that rows point into */
	size_t kept_count, kept_capacity;
};

/* What is being read, for the messages. */
struct conf_source {
	struct conf *conf;
	const char *file;
	bool standard; /* the defaults: no place is kept */
};

/* A copy of `text` that lives as long as `conf`. */
const char *conf_keep(struct conf *conf, const char *text);
const char *conf_keep_place(struct conf_source *source, const config_setting_t *setting);

/* "file:line: " and the words. Always false. */
bool conf_refuse(struct conf_source *source, const config_setting_t *setting, struct error *error, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));
/* "file:line: "name" must be …, not …". Always false. */
bool conf_refuse_value(struct conf_source *source, const config_setting_t *setting, const char *name,
	const char *expected, struct error *error);
bool conf_refuse_unknown(struct conf_source *source, const config_setting_t *setting, const char *name,
	const char *nearest, struct error *error);

/* Puts the place before the words that day_parse made. Always false. */
bool conf_refuse_day(struct conf_source *source, const config_setting_t *setting, struct error *error);

/* What an option may be, in the reader's language: "a whole number of months, 0–120". */
void conf_append_expectation(struct text *out, const struct conf_row *row);

/* Reads the value of an option of a simple type. */
bool conf_parse_value(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error);
bool conf_parse_rules(struct conf_source *source, const config_setting_t *setting, struct error *error);
bool conf_parse_own_rules(struct conf_source *source, const config_setting_t *setting, struct error *error);
bool conf_parse_days(struct conf_source *source, const config_setting_t *setting, struct error *error);
/* A NUL-terminated text without characters that a register's text may not hold, or NULL. */
const char *conf_string(const config_setting_t *setting);
bool conf_whole_number(const config_setting_t *setting, int64_t *number);
bool conf_has_choice(const char *choices, const char *word);

void conf_free_thresholds(struct conf_rule *rule);

/* Appends the person's directory as XDG names it; false where there is none. */
bool conf_append_own_directory(struct text *out, const char *variable, const char *below_home);

bool conf_read_text(struct conf_source *source, const char *text, struct error *error);
/* Every option's default as a file would say it. */
void conf_append_defaults(struct text *out);

#define CONF_SEVERITIES "info|low|medium|high|critical"

#endif
