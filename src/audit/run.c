/* One run: begun, made, closed. It counts only when it has been closed. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "audit/basis.h"
#include "audit/delta.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/authority.h"
#include "register/debts.h"
#include "store/journal.h"

/* Two at once would each undo what the other says. */
static bool take_lock(struct audit *audit, struct error *error)
{
	struct text path = {0};
	text_printf(&path, "%s/audit.lock", store_directory(audit->session.store));
	audit->lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool ok = audit->lock >= 0 || error_set_errno(error, "%s", path.data);
	if (ok && flock(audit->lock, LOCK_EX | LOCK_NB) != 0)
		ok = error_set(error, ERROR_STORE, _("%s: another audit is running; wait until it is done"),
		               store_directory(audit->session.store));
	text_free(&path);
	return ok;
}

static struct entry_facts entry_of(const struct audit *audit)
{
	return (struct entry_facts){.kind = ENTRY_AUDIT, .actor = RECORD_BY_AUDIT,
	                            .where = text_slice(&audit->session.where),
	                            .group = audit->pass.outbox.group};
}

static void set_rules_on(const struct pass *pass, struct draft *draft)
{
	struct text list = {0};
	for (size_t i = 0; i < pass->settings.count; i++)
		if (pass->settings.items[i].on)
			value_list_add_text(&list, slice_of(pass->settings.items[i].id));
	draft_set_text(draft, F_run_groups, text_slice(&list));
	text_free(&list);
}

static bool begin_run(struct audit *audit, struct error *error)
{
	const struct entry_facts facts = entry_of(audit);
	struct changes *changes = changes_begin(audit->session.store, &facts, error);
	struct draft draft;
	if (changes == NULL)
		return false;
	draft_init(&draft, schema_entity(E_run));
	record_id id = changes_new_id(changes, E_run);
	draft_set_number(&draft, F_run_number, id);
	draft_set_day(&draft, F_run_day, audit->session.today);
	draft_set_number(&draft, F_run_started, audit->pass.facts.started);
	draft_set_number(&draft, F_run_profile, audit->pass.settings.profile);
	set_rules_on(&audit->pass, &draft);
	bool ok = changes_put(changes, &draft, id, 0, error) && changes_commit(&changes, &audit->pass.outbox.group, error);
	audit->pass.facts.number = id;
	draft_free(&draft);
	changes_abort(&changes);
	return ok;
}

static void set_counts(const struct pass *pass, struct draft *draft)
{
	static const uint8_t fields[SEVERITIES] = {
		0, F_run_count_info, F_run_count_low, F_run_count_medium, F_run_count_high, F_run_count_critical};
	uint32_t fresh = 0;
	for (size_t severity = 1; severity < SEVERITIES; severity++) {
		draft_set_number(draft, fields[severity], pass->counts.open[severity]);
		fresh += pass->counts.fresh[severity];
	}
	draft_set_number(draft, F_run_count_new, fresh);
	draft_set_number(draft, F_run_count_resolved, pass->counts.resolved);
	draft_set_number(draft, F_run_raised, pass->counts.raised);
	draft_set_number(draft, F_run_overdue, pass->counts.overdue);
	draft_set_number(draft, F_run_debt, pass->counts.debt);
	if (pass->facts.overlap != NUMBER_UNSET)
		draft_set_number(draft, F_run_overlap, pass->facts.overlap);
	draft_set_number(draft, F_run_records, (int64_t)pass->facts.records);
	draft_set_day(draft, F_run_catalogue_seen, pass->facts.catalogue_seen);
	draft_set_day(draft, F_run_people_seen, pass->facts.people_seen);
	draft_set_number(draft, F_run_journal, (int64_t)pass->facts.journal);
	draft_set_text(draft, F_run_head, slice_of(pass->facts.head));
}

