/* Parts lists in CycloneDX as components of a system: what is added, changed, removed and left, and that every part of
 * the real ones is accounted for. How many parts those have was counted with Python's json (2026-11-22):
 *   sum(1 for c in json.load(open(f)).get("components", []))
 * and of services with those inside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "support/importing.h"

#define DATA SOURCE_DIR "/../shared/data/cyclonedx/"
#define HEAD "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"metadata\":{\"component\":{\"name\":\"shop\"}},"
#define ABOUT(parts) HEAD "\"components\":[" parts "]}"

static struct bom_result last;
static struct text previewed;

static void note_preview(void *context, const char *line)
{
	(void)context;
	text_printf(&previewed, "%s\n", line);
}

static void note_notice(void *context, const char *line)
{
	struct import_test *test = context;
	text_printf(&test->faults, "%s\n", line);
}

static const char *read_bom(struct import_test *test, const char *path, const char *system)
{
	char *copy = memory_copy_text(path), *paths[] = {copy};
	error_clear(&test->error);
	text_clear(&test->faults);
	text_append_text(&test->faults, "");
	text_clear(&previewed);
	import_bom(&test->store.session, paths, 1, system, &test->options, &last, &test->error);
	free(copy);
	size_t size = strlen(test->directory) + 1;
	for (char *at; (at = strstr(test->error.text, test->directory)) != NULL;)
		memmove(at, at + size, strlen(at + size) + 1);
	return test->error.text;
}

static const char *read_text(struct import_test *test, const char *text)
{
	return read_bom(test, importing_file(test, "bom.json", text), "Butik");
}

static int setup(void **state)
{
	importing_setup(state);
	struct import_test *test = *state;
	test->options.notice = note_notice;
	test->options.preview = note_preview;
	assert_string_equal(importing_text(test, "system.csv", "name\nButik\nLager\n"), "");
	return 0;
}

static int teardown(void **state)
{
	text_free(&previewed);
	return importing_teardown(state);
}

static void assert_counts(uint64_t added, uint64_t changed, uint64_t unchanged, uint64_t removed)
{
	assert_int_equal(last.import.added, added);
	assert_int_equal(last.import.changed, changed);
	assert_int_equal(last.import.unchanged, unchanged);
	assert_int_equal(last.import.removed, removed);
}

#define LISTED "code,product,version,layer,identifier,source"
#define LISTED_HEAD LISTED "\n"

static void parts_become_components(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(
		read_text(test, HEAD
			"\"components\":[{\"type\":\"library\",\"group\":\"@vue\",\"name\":\"core\",\"version\":\"3.4.1\","
			"\"purl\":\"pkg:npm/%40vue/core@3.4.1?arch=x\",\"cpe\":\"cpe:2.3:a:vue:core:3.4.1:*\","
			"\"licenses\":[{\"license\":{\"name\":\"MIT\"}}],\"pedigree\":{\"ancestors\":[{\"type\":\"library\",\"name\":"
			"\"old\"}]},\"components\":[{\"name\":\"shared\",\"type\":\"framework\",\"version\":\"3.4.1\"}]},"
			"{\"type\":\"operating-system\",\"name\":\"debian\",\"version\":\"12\",\"group\":null},"
			"{\"type\":\"container\",\"name\":\"docker.io/nginx\",\"group\":\"docker.io\",\"cpe\":\"cpe:/a:f5:nginx:1.27\"},"
			"{\"type\":\"file\",\"name\":\"/etc/passwd\"},{\"type\":\"device\",\"name\":\"Scanner\"}],"
			"\"services\":[{\"name\":\"pay\",\"services\":[{\"name\":\"card\"}]}]}"),
		"");
	assert_string_equal(importing_list(test, "component", LISTED),
		LISTED_HEAD "CMP-0001,@vue/core,3.4.1,library,pkg:npm/%40vue/core@3.4.1,CycloneDX shop\n"
		"CMP-0002,shared,3.4.1,library,,CycloneDX shop\nCMP-0003,debian,12,operating_system,,CycloneDX shop\n"
		"CMP-0004,docker.io/nginx,,runtime,cpe:/a:f5:nginx:1.27,CycloneDX shop\n"
		"CMP-0005,Scanner,,hardware,,CycloneDX shop\n");
	assert_counts(5, 0, 0, 0);
	assert_int_equal(last.left_out, 1);
	assert_int_equal(last.services, 2);
}

/* What an earlier edition brought is kept in step; a second reading of the same changes nothing. */
static void the_next_edition_is_followed(void **state)
{
	struct import_test *test = *state;
	test->options.allow_shrink = true;
	assert_string_equal(read_text(test, ABOUT("{\"name\":\"a\",\"version\":\"1\",\"purl\":\"pkg:npm/a@1\"},"
		"{\"name\":\"a\",\"version\":\"2\",\"purl\":\"pkg:npm/a@2\"},{\"name\":\"b\",\"version\":\"1\"},"
		"{\"name\":\"c\"}")), "");
	assert_counts(4, 0, 0, 0);
	assert_string_equal(read_text(test, ABOUT("{\"name\":\"a\",\"version\":\"3\",\"purl\":\"pkg:npm/a@3\"},"
		"{\"name\":\"a\",\"version\":\"2\",\"purl\":\"pkg:npm/a@2\"},{\"name\":\"b\",\"version\":\"1.1\"},"
		"{\"name\":\"a\",\"version\":\"2\",\"purl\":\"pkg:npm/a@2?arch=arm\"}")), "");
	assert_counts(0, 2, 1, 1);
	assert_int_equal(last.import.merged, 1);
	assert_int_equal(last.import.rows, 4);
	assert_string_equal(importing_list(test, "component", "code,product,version,identifier"),
		"code,product,version,identifier\nCMP-0001,a,3,pkg:npm/a@3\nCMP-0002,a,2,pkg:npm/a@2\nCMP-0003,b,1.1,\n");
	uint64_t before = importing_sequence(test);
	assert_string_equal(read_text(test, ABOUT("{\"name\":\"b\",\"version\":\"1.1\"},"
		"{\"name\":\"a\",\"version\":\"2\",\"purl\":\"pkg:npm/a@2\"},"
		"{\"name\":\"a\",\"version\":\"3\",\"purl\":\"pkg:npm/a@3\"}")), "");
	assert_counts(0, 0, 3, 0);
	assert_int_equal(importing_sequence(test), before);
}

