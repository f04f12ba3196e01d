/* Nights of the audit in a store of the test's own. Each test program includes it once. */
#ifndef AUDIT_NIGHTS_H
#define AUDIT_NIGHTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "audit/rule.h"
#include "conf/conf.h"
#include "model/schema.h"
#include "support/store.h"

/* One night: what it counted, said and wrote. */
struct night {
	struct audit_counts counts;
	struct audit_facts facts;
	char *json, *text, *csv;
	int high, fresh_high; /* exit status by --fail-on */
};

static inline char *printed(const struct audit *audit, enum audit_format format, bool only_new)
{
	char *text = NULL;
	size_t size = 0;
	struct error error = {0};
	FILE *out = open_memstream(&text, &size);
	assert_true(audit_print(audit, format, only_new, out, &error));
	fclose(out);
	return text;
}

static inline void night_with(struct test_store *test, day_t day, const struct audit_options *options,
                              struct night *night)
{
	struct error error = {0};
	test->session.today = day;
	struct audit *audit = audit_run(&test->session, options, &error);
	assert_string_equal(error.text, "");
	*night = (struct night){.counts = *audit_counts(audit), .facts = *audit_facts(audit)};
	night->json = printed(audit, AUDIT_JSON, false);
	night->text = printed(audit, AUDIT_TEXT, false);
	night->csv = printed(audit, AUDIT_CSV, false);
	night->high = audit_exit_status(audit, (struct audit_limit){C_severity_high, false});
	night->fresh_high = audit_exit_status(audit, (struct audit_limit){C_severity_high, true});
	audit_free(&audit);
}

static inline void night_free(struct night *night)
{
	free(night->json);
	free(night->text);
	free(night->csv);
	*night = (struct night){0};
}

/* A plain night, printed and forgotten but for its counts. */
static inline struct night night_of(struct test_store *test, day_t day)
{
	const struct audit_options options = {0};
	struct night night;
	night_with(test, day, &options, &night);
	struct night kept = night;
	night_free(&night);
	kept.json = kept.text = kept.csv = NULL;
	return kept;
}

static inline uint32_t sum_of(const uint32_t counts[SEVERITIES])
{
	uint32_t sum = 0;
	for (size_t severity = 1; severity < SEVERITIES; severity++)
		sum += counts[severity];
	return sum;
}

/* How a finding stands in the store. */
struct stands {
	struct ref ref;
	uint8_t state, severity;
	uint32_t revision, times_seen;
	day_t first_seen, last_seen, resolved, due;
	bool known, fresh;
	record_id person, system;
};

static inline bool find_standing(struct test_store *test, const char *id, struct stands *stands)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct finding_standings *standings = finding_standings_read(view);
	struct finding_standing standing;
	struct record record;
	struct ref ref;
	bool there = audit_find(view, slice_of(id), &ref, &error) && view_record(view, ref, &record);
	if (there) {
		finding_standing(standings, &record, &standing);
		*stands = (struct stands){.ref = ref,
		                          .state = record_choice(&record, F_finding_state),
		                          .severity = record_choice(&record, F_finding_severity),
		                          .revision = record_revision(&record),
		                          .times_seen = standing.times_seen,
		                          .first_seen = record_day(&record, F_finding_first_seen),
		                          .last_seen = standing.last_seen,
		                          .resolved = record_day(&record, F_finding_resolved),
		                          .due = record_day(&record, F_finding_due),
		                          .known = record_yes(&record, F_finding_known_at_start),
		                          .fresh = standing.fresh,
		                          .person = record_ref_id(&record, F_finding_person),
		                          .system = record.parent};
	}
	finding_standings_free(&standings);
	view_close(&view);
	return there;
}

static inline struct stands standing_of(struct test_store *test, const char *id)
{
	struct stands stands = {0};
	if (!find_standing(test, id, &stands))
		fail_msg("there is no finding %s", id);
	return stands;
}

/* The words of a configuration file, over the defaults. */
static inline struct conf *conf_saying(struct test_store *test, const char *words)
{
	char path[300];
	struct error error = {0};
	snprintf(path, sizeof path, "%s/../audit-%d.conf", test->directory, (int)getpid());
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(words, file);
	fclose(file);
	struct conf *conf = conf_new();
	assert_true(conf_read(conf, path, &error));
	remove(path);
	return conf;
}

/* Only these rules are on, in a profile that would have them all; `more` is said after. What other rules there are does
 * not matter. */
static inline struct conf *conf_of_rules(struct test_store *test, const char *ids, const char *more)
{
	const struct rule_group *group;
	struct text words = {0};
	text_append_text(&words, "rules = {\n");
	for (size_t i = 0; (group = rule_group_at(i)) != NULL; i++)
		for (size_t r = 0; r < group->count; r++) {
			char id[20];
			snprintf(id, sizeof id, "%s-%02u", group->name, group->rules[r].number);
			if (strstr(ids, id) == NULL)
				text_printf(&words, "%s = { on = false; };\n", id);
		}
	text_printf(&words, "};\n%s\n", more);
	struct conf *conf = conf_saying(test, words.data);
	text_free(&words);
	return conf;
}

/* Takes `conf` over in place of the one before. */
static inline void nights_configure(struct test_store *test, struct conf *conf)
{
	union {
		const struct conf *read_only;
		struct conf *conf;
	} before = {.read_only = test->session.conf};
	conf_free(&before.conf);
	test->session.conf = conf;
}

static inline int nights_setup(void **state)
{
	struct test_store *test = calloc(1, sizeof *test);
	test_store_open(test);
	test->session.conf = conf_of_rules(test, "OWN-01 OBS-01 DEC-01", "");
	*state = test;
	return 0;
}

static inline int nights_teardown(void **state)
{
	struct test_store *test = *state;
	nights_configure(test, NULL);
	test_store_close(test);
	free(test);
	return 0;
}

static inline day_t november(int day)
{
	return day_from_civil(2026, 11, day);
}


#endif
