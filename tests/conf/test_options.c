#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "conf/conf_private.h"

static const struct conf_row *row_at(size_t i)
{
	return conf_row((enum conf_option)i);
}

static void every_row_says_what_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const struct conf_row *row = row_at(i);
		if (!row->help || !*row->help || row->help[strlen(row->help) - 1] != '.')
			fail_msg("%s: no help that ends in a full stop", row->path);
		if ((row->standard == NULL) != (row->type == CONF_TYPE_GROUP))
			fail_msg("%s: every option has a default, and no group", row->path);
		if ((row->unit == NULL) != (row->type != CONF_TYPE_NUMBER && row->type != CONF_TYPE_NUMBERS))
			fail_msg("%s: a number has a unit, and nothing else", row->path);
		if ((row->choices == NULL) != (row->type != CONF_TYPE_CHOICE))
			fail_msg("%s: a choice has choices, and nothing else", row->path);
		if (row->least > row->most || (row->renew && !row->dated))
			fail_msg("%s: its limits contradict each other", row->path);
	}
}

static void paths_are_names_of_their_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(row_at(i)->path, row_at(j)->path);
}

/* An option of a group stands below it, and a group has members. */
static void groups_hold_their_options(void **state)
{
	(void)state;
	const char *group = "";
	size_t members = 1;

	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const char *path = row_at(i)->path, *dot = strchr(path, '.');
		if (row_at(i)->type == CONF_TYPE_GROUP) {
			assert_true(members > 0);
			group = path;
			members = 0;
		} else if (dot) {
			assert_int_equal(strlen(group), dot - path);
			assert_memory_equal(group, path, strlen(group));
			members++;
		}
	}
}

static int64_t default_of(enum conf_option option)
{
	struct conf *conf = conf_new();
	int64_t value = conf_number(conf, option, 20000);

	conf_free(&conf);
	return value;
}

/* The figures that DOMAIN.md and FORMULAS.md state. */
static void defaults_are_those_of_the_specification(void **state)
{
	(void)state;
	static const struct {
		enum conf_option option;
		int64_t value;
	} cases[] = {
		{CONF_procurement_months_open, 12}, {CONF_procurement_months_framework, 6}, {CONF_procurement_months_direct, 2},
		{CONF_procurement_months_in_house, 1}, {CONF_procurement_months_other, 12}, {CONF_introduction_months_unset, 9},
		{CONF_introduction_months_unset + 4, 12}, {CONF_introduction_months_unset + 3, 9},
		{CONF_introduction_months_unset + 2, 6}, {CONF_introduction_months_unset + 1, 3}, {CONF_needs_months, 6},
		{CONF_upgrade_months_application, 6}, {CONF_upgrade_months_robot, 6}, {CONF_upgrade_months_report, 6},
		{CONF_upgrade_months_runtime, 3}, {CONF_upgrade_months_database, 3}, {CONF_upgrade_months_operating_system, 3},
		{CONF_upgrade_months_library, 3}, {CONF_upgrade_months_network, 6}, {CONF_upgrade_months_hardware, 12},
		{CONF_freshness_catalogue, 45}, {CONF_freshness_people, 7}, {CONF_acceptance_months_low, 12},
		{CONF_acceptance_months_medium, 12}, {CONF_acceptance_months_high, 6}, {CONF_acceptance_months_critical, 3},
		{CONF_review_months_high, 3}, {CONF_review_months_medium, 6}, {CONF_review_months_low, 12},
		{CONF_dormant_days, 90},
		{CONF_discount_rate, 300}, {CONF_horizon_years, 10}, {CONF_development_growth, 1500}, {CONF_change_share, 1000},
		{CONF_direct_award_warning, 8000}, {CONF_map_size, 64}, {CONF_reader_slots, 1024}, {CONF_share_denominator, 10},
		{CONF_answer_days, 10}, {CONF_rejected_months, 12}, {CONF_urgent_days, 90}, {CONF_decide_now_months, 3},
		{CONF_decide_soon_months, 12}, {CONF_door_soon_days, 90}, {CONF_full_time_cost, 75000000},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (default_of(cases[i].option) != cases[i].value)
			fail_msg("%s is %lld", conf_row(cases[i].option)->path, (long long)default_of(cases[i].option));
}

/* Groups by choice are asked for as first option + number − 1: their rows must stand as the model numbers them. */
static const struct {
	const char *set;
	int number;
	const char *name;
} choices[] = {
#define CHOICES(set)
#define CHOICE(set, number, name, label) {#set, number, #name},
#include "model/choices.def"
#undef CHOICES
#undef CHOICE
};

static void groups_follow_the_models_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *set, *group;
		enum conf_option first;
	} groups[] = {
		{"procurement", "procurement_months", CONF_procurement_months_open},
		{"layer", "upgrade_months", CONF_upgrade_months_application},
		{"cost_kind", "index", CONF_index_acquisition},
		{"severity", "acceptance_months", CONF_acceptance_months_info},
		{"integration_kind", "adaptation_open", CONF_adaptation_open_api},
		{"integration_kind", "adaptation_proprietary", CONF_adaptation_proprietary_api},
	};
	for (size_t i = 0; i < COUNT_OF(groups); i++) {
		size_t seen = 0;
		for (size_t j = 0; j < COUNT_OF(choices); j++) {
			char path[100];
			if (strcmp(choices[j].set, groups[i].set) != 0)
				continue;
			snprintf(path, sizeof(path), "%s.%s", groups[i].group, choices[j].name);
			assert_string_equal(row_at(groups[i].first + (size_t)choices[j].number - 1)->path, path);
			seen++;
		}
		assert_true(seen > 3);
		assert_true(groups[i].first + seen == CONF_OPTION_COUNT || !strstr(row_at(groups[i].first + seen)->path,
			groups[i].group)
			|| row_at(groups[i].first + seen)->type == CONF_TYPE_GROUP);
	}
}

