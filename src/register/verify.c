#include "register/verify.h"

#include "base/lang.h"
#include "register/summary.h"

struct verifying {
	const struct view *view;
	const struct conf *conf;
	void (*fault)(void *context, const char *line);
	void *context;
	struct verify_report *report;
	struct scope_reader *reader; /* of the day below */
	day_t day;
	uint32_t parameters;
	struct text scratch, expected, stored;
};

/* Rows are of one day, mostly: the reader is kept. */
static void take_day(struct verifying *verifying, day_t day)
{
	if (verifying->reader != NULL && verifying->day == day)
		return;
	struct lead_parameters parameters = facts_lead_parameters(verifying->conf, day);
	scope_reader_free(&verifying->reader);
	verifying->reader = scope_reader_new(verifying->view, verifying->conf, day, UINT64_C(1) << E_valuation);
	verifying->day = day;
	verifying->parameters = facts_parameters_mark(&parameters);
}

static void tell_fault(struct verifying *verifying, struct ref ref, const char *words)
{
	struct text line = {0};
	view_append_code(verifying->view, ref, &line);
	text_printf(&line, ": %s", words);
	verifying->report->faults++;
	verifying->fault(verifying->context, line.data);
	text_free(&line);
}

/* A service's row put together from rows of another day says that it holds on none: only its words are believed. */
static bool holds_some_day(const struct summary *row)
{
	return row->valid_from <= row->valid_until;
}

static void compare(struct verifying *verifying, struct ref ref, const struct summary *stored,
                    const struct summary *expected)
{
	bool same = slice_equal(stored->search, expected->search);
	text_clear(&verifying->stored);
	text_clear(&verifying->expected);
	summary_encode(&verifying->stored, stored);
	summary_encode(&verifying->expected, expected);
	if (holds_some_day(stored))
		same = slice_equal(text_slice(&verifying->stored), text_slice(&verifying->expected));
	if (!same)
		tell_fault(verifying, ref, _("its summary row is not what its records give"));
}

static void verify_row(struct verifying *verifying, const struct record *record)
{
	struct summary stored, expected;
	if (!summary_read(verifying->view, record_self(record), &stored)) {
		tell_fault(verifying, record_self(record), _("its summary row is not there, or cannot be read"));
		return;
	}
	take_day(verifying, stored.valid_from);
	if (stored.parameters != verifying->parameters)
		return;
	if (record->entity->number == E_system)
		summary_of_system(verifying->view, scope_read(verifying->reader, record), verifying->day, &stored,
		                  &verifying->scratch, &expected);
	else
		summary_of_service(verifying->view, record, verifying->day, &stored, verifying->reader, &verifying->scratch,
		                   &expected);
	compare(verifying, record_self(record), &stored, &expected);
}

static void verify_rows(struct verifying *verifying, uint8_t entity)
{
	struct records *records = records_new(verifying->view, entity);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		verify_row(verifying, &record);
	records_free(&records);
}

static void verify_all_rows(struct verifying *verifying)
{
	if (summaries_are_fresh(verifying->view)) {
		verify_rows(verifying, E_system);
		verify_rows(verifying, E_service);
	}
	scope_reader_free(&verifying->reader);
	text_free(&verifying->scratch);
	text_free(&verifying->expected);
	text_free(&verifying->stored);
}

struct whole {
	struct verifying *verifying;
	bool (*progress)(void *context, uint64_t done);
};

static void verify_all(void *context)
{
	struct whole *whole = context;
	struct verifying *verifying = whole->verifying;
	store_verify(verifying->view, verifying->fault, whole->progress, verifying->context, verifying->report);
	verify_all_rows(verifying);
}

void register_verify(const struct view *view, const struct conf *conf, void (*fault)(void *context, const char *line),
                     bool (*progress)(void *context, uint64_t done), void *context, struct verify_report *report)
{
	struct verifying verifying = {.view = view, .conf = conf, .fault = fault, .context = context, .report = report};
	struct whole whole = {&verifying, progress};
	struct error error = {0};
	if (store_guarded(verify_all, &whole, &error))
		return;
	report->faults++;
	fault(context, error.text);
}

static void ignore_fault(void *context, const char *line)
{
	(void)context;
	(void)line;
}

bool register_settle_summaries(struct store *store, const struct conf *conf, struct error *error)
{
	struct verify_report report = {0};
	struct session session = {.store = store, .conf = conf, .today = day_today(), .actor = RECORD_BY_AUDIT};
	struct view *view = view_open(store, error);
	if (view == NULL)
		return false;
	struct verifying verifying = {.view = view, .conf = conf, .fault = ignore_fault, .report = &report};
	verify_all_rows(&verifying);
	view_close(&view);
	return report.faults == 0 || summary_refresh_all(&session, error);
}
