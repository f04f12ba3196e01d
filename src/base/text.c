#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct slice slice_of(const char *text)
{
	return text ? (struct slice){text, strlen(text)} : (struct slice){"", 0};
}

bool slice_equal(struct slice a, struct slice b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool slice_equal_text(struct slice a, const char *b)
{
	return slice_equal(a, slice_of(b));
}

int slice_compare(struct slice a, struct slice b)
{
	size_t common = a.size < b.size ? a.size : b.size;
	int order = common == 0 ? 0 : memcmp(a.data, b.data, common);
	return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct slice slice_trim_blanks(struct slice a)
{
	while (a.size && is_blank(a.data[0])) {
		a.data++;
		a.size--;
	}
	while (a.size && is_blank(a.data[a.size - 1]))
		a.size--;
	return a;
}

bool slice_next(struct slice *rest, char separator, struct slice *piece)
{
	if (!rest->size)
		return false;
	const char *found = memchr(rest->data, separator, rest->size);
	size_t size = found ? (size_t)(found - rest->data) : rest->size;
	size_t taken = found ? size + 1 : size;

	*piece = (struct slice){rest->data, size};
	rest->data += taken;
	rest->size -= taken;
	return true;
}

void text_free(struct text *text)
{
	free(text->data);
	*text = (struct text){0};
}

void text_clear(struct text *text)
{
	text->size = 0;
	if (text->data)
		text->data[0] = '\0';
}

void text_append_bytes(struct text *text, const void *bytes, size_t size)
{
	/* One byte more than needed: the NUL. */
	if (text->size + size >= text->capacity)
		memory_grow(&text->data, &text->capacity, text->size + size, 1);
	if (size)
		memcpy(text->data + text->size, bytes, size);
	text->size += size;
	text->data[text->size] = '\0';
}

void text_append(struct text *text, struct slice piece)
{
	text_append_bytes(text, piece.data, piece.size);
}

void text_append_char(struct text *text, char c)
{
	text_append_bytes(text, &c, 1);
}

void text_append_text(struct text *text, const char *piece)
{
	text_append(text, slice_of(piece));
}

void text_vprintf(struct text *text, const char *format, va_list arguments)
{
	va_list again;

	va_copy(again, arguments);
	memory_grow(&text->data, &text->capacity, text->size + 80, 1);
	size_t room = text->capacity - text->size;
	int size = vsnprintf(text->data + text->size, room, format, arguments);
	if (size > 0 && (size_t)size >= room) {
		memory_grow(&text->data, &text->capacity, text->size + (size_t)size, 1);
		vsnprintf(text->data + text->size, (size_t)size + 1, format, again);
	}
	va_end(again);
	text->size += size > 0 ? (size_t)size : 0;
	text->data[text->size] = '\0';
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_vprintf(text, format, arguments);
	va_end(arguments);
}

struct slice text_slice(const struct text *text)
{
	return (struct slice){text->data ? text->data : "", text->size};
}

char *text_take(struct text *text)
{
	char *bytes = text->data ? text->data : memory_copy_text("");

	*text = (struct text){0};
	return bytes;
}
