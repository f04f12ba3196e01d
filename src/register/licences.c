#include "register/licences_private.h"

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
	struct licence_units units;
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
	reader->units = (struct licence_units){.view = view, .today = today};
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
	licence_units_free(&reader->units);
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
		.seats_listed = standing->use_count > 0,
		.unit_count = licence_units_count(&reader->units, metric, &reader->lots),
	};
	standing->counted = pool.unit_count;
	standing->unit_count = reader->units.count;
	standing->unit = reader->units.count == 0 ? (struct ref){0, 0} : reader->units.items[0].unit;
	licence_position(&pool, reader->today, &standing->position);
	return standing;
}

money_t licence_cost(struct licence_reader *reader, const struct record *licence, bool *once)
{
	const struct licence_standing *standing = licence_standing_of(reader, licence);
	struct contract_terms terms;
	struct licence_lot lot;
	facts_licence_lot(licence, &terms, &lot);
	*once = lot.period == C_period_once;
	return *once ? licence_lot_cost(&lot, standing->counted) : licence_lot_yearly(&lot, standing->counted);
}
