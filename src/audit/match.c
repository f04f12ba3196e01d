/* What was found against what stands: the states of findings. DOMAIN 4.
 *
 *     (nothing) → open → acknowledged → accepted → resolved → reopened
 *
 * A row is written only where something about the finding changes. It keeps how it stood before the run that last
 * changed it, so that a run that was never finished, or is made again on the same day, counts for nothing. */
#include "audit/audit_private.h"
#include "base/memory.h"

void match_init(struct matching *matcher)
{
	draft_init(&matcher->draft, schema_entity(E_finding));
}

void match_free(struct matching *matcher)
{
	if (matcher->draft.values != NULL)
		draft_free(&matcher->draft);
	text_free(&matcher->reasons);
	text_free(&matcher->next_step);
	text_free(&matcher->id);
}

static bool is_seen(uint8_t state)
{
	return finding_state_is_open(state) || state == C_finding_state_accepted;
}

static uint32_t number_of(const struct record *record, uint8_t field)
{
	int64_t number = record_number(record, field);
	return number == NUMBER_UNSET ? 0 : (uint32_t)number;
}

/* What of a row the states are made of. */
struct row {
	uint8_t state, former_state; /* 0: there was none */
	bool known;
	uint32_t since, former_run, times;
	day_t first_seen, last_seen, resolved;
};

static void read_row(const struct record *stored, struct row *row)
{
	*row = (struct row){
		.state = record_choice(stored, F_finding_state),
		.former_state = record_choice(stored, F_finding_former_state),
		.known = record_yes(stored, F_finding_known_at_start),
		.since = number_of(stored, F_finding_since_run),
		.former_run = number_of(stored, F_finding_former_run),
		.times = number_of(stored, F_finding_times_seen),
		.first_seen = record_day(stored, F_finding_first_seen),
		.last_seen = record_day(stored, F_finding_last_seen),
		.resolved = record_day(stored, F_finding_resolved),
	};
}

/* How the finding stood, and since which run, when the present run began. */
struct base {
	uint8_t state; /* 0: there was none */
	uint32_t since;
	bool voided; /* what the row says was said by a run that counts for nothing */
};

static struct base base_of(const struct runs *runs, const struct row *row)
{
	/* What a person has said stands, whatever becomes of the run. */
	if (row->state == 0 || row->state == C_finding_state_acknowledged || row->state == C_finding_state_accepted ||
	    !runs_is_void(runs, row->since))
		return (struct base){row->state, row->since, false};
	return (struct base){row->former_state, row->former_run, true};
}

/* Where it is headed: the row as it will be. */
static void find_target(const struct matching *matcher, const struct row *row, const struct base *base,
                        struct row *target)
{
	*target = *row;
	target->state = base->state;
	target->since = base->since;
	if (base->voided && is_seen(base->state)) {
		uint32_t counted = runs_count_since(matcher->runs, base->since);
		target->times = target->times > counted ? target->times - counted : 0;
	}
}

/* The run changes the state; where a run of the same day had said the same, the row already tells it. */
static void move(const struct matching *matcher, const struct row *row, const struct base *base, struct row *target,
                 uint8_t state)
{
	bool said = base->voided && row->state == state && runs_completed(matcher->runs, row->since);
	if (is_seen(base->state))
		target->times += runs_count_since(matcher->runs, base->since);
	target->state = state;
	target->since = said ? row->since : matcher->runs->number;
	target->former_state = base->state;
	target->former_run = base->since;
}

static bool acceptance_holds(const struct matching *matcher, const struct record *stored, const struct found *found)
{
	money_t ceiling = record_number(stored, F_finding_cost_ceiling);
	return record_day(stored, F_finding_accepted_until) >= matcher->runs->today &&
	       found->severity <= finding_severity(stored) &&
	       (ceiling == NUMBER_UNSET || found->cost <= ceiling);
}

