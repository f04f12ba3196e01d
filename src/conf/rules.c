/* What is written about rules: groups of settings whose names are not the configuration's to know. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf_private.h"

void conf_free_thresholds(struct conf_rule *rule)
{
	union {
		const struct conf_entry *entries;
		void *memory;
	} thresholds = {rule->thresholds};

	free(thresholds.memory);
}

static struct conf_rule *find_or_add_rule(struct conf *conf, const char *id)
{
	for (size_t i = 0; i < conf->rule_count; i++)
		if (strcmp(conf->rules[i].id, id) == 0) {
			conf_free_thresholds(&conf->rules[i]);
			conf->rules[i] = (struct conf_rule){.id = conf->rules[i].id};
			return &conf->rules[i];
		}
	memory_grow(&conf->rules, &conf->rule_capacity, conf->rule_count, sizeof(*conf->rules));
	conf->rules[conf->rule_count] = (struct conf_rule){.id = conf_keep(conf, id)};
	return &conf->rules[conf->rule_count++];
}

static bool parse_severity(struct conf_source *source, const config_setting_t *setting, const char **severity,
	struct error *error)
{
	const char *word = conf_string(setting);

	if (!word || !conf_has_choice(CONF_SEVERITIES, word))
		return conf_refuse_value(source, setting, "severity", "info, low, medium, high, critical", error);
	*severity = conf_keep(source->conf, word);
	return true;
}

/* `on`, `severity` or a threshold. */
static bool parse_rule_setting(struct conf_source *source, const config_setting_t *setting, struct conf_rule *rule,
	struct conf_entry *thresholds, struct error *error)
{
	const char *name = config_setting_name(setting);
	struct conf_entry *entry = &thresholds[rule->threshold_count];

	if (strcmp(name, "severity") == 0)
		return parse_severity(source, setting, &rule->severity, error);
	if (strcmp(name, "on") == 0) {
		if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
			return conf_refuse_value(source, setting, name, _("true or false"), error);
		rule->has_on = true;
		rule->on = config_setting_get_bool(setting);
		return true;
	}
	if (!conf_whole_number(setting, &entry->value) || entry->value < 0)
		return conf_refuse_value(source, setting, name, _("a whole number"), error);
	entry->name = conf_keep(source->conf, name);
	entry->place = conf_keep_place(source, setting);
	rule->threshold_count++;
	return true;
}

static bool parse_rule(struct conf_source *source, const config_setting_t *setting, struct error *error)
{
	if (!config_setting_is_group(setting))
		return conf_refuse_value(source, setting, config_setting_name(setting),
			_("a group such as { on = false; } or { severity = \"high\"; }"), error);
	size_t count = (size_t)config_setting_length(setting);
	struct conf_rule *rule = find_or_add_rule(source->conf, config_setting_name(setting));
	struct conf_entry *thresholds = memory_new_array(count, sizeof(*thresholds));

	rule->thresholds = thresholds;
	rule->place = conf_keep_place(source, setting);
	for (size_t i = 0; i < count; i++)
		if (!parse_rule_setting(source, config_setting_get_elem(setting, (unsigned)i), rule, thresholds, error))
			return false;
	return true;
}

bool conf_parse_rules(struct conf_source *source, const config_setting_t *setting, struct error *error)
{
	if (!config_setting_is_group(setting))
		return conf_refuse_value(source, setting, "rules", _("a group of rules such as { CON-02 = { on = false; }; }"),
			error);
	for (int i = 0; i < config_setting_length(setting); i++)
		if (!parse_rule(source, config_setting_get_elem(setting, (unsigned)i), error))
			return false;
	return true;
}

/* The texts of an own rule by their names; the first `OWN_REQUIRED` must be there. */
enum { OWN_ID, OWN_TITLE, OWN_ENTITY, OWN_WHERE, OWN_REQUIRED, OWN_TITLE_SV = OWN_REQUIRED, OWN_NEXT_STEP,
	OWN_NEXT_STEP_SV, OWN_TEXTS };

static const char *const own_names[OWN_TEXTS] = {
	[OWN_ID] = "id", [OWN_TITLE] = "title", [OWN_ENTITY] = "entity", [OWN_WHERE] = "where", [OWN_TITLE_SV] = "title_sv",
	[OWN_NEXT_STEP] = "next_step", [OWN_NEXT_STEP_SV] = "next_step_sv",
};

static size_t find_own_name(const char *name)
{
	size_t at = 0;

	while (at < OWN_TEXTS && strcmp(own_names[at], name) != 0)
		at++;
	return at;
}

static bool parse_own_setting(struct conf_source *source, const config_setting_t *setting, const char **texts,
	const char **severity, struct error *error)
{
	const char *name = config_setting_name(setting);
	size_t at = find_own_name(name);

	if (strcmp(name, "severity") == 0)
		return parse_severity(source, setting, severity, error);
	if (at == OWN_TEXTS)
		return conf_refuse_unknown(source, setting, name, NULL, error);
	const char *text = conf_string(setting);
	if (!text || !*text)
		return conf_refuse_value(source, setting, name, _("a text"), error);
	texts[at] = conf_keep(source->conf, text);
	return true;
}

