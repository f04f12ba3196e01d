/* Messages as mail: what a mail program reads back is what was written, whatever it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/memory.h"
#include "report/mail.h"
#include "support/scratch.h"

static const struct mail plain = {
	.from = "forvalta@example.se", .to = "anna@example.se", .to_name = "Anna Berg", .subject = "Forvalta: decide 1",
	.language = "en", .body = "One\nTwo\n", .id = "forvalta.2026-11-22.1",
	.moment = 1795325400LL * MICROSECONDS, /* 2026-11-22 05:30:00 UTC */
};

static void addresses(void **state)
{
	(void)state;
	static const struct {
		const char *address;
		bool sound;
	} cases[] = {
		{"anna@example.se", true}, {"anna.berg+register@sub.example.se", true}, {"a@b", true}, {"_a@localhost", true},
		{"", false}, {"anna", false}, {"@example.se", false}, {"anna@", false}, {"-anna@example.se", false},
		{"anna@-example.se", false}, {".anna@example.se", false}, {"anna.@example.se", false}, {"a..b@example.se", false},
		{"anna@example..se", false}, {"anna@example.se.", false}, {"anna berg@example.se", false},
		{"anna@exa mple.se", false},
		{"anna@example.se, bo@example.se", false}, {"anna@example.se\nBcc: bo@example.se", false}, {"anna@a@b", false},
		{"\"anna\"@example.se", false}, {"anna(b)@example.se", false}, {"<anna@example.se>", false},
		{"åsa@example.se", false},
		{"anna@exämple.se", false}, {"anna@example.se\x7f", false}, {"anna;b@example.se", false},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (mail_address_is_sound(cases[i].address) != cases[i].sound)
			fail_msg("\"%s\" is %s", cases[i].address, cases[i].sound ? "refused" : "taken");
	char long_one[300] = "a@";
	memset(long_one + 2, 'b', 253);
	assert_false(mail_address_is_sound(long_one));
	long_one[254] = '\0';
	assert_true(mail_address_is_sound(long_one));
}

static void a_whole_message(void **state)
{
	(void)state;
	struct text out = {0};
	mail_append(&out, &plain);
	assert_string_equal(out.data, "From: Forvalta <forvalta@example.se>\n"
	                              "To: Anna Berg\n <anna@example.se>\n"
	                              "Subject: Forvalta: decide 1\n"
	                              "Date: Sun, 22 Nov 2026 05:30:00 +0000\n"
	                              "Message-ID: <forvalta.2026-11-22.1@example.se>\n"
	                              "Auto-Submitted: auto-generated\n"
	                              "MIME-Version: 1.0\n"
	                              "Content-Type: text/plain; charset=UTF-8\n"
	                              "Content-Transfer-Encoding: 8bit\n"
	                              "Content-Language: en\n"
	                              "\n"
	                              "One\nTwo\n");
	text_free(&out);
}

/* The header's lines that begin with `name`, unfolded, their encoded words decoded: a reader of its own. */
static void append_decoded(struct text *out, const char *from, const char *end)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned group = 0, bits = 0;
	for (; from < end && *from != '='; from++) {
		group = group << 6 | (unsigned)(strchr(digits, *from) - digits);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			text_append_char(out, (char)(group >> bits & 0xff));
		}
	}
}

static char *header(const char *message, const char *name)
{
	struct text out = {0};
	const char *at = strstr(message, name), *body = strstr(message, "\n\n");
	assert_non_null(at);
	assert_true(at < body);
	at += strlen(name);
	while (*at != '\n' || at[1] == ' ') {
		const char *end = strncmp(at, "=?UTF-8?B?", 10) == 0 ? strstr(at + 10, "?=") : NULL;
		if (end != NULL) {
			assert_true(end + 2 - at <= 75);
			append_decoded(&out, at + 10, end);
			at = end + 2;
			if (strncmp(at, "\n =?", 4) == 0)
				at += 2;
		} else if (*at == '\n') {
			at++;
		} else {
			text_append_char(&out, *at++);
		}
	}
	return text_take(&out);
}

static void assert_short_lines_of_ascii(const char *message)
{
	struct slice rest = slice_of(message), line;
	while (slice_next(&rest, '\n', &line) && line.size > 0) {
		assert_true(line.size <= 78);
		for (size_t i = 0; i < line.size; i++)
			assert_in_range((unsigned char)line.data[i], ' ', '~');
	}
}

