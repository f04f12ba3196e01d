/* erase: somebody, or what was written of somebody, out of the register for good. */
#include <stdlib.h>

#include "base/lang.h"
#include "cli/commands.h"
#include "cli/compacting.h"
#include "identity/system_log.h"
#include "register/erase.h"
#include "tui/tui.h"

#define MENTIONS_TOLD 100

static void tell_mention(const struct view *view, const struct erase_mention *mention)
{
	struct text code = {0};
	if (mention->field == NULL) {
		printf(_("  the change log, entry #%llu: it is bound into the chain and stays\n"),
		       (unsigned long long)mention->sequence);
		return;
	}
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
	printf("%s\n", _("The name, login, address or code also stands in:"));
	for (size_t i = 0; i < result->mention_count && i < MENTIONS_TOLD; i++)
		tell_mention(view, &result->mentions[i]);
	if (result->mention_count > MENTIONS_TOLD)
		printf(_("  and %zu more\n"), result->mention_count - MENTIONS_TOLD);
	view_close(&view);
}

static bool names(void *context, struct slice content)
{
	return erase_names(context, content);
}

static void tell_form(void *context, const char *path)
{
	(void)context;
	printf(_("An unfinished form names whom it was about: %s\n"), path);
}

/* Beside the register: only what this account keeps can be reached. */
static void forget_kept(struct cli *cli, struct ref ref, struct erase_result *result)
{
	const struct tui_forgetting forgetting = {
		.store = cli->store.data, .person = ref.id, .names = names, .found = tell_form, .context = result};
	if (ref.entity != E_person)
		return;
	size_t removed = tui_forget_person(&forgetting);
	if (removed > 0)
		printf(ngettext("%zu file that the screen kept for the person is removed\n",
		                "%zu files that the screen kept for the person are removed\n", (unsigned long)removed),
		       removed);
}

static void tell_erased(struct cli *cli, struct ref ref, struct erase_result *result)
{
	printf(ngettext("erased: %zu former image (#%llu)\n", "erased: %zu former images (#%llu)\n",
	                (unsigned long)result->images),
	       result->images, (unsigned long long)result->sequence);
	if (result->cleared > 0)
		printf(ngettext("%zu record in which the program had named the person is cleared of it\n",
		                "%zu records in which the program had named the person are cleared of it\n",
		                (unsigned long)result->cleared),
		       result->cleared);
	tell_mentions(cli, result);
	forget_kept(cli, ref, result);
	cli_tell_copies(cli, ref);
	system_log(false, "%s: erased in entry #%llu", cli->store.data, (unsigned long long)result->sequence);
}

static int erase(struct cli *cli)
{
	const char *why = cli_option(cli, "why");
	struct view *view = view_open(cli->session.store, &cli->error);
	struct erase_result result = {0};
	struct ref ref;
	bool ok = view != NULL && cli_find_even_removed(cli, view, cli->arguments[0], &ref);
	view_close(&view);
	ok = ok && register_erase(&cli->session, ref, slice_of(why == NULL ? "" : why), &result, &cli->error);
	if (ok)
		tell_erased(cli, ref, &result);
	erase_result_free(&result);
	return ok ? cli_compact(cli) : cli_fail(cli);
}

int run_erase(struct cli *cli)
{
	bool compact = cli_flag(cli, "compact");
	if (compact == (cli->argument_count > 0))
		return cli_misuse(cli, _("say whose record, by its code, or --compact alone"));
	if (!compact)
		return erase(cli);
	if (session_has(&cli->session, C_access_administrator))
		return cli_compact(cli);
	error_set(&cli->error, ERROR_DENIED, _("only an administrator may have the data file written anew"));
	return cli_fail(cli);
}
