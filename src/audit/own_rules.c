/* Rules of the organisation's own, in the configuration, in the language of --where. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "query/expression.h"

struct own_rule {
	struct rule row;
	struct expression *condition;
	struct text words; /* the condition in its canonical form */
	const char *next_step;
};

/* What the finding's row keeps is in the register's language; titles are looked up in the reader's when they are
 * shown. */
static bool speaks_swedish(const struct conf *conf)
{
	const char *language = conf_text(conf, CONF_language);
	return strcmp(*language != '\0' ? language : lang_code(), "sv") == 0;
}

static void look_by_condition(const struct rule_case *at)
{
	const struct own_rule *own = at->active->own_rule;
	if (evaluation_test(at->evaluation, at->record) != TRUTH_TRUE)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_own_condition, text_slice(&own->words));
	if (own->next_step != NULL)
		reasons_add(&found->next_step, REASON_do_own, slice_of(own->next_step));
}

static bool fault(const struct conf_own_rule *configured, const char *words, struct error *error)
{
	return error_set(error, ERROR_INPUT, "%s: %s: %s", configured->place, configured->id, words);
}

static bool fill_row(struct own_rule *own, const struct conf_own_rule *configured, const struct conf *conf,
                     struct error *error)
{
	const struct entity *entity = schema_find_entity(slice_of(configured->entity));
	const struct choice *severity = configured->severity == NULL ? NULL
	                                                             : schema_find_choice(schema_choices(CHOICES_severity),
	                                                                                  slice_of(configured->severity));
	if (strlen(configured->id) >= RULE_ID_SIZE)
		return fault(configured, _("the id is too long"), error);
	if (entity == NULL)
		return fault(configured, _("there is no such entity"), error);
	own->condition = expression_parse(entity, slice_of(configured->where), NULL, error);
	if (own->condition == NULL)
		return error_prefix(error, "%s: %s", configured->place, configured->id);
	expression_append(&own->words, own->condition);
	own->next_step =
		speaks_swedish(conf) && configured->next_step_sv != NULL ? configured->next_step_sv : configured->next_step;
	own->row = (struct rule){.number = 1,
	                         .title = configured->title,
	                         .entity = entity->number,
	                         .scope = RULE_RECORD,
	                         .severity = severity == NULL ? C_severity_medium : severity->number,
	                         .start = true,
	                         .reads = own->words.data,
	                         .next_step = REASON_do_see_to_it,
	                         .whose = C_role_system_manager,
	                         .look = look_by_condition};
	return true;
}

bool own_rules_read(struct rule_settings *settings, const struct conf *conf, struct error *error)
{
	size_t count;
	const struct conf_own_rule *configured = conf_own_rules(conf, &count);
	settings->own_rules = memory_new_array(count + 1, sizeof *settings->own_rules);
	for (; settings->own_count < count; settings->own_count++)
		if (!fill_row(&settings->own_rules[settings->own_count], &configured[settings->own_count], conf, error)) {
			settings->own_count++;
			return false;
		}
	return true;
}

const struct rule *own_rule_row(const struct rule_settings *settings, size_t index, const struct own_rule **own)
{
	*own = &settings->own_rules[index];
	return &settings->own_rules[index].row;
}

void own_rules_free(struct rule_settings *settings)
{
	for (size_t i = 0; i < settings->own_count; i++) {
		expression_free(&settings->own_rules[i].condition);
		text_free(&settings->own_rules[i].words);
	}
	free(settings->own_rules);
	settings->own_rules = NULL;
	settings->own_count = 0;
}

/* Conditions name records and days: they are made ready for the snapshot. */
bool own_rules_begin(struct pass *pass, struct error *error)
{
	for (size_t i = 0; i < pass->settings.count; i++) {
		const struct active_rule *active = &pass->settings.items[i];
		if (active->own_rule == NULL || !active->looked)
			continue;
		if (pass->reading == NULL)
			pass->reading = reading_new(pass->view, pass->session);
		pass->cases[i].evaluation = evaluation_new(active->own_rule->condition, pass->reading, NULL, error);
		if (pass->cases[i].evaluation == NULL)
			return error_prefix(error, "%s: %s", active->own->place, active->id);
	}
	return true;
}

void own_rules_end(struct pass *pass)
{
	for (size_t i = 0; pass->cases != NULL && i < pass->settings.count; i++)
		evaluation_free(&pass->cases[i].evaluation);
	reading_free(&pass->reading);
}
