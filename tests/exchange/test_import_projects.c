/* Real projects as opportunities with alternatives and milestones: totals are those of the files, and the variances
 * that the program works out are those that the source itself gives, row by row. What is expected was counted with
 * Python's csv and decimal over the same files (2026-11-22), amounts at the rate that the mapping states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/money.h"
#include "exchange/csv.h"
#include "support/real_data.h"

/* The later list changes what it says of the 124 projects that both have; what the first one said stays as it was
 * decided. */
static void canada(void **state)
{
	struct import_test *test = *state;
	real_data_import_twice(test, "canada-it-projects", "canada-it-projects/gc-it-projects-2019.csv", 463, 0);
	real_data_expect_sum(test, "opportunity", "budget", "49567645139.55", 456);
	real_data_expect_sum(test, "alternative", "investment", "49567645139.55", 456);
	assert_int_equal(real_data_count(test, "unit"), 37);
	assert_int_equal(real_data_count(test, "milestone"), 419);
	assert_int_equal(real_data_count(test, "alternative"), 463);
	assert_non_null(strstr(importing_list(test, "opportunity", "code,budget,end"),
		"\nCA-pspc-eps,1512046846.50,2024-03-31\n"));
	real_data_import_twice(test, "canada-it-projects", "canada-it-projects/gc-it-projects-2022.csv", 495, 0);
	assert_int_equal(real_data_count(test, "opportunity"), 834);
	assert_int_equal(real_data_count(test, "alternative"), 834);
	assert_int_equal(real_data_count(test, "milestone"), 779);
	assert_int_equal(real_data_count(test, "unit"), 51);
	real_data_expect_sum(test, "opportunity", "budget", "80503180866.15", 821);
	real_data_expect_sum(test, "opportunity", "forecast", "83057860989.90", 821);
	real_data_expect_sum(test, "alternative", "investment", "83057860989.90", 821);
}

/* ---- a file beside what was made of it ---- */

#define SOURCE_COLUMNS 8

struct source {
	struct input *input;
	struct csv *csv;
	struct csv_row row;
	size_t columns[SOURCE_COLUMNS];
};

static void source_open(struct source *source, const char *file, const char *const columns[], size_t count)
{
	struct error error = {0};
	struct text path = {0};
	text_printf(&path, REAL_DATA "%s", file);
	source->input = input_open(path.data, ENCODING_DETECT, &error);
	assert_non_null(source->input);
	source->csv = csv_new(source->input, &(struct csv_options){0}, &error);
	assert_non_null(source->csv);
	for (size_t i = 0; i < count; i++) {
		source->columns[i] = csv_column_find(source->csv, slice_of(columns[i]));
		assert_int_not_equal(source->columns[i], SIZE_MAX);
	}
	text_free(&path);
}

static void source_close(struct source *source)
{
	csv_free(&source->csv);
	input_free(&source->input);
}

static struct slice source_cell(const struct source *source, size_t column)
{
	return source->row.fields[source->columns[column]].text;
}

/* "2012-03-31T00:00:00Z"; DAY_UNSET where there is none. */
static day_t source_day(const struct source *source, size_t column)
{
	struct slice text = source_cell(source, column);
	day_t day = DAY_UNSET;
	if (text.size > 0)
		assert_true(day_parse((struct slice){text.data, 10}, &day, NULL));
	return day;
}

#define SOURCE_DECIMALS 7

/* Times 10 000 000; "-3.5E-5" too. */
static int64_t source_number(const struct source *source, size_t column)
{
	struct slice text = source_cell(source, column);
	int64_t number = 0, exponent = 0, decimals = 0;
	bool point = false;
	for (size_t i = 0; i < text.size; i++) {
		if (text.data[i] == 'E') {
			assert_true(number_parse((struct slice){text.data + i + 1, text.size - i - 1}, &exponent, NULL));
			break;
		}
		point = point || text.data[i] == '.';
		if (text.data[i] < '0' || text.data[i] > '9')
			continue;
		number = number * 10 + (text.data[i] - '0');
		decimals += point;
	}
	assert_true(decimals - exponent <= SOURCE_DECIMALS);
	for (int64_t i = decimals - exponent; i < SOURCE_DECIMALS; i++)
		number *= 10;
	return text.size > 0 && *text.data == '-' ? -number : number;
}

