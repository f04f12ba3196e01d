/* Asking the configuration. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "conf/conf_private.h"

int64_t conf_number(const struct conf *conf, enum conf_option option, day_t day)
{
	const struct conf_value *value = &conf->values[option];
	size_t at = value->point_count - 1;

	while (at > 0 && value->points[at].from > day)
		at--;
	return value->points[at].value;
}

const int64_t *conf_numbers(const struct conf *conf, enum conf_option option, size_t *count)
{
	*count = conf->values[option].number_count;
	return conf->values[option].numbers;
}

bool conf_yes(const struct conf *conf, enum conf_option option)
{
	return conf->values[option].points[0].value;
}

const char *conf_text(const struct conf *conf, enum conf_option option)
{
	return conf->values[option].text;
}

bool conf_is(const struct conf *conf, enum conf_option option, const char *choice)
{
	return strcmp(conf_text(conf, option), choice) == 0;
}

const char *conf_place(const struct conf *conf, enum conf_option option)
{
	return conf->values[option].place ? conf->values[option].place : "";
}

day_t conf_renewal_due(const struct conf *conf, enum conf_option option)
{
	const struct conf_value *value = &conf->values[option];
	int months = conf_row(option)->renew;

	/* A value from the beginning has no age. */
	return months ? day_add_months(value->points[value->point_count - 1].from, months) : DAY_UNSET;
}

const struct conf_rule *conf_rules(const struct conf *conf, size_t *count)
{
	*count = conf->rule_count;
	return conf->rules;
}

const struct conf_rule *conf_rule(const struct conf *conf, const char *id)
{
	for (size_t i = 0; i < conf->rule_count; i++)
		if (strcmp(conf->rules[i].id, id) == 0)
			return &conf->rules[i];
	return NULL;
}

int64_t conf_threshold(const struct conf_rule *rule, const char *name, int64_t otherwise)
{
	for (size_t i = 0; rule && i < rule->threshold_count; i++)
		if (strcmp(rule->thresholds[i].name, name) == 0)
			return rule->thresholds[i].value;
	return otherwise;
}

const struct conf_own_rule *conf_own_rules(const struct conf *conf, size_t *count)
{
	*count = conf->own_rule_count;
	return conf->own_rules;
}

const struct conf_entry *conf_group_days(const struct conf *conf, size_t *count)
{
	*count = conf->group_day_count;
	return conf->group_days;
}

day_t conf_group_from(const struct conf *conf, const char *group)
{
	for (size_t i = 0; i < conf->group_day_count; i++)
		if (strcmp(conf->group_days[i].name, group) == 0)
			return (day_t)conf->group_days[i].value;
	return DAY_UNSET;
}

void conf_free(struct conf **address)
{
	struct conf *conf = *address;

	if (!conf)
		return;
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		free(conf->values[i].text);
		free(conf->values[i].points);
		free(conf->values[i].numbers);
	}
	for (size_t i = 0; i < conf->kept_count; i++)
		free(conf->kept[i]);
	for (size_t i = 0; i < conf->rule_count; i++)
		conf_free_thresholds(&conf->rules[i]);
	free(conf->kept);
	free(conf->rules);
	free(conf->own_rules);
	free(conf->group_days);
	free(conf);
	*address = NULL;
}
