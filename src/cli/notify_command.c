/* notify: tells each person what asks for them, once a day at most. */
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "register/authority.h"
#include "report/mail.h"
#include "report/notice.h"

struct delivery {
	struct cli *cli;
	struct notices notices;
	const char *from, *sendmail;
	const char *mbox;   /* a file, "-"; NULL: sendmail */
	bool dry_run;
	moment_t moment;
	size_t sent, failed;
};

/* Two at once would both send. */
static bool take_lock(struct cli *cli, int *lock)
{
	struct text path = {0};
	text_printf(&path, "%s/notify.lock", cli->store.data);
	*lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = *lock >= 0 || error_set_errno(&cli->error, "%s", path.data);
	if (ok && flock(*lock, LOCK_EX | LOCK_NB) != 0)
		ok = error_set(&cli->error, ERROR_STORE, _("%s: messages are being sent already; wait until it is done"),
		               cli->store.data);
	text_free(&path);
	return ok;
}

static bool read_notices(struct delivery *delivery)
{
	struct cli *cli = delivery->cli;
	if (!authority_allows(&cli->session, NULL, DEED_AUDIT, 0, NULL))
		return error_set(&cli->error, ERROR_DENIED, _("messages are sent by an auditor or administrator"));
	if (cli->session.as_of != 0 && !delivery->dry_run)
		return error_set(&cli->error, ERROR_DENIED,
		                 _("messages are about the present: leave out --as-of, or look at them with --dry-run"));
	if (!mail_address_is_sound(delivery->from))
		return error_set(&cli->error, ERROR_INPUT, _("%s: notify.from is no address to send from: \"%s\""),
		                 conf_place(cli->conf, CONF_notify_from), delivery->from);
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
	notices_read(&delivery->notices, &cli->session, view);
	view_close(&view);
	return true;
}

static bool write_whole(int file, struct slice bytes)
{
	ssize_t written = 0;
	for (size_t done = 0; done < bytes.size; done += (size_t)written)
		if ((written = write(file, bytes.data + done, bytes.size - done)) <= 0)
			return false;
	return fsync(file) == 0;
}

/* A part of a message would run into the next one: it is taken away again. */
static bool append_to_file(const char *path, struct slice bytes, struct error *error)
{
	int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	off_t end = file >= 0 ? lseek(file, 0, SEEK_END) : 0;
	bool ok = file >= 0 && write_whole(file, bytes);
	ok = ok || error_set_errno(error, "%s", path);
	if (!ok && end >= 0 && file >= 0 && ftruncate(file, end) != 0)
		error_prefix(error, _("a part of a message stands at the end of %s"), path);
	if (file >= 0)
		close(file);
	return ok;
}

static bool deliver(struct delivery *delivery, const struct mail *mail, struct error *error)
{
	struct text entry = {0};
	if (delivery->mbox == NULL && !delivery->dry_run)
		return mail_send(delivery->sendmail, mail, error);
	mail_append_mbox(&entry, mail);
	bool to_file = delivery->mbox != NULL && strcmp(delivery->mbox, "-") != 0 && !delivery->dry_run;
	bool ok = to_file ? append_to_file(delivery->mbox, text_slice(&entry), error)
	                  : (fwrite(entry.data, 1, entry.size, stdout) == entry.size && fflush(stdout) == 0) ||
	                        error_set_errno(error, _("standard output cannot be written"));
	text_free(&entry);
	return ok;
}

/* Once a day: the same person on the same day is the same message. */
static bool send_notice(struct delivery *delivery, const struct notice *notice, struct error *error)
{
	char id[64], day[DAY_TEXT_SIZE];
	struct session *session = &delivery->cli->session;
	if (*notice->address == '\0')
		return error_set(error, ERROR_INPUT, _("has no e-mail address in the register"));
	if (!mail_address_is_sound(notice->address))
		return error_set(error, ERROR_INPUT, _("\"%s\" is no address that mail can be sent to"), notice->address);
	snprintf(id, sizeof id, "forvalta.%s.%u", day_text(session->today, day), notice->person);
	const struct mail mail = {
		.from = delivery->from, .to = notice->address, .to_name = notice->name, .subject = notice->subject,
		.language = notice->language, .body = notice->body, .id = id, .moment = delivery->moment,
	};
	return deliver(delivery, &mail, error) &&
	       (delivery->dry_run || notice_mark(session, notice->person, moment_now(), error));
}

static void tell_failure(const struct notice *notice, const struct error *error)
{
	struct text who = {0};
	text_append_harmless(&who, slice_of(notice->name), false);
	text_append_text(&who, " (");
	text_append_harmless(&who, slice_of(notice->login), false);
	text_append_char(&who, ')');
	fprintf(stderr, _("forvalta: not reached: %s: %s\n"), who.data, error->text);
	text_free(&who);
}

static void send_all(struct delivery *delivery)
{
	for (size_t i = 0; i < delivery->notices.count && !cli_is_stopped(); i++) {
		struct error error = {0};
		if (send_notice(delivery, &delivery->notices.items[i], &error)) {
			delivery->sent++;
			continue;
		}
		delivery->failed++;
		tell_failure(&delivery->notices.items[i], &error);
	}
}

static int end_status(struct delivery *delivery)
{
	struct cli *cli = delivery->cli;
	size_t all = delivery->notices.count;
	if (delivery->sent > 0 && !delivery->dry_run)
		fprintf(stderr, ngettext("forvalta: %zu message sent\n", "forvalta: %zu messages sent\n", delivery->sent),
		        delivery->sent);
	if (delivery->sent + delivery->failed < all) {
		error_set(&cli->error, ERROR_STOPPED, _("stopped after %zu of %zu messages; the rest go next time"), delivery->sent,
		          all);
		return cli_fail(cli);
	}
	if (delivery->failed == 0)
		return EXIT_DONE;
	error_set(&cli->error, ERROR_INPUT,
	          ngettext("%zu person was not reached; the next call tries again",
	                   "%zu persons were not reached; the next call tries again", delivery->failed),
	          delivery->failed);
	return cli_fail(cli);
}

int run_notify(struct cli *cli)
{
	struct delivery delivery = {
		.cli = cli,
		.from = conf_text(cli->conf, CONF_notify_from),
		.sendmail = conf_text(cli->conf, CONF_notify_sendmail),
		.mbox = cli_option(cli, "mbox"),
		.dry_run = cli_flag(cli, "dry-run"),
		/* A day that was asked for is the message's too. */
		.moment = cli->today == DAY_UNSET ? moment_now() : (moment_t)cli->today * 86400 * MICROSECONDS,
	};
	int lock = -1;
	cli_catch_stop();
	bool ok = (delivery.dry_run || take_lock(cli, &lock)) && read_notices(&delivery);
	if (ok)
		send_all(&delivery);
	int status = ok ? end_status(&delivery) : cli_fail(cli);
	notices_free(&delivery.notices);
	if (lock >= 0)
		close(lock);
	return status;
}
