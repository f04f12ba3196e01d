/* erase: somebody, or what was written of somebody, out of the register for good. */
#include <stdlib.h>

#include "base/lang.h"
#include "cli/backup_place.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "register/erase.h"
#include "store/backups.h"

#define MENTIONS_TOLD 100

static void tell_mention(const struct view *view, const struct erase_mention *mention)
{
	struct text code = {0};
	view_append_code(view, mention->ref, &code);
	if (mention->former)
		printf(_("  %s, %s, as it stood before: forvalta erase %s\n"), code.data, _(mention->field->label), code.data);
	else
		printf(_("  %s, %s: correct it, then forvalta erase %s\n"), code.data, _(mention->field->label), code.data);
	text_free(&code);
}

static void tell_mentions(struct cli *cli, const struct erase_result *result)
{
	struct view *view = result->mention_count == 0 ? NULL : view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return;
	printf("%s\n", _("The name, login or address also stands in:"));
	for (size_t i = 0; i < result->mention_count && i < MENTIONS_TOLD; i++)
		tell_mention(view, &result->mentions[i]);
	if (result->mention_count > MENTIONS_TOLD)
		printf(_("  and %zu more\n"), result->mention_count - MENTIONS_TOLD);
	view_close(&view);
}

/* What no change of the register reaches. */
static void tell_copies(const struct cli *cli)
{
	struct text directory = {0};
	char **names = NULL;
	size_t count = 0;
	struct error error = {0};
	cli_append_backup_place(cli, &directory);
	if (backups_list(directory.data, &names, &count, &error) && count > 0) {
		printf("%s\n", _("Backups that still hold it:"));
		for (size_t i = 0; i < count; i++)
			printf("  %s/%s\n", directory.data, names[i]);
		backups_free_list(&names, count);
	}
	printf("%s\n", _("Freed pages of the data file keep it until they are used again: when nobody is signed in, forvalta "
	                 "backup DIR and forvalta restore DIR --replace leave nothing of it."));
	text_free(&directory);
}

int run_erase(struct cli *cli)
{
	const char *why = cli_option(cli, "why");
	struct view *view = view_open(cli->session.store, &cli->error);
	struct erase_result result = {0};
	struct ref ref;
	bool ok = view != NULL && cli_find_even_removed(cli, view, cli->arguments[0], &ref);
	view_close(&view);
	ok = ok && register_erase(&cli->session, ref, slice_of(why == NULL ? "" : why), &result, &cli->error);
	if (ok) {
		printf(ngettext("erased: %zu former image (#%llu)\n", "erased: %zu former images (#%llu)\n",
		                (unsigned long)result.images),
		       result.images, (unsigned long long)result.sequence);
		tell_mentions(cli, &result);
		tell_copies(cli);
	}
	erase_result_free(&result);
	return ok ? EXIT_DONE : cli_fail(cli);
}