/* Another system's, another list's and people's own components are not touched, and nor is what people know better. */
static void what_people_typed_stays(void **state)
{
	struct import_test *test = *state;
	test->options.allow_shrink = true;
	assert_string_equal(
		read_text(test, ABOUT("{\"name\":\"a\",\"type\":\"library\",\"version\":\"1\"},{\"name\":\"z\"}")), "");
	assert_string_equal(read_bom(test, importing_file(test, "other.json",
		"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.2\",\"components\":[{\"name\":\"q\"},{\"name\":\"z\"}]}"),
		"Butik"), "");
	assert_counts(1, 0, 1, 0);
	assert_string_equal(importing_text(test, "component.csv",
		"code,system,product,version,layer,own_end,note\nCMP-0001,Butik,Alfa,1,runtime,2030-01-01,ours\n"
		"HAND-1,Butik,h,7,,,\nHAND-2,Lager,a,1,,,\n"), "");
	assert_string_equal(read_text(test, ABOUT("{\"name\":\"h\",\"version\":\"7\",\"type\":\"library\"},"
		"{\"name\":\"Alfa\",\"type\":\"library\",\"version\":\"2\"}")), "");
	assert_counts(0, 1, 1, 1);
	assert_string_equal(importing_list(test, "component", "code,system,product,version,layer,own_end,note,source"),
		"code,system,product,version,layer,own_end,note,source\n"
		"CMP-0001,SYS-0001,Alfa,2,runtime,2030-01-01,ours,CycloneDX shop\n"
		"CMP-0003,SYS-0001,q,,,,,CycloneDX other.json\nHAND-1,SYS-0001,h,7,,,,\nHAND-2,SYS-0002,a,1,,,,\n");
}

