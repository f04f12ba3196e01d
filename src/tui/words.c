#include "tui/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "conf/conf.h"
#include "register/figures.h"

const char *words_entity(const struct app *app, const struct entity *entity)
{
	return _(app->business && entity->business != NULL ? entity->business : entity->label);
}

const char *words_entities(const struct app *app, const struct entity *entity)
{
	return _(app->business && entity->businesses != NULL ? entity->businesses : entity->plural);
}

const char *words_field(const struct app *app, const struct field *field)
{
	return _(app->business && field->business != NULL ? field->business : field->label);
}

void words_title(struct text *out, struct glance *glance, const struct record *record)
{
	const struct field *field = schema_field(record->entity, record->entity->name_field);
	struct value name = field != NULL ? reading_field(glance->reading, record, field) : VALUE_UNSET;
	if (!name.set)
		view_append_code(glance->view, record_self(record), out);
	else if (record->entity->number == E_finding)
		words_rule(out, glance->app, record_text(record, F_finding_rule));
	else
		text_append(out, name.text);
}

void words_name(struct text *out, struct glance *glance, struct ref ref)
{
	struct record record;
	if (reading_record(glance->reading, ref, &record))
		words_title(out, glance, &record);
	else
		view_append_code(glance->view, ref, out);
}

static void append_name(void *context, struct ref ref, struct text *out)
{
	words_name(out, context, ref);
}

/* Whole crowns are written without their öre. */
static const char *without_cents(char *text)
{
	size_t size = strlen(text);
	if (size > 3 && (strcmp(text + size - 3, ",00") == 0 || strcmp(text + size - 3, ".00") == 0))
		text[size - 3] = '\0';
	return text;
}

static const char *currency_sign(const struct conf *conf)
{
	const char *currency = conf_text(conf, CONF_currency);
	return strcmp(currency, "SEK") == 0 ? "kr" : currency;
}

void words_money(struct text *out, money_t money, const struct conf *conf)
{
	char buffer[NUMBER_TEXT_SIZE];
	money_local_text(money, buffer);
	text_printf(out, "%s %s", without_cents(buffer), currency_sign(conf));
}

/* An amount stays in one row. */
static void append_unbroken(struct text *out, const char *words)
{
	for (; *words != '\0'; words++)
		text_append(out, *words == ' ' ? SLICE("\xc2\xa0") : (struct slice){words, 1});
}

void words_money_short(struct text *out, money_t money, const struct conf *conf)
{
	int64_t thousands = scaled(money, 1, 100000);
	char buffer[NUMBER_TEXT_SIZE];
	if (thousands < 10) {
		words_money(out, money, conf);
		return;
	}
	money_local_text(thousands * 100, buffer);
	struct text words = {0};
	if (strcmp(conf_text(conf, CONF_currency), "SEK") == 0)
		text_printf(&words, _("%s kSEK"), without_cents(buffer));
	else
		text_printf(&words, "%s k%s", without_cents(buffer), conf_text(conf, CONF_currency));
	append_unbroken(out, words.data);
	text_free(&words);
}

void words_days(struct text *out, int32_t days)
{
	text_printf(out, ngettext("%d day", "%d days", (unsigned long)days), days);
}

void words_value(struct text *out, struct glance *glance, const struct record *record, const struct field *field,
	const struct value *value)
{
	const struct value_writer writer = {.code = append_name, .context = glance, .shown = true};
	char buffer[NUMBER_TEXT_SIZE];
	if (!value->set)
		return;
	if (field->type == TYPE_REASONS)
		words_reasons(out, glance, value->text);
	else if (field->type == TYPE_MONEY)
		text_append_text(out, without_cents((money_local_text(value->number, buffer), buffer)));
	else if (record->entity->number == E_finding && field->number == F_finding_rule)
		words_rule(out, glance->app, value->text);
	else if (field->number == F_created_by || field->number == F_changed_by)
		words_actor(out, glance, value->ref.id);
	else
		value_append(out, field, value, &writer);
}

void words_value_whole(struct text *out, struct glance *glance, const struct record *record,
	const struct field *field, const struct value *value)
{
	if (value->set && field->type == TYPE_MONEY) {
		words_money(out, value->number, reading_session(glance->reading)->conf);
		return;
	}
	words_value(out, glance, record, field, value);
	if (value->set && field->unit != UNIT_none)
		text_printf(out, " %s", _(schema_unit_label(field->unit)));
}

void words_actor(struct text *out, struct glance *glance, uint32_t actor)
{
	switch (actor) {
	case RECORD_BY_NOBODY: text_append_text(out, _("nobody known")); break;
	case RECORD_BY_AUDIT: text_append_text(out, _("the nightly audit")); break;
	case RECORD_BY_IMPORT: text_append_text(out, _("an import")); break;
	case RECORD_BY_INIT: text_append_text(out, _("the making of the register")); break;
	case RECORD_BY_ROOT: text_append_text(out, _("the system's administrator")); break;
	default: words_name(out, glance, (struct ref){E_person, actor}); break;
	}
}

void words_rule(struct text *out, struct app *app, struct slice rule)
{
	struct rule_facts facts;
	if (app->rules == NULL && !app->rules_failed)
		app->rules_failed = (app->rules = rule_list_read(app->session, NULL, NULL)) == NULL;
	for (size_t i = 0; app->rules != NULL && i < rule_list_count(app->rules); i++) {
		rule_list_at(app->rules, i, &facts);
		if (slice_equal_text(rule, facts.id)) {
			text_append_text(out, facts.title);
			return;
		}
	}
	text_append(out, rule);
}

/* Sentences begin with a capital letter where they stand alone. */
static void append_capital(struct text *out, struct slice words)
{
	uint8_t upper[16];
	size_t size = sizeof upper;
	size_t first = text_grapheme(words);
	const uint8_t *letter = (const void *)words.data;
	uint8_t *changed = first > 0 ? u8_toupper(letter, first, NULL, NULL, upper, &size) : NULL;
	if (changed == upper) {
		text_append_bytes(out, upper, size);
		words = (struct slice){words.data + first, words.size - first};
	} else if (changed != NULL) {
		free(changed);
	}
	text_append(out, words);
}

void words_reason(struct text *out, struct glance *glance, const struct reason *reason)
{
	const struct reason_words names = {.name = append_name, .context = glance};
	struct text words = {0};
	reason_append_words(&words, reason, &names);
	append_capital(out, text_slice(&words));
	text_free(&words);
}

void words_reasons(struct text *out, struct glance *glance, struct slice packed)
{
	const struct reason_words names = {.name = append_name, .context = glance};
	struct reasons chain;
	if (!reasons_unpack(packed, &chain))
		return;
	for (size_t i = 0; i < chain.count; i++) {
		if (i > 0)
			text_append_text(out, "; ");
		reason_append_words(out, &chain.items[i], &names);
	}
}

enum role words_decision_role(uint8_t state)
{
	static const enum role roles[] = {
		[C_decide_state_passed] = ROLE_DANGER, [C_decide_state_now] = ROLE_WARNING,
		[C_decide_state_soon] = ROLE_NORMAL, [C_decide_state_open] = ROLE_NORMAL, [C_decide_state_decided] = ROLE_GOOD,
	};
	return state <= C_decide_state_decided ? roles[state] : ROLE_NORMAL;
}

enum role words_severity_role(int64_t severity)
{
	return severity >= C_severity_high ? ROLE_DANGER : severity == C_severity_medium ? ROLE_WARNING : ROLE_NORMAL;
}
