#include "report/health.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/lang.h"
#include "conf/conf.h"
#include "report/sshd_lines.h"

static void read_last_run(const struct view *view, struct health *health)
{
	struct records *runs = records_new(view, E_run);
	struct record run;
	bool there = records_last(runs, &run);
	while (there && !record_is_set(&run, F_run_ended))
		there = records_previous(runs, &run);
	if (there) {
		health->audit_ended = record_number(&run, F_run_ended);
		health->catalogue_seen = day_later(health->catalogue_seen, record_day(&run, F_run_catalogue_seen));
	}
	records_free(&runs);
}

static void read_last_entry(const struct view *view, struct health *health)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	if (journal_last(journal, &entry))
		health->last_entry = entry.moment;
	journal_free(&journal);
}

bool health_gather(const struct session *session, struct health *health, struct error *error)
{
	struct statvfs disk;
	*health = (struct health){.disk_free = UINT64_MAX};
	if (!store_figures(session->store, &health->figures, error))
		return false;
	struct view *view = view_open(session->store, error);
	if (view == NULL)
		return false;
	if (statvfs(store_directory(session->store), &disk) == 0)
		health->disk_free = (uint64_t)disk.f_bavail * disk.f_frsize;
	health->backup = upkeep_read(view, UPKEEP_BACKUP);
	health->verify = upkeep_read(view, UPKEEP_VERIFY);
	health->catalogue_seen = view_fact_day(view, "catalogue_seen");
	health->people_seen = view_fact_day(view, "people_seen");
	health->uncompacted = view_is_uncompacted(view);
	read_last_run(view, health);
	read_last_entry(view, health);
	view_close(&view);
	return true;
}

static int64_t limit(const struct session *session, enum conf_option option)
{
	return conf_number(session->conf, option, session->today);
}

static enum verdict look_at_map(const struct session *session, const struct health *health, struct text *words)
{
	const struct store_figures *figures = &health->figures;
	int64_t share = scaled((int64_t)(figures->used >> 10), 10000, (int64_t)(figures->map_size >> 10));
	text_printf(words, _("%llu of %llu MiB are used"), (unsigned long long)figures->used >> 20,
	            (unsigned long long)figures->map_size >> 20);
	if (share <= limit(session, CONF_limits_map_use))
		return VERDICT_WELL;
	text_append_text(words, _("; raise map_size in the configuration before it is full"));
	return VERDICT_WRONG;
}

static enum verdict look_at_disk(const struct session *session, const struct health *health, struct text *words)
{
	if (health->disk_free == UINT64_MAX)
		return VERDICT_NONE;
	text_printf(words, _("%llu MiB are free where the store lies"), (unsigned long long)health->disk_free >> 20);
	if (health->disk_free >> 20 >= (uint64_t)limit(session, CONF_limits_disk_free))
		return VERDICT_WELL;
	text_append_text(words, _("; make room: nothing can be saved on a full disk"));
	return VERDICT_WRONG;
}

static enum verdict look_at_readers(const struct session *session, const struct health *health, struct text *words)
{
	const struct store_figures *figures = &health->figures;
	uint64_t behind = figures->commits_since_oldest;
	bool many = figures->readers * 10 > figures->readers_max * 9;
	text_printf(words, _("%u of %u slots are taken"), figures->readers, figures->readers_max);
	if (behind > (uint64_t)limit(session, CONF_limits_oldest_reader)) {
		text_printf(words, _("; process %ld has been reading for %llu changes, and the store grows meanwhile: end it"),
		            (long)figures->oldest_process, (unsigned long long)behind);
		return VERDICT_WRONG;
	}
	if (many)
		text_append_text(words, _("; raise reader_slots in the configuration"));
	return many ? VERDICT_WRONG : VERDICT_WELL;
}

#define HOUR (3600 * MICROSECONDS)

/* A clock that was ahead dates what was done so that it would never be too long ago. */
static bool is_ahead(moment_t done)
{
	return done > moment_now() + HOUR;
}

static enum verdict look_at_clock(const struct session *session, const struct health *health, struct text *words)
{
	char text[MOMENT_TEXT_SIZE];
	(void)session;
	if (!is_ahead(health->last_entry)) {
		text_append_text(words, _("not before the last entry of the change log"));
		return VERDICT_WELL;
	}
	text_printf(words, _("the last entry of the change log is of %s, which the clock has not reached; set the clock "
	                     "right; where it is, what is written until then gets that moment"),
	            moment_local_text(health->last_entry, text));
	return VERDICT_WRONG;
}

/* "2026-11-20 02:10, 2 days ago". False where that is longer ago than the limit, or has not come yet. */
static bool tell_age(const struct session *session, moment_t done, enum conf_option option, struct text *words)
{
	char text[MOMENT_TEXT_SIZE];
	long long age = (long long)session->today - moment_day(done);
	bool ahead = age < 0 && is_ahead(done); /* a day that was stated is the clock's */
	text_append_text(words, moment_local_text(done, text));
	if (age > 0)
		text_printf(words, ngettext(", %lld day ago", ", %lld days ago", (unsigned long)age), age);
	if (ahead)
		text_append_text(words, _(", which the clock has not reached"));
	return age <= limit(session, option) && !ahead;
}

