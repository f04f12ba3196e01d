/* finding, rules: what people say of what the audit found, and the rules themselves. */
#include <string.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "cli/cli_private.h"
#include "cli/commands.h"

static bool parse_day(struct cli *cli, const char *name, day_t *day)
{
	const char *word = cli_option(cli, name);
	if (word == NULL)
		return error_set(&cli->error, ERROR_USAGE, _("--%s is wanted"), name);
	return day_parse_typed(slice_of(word), cli->session.today, day, &cli->error) ||
	       error_prefix(&cli->error, "--%s", name);
}

static bool parse_acceptance(struct cli *cli, struct acceptance *acceptance)
{
	const char *why = cli_option(cli, "why"), *ceiling = cli_option(cli, "cost-ceiling");
	*acceptance = (struct acceptance){.why = slice_of(why == NULL ? "" : why), .cost_ceiling = NUMBER_UNSET};
	if (ceiling != NULL && !money_parse_typed(slice_of(ceiling), ',', &acceptance->cost_ceiling, &cli->error))
		return error_prefix(&cli->error, "--cost-ceiling");
	return parse_day(cli, "until", &acceptance->until);
}

static bool find_decision(struct cli *cli, const struct view *view, struct ref *decision)
{
	const char *code = cli_option(cli, "decision");
	return code == NULL || register_resolve(view, E_decision, slice_of(code), decision, &cli->error) ||
	       error_prefix(&cli->error, "--decision");
}

static bool acknowledge(struct cli *cli, struct ref finding, struct ref decision)
{
	day_t due;
	(void)decision;
	return parse_day(cli, "due", &due) && audit_acknowledge(&cli->session, finding, due, &cli->error);
}

static bool give_opinion(struct cli *cli, struct ref finding, struct ref decision)
{
	const char *why = cli_option(cli, "why");
	(void)decision;
	return audit_give_opinion(&cli->session, finding, slice_of(why == NULL ? "" : why), &cli->error);
}

static bool reopen(struct cli *cli, struct ref finding, struct ref decision)
{
	(void)decision;
	return audit_reopen(&cli->session, finding, &cli->error);
}

static bool accept(struct cli *cli, struct ref finding, struct ref decision)
{
	struct acceptance acceptance;
	if (!parse_acceptance(cli, &acceptance))
		return false;
	acceptance.decision = decision;
	return audit_accept(&cli->session, finding, &acceptance, &cli->error);
}

static const struct deed_row {
	const char *name;
	bool (*handle)(struct cli *cli, struct ref finding, struct ref decision);
} deeds[] = {{"accept", accept}, {"acknowledge", acknowledge}, {"reopen", reopen}, {"opinion", give_opinion}};

static const struct deed_row *find_deed(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(deeds); i++)
		if (strcmp(name, deeds[i].name) == 0)
			return &deeds[i];
	return NULL;
}

static bool handle_one(struct cli *cli, const struct deed_row *deed, const char *id)
{
	struct ref finding = {0, 0}, decision = {0, 0};
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && audit_find(view, slice_of(id), &finding, &cli->error) &&
	          find_decision(cli, view, &decision);
	view_close(&view);
	return (ok && deed->handle(cli, finding, decision)) || error_prefix(&cli->error, "%s", id);
}

int run_finding(struct cli *cli)
{
	const struct deed_row *deed = find_deed(cli->arguments[0]);
	bool ok = true;
	if (deed == NULL)
		return cli_misuse(cli, _("usage: forvalta %s %s"), cli->command->name, cli->command->usage);
	for (int i = 1; ok && i < cli->argument_count; i++)
		ok = handle_one(cli, deed, cli->arguments[i]);
	return ok ? EXIT_DONE : cli_fail(cli);
}

static void append_rule(struct text *out, const struct rule_facts *rule, bool page)
{
	const struct choice *severity = schema_choice(schema_choices(CHOICES_severity), rule->severity);
	const struct entity *entity = rule->entity == NULL ? NULL : schema_find_entity(slice_of(rule->entity));
	char cost[NUMBER_TEXT_SIZE];
	const char *label = entity == NULL ? _("the register") : _(entity->label);
	if (page) {
		text_printf(out, "\n### %s %s\n\n%s\n\n- %s: %s. %s: %s. %s: %s.%s%s\n- %s: `%s`\n", rule->id, rule->title,
		            rule->help, _("About"), label, _("Severity"), severity == NULL ? "" : _(severity->label),
		            _("Cost to put right"), money_local_text(rule->cost, cost),
		            rule->start ? _(" On from the start.") : "",
		            rule->raises ? _(" Raises a development opportunity.") : "", _("Reads"), rule->reads);
		return;
	}
	text_printf(out, "%s %-8s %-9s %-14s ", rule->on ? " " : "-", rule->id,
	            severity == NULL ? "" : _(severity->label), label);
	text_printf(out, "%llu/%llu  %s\n", (unsigned long long)rule->judged, (unsigned long long)rule->records, rule->title);
}

int run_rules(struct cli *cli)
{
	struct text out = {0};
	const char *group = NULL;
	bool page = cli_flag(cli, "reference"); /* needs no register: the rules as they come, before any configuration */
	struct view *view = page || !cli_open(cli) ? NULL : view_open(cli->session.store, &cli->error);
	struct rule_list *list = page || view != NULL ? rule_list_read(&cli->session, view, &cli->error) : NULL;
	bool ok = list != NULL;
	if (ok && page)
		text_printf(&out, "# %s\n\n%s\n", _("Rules"),
		            _("Written by `forvalta rules --reference`. What each rule of the night audit looks for, before "
		              "any configuration."));
	else if (ok)
		text_printf(&out, "%s\n", _("  Rule     Severity  About          Have the data/all  What is wrong (- is off)"));
	for (size_t i = 0; ok && i < rule_list_count(list); i++) {
		struct rule_facts facts;
		rule_list_at(list, i, &facts);
		if (page && facts.group != group)
			text_printf(&out, "\n## %s: %s\n", facts.group, facts.group_label);
		group = facts.group;
		append_rule(&out, &facts, page);
	}
	ok = ok && cli_write(cli, &out);
	rule_list_free(&list);
	view_close(&view);
	text_free(&out);
	return ok ? EXIT_DONE : cli_fail(cli);
}
