#include "register/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "identity/identity.h"
#include "register/register_private.h"
#include "store/journal.h"

#define USE_KEPT_EVERY (3600 * MICROSECONDS)

static bool next_line(struct slice *keys, struct slice *line)
{
	while (slice_next(keys, '\n', line))
		if (!ssh_key_line_is_empty(*line))
			return true;
	return false;
}

static bool holds_key(struct slice keys, const struct ssh_key *key)
{
	struct slice line;
	struct ssh_key one;
	while (next_line(&keys, &line))
		if (ssh_key_parse(line, &one, NULL) && ssh_key_equal(&one, key))
			return true;
	return false;
}

static enum key_standing standing_of(const struct record *person, day_t today)
{
	char login[LOGIN_SIZE];
	struct slice text = record_text(person, F_person_login);
	if (!person_is_here(person, today))
		return KEY_HOLDER_LEFT;
	snprintf(login, sizeof login, "%.*s", (int)text.size, text.data);
	return text.size < sizeof login && login_is_sound(login) ? KEY_HELD : KEY_WITHOUT_LOGIN;
}

enum key_standing key_find(const struct view *view, const struct ssh_key *key, day_t today, struct record *person)
{
	struct records *people = records_new(view, E_person);
	struct record one;
	unsigned holders = 0;
	for (bool there = records_first(people, &one); there; there = records_next(people, &one))
		if (record_is_set(&one, F_person_ssh_keys) && holds_key(record_text(&one, F_person_ssh_keys), key) && holders++ == 0)
			*person = one;
	records_free(&people);
	if (holders == 0)
		return KEY_UNKNOWN;
	return holders > 1 ? KEY_SHARED : standing_of(person, today);
}

/* ---- when ---- */

static void use_name(const struct ssh_key *key, char name[80])
{
	char fingerprint[SSH_FINGERPRINT_SIZE];
	snprintf(name, 80, "ssh_key_used:%s", ssh_key_fingerprint(key, fingerprint));
}

static moment_t last_use(const struct view *view, const struct ssh_key *key)
{
	char name[80];
	struct slice value;
	moment_t moment = 0;
	use_name(key, name);
	if (!view_fact(view, name, &value) || !moment_parse(value, &moment, NULL))
		return 0;
	return moment;
}

static bool write_use(struct store *store, const struct ssh_key *key, moment_t now, struct error *error)
{
	char name[80], moment[MOMENT_TEXT_SIZE];
	struct changes *changes = changes_begin(store, &(struct entry_facts){.kind = ENTRY_CHANGE}, error);
	if (changes == NULL)
		return false;
	use_name(key, name);
	changes_put_fact(changes, name, slice_of(moment_text(now, moment)));
	return changes_commit(&changes, NULL, error);
}

void keys_forget_uses(struct changes *changes, struct slice keys)
{
	struct slice line;
	struct ssh_key key;
	char name[80];
	while (next_line(&keys, &line))
		if (ssh_key_parse(line, &key, NULL)) {
			use_name(&key, name);
			changes_remove_fact(changes, name);
		}
}

bool key_note_use(struct store *store, const struct ssh_key *key, struct error *error)
{
	struct view *view = view_open(store, error);
	moment_t now = moment_now();
	if (view == NULL)
		return false;
	bool known = now - last_use(view, key) < USE_KEPT_EVERY;
	view_close(&view);
	return known || write_use(store, key, now, error);
}

struct search {
	const struct view *view;
	const struct ssh_key *key;
	moment_t added; /* 0 while the images do not hold the key */
};

static moment_t entry_moment(const struct view *view, uint64_t sequence)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	moment_t moment = journal_seek(journal, sequence, &entry) ? entry.moment : 0;
	journal_free(&journal);
	return moment;
}

static bool look_at_image(void *context, const struct image *image)
{
	struct search *search = context;
	bool there = image->readable && image->state != IMAGE_REMOVED && !image_is_gone(image) &&
	             holds_key(record_text(&image->record, F_person_ssh_keys), search->key);
	if (!there)
		search->added = 0;
	else if (search->added == 0)
		search->added = entry_moment(search->view, image->sequence);
	return true;
}

static moment_t added(const struct view *view, const struct record *person, const struct ssh_key *key)
{
	struct search search = {view, key, 0};
	view_history(view, record_self(person), look_at_image, &search);
	return search.added;
}

/* ---- all of them ---- */

/* Who has which key, in the order of the keys: who shares one stands beside the other. */
struct holding {
	char fingerprint[SSH_FINGERPRINT_SIZE];
	record_id person;
};

struct holdings {
	struct holding *items;
	size_t count, capacity;
};

static int compare_holdings(const void *a, const void *b)
{
	const struct holding *one = a, *other = b;
	return strcmp(one->fingerprint, other->fingerprint);
}

static void add_holdings(struct holdings *holdings, const struct record *person)
{
	struct slice keys = record_text(person, F_person_ssh_keys), line;
	struct ssh_key key;
	while (next_line(&keys, &line)) {
		if (!ssh_key_parse(line, &key, NULL))
			continue;
		memory_grow(&holdings->items, &holdings->capacity, holdings->count, sizeof *holdings->items);
		struct holding *holding = &holdings->items[holdings->count++];
		holding->person = person->id;
		ssh_key_fingerprint(&key, holding->fingerprint);
	}
}

static bool is_shared(const struct holdings *holdings, const struct ssh_key *key, record_id person)
{
	struct holding wanted = {0};
	ssh_key_fingerprint(key, wanted.fingerprint);
	const struct holding *end = holdings->items + holdings->count,
						 *at = bsearch(&wanted, holdings->items, holdings->count, sizeof wanted, compare_holdings);
	while (at > holdings->items && compare_holdings(at - 1, &wanted) == 0)
		at--;
	for (; at != NULL && at < end && compare_holdings(at, &wanted) == 0; at++)
		if (at->person != person)
			return true;
	return false;
}

static void tell_line(const struct view *view, const struct holdings *holdings, struct slice line, day_t today,
                      struct key_row *row)
{
	row->standing = KEY_BROKEN;
	row->added = row->used = 0;
	error_clear(&row->fault);
	if (!ssh_key_parse(line, &row->key, &row->fault))
		return;
	row->standing = is_shared(holdings, &row->key, row->person.id) ? KEY_SHARED : standing_of(&row->person, today);
	row->added = added(view, &row->person, &row->key);
	row->used = last_use(view, &row->key);
}

void keys_list(const struct view *view, day_t today, void (*found)(void *context, const struct key_row *row),
               void *context)
{
	struct records *people = records_new(view, E_person);
	struct holdings holdings = {0};
	struct key_row row;
	for (bool there = records_first(people, &row.person); there; there = records_next(people, &row.person))
		add_holdings(&holdings, &row.person);
	if (holdings.count > 0)
		qsort(holdings.items, holdings.count, sizeof *holdings.items, compare_holdings);
	for (bool there = records_first(people, &row.person); there; there = records_next(people, &row.person)) {
		struct slice keys = record_text(&row.person, F_person_ssh_keys), line;
		while (next_line(&keys, &line)) {
			tell_line(view, &holdings, line, today, &row);
			found(context, &row);
		}
	}
	free(holdings.items);
	records_free(&people);
}

bool keys_check(struct slice keys, unsigned *number, struct error *error)
{
	struct slice line;
	struct ssh_key key;
	for (*number = 1; slice_next(&keys, '\n', &line); ++*number)
		if (!ssh_key_line_is_empty(line) && !ssh_key_parse(line, &key, error))
			return false;
	return true;
}
