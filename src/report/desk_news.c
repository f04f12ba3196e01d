/* What is new: findings since the audit before the last, changes since the person was last here. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/report_private.h"

static struct desk_item *add_number(struct desk_facts *facts)
{
	struct desk_item *item = desk_item_add(&facts->sections[DESK_NEWS]);
	item->name = memory_copy_text("");
	item->what = memory_copy_text("");
	item->when = memory_copy_text("");
	return item;
}

static void read_findings(struct desk_facts *facts)
{
	struct text where = {0};
	if (!facts->run.there)
		return;
	struct desk_item *item = add_number(facts);
	text_printf(&where, "since_run > %u and (not known_at_start or known_at_start is unset) and " DESK_OPEN,
		facts->run.before);
	item->one = N_("new finding since the last audit");
	item->many = N_("new findings since the last audit");
	item->listed = E_finding;
	item->where = text_take(&where);
	item->counted = 1 + desk_ask_count(facts, E_finding, item->where);
}

static char *tell_since(day_t since, day_t yesterday)
{
	char buffer[DAY_TEXT_SIZE];
	struct text words = {0};
	if (since == yesterday)
		return memory_copy_text(_("since yesterday"));
	text_printf(&words, _("since %s"), day_text(since, buffer));
	return text_take(&words);
}

static void read_changes(struct desk_facts *facts, const struct teller *teller)
{
	day_t yesterday = teller->session->today - 1, since = facts->asked.since;
	own_changes_want(&facts->changes, teller->session->actor, since == DAY_UNSET ? yesterday : since, facts->own,
		facts->own_count);
	struct desk_item *item = add_number(facts);
	item->changes = true;
	item->one = facts->mine ? N_("change to what is yours") : N_("change");
	item->many = facts->mine ? N_("changes to what is yours") : N_("changes");
	free(item->when);
	item->when = tell_since(facts->changes.since, yesterday);
}

void desk_read_news(struct desk_facts *facts, const struct teller *teller)
{
	read_findings(facts);
	read_changes(facts, teller);
}

static bool is_none(const struct desk_facts *facts, size_t count)
{
	return facts->counts[count].fresh && facts->counts[count].number == 0;
}

void desk_tell_news(struct desk_facts *facts)
{
	struct desk_items *items = &facts->sections[DESK_NEWS];
	struct desk_item first;
	if (items->count < 2 || !is_none(facts, items->items[0].counted - 1))
		return;
	first = items->items[0];
	items->items[0] = items->items[1];
	items->items[1] = first;
	desk_items_cut(items, 1);
	items->all = 1;
}

int64_t desk_changes(const struct desk_facts *facts)
{
	const struct own_changes *changes = &facts->changes;
	return changes->looked == 0 || changes->at != 0 ? NUMBER_UNSET : (int64_t)changes->count;
}
