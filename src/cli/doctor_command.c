/* doctor: whether all is well, a line each; what is not says what to do. */
#include "base/lang.h"
#include "cli/commands.h"
#include "cli/health_here.h"

#define LABEL_COLUMNS 20

static bool tell(const struct cli *cli, const struct health *health, const struct health_check *check)
{
	struct text words = {0}, line = {0};
	enum verdict verdict = check->look(&cli->session, health, &words);
	if (verdict != VERDICT_NONE) {
		text_append_text(&line, verdict == VERDICT_WELL ? "   " : "!  ");
		text_append_cell(&line, slice_of(_(check->label)), LABEL_COLUMNS, false, true);
		printf("%s %s\n", line.data, words.data == NULL ? "" : words.data);
	}
	text_free(&line);
	text_free(&words);
	return verdict != VERDICT_WRONG;
}

int run_doctor(struct cli *cli)
{
	struct health health;
	unsigned wrong = 0;
	if (!health_here(cli, &health))
		return cli_fail(cli);
	for (const struct health_check *check = health_checks; check->name != NULL; check++)
		wrong += !tell(cli, &health, check);
	if (wrong == 0)
		printf("%s\n", _("all is well"));
	else
		printf(ngettext("%u thing to see to\n", "%u things to see to\n", wrong), wrong);
	return wrong == 0 ? EXIT_DONE : EXIT_FOUND;
}
