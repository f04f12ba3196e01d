/* What a person's access roles and place in the organisation ask of them: the reviews and findings of an administration
 * team, the questions of those who lead, how the register is for those who look after it. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/session.h"
#include "report/health.h"
#include "report/questions.h"
#include "report/report_private.h"

#define BIT(role) (UINT32_C(1) << (C_access_##role - 1))

/* What the holders of a role follow, for the whole register. */
static const struct duty {
	uint32_t access;
	uint8_t entity;
	enum desk_weight weight;
	const char *one, *many, *where;
} duties[] = {
	{BIT(permission_manager), E_review, WEIGHT_PLAIN, N_("review of permissions under way"),
     N_("reviews of permissions under way"), "kind = permissions and closed is unset"},
	{BIT(permission_manager), E_review_item, WEIGHT_PLAIN, N_("permission in them to decide on"),
     N_("permissions in them to decide on"),
     "review.kind = permissions and review.closed is unset and decided is unset"},
	{BIT(permission_manager), E_finding, WEIGHT_WARNING, N_("finding about permissions"),
     N_("findings about permissions"), "rule matches \"^PER-\" and " DESK_OPEN},
	{BIT(permission_manager), E_permission, WEIGHT_WARNING, N_("account that nobody owns"),
     N_("accounts that nobody owns"), "orphan"},
	{BIT(licence_manager), E_review, WEIGHT_PLAIN, N_("review of licences under way"),
     N_("reviews of licences under way"), "kind = licences and closed is unset"},
	{BIT(licence_manager), E_review_item, WEIGHT_PLAIN, N_("licence in them to decide on"),
     N_("licences in them to decide on"), "review.kind = licences and review.closed is unset and decided is unset"},
	{BIT(licence_manager), E_finding, WEIGHT_WARNING, N_("finding about licences"), N_("findings about licences"),
     "rule matches \"^LIC-\" and " DESK_OPEN},
	{BIT(security), E_finding, WEIGHT_WARNING, N_("finding about duties by law"), N_("findings about duties by law"),
     "rule matches \"^LAW-\" and " DESK_OPEN},
	{BIT(security), E_system, WEIGHT_WARNING, N_("system in use that is not classified"),
     N_("systems in use that are not classified"), "classified is unset and phase in (pilot, in_use, phase_out)"},
	{BIT(security), E_finding, WEIGHT_WARNING, N_("serious finding without your opinion"),
     N_("serious findings without your opinion"), "severity in (high, critical) and opinion is unset and " DESK_OPEN},
};

/* What the holders of a role look at as a whole. */
static const struct {
	uint32_t access;
	const char *report, *name, *what;
} overviews[] = {
	{BIT(permission_manager), "permissions", N_("Position of permissions"),
     N_("what is overdue, orphaned, unused or in conflict")},
	{BIT(licence_manager), "licences", N_("Licence positions"),
     N_("what is missing, what is unused, and what it is worth")},
};

/* A role that is held, not one that an administrator has with all the others. */
static bool holds(const struct session *session, uint32_t access)
{
	return session->known && (session->access & access) != 0;
}

static void read_duties(struct desk_facts *facts, const struct session *session)
{
	for (size_t i = 0; i < COUNT_OF(duties); i++) {
		if (!holds(session, duties[i].access))
			continue;
		struct desk_item *item = desk_item_add(&facts->sections[DESK_ROLE]);
		item->counted = 1 + desk_ask_count(facts, duties[i].entity, duties[i].where);
		item->weight = duties[i].weight;
		item->sign = duties[i].weight == WEIGHT_WARNING ? SIGN_NEAR : SIGN_SMALL;
		item->listed = duties[i].entity;
		item->name = memory_copy_text("");
		item->one = duties[i].one;
		item->many = duties[i].many;
		item->what = memory_copy_text("");
		item->when = memory_copy_text("");
		item->where = memory_copy_text(duties[i].where);
	}
}

static void tell_overviews(struct desk_facts *facts, const struct session *session)
{
	for (size_t i = 0; i < COUNT_OF(overviews); i++) {
		if (!holds(session, overviews[i].access))
			continue;
		struct desk_item *item = desk_item_add(&facts->sections[DESK_ROLE]);
		item->sign = SIGN_SMALL;
		item->report = overviews[i].report;
		item->name = memory_copy_text(_(overviews[i].name));
		item->what = memory_copy_text(_(overviews[i].what));
		item->when = memory_copy_text("");
	}
}

/* ---- who leads ---- */

static bool is_led(uint8_t kind)
{
	return kind == C_unit_kind_organisation || kind == C_unit_kind_committee || kind == C_unit_kind_department ||
	       kind == C_unit_kind_company || kind == C_unit_kind_joint_committee;
}

/* Whoever manages a committee, a department or a company, and those who prepare what they decide. */
static bool leads(const struct teller *teller)
{
	const struct session *session = teller->session;
	if (holds(session, BIT(portfolio_manager)))
		return true;
	if (!session->known || session->actor >= RECORD_BY_AUDIT)
		return false;
	struct naming *naming = naming_new(teller->view, E_unit, F_unit_manager, (struct ref){E_person, session->actor});
	struct record unit;
	bool found = false;
	while (!found && naming_next(naming, &unit))
		found = is_led(record_choice(&unit, F_unit_kind));
	naming_free(&naming);
	return found;
}

