#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/endoflife.h"

#define DATA SOURCE_DIR "/tests/exchange/data/"
#define REAL SOURCE_DIR "/../shared/data/endoflife/"

static void append_day(struct text *out, const char *name, day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	if (day != DAY_UNSET) {
		text_printf(out, " %s=%s", name, day_text(day, buffer));
	}
}

static void append_release(struct text *out, const struct catalogue_release *release)
{
	static const char *const states[] = {"", " ended", " supported"};
	text_printf(out, "  %.*s", (int)release->cycle.size, release->cycle.data);
	text_printf(out, " “%.*s” “%.*s” “%.*s”", (int)release->label.size, release->label.data,
		(int)release->codename.size, release->codename.data, (int)release->latest.size, release->latest.data);
	append_day(out, "released", release->released);
	append_day(out, "support", release->support_end);
	append_day(out, "security", release->security_end);
	append_day(out, "extended", release->extended_end);
	append_day(out, "discontinued", release->discontinued);
	text_printf(out, "%s%s\n", states[release->state], release->is_lts ? " lts" : "");
}

static bool append_product(void *context, const struct catalogue_product *product, struct error *error)
{
	struct text *out = context;
	if (slice_equal_text(product->name, "refuse-me")) {
		return error_set(error, ERROR_INPUT, "refused");
	}
	text_printf(out, "%.*s “%.*s” “%.*s”%s", (int)product->name.size, product->name.data, (int)product->label.size,
		product->label.data, (int)product->category.size, product->category.data, product->bare ? " bare" : "");
	for (size_t i = 0; i < product->alias_count; i++) {
		text_printf(out, " %.*s", (int)product->aliases[i].size, product->aliases[i].data);
	}
	for (size_t i = 0; i < product->identifier_count; i++) {
		const struct catalogue_identifier *identifier = &product->identifiers[i];
		text_printf(out, " %.*s(%.*s)", (int)identifier->type.size, identifier->type.data, (int)identifier->id.size,
			identifier->id.data);
	}
	text_append_char(out, '\n');
	for (size_t i = 0; i < product->release_count; i++) {
		append_release(out, &product->releases[i]);
	}
	return true;
}

static void append_counts(struct text *out, const struct catalogue_counts *counts)
{
	text_printf(out,
		"%zu products %zu releases %zu aliases %zu identifiers %zu ended %zu supported %zu undated %zu unknown",
		counts->products, counts->releases, counts->aliases, counts->identifiers, counts->ended_unknown,
		counts->supported_unknown, counts->undated, counts->unknown);
	append_day(out, "of", counts->generated);
	text_append_char(out, '\n');
}

static char *trace(struct input *input, const char *today, const char *product)
{
	struct text out = {0};
	struct error error = {0};
	struct catalogue_counts counts = {0};
	struct endoflife_options options = {.product = slice_of(product)};
	assert_true(day_parse(slice_of(today), &options.today, &error));
	if (endoflife_read(input, &options, append_product, &out, &counts, &error)) {
		append_counts(&out, &counts);
	} else {
		text_append_text(&out, error.text);
	}
	input_free(&input);
	return text_take(&out);
}

static char *trace_file(const char *path, const char *today)
{
	struct error error = {0};
	struct input *input = input_open(path, ENCODING_UTF8, &error);
	assert_non_null(input);
	return trace(input, today, NULL);
}

static const struct {
	const char *file, *today, *expected;
} files[] = {
	{DATA "full.json", "2026-11-22",
		"linden-server “Linden Server” “server-app” linden lindenserver purl(pkg:deb/debian/linden) "
		"cpe(cpe:/a:linden:server)\n"
		"  2.1 “2.1 (LTS)” “Björken” “2.1.4” released=2025-01-15 support=2027-01-15 security=2029-02-28 lts\n"
		"  2.0 “2.0” “” “” released=2023-01-15 extended=2030-01-01 ended lts\n"
		"  1 “1” “” “” released=2019-05-02 discontinued=2024-12-31 supported\n"
		"aspen “Aspen” “database”\n"
		"2 products 3 releases 2 aliases 2 identifiers 1 ended 1 supported 2 undated 4 unknown of=2026-08-22\n"},
	{DATA "single.json", "2026-11-22",
		"aspen “Aspen” “database” asp\n"
		"  10 “10” “” “” released=2024-02-29 security=2028-02-29 lts\n"
		"1 products 1 releases 1 aliases 0 identifiers 0 ended 0 supported 0 undated 1 unknown of=2026-08-22\n"},
	{DATA "rowan.json", "2026-11-22",
		"rowan “” “” bare\n"
		"  3 “” “” “3.2” released=2025-05-05 supported\n"
		"  2.5 “” “Sötkörsbär” “2.51” released=2022-05-05 support=2024-05-05 security=2027-05-05 extended=2030-05-05 "
		"lts\n"
		"  1 “” “” “” released=2012-05-05 ended lts\n"
		"1 products 3 releases 0 aliases 0 identifiers 1 ended 1 supported 4 undated 1 unknown\n"},
};

