#include "base/error.h"

#include <errno.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/text.h"

/* What the operating system says most, so that it is collected for translation with the rest. */
static const char *const system_words[] __attribute__((unused)) = {
	N_("No such file or directory"), N_("Permission denied"), N_("No space left on device"), N_("File exists"),
	N_("Not a directory"), N_("Is a directory"), N_("Read-only file system"), N_("Input/output error"),
	N_("Operation not permitted"), N_("Cannot allocate memory"), N_("Too many open files"), N_("Broken pipe"),
	N_("Device or resource busy"), N_("Directory not empty"), N_("File too large"), N_("Disk quota exceeded"),
};

static const struct {
	int code;
	const char *what_to_do;
} advice[] = {
	{ENOSPC, N_("make room and try again")},
	{EDQUOT, N_("make room and try again")},
	{EIO, N_("see to the disk")},
};

/* The longest start of `text` that fits with its NUL and does not split a grapheme. */
static size_t cut_at_grapheme(struct slice text, size_t limit)
{
	size_t size = 0;

	if (text.size <= limit)
		return text.size;
	while (size < limit) {
		size_t step = text_grapheme((struct slice){text.data + size, text.size - size});
		if (size + step > limit)
			break;
		size += step;
	}
	return size;
}

static void error_take_words(struct error *error, const struct text *words)
{
	struct text harmless = {0};

	text_append_harmless(&harmless, text_slice(words), false);
	size_t size = cut_at_grapheme(text_slice(&harmless), sizeof(error->text) - 1);
	if (size)
		memcpy(error->text, harmless.data, size);
	error->text[size] = '\0';
	text_free(&harmless);
}

bool error_set_va(struct error *error, enum error_kind kind, const char *format, va_list arguments)
{
	struct text words = {0};

	if (!error)
		return false;
	text_vprintf(&words, format, arguments);
	error->kind = kind;
	error_take_words(error, &words);
	text_free(&words);
	return false;
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	error_set_va(error, kind, format, arguments);
	va_end(arguments);
	return false;
}

bool error_set_errno(struct error *error, const char *format, ...)
{
	int code = errno;
	struct text words = {0};
	va_list arguments;

	if (!error)
		return false;
	va_start(arguments, format);
	text_vprintf(&words, format, arguments);
	va_end(arguments);
	text_printf(&words, ": %s", _(strerror(code)));
	for (size_t i = 0; i < COUNT_OF(advice); i++)
		if (advice[i].code == code)
			text_printf(&words, "; %s", _(advice[i].what_to_do));
	error->kind = ERROR_SYSTEM;
	error_take_words(error, &words);
	text_free(&words);
	return false;
}

bool error_prefix(struct error *error, const char *format, ...)
{
	struct text words = {0};
	va_list arguments;

	if (!error)
		return false;
	va_start(arguments, format);
	text_vprintf(&words, format, arguments);
	va_end(arguments);
	text_append_text(&words, ": ");
	text_append_text(&words, error->text);
	error_take_words(error, &words);
	text_free(&words);
	return false;
}

void error_clear(struct error *error)
{
	if (!error)
		return;
	error->kind = ERROR_NONE;
	error->text[0] = '\0';
}

int error_exit_status(const struct error *error)
{
	return error && error->kind == ERROR_USAGE ? 64 : 2;
}
