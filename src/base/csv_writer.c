#include "base/csv_writer.h"

#include <stdint.h>
#include <string.h>

/* Source of the list: OWASP, "CSV Injection", with the full-width forms that spreadsheets take for the same. */
static bool starts_formula(struct slice text)
{
	static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
	if (text.size == 0) {
		return false;
	}
	if (memchr("=+-@\t\r", text.data[0], 6)) {
		return true;
	}
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		if (text.size >= 3 && memcmp(text.data, wide[i], 3) == 0) {
			return true;
		}
	}
	return false;
}

/* "-12.50", "+3,5", "-1 000": signs and digits alone calculate nothing. */
static bool is_plain_number(struct slice text)
{
	size_t digits = 0;
	for (size_t at = 1; at < text.size; at++) {
		bool digit = text.data[at] >= '0' && text.data[at] <= '9';
		if (!digit && !memchr(" .,", text.data[at], 3)) {
			return false;
		}
		digits += digit;
	}
	return digits > 0 && (text.data[0] == '-' || text.data[0] == '+');
}

static struct slice past_apostrophes(struct slice text)
{
	while (text.size && text.data[0] == '\'') {
		text.data++;
		text.size--;
	}
	return text;
}

static bool needs_apostrophe(struct slice text)
{
	struct slice rest = past_apostrophes(text);
	return starts_formula(rest) && (rest.size < text.size || !is_plain_number(rest));
}

struct slice csv_restored(struct slice text)
{
	struct slice rest = past_apostrophes(text);
	if (rest.size == text.size || !starts_formula(rest)) {
		return text;
	}
	return (struct slice){text.data + 1, text.size - 1};
}

static char separator_of(const struct csv_writer *writer)
{
	return writer->format.separator ? writer->format.separator : ',';
}

static bool needs_quotes(const struct csv_writer *writer, struct slice value)
{
	if (value.size == 0) {
		return true;
	}
	return memchr(value.data, separator_of(writer), value.size) || memchr(value.data, '"', value.size)
		|| memchr(value.data, '\n', value.size) || memchr(value.data, '\r', value.size);
}

static void append_quoted(struct text *out, struct slice value)
{
	const char *quote;
	text_append_char(out, '"');
	while (value.size && (quote = memchr(value.data, '"', value.size))) {
		size_t size = (size_t)(quote - value.data) + 1;
		text_append_bytes(out, value.data, size);
		text_append_char(out, '"');
		value.data += size;
		value.size -= size;
	}
	text_append(out, value);
	text_append_char(out, '"');
}

static void begin_field(struct csv_writer *writer)
{
	if (writer->fields++) {
		text_append_char(writer->out, separator_of(writer));
	}
}

static void write_field(struct csv_writer *writer, struct slice value)
{
	if (needs_quotes(writer, value)) {
		append_quoted(writer->out, value);
	} else {
		text_append(writer->out, value);
	}
}

static void write_changed(struct csv_writer *writer, struct slice value, bool apostrophe, bool harmless)
{
	struct text changed = {0};
	if (apostrophe) {
		text_append_char(&changed, '\'');
	}
	if (harmless) {
		text_append_harmless(&changed, value, true);
	} else {
		text_append(&changed, value);
	}
	write_field(writer, text_slice(&changed));
	text_free(&changed);
}

void csv_write_field(struct csv_writer *writer, struct slice value)
{
	unsigned character;
	bool apostrophe = writer->format.defuse && needs_apostrophe(value);
	bool harmless = !writer->format.raw && text_first_forbidden(value, true, &character) != SIZE_MAX;
	begin_field(writer);
	if (apostrophe || harmless) {
		write_changed(writer, value, apostrophe, harmless);
	} else {
		write_field(writer, value);
	}
}

void csv_write_unset(struct csv_writer *writer)
{
	begin_field(writer);
}

void csv_write_end(struct csv_writer *writer)
{
	struct text *out = writer->out;
	bool blank = writer->fields == 1 && (out->size == 0 || out->data[out->size - 1] == '\n');
	text_append_text(out, blank ? "\"\"" : "");
	text_append_text(out, writer->format.crlf ? "\r\n" : "\n");
	writer->fields = 0;
}