static void test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		char *got = trace_file(files[i].file, files[i].today);
		assert_string_equal(got, files[i].expected);
		free(got);
	}
}

/* A release that becomes LTS later is none before that day, whatever the file said on its own day. */
static void test_lts_day(void **state)
{
	(void)state;
	static const struct {
		const char *today;
		bool lts;
	} rows[] = {{"2026-09-30", false}, {"2026-10-01", true}};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *got = trace_file(DATA "full.json", rows[i].today);
		assert_int_equal(strstr(got, "security=2029-02-28 lts") != NULL, rows[i].lts);
		free(got);
	}
}

#define V1(result) "{\"schema_version\":\"1.0.0\",\"result\":" result "}"
#define RELEASE(members) V1("{\"name\":\"p\",\"releases\":[{\"name\":\"1\"," members "}]}")

static const struct {
	const char *name, *document, *message;
} faults[] = {
	{"f", "3", "f:1:2: this is no file of endoflife.date: it holds a number"},
	{"f", "{}", "f:1:2: this is no file of endoflife.date: it has no \"result\""},
	{"f", "{\"schema_version\":\"2.0.0\",\"result\":[]}",
		"f:1:19: schema_version: schema version 2.0.0: versions 1.x are read here; fetch the file from "
		"endoflife.date/api/v1"},
	{"f", V1("\"x\""), "f:1:36: result: a text where a list is expected"},
	{"f", V1("[1]"), "f:1:37: result[0]: a number where an object is expected"},
	{"f", V1("[{\"name\":\"p\"}]"),
		"f:1:48: result[0]: a product without releases: this is the short list, the file to fetch "
		"is \"products/full\""},
	{"f", V1("[{\"name\":\"p\",\"releases\":[]},{\"releases\":[]}]"), "f:1:78: result[1]: a product without a name"},
	{"f", V1("{\"name\":7,\"releases\":[]}"), "f:1:44: result.name: a number where a text is expected"},
	{"f", V1("{\"name\":\"p\",\"releases\":{}}"), "f:1:59: result.releases: an object where a list is expected"},
	{"f", V1("{\"name\":\"p\",\"aliases\":[[]]}"), "f:1:59: result.aliases[0]: a list where a text is expected"},
	{"f", V1("{\"name\":\"p\",\"identifiers\":[\"x\"]}"),
		"f:1:63: result.identifiers[0]: a text where an object is expected"},
	{"f", V1("{\"name\":\"p\",\"identifiers\":[{\"id\":1}]}"),
		"result.identifiers[0].id: a number where a text is expected"},
	{"f", V1("{\"name\":\"p\",\"releases\":[7]}"), "f:1:60: result.releases[0]: a number where an object is expected"},
	{"f", V1("{\"name\":\"p\",\"releases\":[{\"label\":\"x\"}]}"), "result: release 1 of the product has no name"},
	{"f", V1("{\"name\":\"p\",\"releases\":[{\"name\":\"1\"},{\"name\":\"1\"}]}"),
		"result: the release \"1\" stands twice"},
	{"f", V1("{\"name\":\"p\\u001b[2J\",\"releases\":[]}"),
		"result.name: the character U+001B may not stand in a text"},
	{"f", V1("{\"name\":\"p\\u202e\",\"releases\":[]}"), "result.name: the character U+202E may not stand in a text"},
	{"f", RELEASE("\"isEol\":\"yes\""), "result.releases[0].isEol: a text where true or false is expected"},
	{"f", RELEASE("\"eolFrom\":true"), "result.releases[0].eolFrom: true or false where a date is expected"},
	{"f", RELEASE("\"eolFrom\":{}"), "result.releases[0].eolFrom: an object where a date is expected"},
	{"f", RELEASE("\"eolFrom\":\"2026-02-30\""), "result.releases[0].eolFrom: \"2026-02-30\" is not a day"},
	{"f", RELEASE("\"eolFrom\":20260101"), "result.releases[0].eolFrom: a number where a date is expected"},
	{"f", RELEASE("\"latest\":\"1.2\""), "result.releases[0].latest: a text where an object is expected"},
	{"f", RELEASE("\"name\":\"2\""), "result.releases[0].name: stands twice in the same object"},
	{"f", "{\"schema_version\":\"1.0\",\"total\":2,\"result\":[{\"name\":\"p\",\"releases\":[]}]}",
		"f says it holds 2 products, but 1 were read; fetch it again"},
	{"f", "{\"total\":99999999999999999999999999,\"result\":[]}", "f:1:10: total: "},
	{"f", V1("[{\"name\":\"refuse-me\",\"releases\":[]}]"), "f:1:70: result[0]: refused"},
	{"f", "[]",
		"f:1:1: which product is this? A v0 file is named after it, as in nodejs.json; rename it or state the product"},
	{"p.json", "[{\"cycle\":true}]", "p.json:1:11: [0].cycle: true or false where a text is expected"},
	{"p.json", "[{\"cycle\":\"1\",\"eol\":1}]",
		"p.json:1:21: [0].eol: a number where a date, true or false is expected"},
	{"p.json", "[{\"cycle\":\"1\",\"eol\":\"soon\"}]", "p.json:1:21: [0].eol: \"soon\" is not"},
	{"p.json", "[{\"cycle\":\"\"}]", "release 1 of the product has no name"},
	{"p.json", "[\"1\"]", "p.json:1:2: [0]: a text where an object is expected"},
	{"p.json", "[{\"cycle\":\"1\"},{\"cycle\":1}]", "the release \"1\" stands twice"},
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		char *got =
			trace(input_open_bytes(faults[i].name, slice_of(faults[i].document), ENCODING_UTF8), "2026-11-22", NULL);
		if (!strstr(got, faults[i].message)) {
			assert_string_equal(got, faults[i].message);
		}
		free(got);
	}
}

