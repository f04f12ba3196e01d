#include "report/teller.h"

#include <string.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "conf/conf.h"
#include "report/nameless.h"

void rule_titles_free(struct rule_titles *titles)
{
	rule_list_free(&titles->list);
}

void teller_rule(struct text *out, const struct teller *teller, struct slice rule)
{
	struct rule_titles *rules = teller->rules;
	struct rule_facts facts;
	if (rules->list == NULL && !rules->failed)
		rules->failed = (rules->list = rule_list_read(teller->session, NULL, NULL)) == NULL;
	for (size_t i = 0; rules->list != NULL && i < rule_list_count(rules->list); i++) {
		rule_list_at(rules->list, i, &facts);
		if (slice_equal_text(rule, facts.id)) {
			text_append_text(out, facts.title);
			return;
		}
	}
	text_append(out, rule);
}

void teller_title(struct text *out, const struct teller *teller, const struct record *record)
{
	teller_title_below(out, teller, record, (struct ref){0});
}

void teller_title_below(struct text *out, const struct teller *teller, const struct record *record, struct ref above)
{
	const struct field *field = schema_field(record->entity, record->entity->name_field);
	struct value name = field != NULL ? reading_field(teller->reading, record, field) : VALUE_UNSET;
	if (!name.set) {
		if (field != NULL || !nameless_append(out, teller, record, above))
			view_append_code(teller->view, record_self(record), out);
	} else if (record->entity->number == E_finding) {
		teller_rule(out, teller, record_text(record, F_finding_rule));
	} else {
		text_append(out, name.text);
	}
}

void teller_name(struct text *out, const struct teller *teller, struct ref ref)
{
	struct record record;
	if (reading_record(teller->reading, ref, &record))
		teller_title(out, teller, &record);
	else
		view_append_code(teller->view, ref, out);
}

static void append_name(void *context, struct ref ref, struct text *out)
{
	const struct teller *teller = context;
	teller_name(out, teller, ref);
}

void teller_reason(struct text *out, const struct teller *teller, const struct reason *reason)
{
	struct teller told = *teller;
	const struct reason_words names = {.name = append_name, .context = &told};
	reason_append_words(out, reason, &names);
}

void teller_reasons(struct text *out, const struct teller *teller, struct slice packed)
{
	struct reasons chain;
	if (!reasons_unpack(packed, &chain))
		return;
	for (size_t i = 0; i < chain.count; i++) {
		if (i > 0)
			text_append_text(out, "; ");
		teller_reason(out, teller, &chain.items[i]);
	}
}

/* Whole crowns are written without their öre. */
static struct slice without_cents(const char *text)
{
	size_t size = strlen(text);
	if (size > 3 && (strcmp(text + size - 3, ",00") == 0 || strcmp(text + size - 3, ".00") == 0))
		size -= 3;
	return (struct slice){text, size};
}

void teller_gone(struct text *out, const struct view *view, const struct image *image)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	text_append_text(out, image->state == IMAGE_ERASED ? _("erased") : _("disposed of"));
	if (image->state == IMAGE_DISPOSED && journal_seek(journal, image->disposal, &entry) &&
	    entry.sequence == image->disposal) {
		text_append_text(out, ": ");
		text_append_harmless(out, entry.why, false);
		text_printf(out, " (#%llu)", (unsigned long long)image->disposal);
	}
	journal_free(&journal);
}

void teller_amount(struct text *out, money_t money)
{
	char buffer[NUMBER_TEXT_SIZE];
	text_append(out, without_cents(money_local_text(money, buffer)));
}

void teller_money(struct text *out, money_t money, const struct conf *conf)
{
	const char *currency = conf_text(conf, CONF_currency);
	teller_amount(out, money);
	text_printf(out, " %s", strcmp(currency, "SEK") == 0 ? "kr" : currency);
}

/* An amount stays in one row. */
static void append_unbroken(struct text *out, const char *words)
{
	for (; *words != '\0'; words++)
		text_append(out, *words == ' ' ? SLICE("\xc2\xa0") : (struct slice){words, 1});
}

void teller_money_short(struct text *out, money_t money, const struct conf *conf)
{
	int64_t thousands = scaled(money, 1, 100000);
	const char *currency = conf_text(conf, CONF_currency);
	struct text amount = {0}, words = {0};
	if (thousands < 10 && thousands > -10) {
		teller_money(out, money, conf);
		return;
	}
	teller_amount(&amount, thousands * 100);
	if (strcmp(currency, "SEK") == 0)
		text_printf(&words, _("%s kSEK"), amount.data);
	else
		text_printf(&words, "%s k%s", amount.data, currency);
	append_unbroken(out, words.data);
	text_free(&amount);
	text_free(&words);
}