/* ---- the United States ---- */

enum { START, B1, PLANNED, PROJECTED, UPDATED, DAYS, DAYS_SHARE, COST };
static const char *const us_columns[] = {"Start Date", "Completion Date (B1)", "Planned Project Completion Date (B2)",
	"Projected/Actual Project Completion Date (B2)", "Updated", "Schedule Variance (days)", "Schedule Variance (%)",
	"Cost Variance ($M)"};

/* How many agree with the source, and why each of the others does not. */
struct agreement {
	size_t rows, cost, cost_share, days, days_share;
	size_t no_planned_day;    /* the file gives a day of completion alone: the source measured by what it does not give */
	size_t said_to_be_open;   /* its day had passed when the row was updated; the source counts it as not done all the
	                             same, to the end of August 2012 */
	size_t of_another_start;  /* the days agree; the source divides by a plan whose start the file does not give */
	size_t no_start;          /* no share: the start stands after the completion, or on the planned day itself */
};

struct line {
	struct slice cells[5]; /* code, days_late, late_share, over_budget, over_share */
};

static bool next_project(struct slice *rest, struct line *line)
{
	struct slice whole;
	do
		if (!slice_next(rest, '\n', &whole))
			return false;
	while (whole.size < 4 || memcmp(whole.data, "US-P", 4) != 0);
	for (size_t i = 0; i < COUNT_OF(line->cells); i++)
		assert_true(slice_next(&whole, ',', &line->cells[i]) || i == 4);
	return true;
}

static int64_t hundredths(struct slice text)
{
	int64_t number = NUMBER_UNSET;
	if (text.size > 0)
		assert_true(decimal_parse(text, &number, NULL));
	return number;
}

static void compare_time(const struct source *source, const struct line *line, struct agreement *all)
{
	int64_t late = hundredths(line->cells[1]), share = hundredths(line->cells[2]);
	day_t planned = source_day(source, PLANNED), projected = source_day(source, PROJECTED);
	int64_t theirs = source_number(source, DAYS) / 10000000;
	bool agree = late == -theirs * 100;
	all->days += agree;
	if (!agree && planned == DAY_UNSET) {
		all->no_planned_day++;
	} else if (!agree) {
		assert_true(projected <= source_day(source, UPDATED));
		assert_int_equal(theirs, planned - day_from_civil(2012, 8, 31));
		all->said_to_be_open++;
	}
	bool same_share = share != NUMBER_UNSET && share == -source_number(source, DAYS_SHARE) / 100000;
	all->days_share += same_share;
	if (agree && !same_share && share == NUMBER_UNSET)
		all->no_start++;
	else if (agree && !same_share)
		all->of_another_start++;
}

/* Millions of dollars at 6.65 are exact to the öre. */
static void compare_cost(const struct source *source, const struct line *line, int64_t share, struct agreement *all)
{
	money_t over = hundredths(line->cells[3]), theirs = -source_number(source, COST) * 665 / 10;
	all->cost += over == theirs;
	all->cost_share += hundredths(line->cells[4]) == -share / 100000;
}

static void compare_rows(struct import_test *test, struct agreement *all)
{
	struct source source, shares;
	struct line line;
	struct slice rest = slice_of(
		importing_list(test, "opportunity", "code,days_late,late_share,over_budget,over_share"));
	source_open(&source, "us-itdashboard/projects.dates-fixed.csv", us_columns, COUNT_OF(us_columns));
	source_open(&shares, "us-itdashboard/projects.dates-fixed.csv", (const char *const[]){"Cost Variance (%)"}, 1);
	while (csv_next(source.csv, &source.row, NULL) == CSV_ROW) {
		assert_int_equal(csv_next(shares.csv, &shares.row, NULL), CSV_ROW);
		assert_true(next_project(&rest, &line));
		all->rows++;
		compare_time(&source, &line, all);
		compare_cost(&source, &line, source_number(&shares, 0), all);
	}
	assert_false(next_project(&rest, &line));
	source_close(&source);
	source_close(&shares);
}

