#include "tui/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "base/lang.h"
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

struct teller words_teller(struct glance *glance)
{
	struct app *app = glance->app;
	return (struct teller){app->session, glance->view, glance->reading, &app->rules};
}

void words_title(struct text *out, struct glance *glance, const struct record *record)
{
	const struct teller teller = words_teller(glance);
	teller_title(out, &teller, record);
}

void words_name(struct text *out, struct glance *glance, struct ref ref)
{
	const struct teller teller = words_teller(glance);
	teller_name(out, &teller, ref);
}

static void append_name(void *context, struct ref ref, struct text *out)
{
	words_name(out, context, ref);
}

void words_days(struct text *out, int32_t days)
{
	text_printf(out, ngettext("%d day", "%d days", (unsigned long)days), days);
}

void words_value(struct text *out, struct glance *glance, const struct record *record, const struct field *field,
	const struct value *value)
{
	const struct value_writer writer = {.code = append_name, .context = glance, .shown = true};
	if (!value->set)
		return;
	if (field->type == TYPE_REASONS)
		words_reasons(out, glance, value->text);
	else if (field->type == TYPE_MONEY)
		teller_amount(out, value->number);
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
		teller_money(out, value->number, reading_session(glance->reading)->conf);
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
	const struct teller teller = {.session = app->session, .rules = &app->rules};
	teller_rule(out, &teller, rule);
}

/* Sentences begin with a capital letter where they stand alone. */
void words_capital(struct text *out, struct slice words)
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
	words_capital(out, text_slice(&words));
	text_free(&words);
}

void words_reasons(struct text *out, struct glance *glance, struct slice packed)
{
	const struct teller teller = words_teller(glance);
	teller_reasons(out, &teller, packed);
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
