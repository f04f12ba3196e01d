#include "register/licensing.h"

#include "base/lang.h"
#include "base/memory.h"
#include "register/licences.h"

static bool refuse(uint8_t *at, uint8_t number)
{
	if (at != NULL)
		*at = number;
	return false;
}

bool licensing_check_licence(const struct draft *draft, uint8_t *field, struct error *error)
{
	struct value metric = draft_value(draft, F_licence_metric), cost = draft_value(draft, F_licence_unit_cost);
	bool counted = !metric.set || licence_counted_by((uint8_t)metric.number) != LICENCE_BY_COVER;
	if (!counted && draft_value(draft, F_licence_quantity).set) {
		error_set(error, ERROR_INPUT, _("quantity: there is nothing to count per site or for the whole organisation; leave "
		                                "it empty"));
		return refuse(field, F_licence_quantity);
	}
	if (cost.set && cost.number < 0) {
		error_set(error, ERROR_INPUT, _("unit_cost: a price is not below nothing"));
		return refuse(field, F_licence_unit_cost);
	}
	return true;
}

/* ---- seats ---- */

struct seat_check {
	const struct view *view;
	day_t today;
	const struct draft *draft;
	struct ref self;
	struct record licence;
	day_t from, to; /* DAY_UNSET: open */
	uint8_t *at;
	struct error *error;
};

static day_t draft_day(const struct draft *draft, uint8_t field)
{
	struct value value = draft_value(draft, field);
	return value.set ? (day_t)value.number : DAY_UNSET;
}

static bool is_changed(const struct record *before, const struct draft *draft)
{
	static const uint8_t fields[] = {F_licence_use_licence, F_licence_use_person, F_licence_use_device, F_licence_use_from,
	                                 F_licence_use_to};
	for (size_t i = 0; i < sizeof fields; i++) {
		const struct field *field = schema_field(draft->entity, fields[i]);
		struct value old = record_value(before, field), new = draft_value(draft, fields[i]);
		if (!value_equal(field, &old, &new))
			return true;
	}
	return false;
}

/* Held before the first day, or after the last and still: reality, and found. On none of its days: impossible. */
static bool check_days(const struct seat_check *check)
{
	struct contract_terms terms;
	char day[DAY_TEXT_SIZE], bound[DAY_TEXT_SIZE];
	facts_licence(&check->licence, &terms);
	bool renews = contract_renews_tacitly(&terms);
	if (check->to != DAY_UNSET && terms.start != DAY_UNSET && check->to < terms.start) {
		error_set(check->error, ERROR_INPUT, _("to: the seat is held to %s, and the licence begins %s"),
		          day_text(check->to, day), day_text(terms.start, bound));
		return refuse(check->at, F_licence_use_to);
	}
	if (check->from != DAY_UNSET && terms.end != DAY_UNSET && !renews && check->from > terms.end) {
		error_set(check->error, ERROR_INPUT, _("from: the seat is held from %s, and the licence ended %s"),
		          day_text(check->from, day), day_text(terms.end, bound));
		return refuse(check->at, F_licence_use_from);
	}
	return true;
}

static bool shares_days(const struct seat_check *check, const struct record *use)
{
	day_t from = record_day(use, F_licence_use_from), to = record_day(use, F_licence_use_to);
	return (to == DAY_UNSET || check->from == DAY_UNSET || check->from <= to) &&
	       (from == DAY_UNSET || check->to == DAY_UNSET || from <= check->to);
}

/* The index leads from the person to what they hold, however many hold the licence. */
static bool check_once(const struct seat_check *check)
{
	struct value person = draft_value(check->draft, F_licence_use_person);
	struct record use;
	struct text code = {0};
	bool twice = false;
	if (!person.set)
		return true;
	struct naming *held = naming_new(check->view, E_licence_use, F_licence_use_person, person.ref);
	while (!twice && naming_next(held, &use))
		twice = use.parent == check->licence.id && use.id != check->self.id && shares_days(check, &use);
	naming_free(&held);
	if (!twice)
		return true;
	view_append_code(check->view, record_self(&use), &code);
	error_set(check->error, ERROR_INPUT, _("person: holds a seat of this licence already on these days (%s)"), code.data);
	text_free(&code);
	return refuse(check->at, F_licence_use_person);
}

static bool is_same_holder(const struct seat_check *check, const struct licence_seat *seat)
{
	struct value person = draft_value(check->draft, F_licence_use_person),
				 device = draft_value(check->draft, F_licence_use_device);
	return person.set ? ref_equal(seat->person, person.ref)
	                  : !ref_is_set(seat->person) && device.set && slice_equal(seat->device, device.text);
}

/* Seats that are given out here are not given twice; of those that are listed from elsewhere LIC-01 tells. */
static bool check_room(const struct seat_check *check)
{
	enum licence_count by = licence_counted_by(record_choice(&check->licence, F_licence_metric));
	if (!record_yes(&check->licence, F_licence_assigned_here) || (by != LICENCE_BY_SEATS && by != LICENCE_BY_DEVICES) ||
	    (check->from != DAY_UNSET && check->from > check->today) || (check->to != DAY_UNSET && check->to < check->today))
		return true;
	struct licence_reader *reader = licence_reader_new(check->view, NULL, check->today);
	const struct licence_standing *pool = licence_standing_of(reader, &check->licence);
	size_t held = by == LICENCE_BY_SEATS ? pool->counts.held : pool->counts.devices;
	int64_t entitled = pool->position.entitled;
	bool room = entitled == NUMBER_UNSET || (int64_t)held < entitled;
	for (size_t i = 0; !room && i < pool->seat_count; i++)
		room = is_same_holder(check, &pool->seats[i]);
	licence_reader_free(&reader);
	if (room)
		return true;
	error_set(check->error, ERROR_INPUT, _("licence: seats are given out in the register, and all %lld are held; buy "
	                                       "more, or take one back first"), (long long)entitled);
	return refuse(check->at, F_licence_use_licence);
}

bool licensing_check_use(const struct view *view, day_t today, const struct record *before, const struct draft *draft,
                         struct ref self, uint8_t *field, struct error *error)
{
	struct seat_check check = {.view = view, .today = today, .draft = draft, .self = self,
	                           .from = draft_day(draft, F_licence_use_from), .to = draft_day(draft, F_licence_use_to),
	                           .at = field, .error = error};
	struct value licence = draft_value(draft, F_licence_use_licence);
	if (!licence.set || !view_record(view, licence.ref, &check.licence) || (before != NULL && !is_changed(before, draft)))
		return true;
	return check_days(&check) && check_once(&check) && check_room(&check);
}
