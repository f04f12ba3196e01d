#include "support/audit_cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit_private.h"
#include "conf/conf.h"

static struct audit *run_rule(struct test_store *test, const char *rule, const char *day)
{
	char names[64], *rules[4], *rest = names;
	struct audit_options options = {.no_write = true, .rules = (const char *const *)rules};
	snprintf(names, sizeof names, "%s", rule);
	while (rest != NULL)
		rules[options.rule_count++] = strsep(&rest, "+");
	struct error error = {0};
	assert_true(day_parse(slice_of(day), &test->session.today, &error));
	struct audit *audit = audit_run(&test->session, &options, &error);
	assert_string_equal(error.text, "");
	return audit;
}

static void append_found(struct text *out, const struct record *finding)
{
	struct slice id = record_text(finding, F_finding_id), rule;
	slice_next(&id, ':', &rule);
	if (out->size > 0)
		text_append_text(out, "; ");
	text_append(out, id);
	uint8_t severity = record_choice(finding, F_finding_severity);
	text_printf(out, " %s", schema_choice(schema_choices(CHOICES_severity), severity)->name);
}

static void append_chain(struct text *out, struct slice packed, const struct reason_words *words)
{
	struct reasons chain = {0};
	assert_true(reasons_unpack(packed, &chain));
	if (chain.count == 0)
		fail_msg("a finding says nothing");
	for (size_t i = 0; i < chain.count; i++) {
		if (i > 0)
			text_append_text(out, "; ");
		reason_append_words(out, &chain.items[i], words);
	}
}

static void append_name(void *context, struct ref ref, struct text *out)
{
	view_append_name(context, ref, out);
}

static void append_words(struct text *out, const struct record *finding, const struct reason_words *words)
{
	struct slice id = record_text(finding, F_finding_id), name;
	slice_next(&id, ':', &name);
	text_append(out, id);
	text_append_text(out, ": ");
	append_chain(out, record_text(finding, F_finding_reasons), words);
	text_append_text(out, ". ");
	append_chain(out, record_text(finding, F_finding_next_step), words);
}

/* … whose it is and by when, which is no part of the sentence: "[PRS-0001 2026-11-22]". */
static void append_answer_by(struct text *out, const struct record *finding, const struct view *view)
{
	day_t due = record_day(finding, F_finding_due);
	struct ref person = record_ref(finding, F_finding_person);
	char day[DAY_TEXT_SIZE];
	text_append_text(out, " [");
	if (ref_is_set(person))
		view_append_code(view, person, out);
	text_printf(out, " %s]\n", due == DAY_UNSET ? "" : day_text(due, day));
}

/* A name or a word that was not there leaves one of these. */
static void check_sentence(const struct audit_case *tried, const struct text *words)
{
	static const char *const holes[] = {"?-0000", " .", " ;", " ,", "  ", "(null)"};
	for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++)
		if (words->data != NULL && strstr(words->data, holes[i]) != NULL)
			fail_msg("%s, %s: something is missing (\"%s\"):\n%s", tried->rule, tried->name, holes[i], words->data);
}

static void check_finding(const struct audit_case *tried, const struct text *found, const struct record *finding)
{
	struct slice id = record_text(finding, F_finding_id), rule;
	char needle[512];
	slice_next(&id, ':', &rule);
	snprintf(needle, sizeof needle, "%.*s ", (int)id.size, id.data);
	const char *at = found->data == NULL ? NULL : strstr(found->data, needle);
	if (at != NULL && (at == found->data || at[-1] == ' '))
		fail_msg("%s, %s: %sis found twice", tried->rule, tried->name, needle);
}

static void check_night(struct test_store *test, const struct audit_case *tried, const char *day, const char *expected,
                        bool last)
{
	struct audit *audit = run_rule(test, tried->rule, day);
	struct view *view = view_open(test->store, NULL);
	const struct reason_words namer = {append_name, view};
	struct text found = {0}, words = {0};
	for (size_t i = 0; i < audit->pass.outbox.count; i++) {
		const struct record finding = outbox_record(&audit->pass.outbox, i);
		check_finding(tried, &found, &finding);
		append_found(&found, &finding);
		append_words(&words, &finding, &namer);
		append_answer_by(&words, &finding, view);
	}
	check_sentence(tried, &words);
	const char *said = found.data == NULL ? "" : found.data;
	if (strcmp(said, expected) != 0)
		fail_msg("%s, %s, on %s: found \"%s\", not \"%s\"", tried->rule, tried->name, day, said, expected);
	if (last && tried->says != NULL && (words.data == NULL || strstr(words.data, tried->says) == NULL))
		fail_msg("%s, %s, on %s: says\n%snot \"%s\"", tried->rule, tried->name, day, words.data, tried->says);
	text_free(&words);
	text_free(&found);
	view_close(&view);
	audit_free(&audit);
}

/* The last night that finds something. */
static size_t last_night(const struct audit_case *tried)
{
	size_t last = 0;
	for (size_t night = 0; night < CASE_NIGHTS && tried->nights[night].day != NULL; night++)
		if (tried->nights[night].found[0] != '\0')
			last = night;
	return last;
}

static struct conf *read_conf(const struct test_store *test, const char *lines)
{
	struct conf *conf = conf_new();
	struct error error = {0};
	struct text path = {0};
	text_printf(&path, "%s/case.conf", test->directory);
	FILE *file = fopen(path.data, "w");
	assert_non_null(file);
	fputs(lines, file);
	fclose(file);
	conf_read(conf, path.data, &error);
	assert_string_equal(error.text, "");
	text_free(&path);
	return conf;
}

void audit_cases_run(const struct audit_case cases[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct test_store test;
		struct conf *conf = NULL;
		test_store_open(&test);
		if (cases[i].conf != NULL)
			test.session.conf = conf = read_conf(&test, cases[i].conf);
		test_put_records(&test, cases[i].records);
		assert_non_null(cases[i].nights[0].day);
		for (size_t night = 0; night < CASE_NIGHTS && cases[i].nights[night].day != NULL; night++)
			check_night(&test, &cases[i], cases[i].nights[night].day, cases[i].nights[night].found,
			            night == last_night(&cases[i]));
		conf_free(&conf);
		test_store_close(&test);
	}
}

char *audit_words(struct test_store *test, const char *rule, const char *day)
{
	struct audit *audit = run_rule(test, rule, day);
	struct view *view = view_open(test->store, NULL);
	const struct reason_words words = {append_name, view};
	struct text out = {0};
	for (size_t i = 0; i < audit->pass.outbox.count; i++) {
		const struct record finding = outbox_record(&audit->pass.outbox, i);
		append_words(&out, &finding, &words);
		text_append_char(&out, '\n');
	}
	view_close(&view);
	audit_free(&audit);
	return text_take(&out);
}
