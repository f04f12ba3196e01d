#include "report/licence_report.h"

#include "base/lang.h"
#include "base/memory.h"
#include "report/telling.h"

static bool may_see(void *context, const struct record *record)
{
	return told_may_see(context, record);
}

static void *context_of(const struct teller *teller)
{
	union {
		const struct teller *read_only;
		void *context;
	} as = {.read_only = teller};
	return as.context;
}

void report_read_licences(struct licence_rows *rows, const struct teller *teller, struct licence_reader *reader,
                          record_id system)
{
	licence_rows_read(rows, reader, system, may_see, context_of(teller));
}

/* ---- sums ---- */

static void tell_money(struct page *page, const char *name, const char *label, money_t money, size_t pools,
                       size_t unknown)
{
	page_fact(page, name, label, page_or_unknown(page_money(pools > 0 && unknown == pools ? NUMBER_UNSET : money)));
}

static void tell_sums(struct page *page, const struct licence_rows *rows)
{
	struct licence_sums sums = {0};
	for (size_t i = 0; i < rows->count; i++)
		licence_sums_add(&sums, &rows->items[i]);
	page_fact(page, "pools", _("Pools"), page_number((int64_t)sums.pools));
	tell_money(page, "yearly", _("Cost a year"), sums.yearly, sums.pools, sums.unpriced);
	page_fact(page, "unpriced", _("Of these, cost not stated"), page_number((int64_t)sums.unpriced));
	page_fact(page, "short", _("Short of some"), page_number((int64_t)sums.short_pools));
	tell_money(page, "missing_yearly", _("What is missing, a year"), sums.missing_yearly, sums.short_pools,
	           sums.short_unpriced);
	tell_money(page, "missing_once", _("What is missing, paid once"), sums.missing_once, sums.short_pools,
	           sums.short_unpriced);
	page_fact(page, "more", _("More than are used"), page_number((int64_t)sums.unused_pools));
	tell_money(page, "unused_yearly", _("What is unused, a year"), sums.unused_yearly, sums.unused_pools,
	           sums.unused_unpriced);
	page_fact(page, "unknown", _("Not known whether they are enough"), page_number((int64_t)sums.unknown));
	page_fact(page, "left", _("Seats of people who have left"), page_number((int64_t)sums.left));
	page_fact(page, "idle", _("Seats that are not used"), page_number((int64_t)sums.idle));
	if (rows->hidden > 0)
		page_fact(page, "hidden", _("Licences that are not shown to you"), page_number((int64_t)rows->hidden));
}

/* ---- pools ---- */

static struct page_cell basis_cell(enum licence_basis basis)
{
	static const struct {
		const char *name, *label;
	} words[] = {
		[LICENCE_USE_UNKNOWN] = {"unknown", N_("not known")},   [LICENCE_USE_SEATS] = {"seats", N_("seats held")},
		[LICENCE_USE_MEASURED] = {"measured", N_("measured")},  [LICENCE_USE_UNIT] = {"unit", N_("the unit's count")},
		[LICENCE_USE_COVER] = {"covered", N_("nothing to count")},
	};
	return page_name(words[basis].name, _(words[basis].label));
}

/* What is to be known of it in words: the difference, and whose seats can be taken back. */
static void append_words(struct text *out, const struct teller *teller, const struct licence_row *row)
{
	const struct licence_position *position = &row->position;
	struct reasons explained = {0}, chain = {0};
	licence_explain(position, (struct ref){0, 0}, 2, &explained);
	if (position->missing > 0 || position->unused > 0)
		chain.items[chain.count++] = explained.items[explained.count - 1];
	else if (position->valid == 0 || position->without_count > 0 || position->basis == LICENCE_USE_COVER)
		chain.items[chain.count++] = explained.items[0];
	if (position->measured_on != DAY_UNSET && position->basis == LICENCE_USE_MEASURED)
		reasons_add(&chain, REASON_licence_measured, (int64_t)position->measured_on, position->required);
	tell_reasons(out, teller, &chain);
}

