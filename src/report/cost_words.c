#include "report/cost_words.h"

#include "base/lang.h"
#include "register/authority.h"

static const struct {
	const char *name, *label;
} groups[COST_GROUPS] = {
	[COST_NARROW] = {"narrow", N_("Today's budget")},
	[COST_DEVELOPMENT_IN] = {"development_in", N_("Development in")},
	[COST_DEVELOPMENT_AROUND] = {"development_around", N_("Development around")},
	[COST_CHANGE] = {"change", N_("Change and training")},
	[COST_EXIT] = {"exit", N_("Leaving")},
	[COST_OTHER] = {"other", N_("Other")},
};

static const struct {
	const char *name, *label;
} origins[] = {
	[COST_STATED] = {"stated", N_("stated")},
	[COST_CARRIED] = {"carried", N_("carried on from the last year")},
	[COST_CONNECTION] = {"connection", N_("integration, per year")},
	[COST_ADAPTATION] = {"adaptation", N_("integration, rebuilt")},
	[COST_INCIDENT] = {"incident", N_("incidents of the last 24 months")},
	[COST_LEAVING] = {"leaving", N_("leaving the system")},
};

static const struct {
	const char *name, *label;
} assumptions[COST_ASSUMPTIONS] = {
	[ASSUMED_DEVELOPMENT_GROWTH] = {"development_growth", N_("dearer development for each year past support")},
	[ASSUMED_ADAPTATION] = {"adaptation", N_("rebuilding integrations that do not say")},
	[ASSUMED_LEAVING] = {"exit_share", N_("leaving, where nobody has stated it")},
	[ASSUMED_DOWNTIME] = {"downtime_share", N_("time of those who wait during incidents")},
};

const char *cost_group_name(int group)
{
	return groups[group].name;
}

const char *cost_group_label(int group)
{
	return _(groups[group].label);
}

const char *cost_origin_name(int origin)
{
	return origins[origin].name;
}

const char *cost_origin_label(int origin)
{
	return _(origins[origin].label);
}

const char *cost_assumption_name(int assumption)
{
	return assumptions[assumption].name;
}

const char *cost_assumption_label(int assumption)
{
	return _(assumptions[assumption].label);
}

static bool may_see(const struct teller *teller, struct ref about)
{
	struct record record;
	return !ref_is_set(about) || (view_record(teller->view, about, &record) &&
		authority_may_explain(teller->session, teller->view, &record));
}

bool cost_line_is_told(const struct teller *teller, const struct cost_line *line)
{
	return may_see(teller, line->about) && may_see(teller, line->ref);
}

int64_t cost_share(money_t part, money_t whole)
{
	return whole == 0 ? NUMBER_UNSET : scaled(part, 10000, whole);
}
