/* Any bytes as JSON and as a file of endoflife.date. Texts written and read again are the same texts. The first byte
 * chooses the encoding and whether the file has a product's name. */
#include <string.h>

#include "base/json_writer.h"
#include "exchange/endoflife.h"
#include "exchange/json.h"
#include "fuzz/fuzz.h"

struct nest {
	size_t depth;
	struct slice expected; /* what the text read again must be */
	bool again;
};

static void check_value(const struct json_value *value)
{
	REQUIRE(text_first_invalid(value->path) == SIZE_MAX);
	REQUIRE(text_first_invalid(value->text) == SIZE_MAX);
	REQUIRE(!value->text.size || !memchr(value->text.data, '\0', value->text.size));
}

static bool check_again(void *context, const struct json_value *value, struct error *error);

static void read_again(struct slice text)
{
	struct nest nest = {.expected = text, .again = true};
	struct text written = {0};
	struct error error = {0};
	json_append_text(&written, text);
	struct input *input = input_open_bytes("again", text_slice(&written), ENCODING_UTF8);
	REQUIRE(json_read(input, check_again, &nest, &error));
	input_free(&input);
	text_free(&written);
}

static bool check_again(void *context, const struct json_value *value, struct error *error)
{
	struct nest *nest = context;
	(void)error;
	check_value(value);
	if (nest->again) {
		REQUIRE(value->kind == JSON_TEXT && slice_equal(value->text, nest->expected));
		return true;
	}
	nest->depth -= value->kind == JSON_OBJECT_END || value->kind == JSON_ARRAY_END;
	REQUIRE(value->depth == nest->depth && nest->depth <= JSON_DEPTH_LIMIT);
	nest->depth += value->kind == JSON_OBJECT || value->kind == JSON_ARRAY;
	if (value->kind == JSON_TEXT) {
		read_again(value->text);
	}
	return true;
}

static bool check_product(void *context, const struct catalogue_product *product, struct error *error)
{
	size_t *releases = context;
	(void)error;
	REQUIRE(product->name.size > 0);
	for (size_t i = 0; i < product->release_count; i++) {
		const struct catalogue_release *release = &product->releases[i];
		unsigned character;
		REQUIRE(release->cycle.size > 0);
		REQUIRE(text_first_forbidden(release->cycle, false, &character) == SIZE_MAX);
		REQUIRE(release->state == CATALOGUE_DATED || release->security_end == DAY_UNSET);
	}
	*releases += product->release_count;
	return true;
}

static void read_json(struct slice file, enum input_encoding encoding)
{
	struct nest nest = {0};
	struct error error = {0};
	struct input *input = input_open_bytes("f", file, encoding);
	bool done = json_read(input, check_again, &nest, &error);
	REQUIRE(done ? nest.depth == 0 : error.text[0] != '\0');
	input_free(&input);
}

static void read_endoflife(struct slice file, enum input_encoding encoding, bool named)
{
	struct endoflife_options options = {.today = 20000, .product = slice_of(named ? "p" : "")};
	struct catalogue_counts counts = {0};
	struct error error = {0};
	size_t releases = 0;
	struct input *input = input_open_bytes("f", file, encoding);
	bool done = endoflife_read(input, &options, check_product, &releases, &counts, &error);
	REQUIRE(done ? counts.releases == releases : error.text[0] != '\0');
	input_free(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0) {
		return 0;
	}
	struct slice file = {(const char *)bytes + 1, size - 1};
	enum input_encoding encoding = bytes[0] & 2 ? ENCODING_DETECT : ENCODING_UTF8;
	read_json(file, encoding);
	read_endoflife(file, encoding, bytes[0] & 1);
	return 0;
}