static enum verdict look_at_upkeep(const struct session *session, const struct upkeep *upkeep, enum conf_option option,
                                   const char *what_to_do, struct text *words)
{
	if (upkeep->done == 0) {
		text_printf(words, _("never; %s"), what_to_do);
		return VERDICT_WRONG;
	}
	bool recent = tell_age(session, upkeep->done, option, words), failed = upkeep->faults > 0;
	if (failed)
		text_printf(words, ngettext("; the last try found %llu fault", "; the last try found %llu faults",
		                            (unsigned long)upkeep->faults),
		            (unsigned long long)upkeep->faults);
	if (recent && !failed)
		return VERDICT_WELL;
	text_printf(words, "; %s", what_to_do);
	return VERDICT_WRONG;
}

static enum verdict look_at_audit(const struct session *session, const struct health *health, struct text *words)
{
	const struct upkeep audit = {.done = health->audit_ended};
	return look_at_upkeep(session, &audit, CONF_freshness_audit, _("run forvalta audit, every night"), words);
}

static enum verdict look_at_backup(const struct session *session, const struct health *health, struct text *words)
{
	return look_at_upkeep(session, &health->backup, CONF_freshness_backup, _("run forvalta backup, every night"), words);
}

static enum verdict look_at_verify(const struct session *session, const struct health *health, struct text *words)
{
	return look_at_upkeep(session, &health->verify, CONF_freshness_verify,
	                      _("run forvalta verify; where it finds faults, restore a backup"), words);
}

static enum verdict look_at_feed(const struct session *session, day_t seen, enum conf_option option,
                                 const char *what_to_do, struct text *words)
{
	char text[DAY_TEXT_SIZE];
	if (seen == DAY_UNSET)
		return VERDICT_NONE;
	long long age = (long long)session->today - seen;
	text_printf(words, _("of %s"), day_text(seen, text));
	if (age > 0)
		text_printf(words, ngettext(", %lld day old", ", %lld days old", (unsigned long)age), age);
	if (age <= limit(session, option))
		return VERDICT_WELL;
	text_printf(words, "; %s", what_to_do);
	return VERDICT_WRONG;
}

static enum verdict look_at_catalogue(const struct session *session, const struct health *health, struct text *words)
{
	return look_at_feed(session, health->catalogue_seen, CONF_freshness_catalogue,
	                    _("fetch a newer one and run forvalta catalogue import"), words);
}

static enum verdict look_at_people(const struct session *session, const struct health *health, struct text *words)
{
	return look_at_feed(session, health->people_seen, CONF_freshness_people, _("import the people anew"), words);
}

/* Whether others than the owner can get at the files, past every role. */
static enum verdict look_at_files(const struct session *session, const struct health *health, struct text *words)
{
	struct stat status;
	unsigned group;
	const char *directory = store_directory(session->store);
	(void)health;
	bool shared = store_is_shared(session->store, &group);
	if (stat(directory, &status) != 0)
		return VERDICT_NONE;
	if ((status.st_mode & 07) != 0) {
		text_printf(words, _("everybody on this machine can reach them; run chmod o= %s"), directory);
		return VERDICT_WRONG;
	}
	text_append_text(words, shared ? _("shared with a group: roles are advice only")
	                               : _("only their owner can reach them"));
	return VERDICT_WELL;
}

/* Erased and disposed of, but still in pages that are free. */
static enum verdict look_at_erased(const struct session *session, const struct health *health, struct text *words)
{
	(void)session;
	if (!health->uncompacted)
		return VERDICT_NONE;
	text_append_text(words, _("the data file still holds it in free pages; run forvalta erase --compact when nobody is "
	                          "signed in"));
	return VERDICT_WRONG;
}

static enum verdict look_at_language(const struct session *session, const struct health *health, struct text *words)
{
	const char *probe = N_("all is well");
	locale_t characters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	(void)session;
	(void)health;
	if (characters != (locale_t)0)
		freelocale(characters);
	if (strcmp(lang_translate("sv", probe), probe) == 0) {
		text_append_text(words, _("the Swedish texts are not found; install the program again"));
		return VERDICT_WRONG;
	}
	if (characters == (locale_t)0) {
		text_append_text(words, _("the system has no C.UTF-8; install libc-bin"));
		return VERDICT_WRONG;
	}
	text_append_text(words, _("Swedish and English"));
	return VERDICT_WELL;
}

static enum verdict look_at_terminal(const struct session *session, const struct health *health, struct text *words)
{
	(void)session;
	if (health->terminal == NULL)
		return VERDICT_NONE;
	text_append_harmless(words, slice_of(*health->terminal == '\0' ? "-" : health->terminal), false);
	if (!health->terminal_known)
		text_append_text(words, _("; not described on this system: install ncurses-term, or set TERM to xterm-256color"));
	return health->terminal_known ? VERDICT_WELL : VERDICT_WRONG;
}

static enum verdict look_at_sshd(const struct session *session, const struct health *health, struct text *words)
{
	(void)session;
	(void)health;
	return sshd_lines_look("/etc/ssh", words);
}

const struct health_check health_checks[] = {
	{"map", N_("room in the store"), look_at_map},
	{"disk", N_("disk"), look_at_disk},
	{"readers", N_("readers"), look_at_readers},
	{"files", N_("files"), look_at_files},
	{"clock", N_("clock"), look_at_clock},
	{"audit", N_("last audit"), look_at_audit},
	{"backup", N_("last backup"), look_at_backup},
	{"verify", N_("last verify"), look_at_verify},
	{"catalogue", N_("catalogue"), look_at_catalogue},
	{"people", N_("feed of people"), look_at_people},
	{"erased", N_("what was erased"), look_at_erased},
	{"language", N_("language"), look_at_language},
	{"terminal", N_("terminal"), look_at_terminal},
	{"sshd", "sshd", look_at_sshd},
	{NULL, NULL, NULL},
};