static void forget(struct questions **questions)
{
	if (*questions != NULL)
		questions_free(*questions);
	free(*questions);
	*questions = NULL;
}

/* What has been counted stands until all is counted anew, and what is being counted is counted to its end. */
static void read_questions(struct desk_facts *facts)
{
	struct questions **counted = facts->questions == NULL ? &facts->questions : &facts->recounted;
	bool other_words = facts->questions != NULL && facts->questions->business != facts->asked.business;
	if (other_words) {
		forget(&facts->questions);
		forget(&facts->recounted);
		counted = &facts->questions;
	}
	if (*counted != NULL || (facts->questions != NULL && !facts->questions->done))
		return;
	*counted = memory_new(sizeof **counted);
	questions_begin(*counted, facts->asked.business);
}

bool desk_questions_work(struct desk_facts *facts, const struct teller *teller, unsigned milliseconds)
{
	struct questions *counted = facts->recounted != NULL ? facts->recounted : facts->questions;
	if (counted == NULL || questions_work(counted, teller, milliseconds))
		return counted != NULL;
	if (facts->recounted != NULL) {
		forget(&facts->questions);
		facts->questions = facts->recounted;
		facts->recounted = NULL;
	}
	return false;
}

/* The answer that a question leads with: the first of those that weigh most, of nothing else the first. */
static const struct reply *leading(const struct replies *answers)
{
	const struct reply *found = answers->count > 0 ? &answers->items[0] : NULL;
	for (size_t i = 1; i < answers->count; i++) {
		const struct reply *answer = &answers->items[i];
		if (answer->number > 0 && answer->weight > (found->number > 0 ? found->weight : WEIGHT_PLAIN))
			found = answer;
	}
	return found;
}

static void tell_question(struct desk_items *items, enum question question, const struct reply *answer,
                          const struct conf *conf)
{
	struct desk_item *item = desk_item_add(items);
	struct text name = {0};
	bool weighs = answer->number != NUMBER_UNSET && answer->number > 0;
	text_printf(&name, "%s: ", question_brief(question));
	reply_append_number(&name, answer, conf);
	item->answer = 1 + (size_t)question;
	item->weight = weighs ? answer->weight : WEIGHT_PLAIN;
	item->sign = item->weight == WEIGHT_DANGER ? SIGN_GREAT : item->weight == WEIGHT_WARNING ? SIGN_NEAR : SIGN_SMALL;
	item->name = text_take(&name);
	item->what = memory_copy_text(answer->words);
	item->when = memory_copy_text("");
}

const struct reply *desk_answer(const struct desk_facts *facts, const struct desk_item *item)
{
	const struct reply *answer = item->answer == 0 || facts->questions == NULL
	                                     ? NULL : leading(&facts->questions->of[item->answer - 1]);
	return answer != NULL && answer->number != NUMBER_UNSET ? answer : NULL;
}

static void tell_questions(struct desk_facts *facts, const struct teller *teller)
{
	struct desk_items *items = &facts->sections[DESK_QUESTIONS];
	desk_items_clear(items);
	for (enum question question = 0; question < QUESTIONS && facts->questions != NULL; question++) {
		const struct reply *answer = leading(&facts->questions->of[question]);
		if (answer != NULL)
			tell_question(items, question, answer, teller->session->conf);
	}
}

/* ---- the register itself ---- */

static bool looks_after(const struct session *session)
{
	return holds(session, BIT(administrator)) || session->actor == RECORD_BY_ROOT;
}

static void tell_check(struct desk_items *items, const struct health_check *check, const char *words)
{
	struct desk_item *item = desk_item_add(items);
	item->weight = WEIGHT_WARNING;
	item->sign = SIGN_GREAT;
	item->name = memory_copy_text(_(check->label));
	item->what = memory_copy_text("");
	item->when = memory_copy_text("");
	item->detail = memory_copy_text(words);
}

static void tell_well(struct desk_items *items)
{
	struct desk_item *item = desk_item_add(items);
	item->sign = SIGN_SMALL;
	item->name = memory_copy_text(_("All is well"));
	item->what = memory_copy_text(_("with store, backup, audit and feeds"));
	item->when = memory_copy_text("");
}

static void read_health(struct desk_facts *facts, const struct teller *teller)
{
	struct desk_items *items = &facts->sections[DESK_HEALTH];
	struct text words = {0};
	if (facts->health == NULL)
		facts->health = memory_new(sizeof *facts->health);
	if (!health_gather(teller->session, facts->health, NULL))
		return;
	for (const struct health_check *check = health_checks; check->name != NULL; check++) {
		text_clear(&words);
		if (check->look(teller->session, facts->health, &words) == VERDICT_WRONG)
			tell_check(items, check, words.data);
	}
	if (items->count == 0)
		tell_well(items);
	text_free(&words);
}

/* ---- all of it ---- */

void desk_read_role(struct desk_facts *facts, const struct teller *teller)
{
	if (facts->asked.message)
		return;
	read_duties(facts, teller->session);
	tell_overviews(facts, teller->session);
	if (leads(teller))
		read_questions(facts);
	if (looks_after(teller->session))
		read_health(facts, teller);
	desk_read_news(facts, teller);
}

void desk_tell_role(struct desk_facts *facts, const struct teller *teller)
{
	if (!facts->asked.message)
		tell_questions(facts, teller);
}

void desk_role_free(struct desk_facts *facts)
{
	forget(&facts->questions);
	forget(&facts->recounted);
	free(facts->health);
}
