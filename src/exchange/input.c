#include "exchange/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/exchange_private.h"

#define RAW_SIZE ((size_t)INPUT_PIECE_MAX / 3)

struct input {
	char *name;
	int file; /* -1 for bytes in memory */
	struct slice memory;
	enum input_encoding encoding;
	bool guessed;
	bool started;
	bool ended;
	char *raw;
	size_t raw_size;
	size_t from, filled; /* raw bytes not yet given out */
	char *room;          /* for what has to be converted; made when first needed */
	uint64_t bytes_read, size;
	struct place place;  /* of the first character not yet given out */
};

static const struct {
	const char *name, *shown;
	enum input_encoding encoding;
} encodings[] = {
	{"detect", "ASCII", ENCODING_DETECT},
	{"utf-8", "UTF-8", ENCODING_UTF8},
	{"utf8", "UTF-8", ENCODING_UTF8},
	{"utf-16le", "UTF-16LE", ENCODING_UTF16_LE},
	{"utf-16be", "UTF-16BE", ENCODING_UTF16_BE},
	{"windows-1252", "Windows-1252", ENCODING_WINDOWS_1252},
	{"cp1252", "Windows-1252", ENCODING_WINDOWS_1252},
};

bool input_encoding_parse(struct slice name, enum input_encoding *encoding, struct error *error)
{
	for (size_t i = 0; i < COUNT_OF(encodings); i++) {
		if (strlen(encodings[i].name) == name.size && strncasecmp(encodings[i].name, name.data, name.size) == 0) {
			*encoding = encodings[i].encoding;
			return true;
		}
	}
	return error_set(error, ERROR_INPUT,
		_("\"%.*s\" is no encoding known here; give utf-8, utf-16le, utf-16be, windows-1252 or detect"),
		(int)(name.size < 40 ? name.size : 40), name.data);
}

const char *input_encoding_name(enum input_encoding encoding)
{
	for (size_t i = 0; i < COUNT_OF(encodings); i++) {
		if (encodings[i].encoding == encoding) {
			return encodings[i].shown;
		}
	}
	return "?";
}

static uint64_t ordinary_size(int file)
{
	struct stat about;
	return fstat(file, &about) == 0 && S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
}

static struct input *input_new(const char *name, int file, size_t raw_size, enum input_encoding encoding)
{
	struct input *input = memory_new(sizeof *input);
	input->name = memory_copy_text(name);
	input->file = file;
	input->encoding = encoding;
	input->place = (struct place){1, 1};
	input->size = file >= 0 ? ordinary_size(file) : 0;
	input->raw_size = raw_size;
	input->raw = memory_resize(NULL, raw_size, 1);
	return input;
}

struct input *input_open(const char *path, enum input_encoding encoding, struct error *error)
{
	if (strcmp(path, "-") == 0) {
		return input_new(_("standard input"), STDIN_FILENO, RAW_SIZE, encoding);
	}
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (file < 0) {
		error_set_errno(error, _("cannot open %s"), path);
		return NULL;
	}
	struct stat about;
	if (fstat(file, &about) == 0 && S_ISDIR(about.st_mode)) {
		error_set(error, ERROR_INPUT, _("%s is a directory, not a file"), path);
		close(file);
		return NULL;
	}
	return input_new(path, file, RAW_SIZE, encoding);
}

struct input *input_open_bytes(const char *name, struct slice bytes, enum input_encoding encoding)
{
	struct input *input = input_new(name, -1, bytes.size < RAW_SIZE ? bytes.size + 1 : RAW_SIZE, encoding);
	input->memory = bytes;
	input->size = bytes.size;
	return input;
}

void input_free(struct input **address)
{
	struct input *input = *address;
	if (!input) {
		return;
	}
	if (input->file > STDIN_FILENO) {
		close(input->file);
	}
	free(input->name);
	free(input->raw);
	free(input->room);
	free(input);
	*address = NULL;
}

static ssize_t read_some(struct input *input, char *into, size_t size)
{
	if (input->file >= 0) {
		ssize_t got;
		do {
			got = read(input->file, into, size);
		} while (got < 0 && errno == EINTR);
		return got;
	}
	size_t take = size < input->memory.size ? size : input->memory.size;
	if (take) {
		memcpy(into, input->memory.data, take);
		input->memory.data += take;
		input->memory.size -= take;
	}
	return (ssize_t)take;
}

/* Fills the raw buffer to the brim: encodings are guessed from as much as there is. */
static bool fill_raw(struct input *input, struct error *error)
{
	if (input->from) {
		memmove(input->raw, input->raw + input->from, input->filled - input->from);
		input->filled -= input->from;
		input->from = 0;
	}
	while (!input->ended && input->filled < input->raw_size) {
		ssize_t got = read_some(input, input->raw + input->filled, input->raw_size - input->filled);
		if (got < 0) {
			return error_set_errno(error, _("cannot read %s"), input->name);
		}
		input->ended = got == 0;
		input->filled += (size_t)got;
		input->bytes_read += (size_t)got;
	}
	return true;
}

