/* Which rules are on, how serious they are and where their thresholds lie: the rules' own rows with the configuration
 * over them. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"

static uint32_t hash_id(struct slice id)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < id.size; i++)
		hash = (hash ^ (unsigned char)id.data[i]) * 16777619u;
	return hash;
}

uint16_t rule_settings_find(const struct rule_settings *settings, struct slice id)
{
	for (size_t at = hash_id(id) & settings->place_mask;; at = (at + 1) & settings->place_mask) {
		uint16_t place = settings->places[at];
		if (place == RULE_NONE || slice_equal_text(id, settings->items[place].id))
			return place;
	}
}

static void hash_places(struct rule_settings *settings)
{
	size_t size = 64;
	while (size < 4 * settings->count)
		size *= 2;
	settings->places = memory_new_array(size, sizeof *settings->places);
	memset(settings->places, 0xff, size * sizeof *settings->places);
	settings->place_mask = size - 1;
	for (size_t i = 0; i < settings->count; i++) {
		size_t at = hash_id(slice_of(settings->items[i].id)) & settings->place_mask;
		while (settings->places[at] != RULE_NONE)
			at = (at + 1) & settings->place_mask;
		settings->places[at] = (uint16_t)i;
	}
}

static uint8_t severity_named(const char *name)
{
	const struct choice *choice = schema_find_choice(schema_choices(CHOICES_severity), slice_of(name));
	return choice == NULL ? 0 : choice->number;
}

/* start: the few. grow: of a group all from its stated day. full: all, but before the stated day of their group. */
static bool in_profile(uint8_t profile, const struct rule *rule, day_t from, day_t today)
{
	if (rule->start || profile == C_profile_start)
		return rule->start;
	return from == DAY_UNSET ? profile == C_profile_full : from <= today;
}

static void apply_configuration(struct active_rule *active, const struct conf_rule *configured)
{
	for (size_t i = 0; i < RULE_THRESHOLDS && active->rule->thresholds[i].name != NULL; i++)
		active->thresholds[i] =
			conf_threshold(configured, active->rule->thresholds[i].name, active->rule->thresholds[i].standard);
	if (configured == NULL)
		return;
	if (configured->has_on)
		active->on = configured->on;
	if (configured->severity != NULL) {
		active->severity = severity_named(configured->severity);
		active->severity_set = true;
	}
}

static struct active_rule *add_rule(struct rule_settings *settings, size_t *capacity, const struct rule *rule)
{
	memory_grow(&settings->items, capacity, settings->count, sizeof *settings->items);
	struct active_rule *active = &settings->items[settings->count];
	*active = (struct active_rule){.rule = rule, .place = (uint16_t)settings->count++, .severity = rule->severity};
	return active;
}

static void add_group(struct rule_settings *settings, size_t *capacity, const struct rule_group *group,
                      const struct conf *conf, day_t today)
{
	day_t from = conf_group_from(conf, group->name);
	for (size_t i = 0; i < group->count; i++) {
		struct active_rule *active = add_rule(settings, capacity, &group->rules[i]);
		active->group = group;
		active->on = in_profile(settings->profile, active->rule, from, today);
		snprintf(active->id, sizeof active->id, "%s-%02u", group->name, group->rules[i].number);
		apply_configuration(active, conf_rule(conf, active->id));
	}
}

static void add_own_rules(struct rule_settings *settings, size_t *capacity, const struct conf *conf)
{
	size_t count;
	const struct conf_own_rule *configured = conf_own_rules(conf, &count);
	for (size_t i = 0; i < count; i++) {
		const struct own_rule *own;
		struct active_rule *active = add_rule(settings, capacity, own_rule_row(settings, i, &own));
		active->own = &configured[i];
		active->own_rule = own;
		active->on = true;
		snprintf(active->id, sizeof active->id, "%s", configured[i].id);
		apply_configuration(active, conf_rule(conf, active->id));
	}
}

/* An id leads to one rule: to the first that has it. */
static bool check_own_names(const struct rule_settings *settings, struct error *error)
{
	for (size_t i = 0; i < settings->count; i++)
		if (settings->items[i].own != NULL && rule_settings_find(settings, slice_of(settings->items[i].id)) != i)
			return error_set(error, ERROR_INPUT, _("%s: there is already a rule %s; give yours another id"),
			                 settings->items[i].own->place, settings->items[i].id);
	return true;
}

