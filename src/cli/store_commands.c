/* stat: the store as a whole. */
#include <unistd.h>

#include "base/lang.h"
#include "base/json_writer.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "identity/identity.h"
#include "register/authority.h"
#include "store/journal.h"

/* Only one that others have to be patient with. */
static void print_oldest_reader(const struct store_figures *figures)
{
	uint64_t behind = figures->commits_since_oldest;
	if (behind == 0)
		return;
	printf("%-20s ", _("oldest reader"));
	printf(ngettext("process %ld, %llu change ago", "process %ld, %llu changes ago", (unsigned long)behind),
	       (long)figures->oldest_process, (unsigned long long)behind);
	putchar('\n');
}

static void print_sharing(const struct store *store)
{
	struct text name = {0};
	unsigned group;
	if (!store_is_shared(store, &group))
		return;
	identity_append_group(group, &name);
	printf("%-20s ", _("shared"));
	printf(_("everybody of the group %s can write the files: roles are advice only"), name.data);
	putchar('\n');
	text_free(&name);
}

int run_stat(struct cli *cli)
{
	struct store_figures figures;
	const struct entity *entity;
	if (!store_figures(cli->session.store, &figures, &cli->error))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return cli_fail(cli);
	printf("%-20s %s\n", _("store"), store_directory(cli->session.store));
	print_sharing(cli->session.store);
	printf("%-20s %d\n", _("format"), STORE_FORMAT);
	printf("%-20s %s\n", _("engine"), figures.engine);
	printf("%-20s %llu / %llu MiB\n", _("map"), (unsigned long long)figures.used >> 20,
	       (unsigned long long)figures.map_size >> 20);
	printf("%-20s %u / %u\n", _("readers"), figures.readers, figures.readers_max);
	print_oldest_reader(&figures);
	printf("%-20s %llu\n", _("change log"), (unsigned long long)view_sequence(view));
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if (view_count(view, entity->number) > 0)
			printf("%-20s %llu\n", entity->name, (unsigned long long)view_count(view, entity->number));
	view_close(&view);
	return EXIT_DONE;
}