static void move_found(const struct matching *matcher, const struct record *stored, const struct row *row,
                       const struct base *base, const struct active_rule *active, const struct found *found,
                       struct row *target)
{
	switch (base->state) {
	case 0:
		move(matcher, row, base, target, C_finding_state_open);
		target->first_seen = matcher->runs->today;
		target->times = 0;
		target->known = active->first_night;
		break;
	case C_finding_state_resolved:
		move(matcher, row, base, target, C_finding_state_reopened);
		target->known = active->first_night;
		break;
	case C_finding_state_accepted:
		if (acceptance_holds(matcher, stored, found))
			break;
		move(matcher, row, base, target, C_finding_state_reopened);
		target->known = false;
		break;
	default:
		if (base->voided)
			target->resolved = DAY_UNSET; /* it had been open all along */
		break;
	}
}

static bool number_differs(const struct record *stored, uint8_t field, int64_t wanted)
{
	return record_number(stored, field) != wanted;
}

static bool state_differs(const struct row *row, const struct row *target)
{
	return row->state != target->state || row->since != target->since || row->times != target->times ||
	       row->first_seen != target->first_seen || row->last_seen != target->last_seen ||
	       row->resolved != target->resolved || row->known != target->known ||
	       row->former_state != target->former_state || row->former_run != target->former_run;
}

static bool content_differs(const struct record *stored, const struct found *found, day_t due)
{
	return finding_severity(stored) != found->severity ||
	       record_ref_id(stored, F_finding_person) != found->person || record_day(stored, F_finding_due) != due ||
	       number_differs(stored, F_finding_cost, found->cost == 0 ? NUMBER_UNSET : found->cost) ||
	       stored->parent != found->system ||
	       !reasons_are_packed(&found->reasons, record_text(stored, F_finding_reasons)) ||
	       !reasons_are_packed(&found->next_step, record_text(stored, F_finding_next_step));
}

static void set_state(struct draft *draft, const struct row *target)
{
	draft_set_number(draft, F_finding_state, target->state);
	draft_set_number(draft, F_finding_since_run, target->since);
	draft_set_number(draft, F_finding_times_seen, target->times);
	draft_set_day(draft, F_finding_first_seen, target->first_seen);
	draft_set_day(draft, F_finding_last_seen, target->last_seen);
	draft_set_day(draft, F_finding_resolved, target->resolved);
	draft_set_number(draft, F_finding_known_at_start, target->known ? C_yesno_yes : NUMBER_UNSET);
	draft_set_number(draft, F_finding_former_state, target->former_state == 0 ? NUMBER_UNSET : target->former_state);
	draft_set_number(draft, F_finding_former_run, target->former_run == 0 ? NUMBER_UNSET : target->former_run);
}

/* OBS-01:CMP-0004[:detail] */
static void set_identity(struct matching *matcher, const struct active_rule *active, const struct found *found)
{
	struct text *id = &matcher->id;
	text_clear(id);
	text_append_text(id, active->id);
	text_append_char(id, ':');
	if (ref_is_set(found->about))
		view_append_code(matcher->view, found->about, id);
	else
		text_append_text(id, "register");
	if (found->detail.size > 0) {
		text_append_char(id, ':');
		text_append(id, found->detail);
	}
	draft_set_text(&matcher->draft, F_finding_id, text_slice(id));
}

static void set_content(struct matching *matcher, const struct active_rule *active, const struct found *found,
                        day_t due)
{
	struct draft *draft = &matcher->draft;
	text_clear(&matcher->reasons);
	reasons_pack(&matcher->reasons, &found->reasons);
	text_clear(&matcher->next_step);
	reasons_pack(&matcher->next_step, &found->next_step);
	set_identity(matcher, active, found);
	draft_set_text(draft, F_finding_rule, slice_of(active->id));
	draft_set_ref(draft, F_finding_about, found->about);
	draft_set_text(draft, F_finding_detail, found->detail);
	draft_set_number(draft, F_finding_severity, found->severity);
	draft_set_text(draft, F_finding_reasons, text_slice(&matcher->reasons));
	draft_set_text(draft, F_finding_next_step, text_slice(&matcher->next_step));
	draft_set_ref(draft, F_finding_person, (struct ref){E_person, found->person});
	draft_set_day(draft, F_finding_due, due);
	draft_set_number(draft, F_finding_cost, found->cost == 0 ? NUMBER_UNSET : found->cost);
	draft_set_ref(draft, F_finding_system, (struct ref){E_system, found->system});
}

