#include "register/benefits.h"

#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"

struct benefit_reader {
	const struct view *view;
	const struct conf *conf;
	day_t today;
	struct records *measurements;
	day_t *days; /* on which a benefit was measured */
	size_t day_capacity;
};

struct benefit_reader *benefit_reader_new(const struct view *view, const struct conf *conf, day_t today)
{
	struct benefit_reader *reader = memory_new(sizeof *reader);
	*reader = (struct benefit_reader){view, conf, today, records_new(view, E_measurement), NULL, 0};
	return reader;
}

void benefit_reader_free(struct benefit_reader **reader)
{
	if (*reader == NULL)
		return;
	records_free(&(*reader)->measurements);
	free((*reader)->days);
	free(*reader);
	*reader = NULL;
}

static void read_own(const struct record *benefit, struct benefit_row *row)
{
	row->facts = (struct benefit_facts){
		.has_owner = record_is_set(benefit, F_benefit_owner),
		.has_measure = record_is_set(benefit, F_benefit_measure),
		.has_beneficiary = record_is_set(benefit, F_benefit_beneficiary),
		.baseline = record_number(benefit, F_benefit_baseline),
		.target = record_number(benefit, F_benefit_target),
		.outcome = record_number(benefit, F_benefit_outcome),
		.yearly_value = record_number(benefit, F_benefit_yearly_value),
		.realised_value = record_number(benefit, F_benefit_realised_value),
		.due = record_day(benefit, F_benefit_due),
	};
	row->measured = record_day(benefit, F_benefit_measured);
}

static void add_day(struct benefit_reader *reader, size_t *count, day_t day)
{
	memory_grow(&reader->days, &reader->day_capacity, *count, sizeof *reader->days);
	reader->days[(*count)++] = day;
}

/* A measurement that says later what was reached stands before what the benefit itself says. */
static size_t read_measurements(struct benefit_reader *reader, struct benefit_row *row)
{
	struct record measurement;
	size_t count = 0;
	bool on = false;
	add_day(reader, &count, row->measured);
	while (records_child(reader->measurements, row->benefit.id, &on, &measurement)) {
		day_t day = record_day(&measurement, F_measurement_measured);
		if (day == DAY_UNSET || day > reader->today)
			continue; /* nobody has measured tomorrow */
		add_day(reader, &count, day);
		if (row->measured != DAY_UNSET && day < row->measured)
			continue;
		row->measured = day;
		row->facts.outcome = record_number(&measurement, F_measurement_outcome);
		row->facts.realised_value = record_number(&measurement, F_measurement_realised_value);
	}
	return count;
}

static void follow_up(struct benefit_reader *reader, struct benefit_row *row, size_t measured)
{
	day_t delivered = record_day(&row->opportunity, F_opportunity_delivered);
	if (delivered == DAY_UNSET)
		return;
	row->followed = true;
	for (int i = 0; i < FOLLOW_UPS; i++)
		row->months[i] =
			conf_number(reader->conf, (enum conf_option)(CONF_follow_up_months_first + i), delivered);
	benefit_follow_ups(delivered, row->months, FOLLOW_UPS, reader->days, measured, reader->today, row->follow_ups);
}

void benefit_reader_read(struct benefit_reader *reader, const struct record *benefit, struct benefit_row *row)
{
	*row = (struct benefit_row){.benefit = *benefit};
	read_own(benefit, row);
	size_t measured = read_measurements(reader, row);
	row->pays = record_ref(benefit, F_benefit_payer);
	row->gains = record_ref(benefit, F_benefit_unit);
	if (!view_record(reader->view, record_ref(benefit, F_benefit_opportunity), &row->opportunity)) {
		row->opportunity = (struct record){0};
		return;
	}
	if (!ref_is_set(row->gains))
		row->gains = record_ref(&row->opportunity, F_opportunity_unit);
	follow_up(reader, row, measured);
}

bool benefit_is_paid_elsewhere(const struct benefit_row *row)
{
	return ref_is_set(row->pays) && ref_is_set(row->gains) && !ref_equal(row->pays, row->gains);
}
