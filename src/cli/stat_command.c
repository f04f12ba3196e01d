/* stat: the store as a whole. */
#include <string.h>

#include "base/lang.h"
#include "base/openmetrics.h"
#include "cli/commands.h"
#include "cli/health_here.h"
#include "identity/identity.h"

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

static bool print_figures(struct cli *cli)
{
	struct store_figures figures;
	const struct entity *entity;
	if (!store_figures(cli->session.store, &figures, &cli->error))
		return false;
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
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
	return true;
}

static void append_store(const struct health *health, struct text *out)
{
	const struct store_figures *figures = &health->figures;
	openmetrics_bytes(out, "forvalta_store_map_bytes", "Room that the store may use.", figures->map_size);
	openmetrics_bytes(out, "forvalta_store_used_bytes", "Of that in use.", figures->used);
	if (health->disk_free != UINT64_MAX)
		openmetrics_bytes(out, "forvalta_store_disk_free_bytes", "Free where the store lies.", health->disk_free);
	openmetrics_gauge(out, "forvalta_store_readers", "Reader slots taken.", figures->readers);
	openmetrics_gauge(out, "forvalta_store_readers_most", "Reader slots there are.", figures->readers_max);
	openmetrics_gauge(out, "forvalta_store_oldest_reader_changes", "Changes since the oldest snapshot that is read.",
	                  (int64_t)figures->commits_since_oldest);
}

static void append_moment(struct text *out, const char *name, const char *help, moment_t moment)
{
	if (moment != 0)
		openmetrics_seconds(out, name, help, moment);
}

static void append_ages(const struct health *health, struct text *out)
{
	append_moment(out, "forvalta_store_audited_seconds", "When the last audit was finished.", health->audit_ended);
	append_moment(out, "forvalta_store_backed_up_seconds", "When the last good backup was made.", health->backup.done);
	append_moment(out, "forvalta_store_verified_seconds", "When the store was last found sound.", health->verify.done);
	openmetrics_day(out, "forvalta_store_catalogue_seconds", "The day of the product catalogue.", health->catalogue_seen);
	openmetrics_day(out, "forvalta_store_people_seconds", "The day of the list of people.", health->people_seen);
}

static void append_checks(const struct cli *cli, const struct health *health, struct text *out)
{
	struct text words = {0};
	openmetrics_family(out, "forvalta_well", "gauge", NULL, "Whether all is well with it, as doctor says: 1, or 0.");
	for (const struct health_check *check = health_checks; check->name != NULL; check++) {
		enum verdict verdict = check->look(&cli->session, health, &words);
		if (verdict != VERDICT_NONE)
			text_printf(out, "forvalta_well{check=\"%s\"} %d\n", check->name, verdict == VERDICT_WELL);
	}
	text_free(&words);
}

static void append_records(const struct view *view, struct text *out)
{
	const struct entity *entity;
	openmetrics_gauge(out, "forvalta_store_entries", "Entries in the change log.", (int64_t)view_sequence(view));
	openmetrics_family(out, "forvalta_store_records", "gauge", NULL, "Records by kind.");
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		text_printf(out, "forvalta_store_records{kind=\"%s\"} %llu\n", entity->name,
		            (unsigned long long)view_count(view, entity->number));
}

static bool print_openmetrics(struct cli *cli)
{
	struct health health;
	struct text out = {0};
	if (!health_here(cli, &health))
		return false;
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
	append_store(&health, &out);
	append_records(view, &out);
	append_ages(&health, &out);
	append_checks(cli, &health, &out);
	openmetrics_end(&out);
	view_close(&view);
	bool ok = cli_write(cli, &out);
	text_free(&out);
	return ok;
}

int run_stat(struct cli *cli)
{
	const char *format = cli_option(cli, "format");
	bool metrics = format != NULL && strcmp(format, "openmetrics") == 0;
	if (format != NULL && !metrics && strcmp(format, "text") != 0)
		return cli_misuse(cli, _("--format: \"%s\" is none of text, openmetrics"), format);
	return (metrics ? print_openmetrics(cli) : print_figures(cli)) ? EXIT_DONE : cli_fail(cli);
}