static void begin_draft(struct matching *matcher, const struct record *stored)
{
	if (stored != NULL)
		draft_copy_record(&matcher->draft, stored);
	else
		draft_clear(&matcher->draft, schema_entity(E_finding));
}

static void send(struct matching *matcher, const struct record *stored)
{
	outbox_add(matcher->outbox, stored == NULL ? 0 : stored->id, stored == NULL ? 0 : record_revision(stored),
	           &matcher->draft);
}

static bool is_fresh(const struct matching *matcher, const struct row *target)
{
	return finding_state_is_open(target->state) && !target->known && target->since > matcher->runs->earlier.number;
}

/* Where the rule knows no day: a week for what is high, a month for the rest, from when it was first seen. */
static day_t due_day(const struct found *found, day_t first_seen)
{
	if (found->due != DAY_UNSET || found->severity == C_severity_info)
		return found->due;
	return first_seen + (found->severity >= C_severity_high ? 7 : 30);
}

bool match_is_same(const struct record *stored, struct slice rule, const struct found *found)
{
	return ref_equal(record_ref(stored, F_finding_about), found->about) &&
	       slice_equal(record_text(stored, F_finding_rule), rule) &&
	       slice_equal(record_text(stored, F_finding_detail), found->detail);
}

void match_found(struct matching *matcher, const struct record *stored, const struct active_rule *active,
                 const struct found *found, struct verdict *verdict)
{
	struct row row = {.first_seen = matcher->runs->today, .last_seen = DAY_UNSET, .resolved = DAY_UNSET}, target;
	if (stored != NULL)
		read_row(stored, &row);
	struct base base = base_of(matcher->runs, &row);
	find_target(matcher, &row, &base, &target);
	move_found(matcher, stored, &row, &base, active, found, &target);
	day_t due = due_day(found, target.first_seen);
	if (stored == NULL || state_differs(&row, &target) || content_differs(stored, found, due)) {
		begin_draft(matcher, stored);
		set_content(matcher, active, found, due);
		set_state(&matcher->draft, &target);
		send(matcher, stored);
	}
	*verdict = (struct verdict){.state = target.state,
	                            .severity = found->severity,
	                            .known = target.known,
	                            .fresh = is_fresh(matcher, &target),
	                            .was_open = is_seen(base.state),
	                            .due = due,
	                            .cost = found->cost,
	                            .system = found->system};
}

static struct verdict verdict_of(const struct matching *matcher, const struct record *stored,
                                 const struct row *target, const struct base *base)
{
	money_t cost = record_number(stored, F_finding_cost);
	return (struct verdict){.state = target->state,
	                        .severity = finding_severity(stored),
	                        .known = target->known,
	                        .fresh = is_fresh(matcher, target),
	                        .was_open = is_seen(base->state),
	                        .due = record_day(stored, F_finding_due),
	                        .cost = cost == NUMBER_UNSET ? 0 : cost,
	                        .system = stored->parent};
}

void match_gone(struct matching *matcher, const struct record *stored, struct verdict *verdict)
{
	const struct runs *runs = matcher->runs;
	struct row row, target;
	read_row(stored, &row);
	struct base base = base_of(runs, &row);
	find_target(matcher, &row, &base, &target);
	if (is_seen(base.state)) {
		move(matcher, &row, &base, &target, C_finding_state_resolved);
		target.resolved = runs->today;
		target.last_seen = runs->earlier.number != 0 ? runs->earlier.day : target.last_seen;
	} else if (base.state == 0) {
		/* Only a run that counts for nothing has ever seen it. */
		target.state = C_finding_state_resolved;
		target.since = row.state == C_finding_state_resolved ? row.since : runs->number;
		target.resolved = day_later(target.resolved, target.first_seen);
	}
	if (state_differs(&row, &target)) {
		begin_draft(matcher, stored);
		set_state(&matcher->draft, &target);
		send(matcher, stored);
	}
	*verdict = verdict_of(matcher, stored, &target, &base);
}

void match_stored(const struct matching *matcher, const struct record *stored, struct verdict *verdict)
{
	struct row row;
	read_row(stored, &row);
	struct base base = base_of(matcher->runs, &row);
	*verdict = verdict_of(matcher, stored, &row, &base);
}
