#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/exchange_private.h"
#include "exchange/input.h"

/* All that is read, or the message. */
static bool read_all(struct input *input, struct text *out)
{
	struct error error = {0};
	struct slice piece;
	for (;;) {
		if (!input_read(input, &piece, &error)) {
			text_clear(out);
			text_append_text(out, error.text);
			return false;
		}
		if (piece.size == 0) {
			return true;
		}
		text_append(out, piece);
	}
}

struct decoding {
	struct slice bytes;
	enum input_encoding stated, found;
	bool guessed;
	const char *expected;
};

static const struct decoding decodings[] = {
	{{"", 0}, ENCODING_DETECT, ENCODING_DETECT, false, ""},
	{{"abc\n", 4}, ENCODING_DETECT, ENCODING_DETECT, false, "abc\n"},
	{{"\xef\xbb\xbf" "abc", 6}, ENCODING_DETECT, ENCODING_UTF8, false, "abc"},
	{{"\xef\xbb\xbf", 3}, ENCODING_DETECT, ENCODING_UTF8, false, ""},
	{{"abc \xc3\xa5\xe8\xaa\x9e", 9}, ENCODING_DETECT, ENCODING_UTF8, true, "abc å語"},
	{{"abc \xe5\xe4\xf6", 7}, ENCODING_DETECT, ENCODING_WINDOWS_1252, true, "abc åäö"},
	{{"\x80 \x96 \xe5", 5}, ENCODING_DETECT, ENCODING_WINDOWS_1252, true, "€ – å"},
	{{"\xc3\xa5", 2}, ENCODING_WINDOWS_1252, ENCODING_WINDOWS_1252, false, "Ã¥"},
	{{"\x8e\x9e\x9f\xff", 4}, ENCODING_WINDOWS_1252, ENCODING_WINDOWS_1252, false, "ŽžŸÿ"},
	{{"\xff\xfe" "a\0\xe5\0", 6}, ENCODING_DETECT, ENCODING_UTF16_LE, false, "aå"},
	{{"\xfe\xff\0a\0\xe5", 6}, ENCODING_DETECT, ENCODING_UTF16_BE, false, "aå"},
	{{"a\0\x3d\xd8\0\xde", 6}, ENCODING_UTF16_LE, ENCODING_UTF16_LE, false, "a😀"},
	{{"\xd8\x3d\xde\0", 4}, ENCODING_UTF16_BE, ENCODING_UTF16_BE, false, "😀"},
	{{"\xff\xfe", 2}, ENCODING_WINDOWS_1252, ENCODING_WINDOWS_1252, false, "ÿþ"},
};

static void test_decodings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(decodings); i++) {
		const struct decoding *row = &decodings[i];
		struct text out = {0};
		struct input *input = input_open_bytes("f", row->bytes, row->stated);
		assert_true(read_all(input, &out));
		assert_string_equal(out.data ? out.data : "", row->expected);
		assert_int_equal(input_encoding(input), row->found);
		assert_int_equal(input_encoding_guessed(input), row->guessed);
		input_free(&input);
		text_free(&out);
	}
}

static const struct decoding refusals[] = {
	{{"a\nb\0c", 5}, .stated = ENCODING_DETECT,
		.expected = "f:2:2: a NUL byte; is the file damaged, or UTF-16 (then state the encoding)?"},
	{{"\xe5\nb\0c", 5}, .stated = ENCODING_WINDOWS_1252,
		.expected = "f:2:2: a NUL byte; is the file damaged, or UTF-16 (then state the encoding)?"},
	{{"\0", 1}, .stated = ENCODING_UTF8,
		.expected = "f:1:1: a NUL byte; is the file damaged, or UTF-16 (then state the encoding)?"},
	{{"\xff\xfe\0\0a\0\0\0", 8}, .stated = ENCODING_DETECT,
		.expected = "f:1:1: a NUL byte; is the file damaged, or UTF-16 (then state the encoding)?"},
	{{"\xc3\xa5\n\xc3\xa5\xc3\xa5\xe5z", 9}, .stated = ENCODING_DETECT,
		.expected = "f:2:3: the byte 0xe5 is not UTF-8 here; mend the file or state its encoding"},
	{{"ab\xe5", 3}, .stated = ENCODING_UTF8,
		.expected = "f:1:3: ends inside a character of UTF-8; is the file cut off?"},
	{{"\xc0\x80", 2}, .stated = ENCODING_UTF8,
		.expected = "f:1:1: the byte 0xc0 is not UTF-8 here; mend the file or state its encoding"},
	{{"\xed\xa0\x80", 3}, .stated = ENCODING_UTF8,
		.expected = "f:1:1: the byte 0xed is not UTF-8 here; mend the file or state its encoding"},
	{{"\xf4\x90\x80\x80", 4}, .stated = ENCODING_UTF8,
		.expected = "f:1:1: the byte 0xf4 is not UTF-8 here; mend the file or state its encoding"},
	{{"a\x81", 2}, .stated = ENCODING_WINDOWS_1252,
		.expected = "f:1:2: the byte 0x81 is not Windows-1252 here; mend the file or state its encoding"},
	{{"a\0\n\0b", 5}, .stated = ENCODING_UTF16_LE,
		.expected = "f:2:1: ends inside a character of UTF-16LE; is the file cut off?"},
	{{"a\0\0\xdcz\0", 6}, .stated = ENCODING_UTF16_LE,
		.expected = "f:1:2: the byte 0x00 is not UTF-16LE here; mend the file or state its encoding"},
	{{"a\0\0\xd8z\0", 6}, .stated = ENCODING_UTF16_LE,
		.expected = "f:1:2: the byte 0x00 is not UTF-16LE here; mend the file or state its encoding"},
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refusals); i++) {
		struct text out = {0};
		struct input *input = input_open_bytes("f", refusals[i].bytes, refusals[i].stated);
		assert_false(read_all(input, &out));
		assert_string_equal(out.data, refusals[i].expected);
		input_free(&input);
		text_free(&out);
	}
}

