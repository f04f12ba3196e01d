#include "audit/basis.h"

#include <string.h>

#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

#include "audit/pass_private.h"
#include "base/lang.h"
#include "conf/conf.h"

#define BASIS_VERSION 3

/* As stored in the fact "audit_basis". */
struct basis {
	uint32_t version, number;
	uint64_t sequence, digest;
	int32_t day;
	record_id holders[16]; /* of each access: with everybody as they were, the same persons */
	struct audit_counts counts;
	money_t overlap;
};

static void hash_rules(XXH3_state_t *state, const struct rule_settings *settings)
{
	for (size_t i = 0; i < settings->count; i++) {
		const struct active_rule *active = &settings->items[i];
		const uint8_t head[3] = {active->on, active->severity, active->severity_set};
		XXH3_64bits_update(state, active->id, strlen(active->id) + 1);
		XXH3_64bits_update(state, head, sizeof head);
		XXH3_64bits_update(state, active->thresholds, sizeof active->thresholds);
		XXH3_64bits_update(state, active->rule->reads, strlen(active->rule->reads) + 1);
	}
}

static void hash_options(XXH3_state_t *state, const struct conf *conf, day_t today)
{
	for (unsigned option = 0; option < CONF_OPTION_COUNT; option++) {
		const struct conf_row *row = conf_row((enum conf_option)option);
		int64_t number;
		const char *text;
		switch (row->type) {
		case CONF_TYPE_NUMBER: case CONF_TYPE_PERCENT: case CONF_TYPE_MONEY:
			number = conf_number(conf, (enum conf_option)option, today);
			XXH3_64bits_update(state, &number, sizeof number);
			break;
		case CONF_TYPE_TEXT: case CONF_TYPE_CHOICE:
			text = conf_text(conf, (enum conf_option)option);
			XXH3_64bits_update(state, text, strlen(text) + 1);
			break;
		default: break;
		}
	}
}

/* All that decides what a run finds, beside the register and the day. */
static uint64_t digest_of(const struct pass *pass)
{
	XXH3_state_t state;
	XXH3_64bits_reset(&state);
	XXH3_64bits_update(&state, VERSION, sizeof VERSION);
	XXH3_64bits_update(&state, lang_code(), strlen(lang_code()));
	hash_rules(&state, &pass->settings);
	hash_options(&state, pass->session->conf, pass->session->today);
	XXH3_64bits_update(&state, &pass->raises, sizeof pass->raises);
	return XXH3_64bits_digest(&state);
}

static bool read_basis(const struct view *view, struct basis *basis)
{
	struct slice value;
	if (!view_fact(view, "audit_basis", &value) || value.size != sizeof *basis)
		return false;
	memcpy(basis, value.data, sizeof *basis);
	return basis->version == BASIS_VERSION;
}

bool basis_read(struct pass *pass, uint64_t *sequence)
{
	struct basis basis;
	const struct runs *runs = &pass->runs;
	if (!read_basis(pass->view, &basis) || basis.day != pass->session->today || basis.digest != digest_of(pass) ||
	    !summaries_are_fresh(pass->view))
		return false;
	/* No run has begun since that was not finished. */
	if (runs->count == 0 || runs->rows[runs->count - 1].number != basis.number || runs->number != basis.number + 1)
		return false;
	pass->counts = basis.counts;
	pass->counts.raised = 0;
	pass->facts.overlap = basis.overlap;
	memcpy(pass->world.state->people.holders, basis.holders, sizeof basis.holders);
	*sequence = basis.sequence;
	return true;
}

static void put_basis(struct changes *changes, const struct basis *basis)
{
	char bytes[sizeof *basis];
	memcpy(bytes, basis, sizeof *basis);
	changes_put_fact(changes, "audit_basis", (struct slice){bytes, sizeof bytes});
}

void basis_write(const struct pass *pass, struct changes *changes, uint64_t sequence)
{
	struct basis basis;
	memset(&basis, 0, sizeof basis);
	/* What somebody changed meanwhile stands otherwise than it was counted. */
	if (pass->outbox.skipped == 0) {
		basis.version = BASIS_VERSION;
		basis.number = pass->facts.number;
		basis.sequence = sequence;
		basis.digest = digest_of(pass);
		basis.day = pass->session->today;
		basis.counts = pass->counts;
		basis.overlap = pass->facts.overlap;
		memcpy(basis.holders, pass->world.people->holders, sizeof basis.holders);
	}
	put_basis(changes, &basis);
}

void basis_move(struct changes *changes, const struct record *before, const struct draft *after)
{
	struct basis basis;
	struct runs runs;
	struct matching matcher = {.runs = &runs};
	struct verdict was, is;
	struct text packed = {0};
	struct record record;
	if (!read_basis(changes_view(changes), &basis))
		return;
	runs_read(&runs, changes_view(changes), basis.day);
	draft_pack(after, &(struct record_stamp){.revision = 1}, &packed);
	record_open(&record, packed.data, packed.size);
	record.parent = before->parent;
	match_stored(&matcher, before, &was);
	match_stored(&matcher, &record, &is);
	counts_move(&basis.counts, &was, &is, basis.day);
	put_basis(changes, &basis);
	runs_free(&runs);
	text_free(&packed);
}
