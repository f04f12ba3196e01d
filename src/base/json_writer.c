#include "base/json_writer.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

static void append_unit(struct text *out, unsigned unit)
{
	text_printf(out, "\\u%04x", unit);
}

static void append_escaped(struct text *out, unsigned character)
{
	static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	for (size_t i = 0; i + 1 < sizeof short_forms; i += 2) {
		if ((unsigned char)short_forms[i] == character) {
			text_append_char(out, '\\');
			text_append_char(out, short_forms[i + 1]);
			return;
		}
	}
	if (character > 0xffff) {
		append_unit(out, 0xd7c0 + (character >> 10));
		append_unit(out, 0xdc00 + (character & 0x3ff));
	} else {
		append_unit(out, character);
	}
}

/* Bytes from the start that stand as they are, quotes and backslashes apart. */
static size_t plain_length(struct slice text)
{
	size_t at = 0;
	while (at < text.size && text.data[at] >= ' ' && text.data[at] < 0x7f && text.data[at] != '"'
		&& text.data[at] != '\\') {
		at++;
	}
	return at;
}

/* The length of the well-formed character at the start, 0 where there is none. */
static size_t character_length(struct slice text)
{
	unsigned char lead = (unsigned char)text.data[0];
	size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (length > text.size || text_first_invalid((struct slice){text.data, length}) != SIZE_MAX) {
		return 0;
	}
	return length;
}

static size_t append_character(struct text *out, struct slice text)
{
	unsigned character = (unsigned char)text.data[0];
	size_t length = character_length(text);
	if (length == 0) {
		text_append_text(out, "\xef\xbf\xbd");
		return 1;
	}
	if (character == '"' || character == '\\'
		|| text_first_forbidden((struct slice){text.data, length}, false, &character) == 0) {
		append_escaped(out, character);
	} else {
		text_append_bytes(out, text.data, length);
	}
	return length;
}

void json_append_text(struct text *out, struct slice text)
{
	text_append_char(out, '"');
	while (text.size) {
		size_t length = plain_length(text);
		if (length) {
			text_append_bytes(out, text.data, length);
		} else {
			length = append_character(out, text);
		}
		text.data += length;
		text.size -= length;
	}
	text_append_char(out, '"');
}

static void break_line(struct json_writer *writer)
{
	if (writer->pretty) {
		text_append_char(writer->out, '\n');
		for (size_t i = 0; i < writer->depth; i++) {
			text_append_text(writer->out, "  ");
		}
	}
}

/* The comma and the line break before a value or a name. */
static void begin_value(struct json_writer *writer)
{
	if (writer->after_name) {
		writer->after_name = false;
		return;
	}
	if (writer->filled[writer->depth]) {
		text_append_char(writer->out, ',');
	}
	writer->filled[writer->depth] = true;
	if (writer->depth) {
		break_line(writer);
	}
}

static void begin_nest(struct json_writer *writer, char bracket)
{
	begin_value(writer);
	text_append_char(writer->out, bracket);
	writer->depth += writer->depth < JSON_WRITER_DEPTH;
	writer->filled[writer->depth] = false;
}

static void end_nest(struct json_writer *writer, char bracket)
{
	bool filled = writer->filled[writer->depth];
	writer->depth -= writer->depth > 0;
	if (filled) {
		break_line(writer);
	}
	text_append_char(writer->out, bracket);
}

void json_write_object(struct json_writer *writer)
{
	begin_nest(writer, '{');
}

void json_write_object_end(struct json_writer *writer)
{
	end_nest(writer, '}');
}

void json_write_array(struct json_writer *writer)
{
	begin_nest(writer, '[');
}

void json_write_array_end(struct json_writer *writer)
{
	end_nest(writer, ']');
}

void json_write_name(struct json_writer *writer, const char *name)
{
	begin_value(writer);
	json_append_text(writer->out, slice_of(name));
	text_append_text(writer->out, writer->pretty ? ": " : ":");
	writer->after_name = true;
}

void json_write_text(struct json_writer *writer, struct slice text)
{
	begin_value(writer);
	json_append_text(writer->out, text);
}

void json_write_number(struct json_writer *writer, int64_t number)
{
	begin_value(writer);
	text_printf(writer->out, "%" PRId64, number);
}

void json_write_number_text(struct json_writer *writer, struct slice number)
{
	begin_value(writer);
	text_append(writer->out, number);
}

void json_write_bool(struct json_writer *writer, bool value)
{
	begin_value(writer);
	text_append_text(writer->out, value ? "true" : "false");
}

void json_write_null(struct json_writer *writer)
{
	begin_value(writer);
	text_append_text(writer->out, "null");
}

void json_write_line_end(struct json_writer *writer)
{
	text_append_char(writer->out, '\n');
	writer->filled[0] = false;
}

void json_write_member(struct json_writer *writer, const char *name, struct slice text)
{
	json_write_name(writer, name);
	json_write_text(writer, text);
}

void json_write_member_number(struct json_writer *writer, const char *name, int64_t number)
{
	json_write_name(writer, name);
	json_write_number(writer, number);
}

void json_write_member_bool(struct json_writer *writer, const char *name, bool value)
{
	json_write_name(writer, name);
	json_write_bool(writer, value);
}