static void us_dashboard(void **state)
{
	struct import_test *test = *state;
	struct agreement all = {0};
	test->store.session.today = day_from_civil(2012, 8, 31); /* of the feed */
	real_data_import_twice(test, "us-it-dashboard", "us-itdashboard/projects.dates-fixed.csv", 2450, 0);
	assert_int_equal(real_data_count(test, "opportunity"), 2450 + 599);
	assert_int_equal(real_data_count(test, "alternative"), 2450);
	assert_int_equal(real_data_count(test, "milestone"), 2450);
	assert_int_equal(real_data_count(test, "reference"), 599);
	assert_int_equal(real_data_count(test, "unit"), 26);
	real_data_expect_sum(test, "opportunity", "budget", "334480516160.35", 2450);
	real_data_expect_sum(test, "opportunity", "forecast", "345123072187.60", 2450);
	real_data_expect_sum(test, "opportunity", "over_budget", "10642556027.25", 2450);
	real_data_expect_sum(test, "alternative", "investment", "1404588314289.75", 2450);
	compare_rows(test, &all);
	assert_int_equal(all.rows, 2450);
	assert_int_equal(all.cost, 2450);
	assert_int_equal(all.cost_share, 2450);
	assert_int_equal(all.days, 2165);
	assert_int_equal(all.no_planned_day, 191);
	assert_int_equal(all.said_to_be_open, 94);
	assert_int_equal(all.days_share, 1974);
	assert_int_equal(all.of_another_start + all.no_start, 191);
	print_message("cost: all %zu rows agree; days: %zu agree, %zu have no planned day in the file, %zu are said to be "
		"open; share of the days: %zu agree, %zu rest on another start, %zu have none\n",
		all.cost, all.days, all.no_planned_day,
		all.said_to_be_open, all.days_share, all.of_another_start, all.no_start);
}

/* ---- Canada: years that remain ---- */

enum { ESTIMATED, AS_OF, YEARS };
static const char *const canada_columns[] = {"estimatedCompletionDate", "asOfDate", "yearsRemaining"};

/* To a tenth of a year of 365.25 days, as the list itself has it. */
static void canada_years_remain(void **state)
{
	struct import_test *test = *state;
	struct source source;
	size_t compared = 0;
	real_data_import_twice(test, "canada-it-projects", "canada-it-projects/gc-it-projects-2022.csv", 495, 0);
	real_data_expect_sum(test, "opportunity", "budget", "49514525483.40", 481);
	struct slice rest = slice_of(importing_list(test, "opportunity", "end")), line;
	slice_next(&rest, '\n', &line);
	source_open(&source, "canada-it-projects/gc-it-projects-2022.csv", canada_columns, COUNT_OF(canada_columns));
	while (csv_next(source.csv, &source.row, NULL) == CSV_ROW) {
		day_t end = DAY_UNSET;
		assert_true(slice_next(&rest, '\n', &line));
		assert_int_equal(line.size == 0 || slice_equal_text(line, "\"\""), source_cell(&source, ESTIMATED).size == 0);
		if (source_cell(&source, ESTIMATED).size == 0)
			continue;
		assert_true(day_parse(line, &end, NULL));
		int64_t days = end - day_from_civil(2022, 4, 25), years = source_number(&source, YEARS) / 100000;
		assert_true(llabs(days * 400 - years * 1461) <= 5 * 1461);
		compared++;
	}
	assert_int_equal(compared, 481);
	source_close(&source);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, importing_setup, real_data_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(canada), TEST(canada_years_remain), TEST(us_dashboard)};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
