/* Any bytes as a parts list: parts whose texts lie in their room, or words that say what is wrong. */
#include "exchange/bom.h"
#include "fuzz/fuzz.h"
#include "lifecycle/support.h"

static void check_text(const struct bom *bom, struct bom_text text)
{
	REQUIRE(text.size == 0 || text.at + text.size <= bom->texts.size);
	REQUIRE(text_first_invalid(bom_slice(bom, text)) == SIZE_MAX);
}

static void check_part(const struct bom *bom, const struct bom_part *part)
{
	struct text name = {0};
	uint8_t layer;
	const struct bom_text texts[] = {part->type, part->group, part->name, part->version, part->identifier};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		check_text(bom, texts[i]);
	bom_append_name(&name, bom_slice(bom, part->group), bom_slice(bom, part->name));
	REQUIRE(name.size >= part->name.size);
	REQUIRE(bom_layer(bom_slice(bom, part->type), &layer) || layer == 0);
	struct slice identifier = support_identifier(bom_slice(bom, part->identifier));
	REQUIRE(support_identifier_base(identifier).size <= identifier.size);
	REQUIRE(part->line > 0);
	text_free(&name);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct bom bom;
	struct error error = {0};
	struct input *input = input_open_bytes("f", (struct slice){(const char *)bytes, size}, ENCODING_UTF8);
	bool done = bom_read(&bom, input, &error);
	REQUIRE(done || error.text[0] != '\0');
	for (size_t i = 0; done && i < bom.part_count; i++)
		check_part(&bom, &bom.parts[i]);
	bom_free(&bom);
	input_free(&input);
	return 0;
}
