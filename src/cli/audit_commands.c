/* audit: the night audit, made and printed. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/whole_file.h"
#include "cli/audit_printing.h"
#include "cli/commands.h"

#define RULES_MAX 64

struct chosen_rules {
	char *text;
	const char *names[RULES_MAX];
	size_t count;
};

/* "--rule OBS-01,CON" */
static void choose_rules(const char *option, struct chosen_rules *rules)
{
	char *rest = NULL;
	*rules = (struct chosen_rules){.text = option == NULL ? NULL : memory_copy_text(option)};
	for (char *name = rules->text == NULL ? NULL : strtok_r(rules->text, ", ", &rest);
	     name != NULL && rules->count < RULES_MAX; name = strtok_r(NULL, ", ", &rest))
		rules->names[rules->count++] = name;
}

static uint32_t sum_of(const uint32_t counts[SEVERITIES])
{
	uint32_t sum = 0;
	for (size_t severity = 1; severity < SEVERITIES; severity++)
		sum += counts[severity];
	return sum;
}

/* What differs from night to night: an outside copy of the chain's head exists wherever stderr is kept. */
static void tell_facts(const struct audit *audit)
{
	const struct audit_facts *facts = audit_facts(audit);
	cli_clear_progress();
	if (facts->number == 0)
		return;
	fprintf(stderr,
	        _("forvalta: audit %u: %u findings open, %u new; %llu records read in %lld ms; change log #%llu, head %s\n"),
	        facts->number, sum_of(audit_counts(audit)->open), sum_of(audit_counts(audit)->fresh),
	        (unsigned long long)facts->records, (long long)(facts->ended - facts->started) / (MICROSECONDS / 1000),
	        (unsigned long long)facts->journal, facts->head);
	if (facts->skipped > 0)
		fprintf(stderr,
		        ngettext("forvalta: %u finding was changed by somebody meanwhile and waits for the next audit\n",
		                 "forvalta: %u findings were changed by somebody meanwhile and wait for the next audit\n",
		                 facts->skipped),
		        facts->skipped);
}

static struct audit *make_audit(struct cli *cli)
{
	struct chosen_rules rules;
	bool command = cli->command->run == run_audit;
	choose_rules(command ? cli_option(cli, "rule") : NULL, &rules);
	const struct audit_options options = {
		.no_write = command && cli_flag(cli, "no-write"),
		.raise = !command || cli_flag(cli, "raise"),
		.full = command && cli_flag(cli, "full"),
		.rules = rules.names,
		.rule_count = rules.count,
		.progress = cli_show_progress,
	};
	cli_catch_stop();
	struct audit *audit = audit_run(&cli->session, &options, &cli->error);
	free(rules.text);
	return audit;
}

bool audit_and_print(struct cli *cli, enum audit_format format, bool quiet)
{
	struct audit *audit = make_audit(cli);
	bool ok = audit != NULL && audit_print(audit, format, false, stdout, &cli->error);
	if (ok && !quiet)
		tell_facts(audit);
	audit_free(&audit);
	return ok;
}

/* For whoever collects figures: what --format openmetrics prints, beside what is printed. */
static bool write_metrics(const struct audit *audit, const char *path, struct error *error)
{
	struct whole_file metrics;
	if (path == NULL)
		return true;
	if (!whole_file_begin(&metrics, path, error))
		return false;
	bool printed = audit_print(audit, AUDIT_OPENMETRICS, false, metrics.file, error) || error_prefix(error, "%s", path);
	return whole_file_end(&metrics, printed, error) && printed;
}

int audit_with_status(struct cli *cli, enum audit_format format, struct audit_limit limit, bool only_new)
{
	const char *metrics = cli->command->run == run_audit ? cli_option(cli, "metrics") : NULL;
	struct audit *audit = make_audit(cli);
	bool printed = audit != NULL && audit_print(audit, format, only_new, stdout, &cli->error);
	if (printed)
		tell_facts(audit);
	bool ok = printed && write_metrics(audit, metrics, &cli->error);
	int status = ok ? audit_exit_status(audit, limit) : EXIT_FAILED;
	audit_free(&audit);
	return ok ? status : cli_fail(cli);
}

int run_audit(struct cli *cli)
{
	const char *word = cli_option(cli, "format"), *fail_on = cli_option(cli, "fail-on");
	bool only_new = cli_flag(cli, "new");
	enum audit_format format = AUDIT_TEXT;
	struct audit_limit limit = {.severity = C_severity_high, .fresh = only_new};
	if ((word != NULL && !audit_format_parse(slice_of(word), &format, &cli->error)) ||
	    (fail_on != NULL && !audit_limit_parse(slice_of(fail_on), &limit, &cli->error))) {
		cli->error.kind = ERROR_USAGE;
		return cli_fail(cli);
	}
	limit.fresh = limit.fresh || only_new;
	return audit_with_status(cli, format, limit, only_new);
}
