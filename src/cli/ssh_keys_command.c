/* ssh-keys: what sshd asks when somebody offers a key (AuthorizedKeysCommand), and the list of everybody's keys. */
#include <string.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "identity/system_log.h"
#include "register/authority.h"
#include "register/keys.h"

/* ---- the answer to sshd ---- */

/* sshd splits its line at spaces and quotes, and a shell reads the command: nothing in it may mean anything to them. */
static bool append_plain(struct cli *cli, const char *word, struct text *out)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+@:";
	if (word[strspn(word, plain)] != '\0')
		return error_set(&cli->error, ERROR_INPUT,
		                 _("%s: a path that stands in a forced command is of letters, digits and / . _ - + @ : only"), word);
	text_append_text(out, word);
	return true;
}

/* The same program on the same register as sshd has asked. */
static bool append_answer(struct cli *cli, struct slice login, const char *type, const char *key, struct text *out)
{
	static const char *const repeated[] = {"store", "config"};
	text_append_text(out, "restrict,pty,command=\"");
	bool ok = append_plain(cli, strchr(cli->called, '/') == NULL ? "forvalta" : cli->called, out);
	for (size_t i = 0; ok && i < sizeof repeated / sizeof repeated[0]; i++) {
		const char *value = cli_option(cli, repeated[i]);
		if (value == NULL)
			continue;
		text_printf(out, " --%s ", repeated[i]);
		ok = append_plain(cli, value, out);
	}
	text_printf(out, " --ssh %.*s\" %s %s\n", (int)login.size, login.data, type, key);
	return ok;
}

static void note_refusal(enum key_standing standing, const struct record *person, const struct ssh_key *key)
{
	static const char *const reasons[] = {
		[KEY_SHARED] = "two people have it", [KEY_HOLDER_LEFT] = "its holder has left, or has not come yet",
		[KEY_WITHOUT_LOGIN] = "its holder has no login that can be used"};
	char fingerprint[SSH_FINGERPRINT_SIZE];
	struct slice login = record_text(person, F_person_login);
	system_log(true, "refused the key %s of %.*s: %s", ssh_key_fingerprint(key, fingerprint), (int)login.size, login.data,
	           reasons[standing]);
}

static bool answer(struct cli *cli, const struct view *view, const struct ssh_key *key, const char *encoded,
                   struct text *out)
{
	struct record person;
	enum key_standing standing = key_find(view, key, cli->session.today, &person);
	if (standing == KEY_HELD)
		return append_answer(cli, record_text(&person, F_person_login), key->type, encoded, out);
	if (standing != KEY_UNKNOWN)
		note_refusal(standing, &person, key);
	return true;
}

/* Nothing is answered for another account, whoever's the key is: it would open that. */
static int answer_sshd(struct cli *cli)
{
	const char *user = cli_option(cli, "user"), *type = cli_option(cli, "type"), *encoded = cli_option(cli, "key");
	struct text line = {0}, out = {0};
	struct ssh_key key;
	if (user == NULL || type == NULL || encoded == NULL)
		return cli_misuse(cli, _("--user, --type and --key go together, as sshd gives them: %%u, %%t and %%k"));
	if (strcmp(user, conf_text(cli->conf, CONF_service_account)) != 0)
		return EXIT_DONE;
	text_printf(&line, "%s %s", type, encoded);
	bool ok = ssh_key_parse(text_slice(&line), &key, &cli->error);
	struct view *view = ok ? view_open(cli->session.store, &cli->error) : NULL;
	ok = view != NULL && answer(cli, view, &key, encoded, &out) && cli_write(cli, &out);
	view_close(&view);
	text_free(&out);
	text_free(&line);
	return ok ? EXIT_DONE : cli_fail(cli);
}

/* ---- the list ---- */

struct key_listing {
	struct view *view;
	struct text out;
	bool wrong;
};

static void append_day(struct text *out, moment_t moment)
{
	char day[DAY_TEXT_SIZE];
	text_append_text(out, moment == 0 ? "-" : day_text(moment_day(moment), day));
}

static const char *standing_words(enum key_standing standing)
{
	switch (standing) {
	case KEY_SHARED: return _("refused: two people have this key");
	case KEY_HOLDER_LEFT: return _("refused: not active today");
	case KEY_WITHOUT_LOGIN: return _("refused: the person has no login that can be used");
	default: return "";
	}
}

static void list_key(void *context, const struct key_row *row)
{
	struct key_listing *listing = context;
	struct text *out = &listing->out;
	char fingerprint[SSH_FINGERPRINT_SIZE];
	struct slice login = record_text(&row->person, F_person_login);
	view_append_code(listing->view, record_self(&row->person), out);
	text_append_text(out, "  ");
	text_append_cell(out, login, 20, false, false);
	if (row->standing == KEY_BROKEN) {
		text_printf(out, "  %s\n", row->fault.text);
	} else {
		text_printf(out, "  %s %s  %s ", ssh_key_fingerprint(&row->key, fingerprint), row->key.type, _("added"));
		append_day(out, row->added);
		text_printf(out, ", %s ", _("used"));
		append_day(out, row->used);
		text_printf(out, "%s%s\n", row->standing == KEY_HELD ? "" : "  ", standing_words(row->standing));
	}
	listing->wrong |= row->standing != KEY_HELD && row->standing != KEY_HOLDER_LEFT;
}

static int list_keys(struct cli *cli)
{
	struct key_listing listing = {.view = view_open(cli->session.store, &cli->error)};
	bool ok = listing.view != NULL;
	if (ok && !authority_allows(&cli->session, listing.view, DEED_READ_SECRET, E_person, NULL))
		ok = error_set(&cli->error, ERROR_DENIED, _("your role may not list the keys of others"));
	if (ok)
		keys_list(listing.view, cli->session.today, list_key, &listing);
	ok = ok && cli_write(cli, &listing.out);
	view_close(&listing.view);
	text_free(&listing.out);
	if (!ok)
		return cli_fail(cli);
	return listing.wrong ? EXIT_FOUND : EXIT_DONE;
}

int run_ssh_keys(struct cli *cli)
{
	bool asked = cli_flag(cli, "user") || cli_flag(cli, "type") || cli_flag(cli, "key");
	return asked ? answer_sshd(cli) : list_keys(cli);
}