static bool check_thresholds(const struct active_rule *active, const struct conf_rule *configured, struct error *error)
{
	for (size_t i = 0; i < configured->threshold_count; i++) {
		bool known = false;
		for (size_t t = 0; t < RULE_THRESHOLDS && active->rule->thresholds[t].name != NULL; t++)
			known = known || strcmp(active->rule->thresholds[t].name, configured->thresholds[i].name) == 0;
		if (!known)
			return error_set(error, ERROR_INPUT, _("%s: the rule %s has no threshold %s; forvalta rules lists what it has"),
			                 configured->thresholds[i].place, active->id, configured->thresholds[i].name);
	}
	return true;
}

static bool check_names(const struct rule_settings *settings, const struct conf *conf, struct error *error)
{
	size_t count;
	const struct conf_rule *rules = conf_rules(conf, &count);
	for (size_t i = 0; i < count; i++) {
		uint16_t place = rule_settings_find(settings, slice_of(rules[i].id));
		if (place == RULE_NONE)
			return error_set(error, ERROR_INPUT, _("%s: there is no rule %s; forvalta rules lists them"),
			                 rules[i].place, rules[i].id);
		if (!check_thresholds(&settings->items[place], &rules[i], error))
			return false;
	}
	const struct conf_entry *days = conf_group_days(conf, &count);
	for (size_t i = 0; i < count; i++) {
		const struct rule_group *group;
		size_t at = 0;
		while ((group = rule_group_at(at)) != NULL && strcmp(group->name, days[i].name) != 0)
			at++;
		if (group == NULL)
			return error_set(error, ERROR_INPUT, _("%s: there is no group of rules %s"), days[i].place, days[i].name);
	}
	return true;
}

bool rule_settings_read(struct rule_settings *settings, const struct conf *conf, day_t today, struct error *error)
{
	const struct rule_group *group;
	size_t capacity = 0;
	*settings = (struct rule_settings){.profile = conf_is(conf, CONF_profile, "full")   ? C_profile_full
	                                             : conf_is(conf, CONF_profile, "grow") ? C_profile_grow
	                                                                                   : C_profile_start};
	for (size_t i = 0; (group = rule_group_at(i)) != NULL; i++)
		add_group(settings, &capacity, group, conf, today);
	if (!own_rules_read(settings, conf, error))
		return false;
	add_own_rules(settings, &capacity, conf);
	hash_places(settings);
	for (size_t i = 0; i < settings->count; i++)
		settings->items[i].looked = settings->items[i].on;
	return check_own_names(settings, error) && check_names(settings, conf, error);
}

void rule_settings_free(struct rule_settings *settings)
{
	free(settings->items);
	free(settings->places);
	own_rules_free(settings);
	*settings = (struct rule_settings){0};
}

/* By its own id a rule is chosen even where it is off: that is how to try one. By its group only where it is on. */
static bool is_chosen(const struct active_rule *active, const char *name, bool *there)
{
	bool group = active->group != NULL && strcasecmp(active->group->name, name) == 0,
		 own = strcasecmp(active->id, name) == 0;
	*there = *there || group || own;
	return own || (group && active->on);
}

bool rule_settings_choose(struct rule_settings *settings, const char *const *rules, size_t count, struct error *error)
{
	for (size_t i = 0; i < settings->count; i++)
		settings->items[i].looked = false;
	for (size_t r = 0; r < count; r++) {
		bool there = false;
		for (size_t i = 0; i < settings->count; i++)
			if (is_chosen(&settings->items[i], rules[r], &there))
				settings->items[i].looked = true;
		if (!there)
			return error_set(error, ERROR_USAGE, _("there is no rule or group of rules %s; forvalta rules lists them"),
			                 rules[r]);
	}
	return true;
}

const char *active_rule_title(const struct active_rule *active)
{
	if (active->own == NULL)
		return _(active->rule->title);
	return strcmp(lang_code(), "sv") == 0 && active->own->title_sv != NULL ? active->own->title_sv : active->own->title;
}