static struct text contents(const char *path)
{
	struct text text = {0};
	char bytes[4096];
	size_t size;
	FILE *file = fopen(path, "r");

	if (!file)
		fail_msg("%s cannot be read", path);
	while ((size = fread(bytes, 1, sizeof(bytes), file)) > 0)
		text_append_bytes(&text, bytes, size);
	fclose(file);
	return text;
}

/* With GOLDEN set the file is written anew. */
static void the_shipped_file_is_the_table(void **state)
{
	(void)state;
	static const char path[] = SOURCE_DIR "/conf/forvalta.conf";
	struct text reference = {0};

	conf_write_reference(&reference);
	if (getenv("GOLDEN")) {
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		assert_int_equal(fwrite(reference.data, 1, reference.size, file), reference.size);
		fclose(file);
	}
	struct text shipped = contents(path);
	if (strcmp(shipped.data, reference.data) != 0)
		fail_msg("%s is not what the table says; GOLDEN=1 writes it anew", path);
	text_free(&shipped);
	text_free(&reference);
}

static void assert_same_values(const struct conf *a, const struct conf *b)
{
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		const struct conf_value *first = &a->values[i], *second = &b->values[i];
		assert_int_equal(first->point_count, second->point_count);
		if (first->point_count)
			assert_memory_equal(first->points, second->points, first->point_count * sizeof(*first->points));
		if (first->text)
			assert_string_equal(first->text, second->text);
	}
}

/* "#name = …" without its #. What is comment has a space after it. */
static struct text uncommented(const char *path)
{
	struct text shipped = contents(path), active = {0};
	struct slice rest = text_slice(&shipped), line;

	while (slice_next(&rest, '\n', &line)) {
		line = slice_trim(line);
		bool option = line.size > 1 && line.data[0] == '#' && line.data[1] != ' ';
		text_printf(&active, "%.*s\n", (int)(line.size - option), line.data + option);
	}
	text_free(&shipped);
	return active;
}

/* As it is shipped, and with every # before an option removed. */
static void the_shipped_file_changes_nothing(void **state)
{
	(void)state;
	struct conf *defaults = conf_new(), *conf = conf_new();
	struct conf_source source = {.conf = conf, .file = "reference"};
	struct error error = {0};
	struct text active = uncommented(SOURCE_DIR "/conf/forvalta.conf");

	if (!conf_read(conf, SOURCE_DIR "/conf/forvalta.conf", &error))
		fail_msg("%s", error.text);
	assert_same_values(conf, defaults);
	if (!conf_read_text(&source, active.data, &error))
		fail_msg("%s", error.text);
	assert_same_values(conf, defaults);
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++)
		assert_int_equal(*conf_place(conf, (enum conf_option)i) == '\0', row_at(i)->type == CONF_TYPE_GROUP);
	text_free(&active);
	conf_free(&conf);
	conf_free(&defaults);
}

/* The examples that the file gives can be read, too. */
static void the_examples_can_be_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		struct conf *conf = conf_new();
		struct conf_source source = {.conf = conf, .file = "example"};
		struct error error = {0};
		struct text text = {0};
		if (row_at(i)->example) {
			text_printf(&text, "%s = %s;", row_at(i)->path, row_at(i)->example);
			if (!conf_read_text(&source, text.data, &error))
				fail_msg("%s", error.text);
		}
		text_free(&text);
		conf_free(&conf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_says_what_it_is),
		cmocka_unit_test(paths_are_names_of_their_own),
		cmocka_unit_test(groups_hold_their_options),
		cmocka_unit_test(defaults_are_those_of_the_specification),
		cmocka_unit_test(groups_follow_the_models_numbers),
		cmocka_unit_test(the_shipped_file_is_the_table),
		cmocka_unit_test(the_shipped_file_changes_nothing),
		cmocka_unit_test(the_examples_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