/* Cut off anywhere, a file is refused, never taken for a shorter one. */
static void test_cut_off(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct error error = {0};
		struct slice piece;
		struct input *input = input_open(files[i].file, ENCODING_UTF8, &error);
		assert_true(input && input_read(input, &piece, &error));
		for (size_t size = 0; size < piece.size - 2; size++) {
			char *got =
				trace(input_open_bytes("f", (struct slice){piece.data, size}, ENCODING_UTF8), "2026-11-22", "p");
			assert_null(strstr(got, "products"));
			assert_non_null(strstr(got, "f:"));
			free(got);
		}
		input_free(&input);
	}
}

/* ---- the real files, where they are ---- */

static bool count_only(void *context, const struct catalogue_product *product, struct error *error)
{
	size_t *named = context;
	(void)error;
	*named += product->name.size > 0 && (product->bare || product->label.size > 0);
	return true;
}

static struct catalogue_counts read_real(const char *path)
{
	struct error error = {0};
	struct catalogue_counts counts = {0};
	size_t named = 0;
	struct endoflife_options options = {.today = 20000};
	struct input *input = input_open(path, ENCODING_UTF8, &error);
	assert_non_null(input);
	if (!endoflife_read(input, &options, count_only, &named, &counts, &error)) {
		fail_msg("%s", error.text);
	}
	assert_int_equal(named, counts.products);
	input_free(&input);
	return counts;
}

static void test_real_full(void **state)
{
	(void)state;
	static const char path[] = REAL "products-full-v1.2026-08-22.json";
	if (access(path, R_OK) != 0) {
		print_message("no ../shared/data/endoflife here: skipped\n");
		skip();
	}
	struct catalogue_counts counts = read_real(path);
	assert_int_equal(counts.products, 464);
	assert_int_equal(counts.releases, 8351);
	assert_int_equal(counts.aliases, 330);
	assert_int_equal(counts.identifiers, 940 + 479 + 264);
	assert_int_equal(counts.ended_unknown, 479);
	assert_int_equal(counts.supported_unknown, 644);
	assert_int_equal(counts.undated, 417 + 179 + 93 + 24 + 69 + 54);
	assert_int_equal(counts.unknown, 0);
	char day[DAY_TEXT_SIZE];
	assert_string_equal(day_text(counts.generated, day), "2026-08-22");
}

static void test_real_v0(void **state)
{
	(void)state;
	static const char *const names[] = {"apache-http-server", "debian", "dotnet", "eclipse-temurin", "kubernetes",
		"mariadb", "mssqlserver", "mysql", "nginx", "nodejs", "office", "oracle-jdk", "php", "postgresql", "python",
		"rhel", "sharepoint", "tomcat", "ubuntu", "windows-server", "windows"};
	if (access(REAL "v0", R_OK) != 0) {
		print_message("no ../shared/data/endoflife here: skipped\n");
		skip();
	}
	struct catalogue_counts sum = {0};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct text path = {0};
		text_printf(&path, REAL "v0/%s.json", names[i]);
		struct catalogue_counts counts = read_real(path.data);
		sum.releases += counts.releases;
		sum.ended_unknown += counts.ended_unknown;
		sum.supported_unknown += counts.supported_unknown;
		sum.unknown += counts.unknown;
		text_free(&path);
	}
	assert_int_equal(sum.releases, 433);
	assert_int_equal(sum.ended_unknown, 3);
	assert_int_equal(sum.supported_unknown, 6);
	assert_int_equal(sum.unknown, 21 + 21 + 9 + 17);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_lts_day),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_real_full),
		cmocka_unit_test(test_real_v0),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
