#include "register/licences.h"

#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "register/holders.h"

struct licence_reader {
	const struct view *view;
	day_t today;
	int64_t idle_days;
	struct holders *holders;
	struct records *uses;
	struct index *pools;
	bool any_use;
	struct record_list lots;
	struct contract_terms *terms;
	struct licence_lot *facts;
	struct contract_clock *clocks;
	size_t terms_capacity, facts_capacity, clock_capacity;
	struct licence_seat *seats;
	size_t seat_capacity;
	struct licence_standing standing;
};

static const struct field *pool_field(void)
{
	return schema_field(schema_entity(E_licence), F_licence_pool);
}

struct licence_reader *licence_reader_new(const struct view *view, const struct conf *conf, day_t today)
{
	const int64_t standard = 90;
	struct licence_reader *reader = memory_new(sizeof *reader);
	*reader = (struct licence_reader){.view = view, .today = today, .any_use = view_count(view, E_licence_use) > 0};
	reader->idle_days = conf == NULL ? standard : conf_number(conf, CONF_dormant_days, today);
	reader->holders = holders_new(view, today);
	reader->uses = records_new(view, E_licence_use);
	reader->pools = index_new(view, pool_field(), E_licence);
	return reader;
}

void licence_reader_free(struct licence_reader **reader_at)
{
	struct licence_reader *reader = *reader_at;
	if (reader == NULL)
		return;
	holders_free(&reader->holders);
	records_free(&reader->uses);
	index_free(&reader->pools);
	free(reader->lots.items);
	free(reader->terms);
	free(reader->facts);
	free(reader->clocks);
	free(reader->seats);
	free(reader);
	*reader_at = NULL;
}

int64_t licence_idle_days(const struct licence_reader *reader)
{
	return reader->idle_days;
}

day_t licence_today(const struct licence_reader *reader)
{
	return reader->today;
}

const struct view *licence_view(const struct licence_reader *reader)
{
	return reader->view;
}

/* ---- the lots of a pool ---- */

/* The index has licences by what their pool is called: of each, whether it counts by the same metric. */
static bool next_lot(struct licence_reader *reader, const struct record *licence, struct index_hit *hit, bool first,
                     struct record *lot)
{
	const struct value value = record_value(licence, pool_field());
	bool there = first ? index_seek(reader->pools, &value, hit) : index_next_same(reader->pools, hit);
	for (; there; there = index_next_same(reader->pools, hit))
		if (view_record(reader->view, (struct ref){E_licence, hit->id}, lot) &&
		    record_choice(lot, F_licence_metric) == record_choice(licence, F_licence_metric))
			return true;
	return false;
}

bool licence_leads(struct licence_reader *reader, const struct record *licence, record_id system)
{
	struct index_hit hit = {0};
	struct record lot;
	bool there = record_is_set(licence, F_licence_pool) && next_lot(reader, licence, &hit, true, &lot);
	while (there && system != 0 && lot.parent != system)
		there = next_lot(reader, licence, &hit, false, &lot);
	return !there || lot.id == licence->id;
}

static void add_record(struct record_list *list, const struct record *record)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = *record;
}

static void gather_lots(struct licence_reader *reader, const struct record *licence)
{
	struct index_hit hit = {0};
	struct record lot;
	reader->lots.count = 0;
	if (!record_is_set(licence, F_licence_pool)) {
		add_record(&reader->lots, licence);
		return;
	}
	for (bool there = next_lot(reader, licence, &hit, true, &lot); there;
	     there = next_lot(reader, licence, &hit, false, &lot))
		add_record(&reader->lots, &lot);
}

static void read_facts(struct licence_reader *reader)
{
	size_t count = reader->lots.count;
	memory_grow(&reader->terms, &reader->terms_capacity, count, sizeof *reader->terms);
	memory_grow(&reader->facts, &reader->facts_capacity, count, sizeof *reader->facts);
	memory_grow(&reader->clocks, &reader->clock_capacity, count, sizeof *reader->clocks);
	for (size_t i = 0; i < count; i++) {
		facts_licence_lot(&reader->lots.items[i], &reader->terms[i], &reader->facts[i]);
		contract_clock(&reader->terms[i], reader->today, &reader->clocks[i]);
	}
}

/* ---- who holds seats ---- */