/* What people are called, and what somebody would like to be called. */
static void names_and_subjects(void **state)
{
	(void)state;
	static const struct {
		const char *words, *read;
	} cases[] = {
		{"Anna Berg", NULL},
		{"Åsa Öberg", NULL},
		{"Märta Ångström-Östlund af Västerbottens Norrländska Ättlingar och Kvarlåtenskapsförvaltning", NULL},
		{"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", NULL},
		{"Berg, Anna", NULL},
		{"J. \"Bo\" Ek <bo@example.se>", NULL},
		{"=?UTF-8?B?aGVq?=", NULL},
		{"a=b", NULL},
		{"Anna\nBcc: bo@example.se", "Anna\\x0aBcc: bo@example.se"},
		{"Anna\r\n\r\nbody", "Anna\\x0d\\x0a\\x0d\\x0abody"},
		{"\xff\xfe", "\\xff\\xfe"},
		{"a\u202eb", "a\\u202eb"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct mail mail = plain;
		struct text out = {0}, to = {0};
		const char *read = cases[i].read == NULL ? cases[i].words : cases[i].read;
		mail.to_name = mail.subject = cases[i].words;
		mail_append(&out, &mail);
		assert_short_lines_of_ascii(out.data);
		assert_null(strstr(out.data, "\nBcc"));
		char *subject = header(out.data, "\nSubject: "), *name = header(out.data, "\nTo: ");
		text_printf(&to, "%s <anna@example.se>", read);
		assert_string_equal(subject, read);
		assert_string_equal(name, to.data);
		free(subject);
		free(name);
		text_free(&out);
		text_free(&to);
	}
}

static void a_person_without_a_name(void **state)
{
	(void)state;
	struct mail mail = plain;
	struct text out = {0};
	mail.to_name = "";
	mail_append(&out, &mail);
	assert_non_null(strstr(out.data, "\nTo: <anna@example.se>\n"));
	text_free(&out);
}

/* A line of the body is never taken for the next message. */
static void an_mbox(void **state)
{
	(void)state;
	struct mail mail = plain;
	struct text out = {0};
	mail.body = "From here on\n>From there\nfrom\n FromX\nFrom\n\033[2J\nFrom x";
	mail_append_mbox(&out, &mail);
	mail_append_mbox(&out, &plain);
	assert_memory_equal(out.data, "From forvalta@example.se Sun Nov 22 05:30:00 2026\nFrom: ", 56);
	assert_non_null(strstr(out.data, "\n\n>From here on\n>>From there\nfrom\n FromX\nFrom\n\\x1b[2J\n>From x\n\n"
	                                 "From forvalta@example.se Sun Nov 22 05:30:00 2026\n"));
	text_free(&out);
}

static void write_script(const char *path, const char *words)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", words);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

static void assert_holds(const char *path, const char *words)
{
	char bytes[2048] = "";
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	size_t size = fread(bytes, 1, sizeof bytes - 1, file);
	fclose(file);
	bytes[size] = '\0';
	assert_string_equal(bytes, words);
}

static void given_to_sendmail(void **state)
{
	(void)state;
	char *directory = scratch_new();
	struct text script = {0}, got = {0}, words = {0}, message = {0};
	struct error error = {0};
	text_printf(&script, "%s/sendmail", directory);
	text_printf(&got, "%s/got", directory);
	text_printf(&words, "{ printf '%%s\\n' \"$@\"; env | grep -c FORVALTA_TEST; cat; } > '%s'", got.data);
	setenv("FORVALTA_TEST", "1", 1);
	write_script(script.data, words.data);
	assert_true(mail_send(script.data, &plain, &error));
	text_append_text(&message, "-i\n-f\nforvalta@example.se\n--\nanna@example.se\n0\n");
	mail_append(&message, &plain);
	assert_holds(got.data, message.data);
	static const struct {
		const char *words, *says;
	} refusals[] = {
		{"exit 75", "exit status 75"}, {"cat >/dev/null; exit 1", "exit status 1"}, {"kill -9 $$", "signal 9"}};
	for (size_t i = 0; i < COUNT_OF(refusals); i++) {
		write_script(script.data, refusals[i].words);
		assert_false(mail_send(script.data, &plain, &error));
		if (strstr(error.text, refusals[i].says) == NULL)
			fail_msg("%s: %s", refusals[i].words, error.text);
	}
	assert_false(mail_send("/nowhere/sendmail", &plain, &error));
	assert_non_null(strstr(error.text, "/nowhere/sendmail"));
	text_free(&script);
	text_free(&got);
	text_free(&words);
	text_free(&message);
	scratch_free(&directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(a_whole_message),
		cmocka_unit_test(names_and_subjects),
		cmocka_unit_test(a_person_without_a_name),
		cmocka_unit_test(an_mbox),
		cmocka_unit_test(given_to_sendmail),
	};
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