static const char *name_of_pool(struct text *out, const struct teller *teller, const struct record *licence)
{
	struct slice pool = told_text(teller, licence, F_licence_pool);
	if (pool.size > 0)
		text_append(out, pool);
	else
		teller_name(out, teller, record_self(licence));
	return out->data;
}

static void tell_row(struct page *page, const struct teller *teller, const struct licence_row *row)
{
	const struct licence_position *position = &row->position;
	struct text code = {0}, name = {0}, system = {0}, words = {0};
	struct record licence;
	bool cover = position->basis == LICENCE_USE_COVER;
	if (!view_record(teller->view, row->licence, &licence))
		return;
	view_append_code(teller->view, row->licence, &code);
	name_of_pool(&name, teller, &licence);
	if (ref_is_set(row->system))
		teller_name(&system, teller, row->system);
	append_words(&words, teller, row);
	struct page_cell entitled = page_number(position->entitled), used = page_number(position->required);
	page_row(page, (struct page_cell[]){
		page_code(code.data), page_words(name.data), cover ? entitled : page_or_unknown(entitled),
		cover ? used : page_or_unknown(used), page_number(position->balance),
		page_or_unknown(page_money(position->yearly)), page_words(system.data), page_words(words.data),
		told_choice(CHOICES_metric, record_choice(&licence, F_licence_metric)), page_number((int64_t)row->lots),
		basis_cell(position->basis),
		page_day(position->basis == LICENCE_USE_MEASURED ? position->measured_on : DAY_UNSET),
		page_percent(position->utilisation), page_money(position->unused_yearly), page_money(position->unused_once),
		page_money(position->balance == NUMBER_UNSET ? NUMBER_UNSET : row->missing_yearly),
		page_money(position->balance == NUMBER_UNSET ? NUMBER_UNSET : row->missing_once),
		page_number((int64_t)row->counts.left), page_number((int64_t)row->counts.idle)});
	text_free(&code);
	text_free(&name);
	text_free(&system);
	text_free(&words);
}

static void tell_rows(struct page *page, const struct teller *teller, const struct licence_rows *rows)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE}, {"pool", _("Pool"), PAGE_WORDS}, {"entitled", _("Entitled to"), PAGE_NUMBER},
		{"used", _("In use"), PAGE_NUMBER}, {"balance", _("Balance"), PAGE_NUMBER},
		{"yearly", _("Cost a year"), PAGE_MONEY}, {"system", _("System"), PAGE_WORDS, PAGE_BELOW},
		{"words", _("Position"), PAGE_WORDS, PAGE_BELOW}, {"metric", _("Counted per"), PAGE_NAME, PAGE_DATA},
		{"lots", _("Lots"), PAGE_NUMBER, PAGE_DATA}, {"basis", _("Use is known by"), PAGE_NAME, PAGE_DATA},
		{"measured_on", _("Measured on"), PAGE_DAY, PAGE_DATA}, {"utilisation", _("Utilisation"), PAGE_PERCENT, PAGE_DATA},
		{"unused_yearly", _("Unused, a year"), PAGE_MONEY, PAGE_DATA},
		{"unused_once", _("Unused, paid once"), PAGE_MONEY, PAGE_DATA},
		{"missing_yearly", _("Missing, a year"), PAGE_MONEY, PAGE_DATA},
		{"missing_once", _("Missing, paid once"), PAGE_MONEY, PAGE_DATA},
		{"left", _("Seats of people who have left"), PAGE_NUMBER, PAGE_DATA},
		{"idle", _("Seats that are not used"), PAGE_NUMBER, PAGE_DATA}};
	page_heading(page, _("Pools, what is missing first, then what is unused by what it costs"));
	page_table(page, "licences", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < rows->count; i++)
		tell_row(page, teller, &rows->items[i]);
}

/* ---- of one pool ---- */

static bool is_to_take_back(const struct licence_seat *seat, day_t today, int64_t idle_days)
{
	return seat->left || (!seat->away && seat->last_used != DAY_UNSET && today - seat->last_used > idle_days);
}

