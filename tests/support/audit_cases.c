#include "support/audit_cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit_private.h"
#include "conf/conf.h"

static void put_line(struct changes *changes, struct slice line)
{
	struct slice name;
	char fields[4096];
	slice_next(&line, ' ', &name);
	const struct entity *entity = schema_find_entity(name);
	if (entity == NULL)
		fail_msg("there is no entity %.*s", (int)name.size, name.data);
	assert_true(line.size < sizeof fields);
	memcpy(fields, line.data, line.size);
	fields[line.size] = '\0';
	test_put_in(changes, entity->number, 0, fields);
}

static void put_records(struct test_store *test, const char *records)
{
	struct changes *changes = test_changes(test);
	struct slice rest = slice_of(records), line;
	while (slice_next(&rest, '\n', &line))
		if (line.size > 0)
			put_line(changes, line);
	test_commit(&changes);
}

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

static void check_night(struct test_store *test, const struct audit_case *tried, const char *day, const char *expected)
{
	struct audit *audit = run_rule(test, tried->rule, day);
	struct text found = {0};
	for (size_t i = 0; i < audit->pass.outbox.count; i++) {
		const struct record finding = outbox_record(&audit->pass.outbox, i);
		append_found(&found, &finding);
	}
	const char *said = found.data == NULL ? "" : found.data;
	if (strcmp(said, expected) != 0)
		fail_msg("%s, %s, on %s: found \"%s\", not \"%s\"", tried->rule, tried->name, day, said, expected);
	text_free(&found);
	audit_free(&audit);
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
		put_records(&test, cases[i].records);
		assert_non_null(cases[i].nights[0].day);
		for (size_t night = 0; night < CASE_NIGHTS && cases[i].nights[night].day != NULL; night++)
			check_night(&test, &cases[i], cases[i].nights[night].day, cases[i].nights[night].found);
		conf_free(&conf);
		test_store_close(&test);
	}
}

static void append_chain(struct text *out, struct slice packed, const struct reason_words *words)
{
	struct reasons chain = {0};
	assert_true(reasons_unpack(packed, &chain));
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

char *audit_words(struct test_store *test, const char *rule, const char *day)
{
	struct audit *audit = run_rule(test, rule, day);
	struct view *view = view_open(test->store, NULL);
	const struct reason_words words = {append_name, view};
	struct text out = {0};
	for (size_t i = 0; i < audit->pass.outbox.count; i++) {
		const struct record finding = outbox_record(&audit->pass.outbox, i);
		struct slice id = record_text(&finding, F_finding_id), name;
		slice_next(&id, ':', &name);
		text_append(&out, id);
		text_append_text(&out, ": ");
		append_chain(&out, record_text(&finding, F_finding_reasons), &words);
		text_append_text(&out, ". ");
		append_chain(&out, record_text(&finding, F_finding_next_step), &words);
		text_append_char(&out, '\n');
	}
	view_close(&view);
	audit_free(&audit);
	return text_take(&out);
}
