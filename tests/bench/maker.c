#include "bench/maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"

/* Both files of a row as they are written. Every value follows from the table, the row and the place in it. */
struct maker {
	FILE *own, *peers;
	struct row_counts counts;
	uint64_t row, state;
	bool begun;
};

static uint64_t draw(struct maker *maker)
{
	uint64_t x = maker->state += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t below(struct maker *maker, uint64_t limit)
{
	return draw(maker) % limit;
}

static bool in_a_hundred(struct maker *maker, unsigned share)
{
	return below(maker, 100) < share;
}

/* ---- cells ---- */

static void put(FILE *file, bool begun, const char *text)
{
	if (file == NULL)
		return;
	if (begun)
		putc_unlocked(',', file);
	while (*text != '\0')
		putc_unlocked(*text++, file);
}

static void cell_both(struct maker *maker, const char *own, const char *peers)
{
	put(maker->own, maker->begun, own);
	put(maker->peers, maker->begun, peers);
	maker->begun = true;
}

static void cell(struct maker *maker, const char *text)
{
	cell_both(maker, text, text);
}

static char *write_number(char *end, uint64_t number, unsigned least)
{
	*--end = '\0';
	for (unsigned digits = 0; number > 0 || digits < least; number /= 10, digits++)
		*--end = (char)('0' + number % 10);
	return end;
}

static void cell_number(struct maker *maker, uint64_t number)
{
	char buffer[32];
	cell(maker, write_number(buffer + sizeof buffer, number, 1));
}

static void cell_money(struct maker *maker, uint64_t kronor)
{
	char buffer[40];
	char *at = write_number(buffer + 32, kronor, 1);
	strcpy(buffer + 31, ".00");
	cell(maker, at);
}

/* "SYS-0042" here, 42 at the peers. */
static void cell_ref(struct maker *maker, const char *prefix, uint64_t id)
{
	char buffer[40];
	char *code = write_number(buffer + sizeof buffer, id, 4), number[32];
	char *digits = write_number(number + sizeof number, id, 1);
	*--code = '-';
	code -= 3;
	memcpy(code, prefix, 3);
	cell_both(maker, code, digits);
}

static void cell_day(struct maker *maker, int64_t day)
{
	char buffer[DAY_TEXT_SIZE];
	cell(maker, day_text((day_t)day, buffer));
}

/* A day `from` to `to` days after today. */
static void cell_day_between(struct maker *maker, int64_t from, int64_t to)
{
	cell_day(maker, BENCH_TODAY + from + (int64_t)below(maker, (uint64_t)(to - from + 1)));
}

static void cell_day_at_times(struct maker *maker, unsigned share, int64_t from, int64_t to)
{
	if (in_a_hundred(maker, share))
		cell_day_between(maker, from, to);
	else
		cell(maker, "");
}

#define ONE_OF(maker, ...)                                                                                             \
	one_of(maker, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
static const char *one_of(struct maker *maker, const char *const *words, size_t count)
{
	return words[below(maker, count)];
}

static const char *const kinds_of_system[] = {
	"Ärendesystem",  "Journalsystem",  "Bokningssystem", "E-tjänst",      "Planeringssystem",
	"Ekonomisystem", "Personalsystem", "Lönesystem",     "Kartsystem",    "Arkivsystem",
	"Lärplattform",  "Passagesystem",  "Larmsystem",     "Fakturasystem", "Bibliotekssystem",
	"Nyckelskåp",    "Kösystem",       "Enkätverktyg",   "Schemasystem",  "Avvikelsesystem"};
static const char *const fields_of_work[] = {
	"barn",           "äldreomsorg",      "hemtjänst", "gymnasieskola", "förskola", "bygglov",    "miljötillsyn",
	"gator",          "vatten",           "avfall",    "fastigheter",   "kultur",   "idrott",     "räddningstjänst",
	"överförmyndare", "försörjningsstöd", "elevhälsa", "upphandling",   "valnämnd", "näringsliv", "parkering",
	"måltider",       "lokalbokning",     "tillstånd", "färdtjänst"};

static const char *system_name(uint64_t system, char buffer[100])
{
	uint64_t mixed = system * UINT64_C(2654435761) >> 7;
	snprintf(buffer, 100, "%s %s %llu", kinds_of_system[mixed % COUNT_OF(kinds_of_system)],
	         fields_of_work[mixed / COUNT_OF(kinds_of_system) % COUNT_OF(fields_of_work)], (unsigned long long)system);
	return buffer;
}

static const char *numbered(const char *format, uint64_t number, char buffer[100])
{
	char *digits = write_number(buffer + 100, number, 1);
	size_t before = strcspn(format, "#");
	memmove(buffer, format, before);
	memmove(buffer + before, digits, strlen(digits) + 1);
	strcat(buffer, format + before + 1);
	return buffer;
}

/* ---- the catalogue: products of eight releases, the older ones without support ---- */

#define PRODUCTS 150
#define RELEASES_EACH 8

static int64_t release_end(uint64_t product, uint64_t cycle)
{
	return BENCH_TODAY + (int64_t)(product * 37 % 365) - 150 + ((int64_t)cycle - 2) * 330;
}

static void make_product(struct maker *maker)
{
	char buffer[100];
	cell(maker, numbered("produkt-#", maker->row, buffer));
	cell(maker, numbered("Produkt #", maker->row, buffer));
	cell(maker, "approved");
}

static void make_release(struct maker *maker)
{
	uint64_t product = (maker->row - 1) / RELEASES_EACH + 1, cycle = (maker->row - 1) % RELEASES_EACH + 1;
	cell_ref(maker, "PRD", product);
	cell_number(maker, cycle);
	cell_day(maker, release_end(product, cycle) - 1800);
	cell_day(maker, release_end(product, cycle));
}

/* ---- what stands around the systems ---- */

static void make_unit(struct maker *maker)
{
	char buffer[100];
	cell(maker, numbered("Enhet #", maker->row, buffer));
	cell(maker, maker->row <= 10 ? "department" : "workplace");
	if (maker->row > 10)
		cell_ref(maker, "UNI", 1 + maker->row % 10);
	else
		cell(maker, "");
	cell_number(maker, 5 + below(maker, 400));
}

static void make_supplier(struct maker *maker)
{
	char buffer[100];
	cell(maker, numbered("Leverantör # AB", maker->row, buffer));
	cell(maker, "SE");
}

static void make_person(struct maker *maker)
{
	char buffer[100];
	snprintf(buffer, sizeof buffer, "%s %s",
	         ONE_OF(maker, "Anna", "Eva", "Karin", "Lars", "Anders", "Johan", "Maria", "Per", "Åsa", "Örjan"),
	         ONE_OF(maker, "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Berg", "Lindqvist", "Öberg",
	                "Åkesson", "Holm"));
	cell(maker, buffer);
	cell(maker, numbered("login#", maker->row, buffer));
	cell_ref(maker, "UNI", 1 + below(maker, maker->counts.units));
	cell(maker, "employee");
	cell_day_between(maker, -4000, -400);
	cell_day_at_times(maker, 3, -300, -1);
}

/* ---- systems and what lies below them ---- */

static void make_system(struct maker *maker)
{
	char buffer[100];
	cell(maker, system_name(maker->row, buffer));
	cell(maker, ONE_OF(maker, "Handlägger ärenden från ansökan till beslut och arkiv.",
	                   "Planerar dagens arbete och följer upp det.",
	                   "Tar emot anmälningar från invånare och fördelar dem.", "Håller reda på avtal och fakturor."));
	cell_ref(maker, "UNI", 1 + below(maker, maker->counts.units));
	cell(maker, in_a_hundred(maker, 90) ? "in_use" : ONE_OF(maker, "introduction", "phase_out", "retired"));
	cell_day_between(maker, -5000, -400);
	cell_day_at_times(maker, 3, 700, 2500);
	cell(maker, ONE_OF(maker, "standard", "bespoke", "open_source"));
	cell(maker, ONE_OF(maker, "own", "hosted", "saas"));
	cell_ref(maker, "LEV", 1 + below(maker, maker->counts.suppliers));
	cell_number(maker, 10 + below(maker, 900));
	cell_number(maker, 1 + below(maker, 4));
	cell_number(maker, below(maker, 4));
	cell_number(maker, below(maker, 4));
	cell_number(maker, below(maker, 5));
	cell(maker, ONE_OF(maker, "yes", "no", "partly", "unknown"));
	cell(maker, ONE_OF(maker, "yes", "no", "partly", "unknown"));
	cell(maker, ONE_OF(maker, "yes", "no", "unknown"));
	cell_day_between(maker, -900, -10);
}

static void make_contract(struct maker *maker)
{
	char buffer[100];
	bool tacit = in_a_hundred(maker, 75);
	int64_t start = BENCH_TODAY - 200 - (int64_t)below(maker, 1200);
	cell(maker, numbered("Avtal #", maker->row, buffer));
	cell(maker, numbered("A2026-#", maker->row, buffer));
	cell_ref(maker, "LEV", 1 + below(maker, maker->counts.suppliers));
	cell_ref(maker, "UNI", 1 + below(maker, maker->counts.units));
	cell(maker, ONE_OF(maker, "open", "framework", "direct"));
	cell_day(maker, start);
	cell_day(maker, start + (tacit ? 1095 : 2190) + (int64_t)below(maker, 2500));
	cell(maker, tacit ? "tacit" : "none");
	cell(maker, tacit ? "12" : "");
	cell(maker, ONE_OF(maker, "3", "6", "9"));
	cell_money(maker, 20000 + below(maker, 2000000));
	cell_money(maker, 100000 + below(maker, 9000000));
	cell(maker, ONE_OF(maker, "yes", "yes", "no", "unknown"));
	cell(maker, ONE_OF(maker, "yes", "no"));
}

static void make_contract_system(struct maker *maker)
{
	cell_ref(maker, "AVT", maker->row);
	cell_ref(maker, "SYS", maker->row);
	cell(maker, "main");
}

/* Half of them are in the catalogue: here the catalogue fills in the end of support, at the peers it is written out. */
static void make_component(struct maker *maker)
{
	char buffer[100], day[DAY_TEXT_SIZE];
	uint64_t product = 1 + below(maker, PRODUCTS),
			 cycle = below(maker, 100) < 3 ? 1 + below(maker, 2) : 3 + below(maker, RELEASES_EACH - 2);
	bool known = in_a_hundred(maker, 50);
	int64_t end = known ? release_end(product, cycle) : BENCH_TODAY - 60 + (int64_t)below(maker, 3000);
	cell_ref(maker, "SYS", (maker->row - 1) / 5 + 1);
	cell(maker, numbered(known ? "Produkt #" : "Programvara #", product, buffer));
	snprintf(buffer, sizeof buffer, "%llu.%llu", (unsigned long long)cycle, (unsigned long long)below(maker, 20));
	cell(maker, buffer);
	cell(maker, ONE_OF(maker, "application", "runtime", "database", "operating_system", "library"));
	cell_both(maker, known ? "" : day_text((day_t)end, day), day_text((day_t)end, day));
	cell(maker, in_a_hundred(maker, 98) ? "upgrade" : "replace_system");
	cell(maker, ONE_OF(maker, "", "", "3", "6"));
}

static void make_licence(struct maker *maker)
{
	char buffer[100];
	uint64_t system = (maker->row - 1) / 3 + 1;
	bool tacit = in_a_hundred(maker, 90);
	cell(maker, numbered("Licens #", maker->row, buffer));
	cell_ref(maker, "SYS", system);
	cell(maker, numbered("Produkt #", 1 + below(maker, PRODUCTS), buffer));
	cell_ref(maker, "LEV", 1 + below(maker, maker->counts.suppliers));
	cell_ref(maker, "AVT", system);
	cell(maker, ONE_OF(maker, "named_user", "concurrent_user", "device", "subscription"));
	cell_number(maker, 10 + below(maker, 500));
	cell_money(maker, 100 + below(maker, 5000));
	cell(maker, "year");
	cell_day_between(maker, -1500, -30);
	cell_day_between(maker, tacit ? -20 : 700, 2500);
	cell(maker, tacit ? "tacit" : "none");
	cell(maker, tacit ? "12" : "");
	cell_number(maker, 3);
	cell_number(maker, 10 + below(maker, 520));
}

static void make_permission(struct maker *maker)
{
	cell_ref(maker, "SYS", (maker->row - 1) / 10 % maker->counts.systems + 1);
	cell_ref(maker, "PRS", 1 + below(maker, maker->counts.people));
	cell(maker, ONE_OF(maker, "read", "read", "write", "write", "administer"));
	cell(maker, ONE_OF(maker, "Handläggare", "Läsare", "Enhetschef", "Administratör"));
	cell_day_between(maker, -2500, -100);
	cell_day_at_times(maker, 10, -90, 900);
	cell(maker, ONE_OF(maker, "Tjänst", "Vikariat", "Uppföljning"));
	cell_ref(maker, "PRS", 1 + below(maker, maker->counts.people));
	cell_day_at_times(maker, 80, -400, -1);
	cell_day_between(maker, -380, -1);
	cell(maker, "behörighetslista");
}

static void make_cost(struct maker *maker)
{
	cell_ref(maker, "SYS", (maker->row - 1) / 8 + 1);
	cell_number(maker, 2023 + maker->row % 4);
	cell(maker, ONE_OF(maker, "licence", "operation", "support", "administration"));
	cell(maker, maker->row % 8 < 4 ? "budget" : "actual");
	cell_money(maker, 1000 + below(maker, 900000));
	cell(maker, ONE_OF(maker, "booked", "agreed", "estimated"));
	cell(maker, "operating");
	cell(maker, "run");
	cell(maker, ONE_OF(maker, "5420", "5430", "6230"));
	cell(maker, ONE_OF(maker, "external", "internal"));
}

/* An owner and a manager each; one system in a hundred has no owner. */
static void make_assignment(struct maker *maker)
{
	uint64_t system = (maker->row - 1) / 2 + 1;
	bool owner = maker->row % 2 == 0 && system % 100 != 7;
	cell_ref(maker, "PRS", 1 + below(maker, maker->counts.people));
	cell(maker, owner ? "system_owner" : "system_manager");
	cell_ref(maker, "SYS", system);
	cell_day_between(maker, -2000, -30);
	cell_ref(maker, "PRS", 1 + below(maker, maker->counts.people));
}

static void make_integration(struct maker *maker)
{
	uint64_t from = 2 * maker->row;
	cell(maker, "Överföring av ärenden");
	cell_ref(maker, "SYS", from);
	cell_ref(maker, "SYS", 1 + below(maker, maker->counts.systems));
	cell(maker, "outgoing");
	cell(maker, ONE_OF(maker, "api", "file"));
	cell(maker, ONE_OF(maker, "daily", "hourly", "real_time"));
	cell(maker, "in_use");
	cell(maker, ONE_OF(maker, "yes", "no"));
}

/* ---- the tables ---- */

#define COLUMNS(name, ...) static const struct made_column name##_columns[] = {__VA_ARGS__}
#define ID {"code", CELL_ID, false}
#define REF(name, indexed) {name, CELL_REF, indexed}
#define TEXT(name) {name, CELL_TEXT, false}
#define NUMBER(name) {name, CELL_NUMBER, false}

COLUMNS(unit, ID, {"name", CELL_TEXT, true}, TEXT("kind"), REF("parent", true), NUMBER("employees"));
COLUMNS(supplier, ID, {"name", CELL_TEXT, true}, TEXT("country"));
COLUMNS(person, ID, {"name", CELL_TEXT, true}, {"login", CELL_TEXT, true}, REF("unit", true), TEXT("kind"),
        TEXT("active_from"), TEXT("active_to"));
COLUMNS(product, ID, {"name", CELL_TEXT, true}, TEXT("label"), TEXT("standing"));
COLUMNS(release, ID, REF("product", true), TEXT("cycle"), TEXT("released"), TEXT("security_end"));
COLUMNS(system, ID, {"name", CELL_TEXT, true}, TEXT("purpose"), REF("unit", true), TEXT("phase"), TEXT("in_use_from"),
        TEXT("planned_retirement"), TEXT("origin"), TEXT("hosting"), REF("supplier", true), NUMBER("users"),
        NUMBER("criticality"), NUMBER("confidentiality"), NUMBER("integrity"), NUMBER("availability"),
        TEXT("data_owned"), TEXT("open_api"), TEXT("data_export"), TEXT("reviewed"));
COLUMNS(contract, ID, {"name", CELL_TEXT, true}, TEXT("number"), REF("supplier", true), REF("unit", true),
        TEXT("procurement"), TEXT("start"), TEXT("end"), TEXT("renewal"), NUMBER("renewal_months"),
        NUMBER("notice_months"), NUMBER("yearly_cost"), NUMBER("total_value"), TEXT("data_return"),
        TEXT("transition_help"));
COLUMNS(contract_system, ID, REF("contract", true), REF("system", true), TEXT("part"));
COLUMNS(component, ID, REF("system", true), TEXT("product"), TEXT("version"), TEXT("layer"), TEXT("vendor_end"),
        TEXT("remedy"), NUMBER("upgrade_months"));
COLUMNS(licence, ID, {"name", CELL_TEXT, true}, REF("system", true), {"product", CELL_TEXT, true},
        REF("supplier", true), REF("contract", true), TEXT("metric"), NUMBER("quantity"), NUMBER("unit_cost"),
        TEXT("period"), TEXT("start"), TEXT("end"), TEXT("renewal"), NUMBER("renewal_months"), NUMBER("notice_months"),
        NUMBER("measured_use"));
COLUMNS(permission, ID, REF("system", true), REF("person", true), TEXT("level"), TEXT("role"), TEXT("from"), TEXT("to"),
        TEXT("reason"), REF("approved_by", false), TEXT("last_used"), TEXT("reviewed"), TEXT("source"));
COLUMNS(cost, ID, REF("system", true), NUMBER("year"), TEXT("kind"), TEXT("basis"), NUMBER("amount"), TEXT("certainty"),
        TEXT("funding"), TEXT("class"), TEXT("account"), TEXT("direction"));
COLUMNS(assignment, ID, REF("person", true), TEXT("role"), REF("system", true), TEXT("from"), REF("deputy", true));
COLUMNS(integration, ID, {"name", CELL_TEXT, true}, REF("from_system", true), REF("to_system", true), TEXT("direction"),
        TEXT("kind"), TEXT("frequency"), TEXT("state"), TEXT("critical"));

#define TABLE(name, prefix) {{#name, name##_columns, COUNT_OF(name##_columns)}, prefix, make_##name}

static const struct making {
	struct made_table table;
	const char *prefix;
	void (*make)(struct maker *maker);
} makings[] = {
	TABLE(unit, "UNI"),       TABLE(supplier, "LEV"),    TABLE(person, "PRS"),     TABLE(product, "PRD"),
	TABLE(release, "REL"),    TABLE(system, "SYS"),      TABLE(contract, "AVT"),   TABLE(contract_system, "AVS"),
	TABLE(component, "CMP"),  TABLE(licence, "LIC"),     TABLE(permission, "PRM"), TABLE(cost, "CST"),
	TABLE(assignment, "ASG"), TABLE(integration, "INT"),
};

const struct made_table *made_table_at(size_t index)
{
	return index < COUNT_OF(makings) ? &makings[index].table : NULL;
}

const struct made_table *made_table_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(makings); i++)
		if (strcmp(makings[i].table.name, name) == 0)
			return &makings[i].table;
	return NULL;
}

