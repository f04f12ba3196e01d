/* Any bytes through every function that measures, cuts, folds or shows text: none leaves the text, and what is made
 * harmless is harmless. The first byte is a width. */
#include "base/text.h"
#include "fuzz/fuzz.h"

static void check_graphemes(struct slice text)
{
	while (text.size > 0) {
		size_t step = text_grapheme(text), back = text_grapheme_before(text);
		REQUIRE(step > 0 && step <= text.size && back > 0 && back <= text.size);
		text = (struct slice){text.data + step, text.size - step};
	}
}

static void check_cell(struct slice text, size_t columns, bool right)
{
	struct text cell = {0};
	text_append_cell(&cell, text, columns, right, right);
	REQUIRE(text_width(text_slice(&cell)) == columns);
	text_free(&cell);
	REQUIRE(text_fit(text, columns) <= text.size);
}

static void check_harmless(struct slice text, bool lines)
{
	unsigned character;
	struct text harmless = {0};
	text_append_harmless(&harmless, text, lines);
	REQUIRE(text_first_forbidden(text_slice(&harmless), lines, &character) == SIZE_MAX);
	text_free(&harmless);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static void (*const forms[])(struct text *, struct slice) = {
		text_append_nfc, text_append_folded, text_append_sort_key, text_append_squeezed};
	if (size == 0)
		return 0;
	struct slice text = {(const char *)bytes + 1, size - 1};
	check_graphemes(text);
	check_cell(text, bytes[0], false);
	check_cell(text, bytes[0], true);
	check_harmless(text, false);
	check_harmless(text, true);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct text form = {0};
		forms[i](&form, text);
		text_free(&form);
	}
	return 0;
}
