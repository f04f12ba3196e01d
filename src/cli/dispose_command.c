/* dispose: old personal history out of the register, under a decision. */
#include "base/lang.h"
#include "cli/commands.h"
#include "cli/compacting.h"
#include "identity/system_log.h"
#include "register/dispose.h"

static bool parse_before(struct cli *cli, day_t *before)
{
	const char *word = cli_option(cli, "before");
	if (word == NULL)
		return error_set(&cli->error, ERROR_USAGE, _("say what is old: --before DATE"));
	return day_parse_typed(slice_of(word), cli->session.today, before, &cli->error) ||
	       error_prefix(&cli->error, "--before");
}

static bool parse_decision(struct cli *cli, int64_t *number)
{
	const char *word = cli_option(cli, "decision");
	if (word == NULL)
		return error_set(&cli->error, ERROR_USAGE, _("say under which decision: --decision NUMBER"));
	return number_parse(slice_of(word), number, &cli->error) || error_prefix(&cli->error, "--decision");
}

static void tell_entities(const struct disposal_result *result)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		size_t images = result->of[entity->number].images, records = result->of[entity->number].records;
		if (images > 0)
			printf(ngettext("  %s: %zu former image, of %zu\n", "  %s: %zu former images, of %zu\n", (unsigned long)images),
			       _(records == 1 ? entity->label : entity->plural), images, records);
	}
}

static void tell(struct cli *cli, const struct disposal *disposal, const struct disposal_result *result)
{
	if (result->images == 0)
		printf("%s\n", _("There is no personal history as old as that."));
	else if (disposal->dry_run)
		printf(ngettext("would be disposed of: %zu former image\n", "would be disposed of: %zu former images\n",
		                (unsigned long)result->images),
		       result->images);
	else
		printf(ngettext("disposed of: %zu former image (#%llu)\n", "disposed of: %zu former images (#%llu)\n",
		                (unsigned long)result->images),
		       result->images, (unsigned long long)result->sequence);
	tell_entities(result);
	if (!disposal->dry_run && result->images > 0)
		cli_tell_copies(cli, (struct ref){0, 0});
}

int run_dispose(struct cli *cli)
{
	struct disposal disposal = {.dry_run = cli_flag(cli, "dry-run")};
	struct disposal_result result;
	if (!parse_before(cli, &disposal.before) || !parse_decision(cli, &disposal.decision) ||
	    !register_dispose(&cli->session, &disposal, &result, &cli->error))
		return cli_fail(cli);
	tell(cli, &disposal, &result);
	if (disposal.dry_run || result.images == 0)
		return EXIT_DONE;
	system_log(false, "%s: disposed of history in entry #%llu", cli->store.data, (unsigned long long)result.sequence);
	return cli_compact(cli);
}
