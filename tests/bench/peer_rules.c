/* Five rules of the night audit in SQL, each as somebody who knows SQLite would write it, and whether both find the
 * same. What the made register does not have (decisions, options, answers by opportunity) is left out here too. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "bench/bench.h"

#define TODAY "'2026-11-22'"
#define USED "s.phase IN ('introduction', 'pilot', 'in_use', 'phase_out')"

/* The end of the term that runs today: the first one, or so many whole periods later. */
#define MONTHS_BEHIND \
	"((strftime('%Y', " TODAY ") - strftime('%Y', c.\"end\")) * 12 + strftime('%m', " TODAY \
	") - strftime('%m', c.\"end\") + (strftime('%d', " TODAY ") > strftime('%d', c.\"end\")))"
#define TERM_END \
	"CASE WHEN c.\"end\" >= " TODAY " THEN c.\"end\" ELSE date(c.\"end\", '+' || ((" MONTHS_BEHIND \
	" + c.renewal_months - 1) / c.renewal_months * c.renewal_months) || ' months') END"

/* The first column is what the finding is about. */
static const struct ported_rule {
	const char *id;
	uint8_t about;
	const char *sql;
} ported[PORTED_RULES] = {
	{"OWN-01", E_system,
     "SELECT s.code, s.name FROM system s WHERE " USED " AND NOT EXISTS (SELECT 1 FROM assignment a WHERE "
     "a.system = s.code AND a.role = 'system_owner' AND (a.\"from\" = '' OR a.\"from\" <= " TODAY "))"},
	{"OBS-01", E_component,
     "SELECT c.code, s.name, c.product, c.version, c.vendor_end, s.criticality FROM component c JOIN system s ON "
     "s.code = c.system WHERE c.vendor_end <> '' AND c.vendor_end < " TODAY " AND " USED},
	{"CON-01", E_contract,
     "SELECT code, name, term_end, notice_day, yearly_cost FROM (SELECT code, name, yearly_cost, term_end, "
     "date(term_end, '-' || notice_months || ' months') AS notice_day FROM (SELECT c.code, c.name, c.yearly_cost, "
     "c.notice_months, " TERM_END " AS term_end FROM contract c WHERE c.renewal = 'tacit' AND c.\"end\" <> '' AND "
     "c.notice_months <> '')) WHERE notice_day > date(" TODAY ", '+30 days') AND notice_day <= date(" TODAY
     ", '+90 days')"},
	{"PER-02", E_person,
     "SELECT p.person, h.active_to, count(*), min(p.system) FROM person h JOIN permission p ON p.person = h.code WHERE "
     "h.active_to <> '' AND h.active_to < " TODAY " AND (p.\"from\" = '' OR p.\"from\" <= " TODAY ") AND "
     "(p.\"to\" = '' OR p.\"to\" >= " TODAY ") GROUP BY p.person"},
	{"EXI-04", E_system,
     "SELECT s.code, s.name, s.data_owned, s.criticality FROM system s WHERE " USED
     " AND s.data_owned IN ('no', 'partly')"},
};

const char *ported_rule_id(size_t index)
{
	return ported[index].id;
}

void ported_rules_run(void *context, struct measured *measured)
{
	sqlite3 *database = peer_open(context, measured);
	if (database == NULL)
		return;
	measure_begin(measured);
	for (size_t i = 0; i < PORTED_RULES && measured->words[0] == '\0'; i++)
		measured->figures[i] = (double)peer_run(database, ported[i].sql, measured);
	if (measured->words[0] == '\0')
		measure_end(measured);
	sqlite3_close(database);
}

/* ---- do both find the same? ---- */

struct found_set {
	uint64_t count, sum; /* of the mixed numbers of what the findings are about */
};

static void add_found(struct found_set *set, uint64_t id)
{
	set->count++;
	set->sum += (id ^ id >> 7) * UINT64_C(0x9e3779b97f4a7c15);
}

static struct found_set found_here(const struct view *view, const struct ported_rule *rule)
{
	struct index *index = index_new(view, schema_field(schema_entity(E_finding), F_finding_rule), E_finding);
	const struct value value = {.set = true, .text = slice_of(rule->id)};
	struct found_set set = {0};
	struct index_hit hit;
	struct record finding;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		if (view_record(view, (struct ref){E_finding, hit.id}, &finding) &&
		    record_choice(&finding, F_finding_state) == C_finding_state_open &&
		    record_ref(&finding, F_finding_about).entity == rule->about)
			add_found(&set, record_ref_id(&finding, F_finding_about));
	index_free(&index);
	return set;
}

static struct found_set found_there(sqlite3 *database, const struct ported_rule *rule)
{
	struct found_set set = {0};
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(database, rule->sql, -1, &statement, NULL) != SQLITE_OK)
		return set;
	while (sqlite3_step(statement) == SQLITE_ROW)
		add_found(&set, (uint64_t)sqlite3_column_int64(statement, 0));
	sqlite3_finalize(statement);
	return set;
}

void ported_rules_compare(void *context, struct measured *measured)
{
	struct session session;
	struct error error = {0};
	sqlite3 *database = peer_open(context, measured);
	if (database == NULL || !bench_open(context, true, &session, measured))
		return;
	struct view *view = view_open(session.store, &error);
	for (size_t i = 0; i < PORTED_RULES && measured->words[0] == '\0'; i++) {
		struct found_set here = found_here(view, &ported[i]), there = found_there(database, &ported[i]);
		measured->figures[i] = (double)here.count;
		if (here.count != there.count || here.sum != there.sum)
			snprintf(measured->words, sizeof measured->words, "%s finds %llu here and %llu there, or not the same",
			         ported[i].id, (unsigned long long)here.count, (unsigned long long)there.count);
	}
	if (measured->words[0] == '\0')
		measure_end(measured);
	view_close(&view);
	session_close(&session);
	sqlite3_close(database);
}