static void tell_seats(struct page *page, const struct teller *teller, const struct licence_standing *pool,
                       const struct licence_reader *reader)
{
	const struct page_column columns[] = {{"holder", _("Held by"), PAGE_WORDS}, {"why", _("Why"), PAGE_NAME},
	                                      {"last_used", _("Last used"), PAGE_DAY}};
	if (pool->counts.left == 0 && pool->counts.idle == 0)
		return;
	page_subheading(page, _("Seats to take back"));
	page_table(page, "seats", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < pool->seat_count; i++) {
		const struct licence_seat *seat = &pool->seats[i];
		struct text holder = {0};
		if (!is_to_take_back(seat, licence_today(reader), licence_idle_days(reader)))
			continue;
		if (ref_is_set(seat->person))
			teller_name(&holder, teller, seat->person);
		else
			text_append(&holder, seat->device);
		page_row(page, (struct page_cell[]){page_words(holder.data),
			seat->left ? page_name("left", _("has left")) : page_name("idle", _("not used")), page_day(seat->last_used)});
		text_free(&holder);
	}
}

static void tell_pool(struct page *page, const struct teller *teller, struct licence_reader *reader,
                      const struct licence_row *row)
{
	struct told_table table;
	struct text name = {0}, words = {0};
	struct reasons chain = {0};
	struct record licence;
	if (!view_record(teller->view, row->licence, &licence))
		return;
	const struct licence_standing *pool = licence_standing_of(reader, &licence);
	page_heading(page, name_of_pool(&name, teller, &licence));
	licence_explain(&pool->position, pool->unit, pool->unit_count, &chain);
	tell_reasons(&words, teller, &chain);
	page_paragraph(page, words.data);
	told_table_begin(&table, page, teller, E_licence, "lots",
	                 "code;name;quantity;unit_cost;period;state;current_end;last_notice_day", false);
	for (size_t i = 0; i < pool->lots->count; i++)
		told_table_row(&table, &pool->lots->items[i]);
	told_table_end(&table);
	tell_seats(page, teller, pool, reader);
	text_free(&name);
	text_free(&words);
}

/* ---- the pages ---- */

static struct page *new_page(const struct teller *teller)
{
	return page_new("licences", _("Licence positions"), teller->session->conf);
}

struct page *report_licences(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct licence_reader *reader = licence_reader_new(teller->view, teller->session->conf, teller->session->today);
	struct licence_rows rows = {0};
	struct page *page = new_page(teller);
	(void)request;
	(void)error;
	report_read_licences(&rows, teller, reader, 0);
	page_fact(page, "date", _("Day"), page_day(teller->session->today));
	tell_sums(page, &rows);
	tell_rows(page, teller, &rows);
	licence_rows_free(&rows);
	licence_reader_free(&reader);
	return page;
}

/* The pools of the system; of a licence only its own. */
static void keep_pool(struct licence_rows *rows, struct ref leader)
{
	size_t kept = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (ref_equal(rows->items[i].licence, leader))
			rows->items[kept++] = rows->items[i];
	rows->count = kept;
}

static void tell_of(struct page *page, const struct teller *teller, struct licence_reader *reader,
                       const struct record *record)
{
	struct licence_rows rows = {0};
	bool one = record->entity->number == E_licence;
	report_read_licences(&rows, teller, reader, one ? record->parent : record->id);
	if (one)
		keep_pool(&rows, record_self(&licence_standing_of(reader, record)->lots->items[0]));
	if (!one)
		tell_sums(page, &rows);
	tell_rows(page, teller, &rows);
	for (size_t i = 0; i < rows.count; i++)
		tell_pool(page, teller, reader, &rows.items[i]);
	licence_rows_free(&rows);
}

struct page *report_licences_of(const struct teller *teller, struct ref about, struct error *error)
{
	struct page *page = new_page(teller);
	struct record record;
	(void)error;
	if (!view_record(teller->view, about, &record) || tell_hidden(page, teller, &record))
		return page;
	struct licence_reader *reader = licence_reader_new(teller->view, teller->session->conf, teller->session->today);
	struct text name = {0};
	teller_name(&name, teller, about);
	page_fact(page, "of", _(record.entity->label), page_words(name.data));
	page_fact(page, "date", _("Day"), page_day(teller->session->today));
	tell_of(page, teller, reader, &record);
	text_free(&name);
	licence_reader_free(&reader);
	return page;
}