static void put_hex(char out[65], const uint8_t *bytes)
{
	for (size_t i = 0; i < DIGEST_SIZE; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static bool close_run(struct audit *audit, struct error *error)
{
	const struct entry_facts facts = entry_of(audit);
	struct changes *changes = changes_begin(audit->session.store, &facts, error);
	struct ref ref = {E_run, audit->pass.facts.number};
	struct record record;
	struct draft draft;
	if (changes == NULL)
		return false;
	draft_init(&draft, schema_entity(E_run));
	bool ok = view_record(changes_view(changes), ref, &record) ||
	          error_set(error, ERROR_STORE, _("the audit's own record is gone"));
	if (ok) {
		draft_copy_record(&draft, &record);
		set_counts(&audit->pass, &draft);
		audit->pass.facts.ended = moment_now();
		basis_write(&audit->pass, changes, audit->seen);
		if (audit->pass.raises)
			changes_put_fact(changes, "raising", SLICE("yes"));
		draft_set_number(&draft, F_run_ended, audit->pass.facts.ended);
		ok = changes_put(changes, &draft, ref.id, record_revision(&record), error) &&
		     changes_commit(&changes, NULL, error);
	}
	draft_free(&draft);
	changes_abort(&changes);
	return ok;
}

/* The head of the chain as it is when all is written: what goes out of the house. */
static void read_head(struct audit *audit)
{
	uint8_t hash[DIGEST_SIZE];
	struct view *view = view_open(audit->session.store, NULL);
	if (view == NULL)
		return;
	audit->pass.facts.journal = journal_head(view, hash);
	put_hex(audit->pass.facts.head, hash);
	view_close(&view);
}

/* A rule's first night: it was not on in the run that is compared with. */
static void find_first_nights(struct pass *pass)
{
	struct record run;
	struct slice rest = {0}, id;
	if (pass->runs.earlier.number != 0 && view_record(pass->view, (struct ref){E_run, pass->runs.earlier.number}, &run))
		rest = record_text(&run, F_run_groups);
	for (size_t i = 0; i < pass->settings.count; i++)
		pass->settings.items[i].first_night = true;
	while (value_list_next_text(&rest, &id)) {
		uint16_t place = rule_settings_find(&pass->settings, id);
		if (place != RULE_NONE)
			pass->settings.items[place].first_night = false;
	}
}

static record_id next_run_number(const struct view *view)
{
	struct records *records = records_new(view, E_run);
	struct record last;
	record_id number = records_last(records, &last) ? last.id + 1 : 1;
	records_free(&records);
	return number;
}

static void begin_pass(struct audit *audit)
{
	struct pass *pass = &audit->pass;
	uint8_t hash[DIGEST_SIZE];
	pass->view = audit->view;
	runs_read(&pass->runs, pass->view, audit->session.today);
	pass->runs.number = pass->facts.number != 0 ? pass->facts.number : next_run_number(pass->view);
	find_first_nights(pass);
	world_read(&pass->world, pass->view, &audit->session);
	pass->facts.catalogue_seen = pass->world.catalogue_seen;
	pass->facts.people_seen = pass->world.people_seen;
	pass->facts.journal = journal_head(pass->view, hash);
	put_hex(pass->facts.head, hash);
	collector_init(&pass->collector);
	match_init(&pass->matcher);
	pass->matcher.view = pass->view;
	pass->matcher.runs = &pass->runs;
	pass->matcher.settings = &pass->settings;
	pass->matcher.outbox = &pass->outbox;
}

/* Once it has been asked for, every run raises. */
static void decide_raising(struct audit *audit)
{
	struct pass *pass = &audit->pass;
	struct slice value;
	const struct choice *least = schema_find_choice(schema_choices(CHOICES_severity),
	                                                slice_of(conf_text(audit->session.conf, CONF_raise_minimum)));
	pass->raises = audit->options.raise || (view_fact(pass->view, "raising", &value) && value.size > 0);
	pass->raise_minimum = least == NULL ? C_severity_medium : least->number;
}

static bool raise_what_was_found(struct audit *audit, struct error *error)
{
	struct pass *pass = &audit->pass;
	return !pass->raises || raise_proposals(&audit->session, &pass->raise_list, &pass->counts.raised, error);
}

/* What systems in use for the same cost a year: worked out anew where something that it follows from has changed. */
static void find_overlap(struct audit *audit, const struct delta *delta)
{
	struct pass *pass = &audit->pass;
	size_t systems;
	if (!pass->of_changes || delta_touches_overlap(delta))
		pass->facts.overlap = debts_overlap(pass->view, audit->session.conf, audit->session.today, &systems);
}

/* In the middle of the day only what has changed since the last run is read: the same is found. */
static bool read_register(struct audit *audit, bool writes, struct error *error)
{
	struct pass *pass = &audit->pass;
	struct delta delta = {0};
	uint64_t sequence;
	audit->seen = view_sequence(pass->view);
	if (writes && !audit->options.full && basis_read(pass, &sequence)) {
		delta_read(&delta, pass->view, sequence);
		pass->of_changes = !delta.wide;
	}
	if (pass->of_changes)
		delta_divide(&delta, pass->view, &pass->settings);
	else
		pass->counts = (struct audit_counts){0};
	pass->facts.incremental = pass->of_changes;
	bool ok = pass_everything(pass, pass->of_changes ? &delta : NULL, error);
	if (ok && writes)
		find_overlap(audit, &delta);
	delta_free(&delta);
	return ok;
}

static bool make_run(struct audit *audit, bool writes, struct error *error)
{
	if (writes && (!take_lock(audit, error) || !begin_run(audit, error)))
		return false;
	audit->view = view_open(audit->session.store, error);
	if (audit->view == NULL)
		return false;
	begin_pass(audit);
	audit->pass.writes_summaries = writes;
	decide_raising(audit);
	if (!read_register(audit, writes, error))
		return false;
	audit->pass.facts.skipped = audit->pass.outbox.skipped;
	if (!writes)
		return true;
	view_close(&audit->view);
	audit->pass.view = NULL;
	if ((!audit->pass.of_changes && !summary_refresh_services(&audit->session, error)) ||
	    !raise_what_was_found(audit, error) || !close_run(audit, error))
		return false;
	read_head(audit);
	return true;
}

static bool may_audit(const struct session *session, struct error *error)
{
	return authority_allows(session, NULL, DEED_AUDIT, 0, NULL) ||
	       error_set(error, ERROR_DENIED, _("the audit is run by an auditor or administrator"));
}

static struct audit *new_audit(const struct session *session, const struct audit_options *options)
{
	struct audit *audit = memory_new(sizeof *audit);
	audit->session = *session;
	audit->session.catalogue = NULL; /* the caller's */
	audit->session.actor = RECORD_BY_AUDIT; /* the night's rights, whoever asked */
	if (session->conf == NULL)
		audit->session.conf = audit->own_conf = conf_new();
	audit->options = *options;
	audit->chosen = options->rule_count > 0;
	audit->lock = -1;
	audit->pass.session = &audit->session;
	audit->pass.options = &audit->options;
	audit->pass.facts.started = moment_now();
	return audit;
}

struct audit *audit_run(struct session *session, const struct audit_options *options, struct error *error)
{
	struct audit *audit = new_audit(session, options);
	bool writes = !options->no_write && !audit->chosen;
	outbox_init(&audit->pass.outbox, &audit->session, !writes);
	bool ok =
		may_audit(session, error) &&
		rule_settings_read(&audit->pass.settings, audit->session.conf, session->today, error) &&
		(!audit->chosen || rule_settings_choose(&audit->pass.settings, options->rules, options->rule_count, error)) &&
		make_run(audit, writes, error);
	if (audit->lock >= 0)
		close(audit->lock);
	if (!ok)
		audit_free(&audit);
	return audit;
}

void audit_free(struct audit **audit)
{
	if (*audit == NULL)
		return;
	struct pass *pass = &(*audit)->pass;
	collector_free(&pass->collector);
	match_free(&pass->matcher);
	elsewhere_free(&pass->elsewhere);
	runs_free(&pass->runs);
	outbox_free(&pass->outbox);
	world_free(&pass->world);
	rule_settings_free(&pass->settings);
	free(pass->cases);
	free(pass->walks);
	raise_list_free(&pass->raise_list);
	text_free(&pass->summary_bytes);
	text_free(&pass->scratch);
	text_free(&pass->detail);
	view_close(&(*audit)->view);
	conf_free(&(*audit)->own_conf);
	free(*audit);
	*audit = NULL;
}

const struct audit_counts *audit_counts(const struct audit *audit)
{
	return &audit->pass.counts;
}

const struct audit_facts *audit_facts(const struct audit *audit)
{
	return &audit->pass.facts;
}

bool audit_limit_parse(struct slice text, struct audit_limit *limit, struct error *error)
{
	struct slice rest = text, first;
	bool fresh = slice_next(&rest, ':', &first) && slice_equal_text(first, "new") && rest.size > 0;
	const struct choice *severity = schema_find_choice(schema_choices(CHOICES_severity), fresh ? rest : text);
	if (severity == NULL)
		return error_set(error, ERROR_USAGE,
		                 _("\"%.*s\" is no limit: info, low, medium, high or critical, with new: before it where only "
		                   "new findings count"),
		                 (int)text.size, text.data);
	*limit = (struct audit_limit){severity->number, fresh};
	return true;
}

int audit_exit_status(const struct audit *audit, struct audit_limit limit)
{
	const uint32_t *counts = limit.fresh ? audit->pass.counts.fresh : audit->pass.counts.open;
	for (size_t severity = limit.severity; severity < SEVERITIES; severity++)
		if (counts[severity] > 0)
			return 1;
	return 0;
}