/* By its identifier, whatever the name; by its name where the catalogue does not know the identifier. */
static void parts_are_matched_to_the_catalogue(void **state)
{
	struct import_test *test = *state;
	assert_string_equal(importing_text(test, "product.csv",
		"name,identifiers\nframe,pkg:npm/%40frame/core\n"
		"postgresql,cpe:2.3:a:postgresql:postgresql;cpe:/a:postgresql:postgresql\n"
		"jetty,\n"), "");
	assert_string_equal(importing_text(test, "release.csv", "product,cycle,security_end\nframe,3,2027-01-31\n"
		"postgresql,14,2026-11-12\njetty,9.4,2025-08-14\n"), "");
	assert_string_equal(read_text(test, ABOUT(
		"{\"group\":\"@frame\",\"name\":\"core\",\"version\":\"3.4.1\",\"purl\":\"pkg:npm/%40frame/core@3.4.1?x=y@2\"},"
		"{\"name\":\"pg\",\"version\":\"14.9\",\"cpe\":\"cpe:2.3:a:postgresql:postgresql:14.9:*:*:*:*:*:*:*\"},"
		"{\"name\":\"pgs\",\"version\":\"14.10\",\"cpe\":\"cpe:/a:postgresql:postgresql:14.10\"},"
		"{\"name\":\"Jetty\",\"version\":\"9.4.18.v2019\",\"purl\":\"pkg:maven/org.eclipse.jetty/jetty@9.4.18\"},"
		"{\"name\":\"jetty\",\"version\":\"9.4\",\"purl\":\"pkg:npm/%40frame/core@9.4\"}")), "");
	assert_string_equal(importing_list(test, "component", "product,vendor_end,release"), "product,vendor_end,release\n"
		"@frame/core,2027-01-31,REL-0001\npg,2026-11-12,REL-0002\npgs,2026-11-12,REL-0002\nJetty,2025-08-14,REL-0003\n"
		"jetty,,\n");
}

static void a_list_cut_short_is_refused(void **state)
{
	struct import_test *test = *state;
	struct text all = {0};
	for (int i = 0; i < 20; i++)
		text_printf(&all, "%s{\"name\":\"p%02d\",\"version\":\"1\"}", i == 0 ? HEAD "\"components\":[" : ",", i);
	text_append_text(&all, "]}");
	assert_string_equal(read_text(test, all.data), "");
	*strstr(all.data, "p17") = 'x';
	*strstr(all.data, "p18") = 'x';
	assert_string_equal(read_text(test, all.data), "");
	assert_counts(2, 0, 18, 2);
	*strstr(all.data, "p15") = 'x';
	*strstr(all.data, "p14") = 'x';
	*strstr(all.data, "p13") = 'x';
	uint64_t before = importing_sequence(test);
	assert_string_equal(read_text(test, all.data), "Components: the list has 3 of 20 no more, which would be removed: "
		"more than 10 %; is it whole? --allow-shrink lets it");
	assert_int_equal(importing_sequence(test), before);
	test->options.allow_shrink = test->options.dry_run = true;
	assert_string_equal(read_text(test, all.data), "");
	assert_string_equal(previewed.data, "- CMP-0014 p13\n- CMP-0015 p14\n- CMP-0016 p15\n+ x13 1\n+ x14 1\n+ x15 1\n");
	assert_int_equal(importing_sequence(test), before);
	text_free(&all);
}

static void what_others_refer_to_is_left_and_told(void **state)
{
	struct import_test *test = *state;
	test->options.allow_shrink = true;
	assert_string_equal(read_text(test, ABOUT("{\"name\":\"a\"},{\"name\":\"b\"}")), "");
	assert_string_equal(importing_text(test, "incident.csv",
		"system,component,title,opened\nButik,CMP-0001,Stopp,2026-05-01\n"), "");
	assert_string_equal(read_text(test, ABOUT("")), "");
	assert_string_equal(test->faults.data, "gone from the list, but left: CMP-0001 cannot be removed: INC-0001 "
		"(Component) refers to it\n");
	assert_int_equal(last.import.removed, 1);
	assert_int_equal(last.import.kept, 1);
	uint64_t before = importing_sequence(test);
	assert_string_equal(read_text(test, ABOUT("")), "");
	assert_int_equal(importing_sequence(test), before);
}

