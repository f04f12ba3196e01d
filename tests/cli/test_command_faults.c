/* The disk is full, or broken, at any write of any command: see support/faults.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/contents.h"
#include "support/faults.h"

#define IMPORTED 4200 /* more than one batch of an import holds */

static FILE *file_in(const char *place, const char *name)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", place, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	return file;
}

static void write_files(const char *place)
{
	FILE *file = file_in(place, "supplier.csv");
	fprintf(file, "name\n");
	for (int i = 0; i < IMPORTED; i++)
		fprintf(file, "Supplier %d\n", i);
	fclose(file);
	file = file_in(place, "unit.csv");
	fprintf(file, "name,kind\nOne,department\nTwo,castle\n");
	fclose(file);
	file = file_in(place, "forvalta.conf");
	fprintf(file, "backup_keep = 2;\nbackup_directory = \"%s/copies\";\n", place);
	fclose(file);
}

static void make_directory(const char *place, const char *name)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", place, name);
	assert_int_equal(mkdir(path, 0700), 0);
}

static void export_whole(const char *place)
{
	char command[600];
	snprintf(command, sizeof command, BUILD_DIR "/forvalta --store %s/store export --format jsonl >%s/whole.jsonl", place,
	         place);
	assert_int_equal(system(command), 0);
}

#define RUN(wanted, ...) faults_run(wanted, (const char *const[]){"--store", "@/store", __VA_ARGS__, NULL})

/* Somebody to erase, something to take back, two backups of which the older goes when a third is made. */
static void make(const char *place)
{
	write_files(place);
	make_directory(place, "tmp");
	RUN(0, "init", "--name", "Anna Berg");
	RUN(0, "add", "unit", "name=Socialförvaltningen");
	RUN(0, "add", "person", "name=Bo Ek", "login=bo.ek", "email=bo@example.se");
	RUN(0, "add", "system", "name=Procapita", "unit=UNI-0001", "criticality=4", "in_use_from=2019-01-01");
	RUN(0, "add", "activity", "title=Fråga", "responsible=PRS-0002", "due=2026-12-01");
	RUN(0, "set", "SYS-0001", "name=Lifecare");
	RUN(0, "backup");
	RUN(0, "backup");
	RUN(0, "backup", "@/apart");
	RUN(0, "set", "SYS-0001", "criticality=3");
	export_whole(place);
}

/* What was begun is made good by asking again. */
static void init_again(const char *place, const char *what)
{
	char path[300];
	snprintf(path, sizeof path, "%s/new", place);
	faults_run(0, (const char *const[]){"--store", "@/new", "init", NULL});
	assert_int_equal(contents_read(path, what).sequence, 1);
}

static const struct faulty_deed deeds[] = {
	{.name = "init", .arguments = {"--store", "@/new", "init"}, .check = init_again, .leaves = "/new"},
	{.name = "add", .arguments = {"--store", "@/store", "add", "unit", "name=New"}},
	{.name = "import", .arguments = {"--store", "@/store", "import", "@/supplier.csv"}, .small_disks = true},
	{.name = "import --rejects", .arguments = {"--store", "@/store", "import", "@/unit.csv", "--rejects", "@/rejects.csv"},
	 .leaves = "/rejects.csv"},
	{.name = "audit", .arguments = {"--store", "@/store", "audit", "--metrics", "@/metrics"}, .again = true},
	{.name = "undo", .arguments = {"--store", "@/store", "undo"}},
	{.name = "undo --to", .arguments = {"--store", "@/store", "undo", "SYS-0001", "--to", "#4"}},
	{.name = "erase", .arguments = {"--store", "@/store", "erase", "PRS-0002", "--why", "decided"},
	 .may_end_well = true}, /* it is done where only the file could not be written anew: status 1 */
	{.name = "erase --compact", .arguments = {"--store", "@/store", "erase", "--compact"}, .may_end_well = true},
	{.name = "verify", .arguments = {"--store", "@/store", "verify"}, .may_end_well = true},
	{.name = "backup", .arguments = {"--store", "@/store", "backup"}, .may_end_well = true},
	{.name = "backup DIR", .arguments = {"--store", "@/store", "backup", "@/copy"}, .may_end_well = true},
	{.name = "restore --replace", .arguments = {"--store", "@/store", "restore", "@/apart", "--replace"},
	 .small_disks = true, .may_end_well = true}, /* one that cannot be opened for a moment is taken for a damaged one */
	{.name = "restore", .arguments = {"--store", "@/new", "restore", "@/apart"}, .store = "new",
	 .small_disks = true},
	{.name = "restore of an export", .arguments = {"--store", "@/new", "restore", "@/whole.jsonl"},
	 .store = "new", .small_disks = true},
	{.name = "catalogue",
	 .arguments = {"--store", "@/store", "catalogue", "import", SOURCE_DIR "/conf/sample/catalogue.json"},
	 .small_disks = true},
	{.name = "export", .arguments = {"--store", "@/store", "export", "--output", "@/out"}, .leaves = "/out"},
	{.name = "notify", .arguments = {"--store", "@/store", "notify", "--mbox", "@/box"}, .leaves = "/box"},
	{.name = "list --as-of", .arguments = {"--store", "@/store", "list", "system", "--as-of", "#5"},
	 .environment = "TMPDIR=@/tmp", .small_disks = true, .may_end_well = true}, /* /tmp will do as well */
};

static void test_a_command_whose_disk_fails(void **state)
{
	faults_try(*state);
}

static void test_small_disks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (deeds[i].small_disks && !faults_try_small_disk(&deeds[i])) {
			print_message("skipped: mounting needs root\n");
			skip();
		}
}

static int setup(void **state)
{
	(void)state;
	faults_begin(make);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	faults_end();
	return 0;
}

#define DEEDS (sizeof deeds / sizeof *deeds)

int main(void)
{
	struct CMUnitTest tests[DEEDS + 1] = {[DEEDS] = cmocka_unit_test(test_small_disks)};
	for (size_t i = 0; i < DEEDS; i++)
		tests[i] = (struct CMUnitTest){.name = deeds[i].name, .test_func = test_a_command_whose_disk_fails,
		                               .initial_state = (void *)(uintptr_t)&deeds[i]};
	cmocka_set_test_filter(getenv("FAULTS_ONLY"));
	return cmocka_run_group_tests(tests, setup, teardown);
}