/* Characters that lie across the end of a block of bytes. */
static void test_blocks(void **state)
{
	(void)state;
	static const enum input_encoding encodings[] = {
		ENCODING_DETECT, ENCODING_UTF8, ENCODING_UTF16_LE, ENCODING_UTF16_BE};
	static const struct slice smiles[] = {
		{"\xf0\x9f\x98\x80", 4}, {"\xf0\x9f\x98\x80", 4}, {"\x3d\xd8\0\xde", 4}, {"\xd8\x3d\xde\0", 4}};
	for (size_t e = 0; e < COUNT_OF(encodings); e++) {
		for (size_t shift = 0; shift < 4; shift += e < 2 ? 1 : 2) {
			struct text file = {0};
			struct text out = {0};
			for (size_t i = 0; i < shift / (e < 2 ? 1 : 2); i++) {
				text_append_bytes(&file, e == 3 ? "\0x" : "x\0", e < 2 ? 1 : 2);
			}
			for (size_t i = 0; i < 200000; i++) {
				text_append(&file, smiles[e]);
			}
			struct input *input = input_open_bytes("f", text_slice(&file), encodings[e]);
			assert_true(read_all(input, &out));
			size_t plain = shift / (e < 2 ? 1 : 2);
			assert_int_equal(out.size, plain + 200000 * 4);
			for (size_t i = 0; i < 200000; i++) {
				assert_memory_equal(out.data + plain + 4 * i, "😀", 4);
			}
			input_free(&input);
			text_free(&file);
			text_free(&out);
		}
	}
}

/* Swedish text far into an ASCII file, in Windows-1252, with one accidental UTF-8 pair in it. */
static void test_late_guess(void **state)
{
	(void)state;
	struct text file = {0};
	struct text out = {0};
	for (size_t i = 0; i < 300000; i++) {
		text_append_char(&file, 'x');
	}
	text_append_text(&file, "\xc3\xa5 \xe5 \xe4 \xf6");
	struct input *input = input_open_bytes("f", text_slice(&file), ENCODING_DETECT);
	assert_true(read_all(input, &out));
	assert_string_equal(out.data + 300000, "Ã¥ å ä ö");
	assert_int_equal(input_encoding(input), ENCODING_WINDOWS_1252);
	input_free(&input);
	text_free(&file);
	text_free(&out);
}

static const struct {
	const char *text;
	size_t line, column;
} place_rows[] = {
	{"", 1, 1},
	{"abc", 1, 4},
	{"å", 1, 2},
	{"a\n", 2, 1},
	{"a\nåäö", 2, 4},
	{"\n\n\n", 4, 1},
	{"åäöåäöåäöåäöx語😀", 1, 16},
	{"a😀bcdefgh\n😀 123456789 åäö", 2, 16},
};

static void test_place_advance(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(place_rows); i++) {
		struct place place = {1, 1};
		place_advance(&place, slice_of(place_rows[i].text));
		assert_int_equal(place.line, place_rows[i].line);
		assert_int_equal(place.column, place_rows[i].column);
	}
}

static void test_ascii_length(void **state)
{
	(void)state;
	static const char strange[] = {'\0', '\x80', '\xff', '\x81'};
	for (size_t at = 0; at < 40; at++) {
		for (size_t i = 0; i < COUNT_OF(strange); i++) {
			char bytes[41];
			memset(bytes, 0x01 + (int)at, sizeof bytes);
			bytes[at] = strange[i];
			assert_int_equal(decode_ascii_length((struct slice){bytes, sizeof bytes}), at);
		}
	}
}

static void test_files(void **state)
{
	(void)state;
	struct error error = {0};
	assert_null(input_open("/nowhere/at/all.csv", ENCODING_DETECT, &error));
	assert_string_equal(error.text, "cannot open /nowhere/at/all.csv: No such file or directory");
	assert_null(input_open("/", ENCODING_DETECT, &error));
	assert_string_equal(error.text, "/ is a directory, not a file");
	char path[] = "/tmp/forvalta-input-XXXXXX";
	int file = mkstemp(path);
	assert_int_equal(write(file, "a\n\xe5\n", 4), 4);
	close(file);
	struct text out = {0};
	struct input *input = input_open(path, ENCODING_DETECT, &error);
	assert_non_null(input);
	assert_true(read_all(input, &out));
	assert_string_equal(out.data, "a\nå\n");
	uint64_t bytes_read = 0, size = 0;
	input_progress(input, &bytes_read, &size);
	assert_int_equal(bytes_read, 4);
	assert_int_equal(size, 4);
	assert_true(input_is_file(input, path));
	assert_false(input_is_file(input, "/etc/passwd"));
	assert_string_equal(input_name(input), path);
	input_free(&input);
	text_free(&out);
	unlink(path);
}

static void test_names(void **state)
{
	(void)state;
	enum input_encoding encoding = ENCODING_DETECT;
	struct error error = {0};
	assert_true(input_encoding_parse(SLICE("UTF-16LE"), &encoding, &error));
	assert_int_equal(encoding, ENCODING_UTF16_LE);
	assert_true(input_encoding_parse(SLICE("cp1252"), &encoding, &error));
	assert_string_equal(input_encoding_name(encoding), "Windows-1252");
	assert_false(input_encoding_parse(SLICE("utf-1"), &encoding, &error));
	assert_false(input_encoding_parse(SLICE(""), &encoding, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decodings),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_late_guess),
		cmocka_unit_test(test_place_advance),
		cmocka_unit_test(test_ascii_length),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