static void wrong_parts_are_rejected_with_their_line(void **state)
{
	struct import_test *test = *state;
	struct text rejects = {0};
	const char *bom = HEAD "\n\"components\":[\n{\"name\":\"a\"},\n{\"version\":\"1\"},\n{\"name\":\"tab\\u0007\"}]}";
	assert_string_equal(read_text(test, bom), "nothing was imported because of 2 faults; correct them, or take the other "
		"rows with --rejects FILE");
	assert_string_equal(test->faults.data, "bom.json:4: product: must be filled in\n"
		"bom.json:5: product: holds the control character U+0007, which is not allowed\n");
	text_printf(&rejects, "%s/rejects.csv", test->directory);
	test->options.rejects = rejects.data;
	assert_string_equal(read_text(test, bom), "");
	assert_int_equal(last.import.rows, 3);
	assert_int_equal(last.import.rejected, 2);
	assert_counts(1, 0, 0, 0);
	text_free(&rejects);
}

static void other_documents_are_refused(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"<?xml version=\"1.0\"?>", "bom.json: XML is not read here; convert it: cyclonedx convert --input-file … "
                                    "--output-format json"},
		{"\n  <bom/>", "bom.json: XML is not read here; convert it: cyclonedx convert --input-file … --output-format json"},
		{"{}", "bom.json: this is no parts list in CycloneDX: \"bomFormat\": \"CycloneDX\" and \"specVersion\" are wanted"},
		{"[]", "bom.json:1:1: this is no parts list in CycloneDX: it holds a list"},
		{"{\"spdxVersion\":\"SPDX-2.3\"}", "bom.json: this is a parts list in SPDX; convert it to CycloneDX in JSON"},
		{"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"2.0\"}",
         "bom.json:1:40: specVersion: CycloneDX 2.0: versions 1.2 to 1.7 are read here"},
		{HEAD "\"components\":[3]}", "bom.json:1:101: components[0]: a number where an object is expected"},
		{HEAD "\"components\":[{\"name\":{}}]}", "bom.json:1:109: components[0].name: an object where a text is expected"},
	};
	struct import_test *test = *state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(read_text(test, cases[i].text), cases[i].words);
	assert_string_equal(read_bom(test, importing_file(test, "bom.json", ABOUT("")), "Nowhere"),
		"\"Nowhere\" is the code or name of no record of the kind System");
}

static void every_part_of_the_real_lists_is_accounted_for(void **state)
{
	static const struct {
		const char *name;
		uint64_t parts, added, services;
	} lists[] = {
		{"SBOM__laravel-7.12.0__bom.1.2.json", 62, 62, 0},
		{"SBOM__laravel-7.12.0__bom.1.3.json", 62, 0, 0}, /* the same list in another version of the form */
		{"SBOM__laravel-7.12.0__bom.1.4.json", 62, 0, 0},
		{"SBOM__cern-lhc-vdm-editor-e564943__bom.json", 43, 43, 0},
		{"SBOM__dropwizard-1.3.15__bom.json", 167, 167, 0},
		{"SBOM__proton-bridge__proton-bridge-v1.6.3.bom.json", 201, 201, 0},
		{"SaaSBOM__apigateway-microservices-datastores__bom.json", 0, 0, 6},
	};
	struct import_test *test = *state;
	struct text path = {0};
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		text_clear(&path);
		text_printf(&path, DATA "%s", lists[i].name);
		if (access(path.data, R_OK) != 0) {
			print_message("skipped: %s is not here\n", path.data);
			text_free(&path);
			skip();
		}
		assert_string_equal(read_bom(test, path.data, "Butik"), "");
		assert_int_equal(last.import.rows + last.left_out, lists[i].parts);
		assert_counts(lists[i].added, 0, lists[i].parts - lists[i].added, 0);
		assert_int_equal(last.services, lists[i].services);
		uint64_t before = importing_sequence(test);
		assert_string_equal(read_bom(test, path.data, "Butik"), "");
		assert_counts(0, 0, lists[i].parts, 0);
		assert_int_equal(importing_sequence(test), before);
	}
	text_free(&path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(parts_become_components),
		TEST(the_next_edition_is_followed),
		TEST(what_people_typed_stays),
		TEST(parts_are_matched_to_the_catalogue),
		TEST(a_list_cut_short_is_refused),
		TEST(what_others_refer_to_is_left_and_told),
		TEST(wrong_parts_are_rejected_with_their_line),
		TEST(other_documents_are_refused),
		TEST(every_part_of_the_real_lists_is_accounted_for),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
