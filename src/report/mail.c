#include "report/mail.h"

#include <sodium.h>
#include <string.h>

/* ---- addresses ---- */

static bool is_atom(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

static bool is_domain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* No point first, last or beside another. */
static bool is_part(struct slice part, bool (*allowed)(char))
{
	bool sound = part.size > 0 && part.data[0] != '.' && part.data[0] != '-' && part.data[part.size - 1] != '.';
	for (size_t i = 0; sound && i < part.size; i++)
		sound = allowed(part.data[i]) && (part.data[i] != '.' || part.data[i + 1] != '.');
	return sound;
}

bool mail_address_is_sound(const char *address)
{
	const char *at = strchr(address, '@');
	if (at == NULL || strlen(address) > 254 || at - address > 64)
		return false;
	return is_part((struct slice){address, (size_t)(at - address)}, is_atom) && is_part(slice_of(at + 1), is_domain);
}

/* ---- the header ---- */

#define WORD_BYTES 42 /* in base64 56; with "=?UTF-8?B?" and "?=" below the 75 of RFC 2047, and a line below its 76 */

static void append_encoded(struct text *out, struct slice words)
{
	char base64[sodium_base64_ENCODED_LEN(WORD_BYTES, sodium_base64_VARIANT_ORIGINAL)];
	sodium_bin2base64(base64, sizeof base64, (const unsigned char *)words.data, words.size,
	                  sodium_base64_VARIANT_ORIGINAL);
	text_printf(out, "=?UTF-8?B?%s?=", base64);
}

/* Whole characters only: an encoded word is read by itself. */
static size_t word_size(struct slice words)
{
	size_t size = words.size < WORD_BYTES ? words.size : WORD_BYTES;
	while (size < words.size && size > 0 && ((unsigned char)words.data[size] & 0xc0) == 0x80)
		size--;
	return size;
}

#define PLAIN_BYTES 60
#define NOT_IN_NAMES "\"\\<>()[]:;@,.="
#define NOT_IN_SUBJECTS "="

static bool is_plain(struct slice words, const char *special)
{
	for (size_t i = 0; i < words.size; i++)
		if (words.data[i] < ' ' || words.data[i] > '~' || strchr(special, words.data[i]) != NULL)
			return false;
	return words.size <= PLAIN_BYTES;
}

/* As it is where every program reads it so, nothing `special` in it; else as encoded words, a line each. */
static void append_words(struct text *out, const char *words, const char *special)
{
	struct text harmless = {0};
	text_append_harmless(&harmless, slice_of(words), false);
	struct slice rest = text_slice(&harmless);
	if (is_plain(rest, special)) {
		text_append(out, rest);
		rest.size = 0;
	}
	while (rest.size > 0) {
		size_t size = word_size(rest);
		append_encoded(out, (struct slice){rest.data, size});
		rest = (struct slice){rest.data + size, rest.size - size};
		text_append_text(out, rest.size > 0 ? "\n " : "");
	}
	text_free(&harmless);
}

/* "Sun, 22 Nov 2026 05:10:00 +0000"; of an mbox "Sun Nov 22 05:10:00 2026". */
static void append_moment(struct text *out, moment_t moment, bool mbox)
{
	static const char days[] = "MonTueWedThuFriSatSun", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t seconds = moment / MICROSECONDS;
	day_t day = (day_t)(seconds / 86400);
	struct civil_day civil = day_to_civil(day);
	const char *weekday = days + 3 * (day_weekday(day) - 1), *month = months + 3 * (civil.month - 1);
	int hour = (int)(seconds % 86400 / 3600), minute = (int)(seconds / 60 % 60), second = (int)(seconds % 60);
	if (mbox)
		text_printf(out, "%.3s %.3s %2d %02d:%02d:%02d %d", weekday, month, civil.day, hour, minute, second, civil.year);
	else
		text_printf(out, "%.3s, %d %.3s %d %02d:%02d:%02d +0000", weekday, civil.day, month, civil.year, hour, minute,
		            second);
}

static void append_header(struct text *out, const struct mail *mail)
{
	text_printf(out, "From: Forvalta <%s>\nTo: ", mail->from);
	append_words(out, mail->to_name, NOT_IN_NAMES);
	text_printf(out, "%s<%s>\nSubject: ", *mail->to_name == '\0' ? "" : "\n ", mail->to);
	append_words(out, mail->subject, NOT_IN_SUBJECTS);
	text_append_text(out, "\nDate: ");
	append_moment(out, mail->moment, false);
	text_printf(out, "\nMessage-ID: <%s%s>\n", mail->id, strchr(mail->from, '@'));
	text_append_text(out, "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
	                      "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n");
	text_printf(out, "Content-Language: %s\n\n", mail->language);
}

/* ---- whole ---- */

void mail_append(struct text *out, const struct mail *mail)
{
	append_header(out, mail);
	text_append_harmless(out, slice_of(mail->body), true);
}

static bool looks_like_from(struct slice line)
{
	while (line.size > 0 && line.data[0] == '>')
		line = (struct slice){line.data + 1, line.size - 1};
	return line.size >= 5 && memcmp(line.data, "From ", 5) == 0;
}

void mail_append_mbox(struct text *out, const struct mail *mail)
{
	struct text body = {0};
	struct slice rest, line;
	text_printf(out, "From %s ", mail->from);
	append_moment(out, mail->moment, true);
	text_append_char(out, '\n');
	append_header(out, mail);
	text_append_harmless(&body, slice_of(mail->body), true);
	rest = text_slice(&body);
	while (slice_next(&rest, '\n', &line)) {
		text_append_text(out, looks_like_from(line) ? ">" : "");
		text_append(out, line);
		text_append_char(out, '\n');
	}
	text_append_char(out, '\n');
	text_free(&body);
}