static void add_seat(struct licence_reader *reader, size_t count, const struct record *use)
{
	const struct ref person = record_ref(use, F_licence_use_person);
	struct licence_seat seat = {.person = person, .device = record_text(use, F_licence_use_device),
	                            .last_used = record_day(use, F_licence_use_last_used)};
	if (ref_is_set(person)) {
		const struct holder *holder = holder_of(reader->holders, person.id);
		seat.left = holder->left;
		seat.away = holder->away;
	}
	memory_grow(&reader->seats, &reader->seat_capacity, count, sizeof *reader->seats);
	reader->seats[count] = seat;
}

/* What stands below one licence is one range of the store. */
static void read_seats(struct licence_reader *reader, struct licence_standing *standing)
{
	size_t count = 0;
	struct record use;
	for (size_t i = 0; reader->any_use && i < reader->lots.count; i++) {
		bool on = false;
		while (records_child(reader->uses, reader->lots.items[i].id, &on, &use)) {
			standing->use_count++;
			if (facts_use_holds(&use, reader->today))
				add_seat(reader, count++, &use);
		}
	}
	licence_seats_count(reader->seats, count, reader->today, reader->idle_days, &standing->counts);
	standing->seats = reader->seats;
	standing->seat_count = count;
}

/* ---- what the unit counts ---- */

static uint8_t unit_field(uint8_t metric)
{
	switch (metric) {
	case C_metric_inhabitant: return F_unit_inhabitants_served;
	case C_metric_pupil: return F_unit_pupils;
	case C_metric_employee: return F_unit_employees;
	default: return 0;
	}
}

/* Whose use it is: the system's unit; of what is for no system, the contract's. */
static struct ref unit_of(const struct licence_reader *reader, const struct record *licence)
{
	struct record owner;
	if (view_record(reader->view, (struct ref){E_system, licence->parent}, &owner))
		return record_ref(&owner, F_system_unit);
	if (view_record(reader->view, record_ref(licence, F_licence_contract), &owner))
		return record_ref(&owner, F_contract_unit);
	return (struct ref){0, 0};
}

#define LEVELS 12 /* of units above one another: more is a ring */

/* The nearest unit upwards that states how many. */
static int64_t count_above(const struct licence_reader *reader, struct ref unit, uint8_t field, struct ref *stated_by)
{
	struct record record;
	for (unsigned level = 0; level < LEVELS && view_record(reader->view, unit, &record); level++) {
		int64_t count = record_number(&record, field);
		if (count != NUMBER_UNSET) {
			*stated_by = unit;
			return count;
		}
		unit = record_ref(&record, F_unit_parent);
	}
	return NUMBER_UNSET;
}

/* Lots of one pool are used by one organisation: the first that leads to a count says which. */
static int64_t read_unit_count(struct licence_reader *reader, uint8_t metric, struct licence_standing *standing)
{
	uint8_t field = unit_field(metric);
	int64_t count = NUMBER_UNSET;
	for (size_t i = 0; field != 0 && count == NUMBER_UNSET && i < reader->lots.count; i++)
		count = count_above(reader, unit_of(reader, &reader->lots.items[i]), field, &standing->unit);
	return count;
}

/* ---- a pool ---- */

static bool is_at_hand(const struct licence_reader *reader, const struct record *licence)
{
	const struct record_list *lots = &reader->lots;
	size_t low = 0, high = reader->standing.lots == NULL ? 0 : lots->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (lots->items[middle].id == licence->id)
			return lots->items[middle].bytes == licence->bytes;
		if (lots->items[middle].id < licence->id)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

const struct licence_standing *licence_standing_of(struct licence_reader *reader, const struct record *licence)
{
	struct licence_standing *standing = &reader->standing;
	uint8_t metric = record_choice(licence, F_licence_metric);
	if (is_at_hand(reader, licence))
		return standing;
	gather_lots(reader, licence);
	read_facts(reader);
	*standing = (struct licence_standing){.lots = &reader->lots, .facts = reader->facts, .clocks = reader->clocks};
	read_seats(reader, standing);
	const struct licence_pool pool = {
		.metric = metric, .lots = reader->facts, .lot_count = reader->lots.count, .seats = standing->counts,
		.seats_listed = standing->use_count > 0, .unit_count = read_unit_count(reader, metric, standing),
	};
	licence_position(&pool, reader->today, &standing->position);
	return standing;
}
