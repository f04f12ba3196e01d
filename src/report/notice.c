/* Who is told, and when. What a message says: notice_words.c. */
#include "report/notice.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/person_facts.h"
#include "report/report_private.h"

/* ---- when ---- */

/* Whether one of the days on which it is told has come since then. */
static bool has_come(const struct notice_times *times, day_t due, day_t since, day_t today)
{
	for (size_t i = 0; i <= times->count; i++) {
		int64_t before = i < times->count ? times->before[i] : 0;
		if (due - before > since && due - before <= today)
			return true;
	}
	return false;
}

enum notice_state notice_state_of(const struct notice_times *times, day_t due, moment_t since,
                                  const struct notice_last *last, day_t today)
{
	bool dated = due != DAY_UNSET;
	if (since == 0 && (!dated || today < due - times->before[0]))
		return NOTICE_SILENT;
	if (last->day == DAY_UNSET || since > last->moment || (dated && has_come(times, due, last->day, today)))
		return NOTICE_CALLS;
	bool waits = dated && due >= today;
	return !waits && today - last->day >= times->again_days ? NOTICE_CALLS : NOTICE_STANDS;
}

enum notice_state notice_state_of_answer(const struct notice_times *times, moment_t since,
                                         const struct notice_last *last, day_t today)
{
	bool fresh = last->day == DAY_UNSET ? today - moment_day(since) < times->again_days : since > last->moment;
	return fresh ? NOTICE_CALLS : NOTICE_SILENT;
}

/* ---- what has been told ---- */

#define LAST_VERSION 1

/* As stored in the fact PERSON_FACT_NOTIFIED. */
struct stored_last {
	uint32_t version;
	int32_t day;
	int64_t moment;
};

static struct notice_last read_last(const struct view *view, record_id person)
{
	char name[PERSON_FACT_SIZE];
	struct slice value;
	struct stored_last stored;
	person_fact_name(name, PERSON_FACT_NOTIFIED, person);
	if (!view_fact(view, name, &value) || value.size != sizeof stored)
		return (struct notice_last){.day = DAY_UNSET};
	memcpy(&stored, value.data, sizeof stored);
	if (stored.version != LAST_VERSION)
		return (struct notice_last){.day = DAY_UNSET};
	return (struct notice_last){.day = stored.day, .moment = stored.moment};
}

bool notice_mark(struct session *session, record_id person, moment_t moment, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .actor = session->actor, .where = text_slice(&session->where)};
	struct stored_last stored = {.version = LAST_VERSION, .day = session->today, .moment = moment};
	char name[PERSON_FACT_SIZE], bytes[sizeof stored];
	struct changes *changes = changes_begin(session->store, &facts, error);
	if (changes == NULL)
		return false;
	person_fact_name(name, PERSON_FACT_NOTIFIED, person);
	memcpy(bytes, &stored, sizeof stored);
	changes_put_fact(changes, name, (struct slice){bytes, sizeof bytes});
	return changes_commit(&changes, NULL, error);
}

/* ---- who ---- */

/* Leaves what is to be told of; whether a message must go. */
static bool choose_items(struct desk_facts *facts, const struct notice_times *times, const struct notice_last *last,
                         day_t today)
{
	bool calls = false;
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++) {
		struct desk_items *items = &facts->sections[section];
		size_t kept = 0;
		for (size_t i = 0; i < items->count; i++) {
			const struct desk_item *item = &items->items[i];
			enum notice_state state = section == DESK_ANSWERS
			                              ? notice_state_of_answer(times, item->since, last, today)
			                              : notice_state_of(times, item->due, item->since, last, today);
			calls = calls || state == NOTICE_CALLS;
			if (state == NOTICE_SILENT)
				continue;
			struct desk_item told = *item;
			items->items[i] = items->items[kept];
			items->items[kept++] = told;
		}
		desk_items_cut(items, kept);
	}
	return calls;
}

static const char *language_of(const struct record *person, const struct conf *conf, const char *otherwise)
{
	const struct choice *choice =
		schema_choice(schema_choices(CHOICES_language), record_choice(person, F_person_language));
	if (choice != NULL)
		return choice->name;
	return *conf_text(conf, CONF_language) != '\0' ? conf_text(conf, CONF_language) : otherwise;
}

static bool is_told(const struct record *person, day_t today)
{
	return person_is_here(person, today) && !person_is_away_on(person, today) &&
	       record_choice(person, F_person_kind) != C_person_kind_service_account;
}

static char *copy_field(const struct record *person, uint8_t field)
{
	struct text copy = {0};
	text_append(&copy, record_text(person, field));
	return text_take(&copy);
}

static void add_notice(struct notices *notices, const struct desk_facts *facts, const struct record *person,
                       const struct conf *conf)
{
	struct text subject = {0}, body = {0};
	memory_grow(&notices->items, &notices->capacity, notices->count, sizeof *notices->items);
	notice_append_subject(&subject, facts);
	notice_append_body(&body, facts, record_text(person, F_person_name), conf);
	notices->items[notices->count++] = (struct notice){
		.person = person->id,
		.name = copy_field(person, F_person_name),
		.login = copy_field(person, F_person_login),
		.address = copy_field(person, F_person_email),
		.language = lang_code(),
		.subject = text_take(&subject),
		.body = text_take(&body),
	};
}

struct round { /* of messages being made */
	struct notices *notices;
	const struct session *session;
	const struct view *view;
	struct notice_times times;
	struct rule_titles rules;
	struct desk_facts facts;
};

static void tell_person(struct round *round, const struct record *person, const struct notice_last *last)
{
	static const struct desk_asked asked = {.message = true};
	const struct session own = session_of_person(round->session, person);
	struct teller teller = {&own, round->view, reading_new(round->view, &own), &round->rules};
	desk_facts_read(&round->facts, &teller, &asked);
	desk_facts_tell(&round->facts, &teller);
	if (choose_items(&round->facts, &round->times, last, own.today))
		add_notice(round->notices, &round->facts, person, own.conf);
	reading_free(&teller.reading);
}

void notices_read(struct notices *notices, const struct session *session, const struct view *view)
{
	struct round round = {.notices = notices, .session = session, .view = view};
	struct records *people = records_new(view, E_person);
	const char *spoken = lang_code();
	struct record person;
	round.times.before = conf_numbers(session->conf, CONF_notify_before, &round.times.count);
	round.times.again_days = conf_number(session->conf, CONF_notify_again_days, session->today);
	for (bool there = records_first(people, &person); there; there = records_next(people, &person)) {
		const struct notice_last last = read_last(view, person.id);
		if (!is_told(&person, session->today) || last.day == session->today)
			continue;
		lang_set(language_of(&person, session->conf, spoken));
		tell_person(&round, &person, &last);
	}
	lang_set(spoken);
	records_free(&people);
	desk_facts_free(&round.facts);
	rule_titles_free(&round.rules);
}

void notices_free(struct notices *notices)
{
	for (size_t i = 0; i < notices->count; i++) {
		free(notices->items[i].name);
		free(notices->items[i].login);
		free(notices->items[i].address);
		free(notices->items[i].subject);
		free(notices->items[i].body);
	}
	free(notices->items);
	*notices = (struct notices){0};
}