/* "OUR-01": capital letters, a hyphen, digits: as the program's own, so that findings can be named. */
static bool is_rule_id(const char *id)
{
	size_t letters = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = id[letters] == '-' ? strspn(id + letters + 1, "0123456789") : 0;

	return letters >= 2 && letters <= 8 && digits >= 2 && digits <= 4 && !id[letters + 1 + digits];
}

static struct conf_own_rule *find_or_add_own(struct conf *conf, const char *id)
{
	for (size_t i = 0; i < conf->own_rule_count; i++)
		if (strcmp(conf->own_rules[i].id, id) == 0)
			return &conf->own_rules[i];
	memory_grow(&conf->own_rules, &conf->own_rule_capacity, conf->own_rule_count, sizeof(*conf->own_rules));
	return &conf->own_rules[conf->own_rule_count++];
}

static bool parse_own_rule(struct conf_source *source, const config_setting_t *setting, struct error *error)
{
	const char *texts[OWN_TEXTS] = {0}, *severity = "medium";

	if (!config_setting_is_group(setting))
		return conf_refuse_value(source, setting, "own_rules", _("a list of rules such as ( { id = \"OUR-01\"; … } )"),
			error);
	for (int i = 0; i < config_setting_length(setting); i++)
		if (!parse_own_setting(source, config_setting_get_elem(setting, (unsigned)i), texts, &severity, error))
			return false;
	for (size_t i = 0; i < OWN_REQUIRED; i++)
		if (!texts[i])
			return conf_refuse(source, setting, error, _("a rule of your own needs \"%s\""), own_names[i]);
	if (!is_rule_id(texts[OWN_ID]))
		return conf_refuse(source, setting, error, _("\"%s\" names no rule; write capital letters, a hyphen and digits, "
			"such as OUR-01"), texts[OWN_ID]);
	*find_or_add_own(source->conf, texts[OWN_ID]) = (struct conf_own_rule){
		.id = texts[OWN_ID], .title = texts[OWN_TITLE], .entity = texts[OWN_ENTITY], .where = texts[OWN_WHERE],
		.title_sv = texts[OWN_TITLE_SV], .next_step = texts[OWN_NEXT_STEP], .next_step_sv = texts[OWN_NEXT_STEP_SV],
		.severity = severity, .place = conf_keep_place(source, setting),
	};
	return true;
}

static const char *own_id(const config_setting_t *rule)
{
	const char *id = "";

	config_setting_lookup_string(rule, "id", &id);
	return id;
}

static bool refuse_twins(struct conf_source *source, const config_setting_t *list, struct error *error)
{
	for (int i = 1; i < config_setting_length(list); i++)
		for (int j = 0; j < i; j++) {
			const config_setting_t *rule = config_setting_get_elem(list, (unsigned)i);
			const config_setting_t *before = config_setting_get_elem(list, (unsigned)j);
			if (strcmp(own_id(rule), own_id(before)) == 0)
				return conf_refuse(source, rule, error, _("there are two rules \"%s\""), own_id(rule));
		}
	return true;
}

bool conf_parse_own_rules(struct conf_source *source, const config_setting_t *setting, struct error *error)
{
	if (!config_setting_is_list(setting))
		return conf_refuse_value(source, setting, "own_rules", _("a list of rules such as ( { id = \"OUR-01\"; … } )"),
			error);
	for (int i = 0; i < config_setting_length(setting); i++)
		if (!parse_own_rule(source, config_setting_get_elem(setting, (unsigned)i), error))
			return false;
	return refuse_twins(source, setting, error);
}

static struct conf_entry *find_or_add_day(struct conf *conf, const char *group)
{
	for (size_t i = 0; i < conf->group_day_count; i++)
		if (strcmp(conf->group_days[i].name, group) == 0)
			return &conf->group_days[i];
	memory_grow(&conf->group_days, &conf->group_day_capacity, conf->group_day_count, sizeof(*conf->group_days));
	conf->group_days[conf->group_day_count] = (struct conf_entry){.name = conf_keep(conf, group)};
	return &conf->group_days[conf->group_day_count++];
}

bool conf_parse_days(struct conf_source *source, const config_setting_t *setting, struct error *error)
{
	if (!config_setting_is_group(setting))
		return conf_refuse_value(source, setting, config_setting_name(setting),
			_("a group of days such as { LIC = \"2027-01-01\"; }"), error);
	for (int i = 0; i < config_setting_length(setting); i++) {
		const config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
		day_t day;
		if (!day_parse(slice_of(conf_string(item)), &day, error))
			return conf_refuse_day(source, item, error);
		struct conf_entry *entry = find_or_add_day(source->conf, config_setting_name(item));
		entry->value = day;
		entry->place = conf_keep_place(source, item);
	}
	return true;
}