/* A byte order mark settles the encoding, unless another one was stated: then it is plain bytes. */
static void take_byte_order_mark(struct input *input)
{
	static const struct {
		enum input_encoding encoding;
		struct slice mark;
	} marks[] = {
		{ENCODING_UTF8, {"\xef\xbb\xbf", 3}},
		{ENCODING_UTF16_LE, {"\xff\xfe", 2}},
		{ENCODING_UTF16_BE, {"\xfe\xff", 2}},
	};
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		bool wanted = input->encoding == ENCODING_DETECT || input->encoding == marks[i].encoding;
		if (wanted && input->filled >= marks[i].mark.size
				&& memcmp(input->raw, marks[i].mark.data, marks[i].mark.size) == 0) {
			input->encoding = marks[i].encoding;
			input->from = marks[i].mark.size;
			return;
		}
	}
}

static struct slice raw_rest(const struct input *input)
{
	return (struct slice){input->raw + input->from, input->filled - input->from};
}

static bool refuse_bytes(const struct input *input, enum decode_stop stop, struct error *error)
{
	if (stop == DECODE_NUL) {
		return error_set(error, ERROR_INPUT,
			_("%s:%zu:%zu: a NUL byte; is the file damaged, or UTF-16 (then state the encoding)?"), input->name,
			input->place.line, input->place.column);
	}
	const char *shown = input_encoding_name(input->encoding);
	if (stop == DECODE_INCOMPLETE) {
		return error_set(error, ERROR_INPUT, _("%s:%zu:%zu: ends inside a character of %s; is the file cut off?"),
			input->name, input->place.line, input->place.column, shown);
	}
	return error_set(error, ERROR_INPUT,
		_("%s:%zu:%zu: the byte 0x%02x is not %s here; mend the file or state its encoding"), input->name,
		input->place.line, input->place.column, (unsigned char)input->raw[input->from], shown);
}

static bool give_converted(struct input *input, struct slice *piece, struct error *error)
{
	if (!input->room && input->encoding != ENCODING_UTF8) {
		input->room = memory_resize(NULL, 3 * input->raw_size, 1);
	}
	struct decoded decoded = decode_bytes(input->encoding, raw_rest(input), input->room);
	place_advance(&input->place, decoded.text);
	input->from += decoded.taken;
	bool bad = decoded.stop == DECODE_INVALID || decoded.stop == DECODE_NUL;
	if (bad || (decoded.stop == DECODE_INCOMPLETE && input->ended)) {
		return refuse_bytes(input, decoded.stop, error);
	}
	*piece = decoded.text;
	return true;
}

/* ASCII is the same in both candidates: given out as it is, until a byte forces the choice. */
static bool give_undecided(struct input *input, struct slice *piece, struct error *error)
{
	struct slice rest = raw_rest(input);
	size_t plain = decode_ascii_length(rest);
	if (plain == 0 && rest.data[0] != '\0') {
		input->encoding = decode_guess(rest, input->ended);
		input->guessed = true;
		return give_converted(input, piece, error);
	}
	if (plain == 0) {
		return refuse_bytes(input, DECODE_NUL, error);
	}
	*piece = (struct slice){rest.data, plain};
	place_advance(&input->place, *piece);
	input->from += plain;
	return true;
}

bool input_read(struct input *input, struct slice *piece, struct error *error)
{
	if (!fill_raw(input, error)) {
		return false;
	}
	if (!input->started) {
		input->started = true;
		take_byte_order_mark(input);
	}
	if (input->from == input->filled) {
		*piece = (struct slice){"", 0};
		return true;
	}
	return input->encoding == ENCODING_DETECT ? give_undecided(input, piece, error)
						  : give_converted(input, piece, error);
}

bool input_look(struct input *input, struct slice *bytes, struct error *error)
{
	bool ok = fill_raw(input, error);
	*bytes = raw_rest(input);
	return ok;
}

bool input_read_raw(struct input *input, size_t limit, struct text *bytes, struct error *error)
{
	struct slice piece;
	bool ok = input_look(input, &piece, error);
	for (; ok && piece.size > 0; ok = input_look(input, &piece, error)) {
		text_append(bytes, piece);
		input->from = input->filled;
		if (bytes->size > limit)
			return error_set(error, ERROR_INPUT, _("%s is larger than %zu MiB"), input->name, limit >> 20);
	}
	return ok;
}

const char *input_name(const struct input *input)
{
	return input->name;
}

enum input_encoding input_encoding(const struct input *input)
{
	return input->encoding;
}

bool input_encoding_guessed(const struct input *input)
{
	return input->guessed;
}

void input_progress(const struct input *input, uint64_t *bytes_read, uint64_t *size)
{
	*bytes_read = input->bytes_read;
	*size = input->size;
}

bool input_is_file(const struct input *input, const char *path)
{
	struct stat mine, other;
	return input->file >= 0 && fstat(input->file, &mine) == 0 && stat(path, &other) == 0
		&& mine.st_dev == other.st_dev && mine.st_ino == other.st_ino;
}