struct row_counts made_counts(uint64_t systems)
{
	return (struct row_counts){.systems = systems,
	                           .people = 50 + systems / 2,
	                           .units = 20 + systems / 50,
	                           .suppliers = 20 + systems / 200,
	                           .products = PRODUCTS,
	                           .releases = PRODUCTS * RELEASES_EACH};
}

uint64_t made_rows(const struct made_table *table, uint64_t systems)
{
	static const struct {
		const char *name;
		unsigned each, of; /* systems */
	} rates[] = {{"system", 1, 1},    {"contract", 1, 1},   {"contract_system", 1, 1},
	             {"component", 5, 1}, {"licence", 3, 1},    {"permission", 10, 1},
	             {"cost", 8, 1},      {"assignment", 2, 1}, {"integration", 1, 2}};
	struct row_counts counts = made_counts(systems);
	for (size_t i = 0; i < COUNT_OF(rates); i++)
		if (strcmp(table->name, rates[i].name) == 0)
			return systems * rates[i].each / rates[i].of;
	switch (table->name[0]) {
	case 'u': return counts.units;
	case 's': return counts.suppliers;
	case 'r': return counts.releases;
	default: return strcmp(table->name, "person") == 0 ? counts.people : counts.products;
	}
}

static FILE *open_to_write(const char *path)
{
	FILE *file = path == NULL ? NULL : fopen(path, "w");
	if (path != NULL && file == NULL) {
		perror(path);
		exit(2);
	}
	return file;
}

static void close_written(FILE *file, const char *path)
{
	if (file != NULL && fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}

static void end_row(struct maker *maker)
{
	if (maker->own != NULL)
		putc_unlocked('\n', maker->own);
	if (maker->peers != NULL)
		putc_unlocked('\n', maker->peers);
	maker->begun = false;
}

void make_rows(const struct made_table *table, uint64_t systems, uint64_t first, uint64_t last, const char *own,
               const char *peers)
{
	const struct making *making = (const struct making *)(const void *)table;
	struct maker maker = {.own = open_to_write(own), .peers = open_to_write(peers), .counts = made_counts(systems)};
	for (size_t i = 0; i < table->column_count; i++)
		cell(&maker, table->columns[i].name);
	end_row(&maker);
	for (maker.row = first; maker.row <= last; maker.row++) {
		maker.state = maker.row * UINT64_C(0x2545f4914f6cdd1d) + (uint64_t)(making - makings);
		cell_ref(&maker, making->prefix, maker.row);
		making->make(&maker);
		end_row(&maker);
	}
	close_written(maker.own, own);
	close_written(maker.peers, peers);
}
