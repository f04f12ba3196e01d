/* CycloneDX in JSON: which members count, wherever parts lie within parts. */
#include "exchange/bom.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/json.h"

struct bom_reader {
	struct bom *bom;
	size_t open[JSON_DEPTH_LIMIT]; /* the parts that are being read, the innermost last */
	size_t depth;
	bool is_cyclonedx, has_version;
	bool is_spdx;
};

void bom_free(struct bom *bom)
{
	text_free(&bom->texts);
	free(bom->parts);
	*bom = (struct bom){0};
}

struct slice bom_slice(const struct bom *bom, struct bom_text text)
{
	return text.size == 0 ? (struct slice){"", 0} : (struct slice){bom->texts.data + text.at, text.size};
}

static bool take_start(struct slice *rest, const char *start)
{
	size_t size = strlen(start);
	if (rest->size < size || memcmp(rest->data, start, size) != 0)
		return false;
	*rest = (struct slice){rest->data + size, rest->size - size};
	return true;
}

/* "components[].components[].name" is the member "name" of a part; a service the same way. False where the path leads
 * through anything else: what a part was once made from (pedigree) is no part. */
static bool path_in_list(struct slice path, const char *list, struct slice *member)
{
	bool any = false;
	take_start(&path, "metadata.component.");
	while (take_start(&path, list)) {
		any = true;
		*member = path;
		if (path.size == 0)
			return true;
		if (!take_start(&path, "."))
			return false;
		*member = path;
	}
	return any && memchr(member->data, '[', member->size) == NULL;
}

static bool keep(struct bom *bom, const struct json_value *value, struct bom_text *text, struct error *error)
{
	if (value->kind == JSON_NULL)
		return true;
	if (value->kind != JSON_TEXT && value->kind != JSON_NUMBER)
		return error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind),
		                 json_kind_name(JSON_TEXT));
	if (value->text.size > BOM_TEXT_LIMIT - bom->texts.size)
		return error_set(error, ERROR_INPUT, _("the parts list is longer than can be read here"));
	*text = (struct bom_text){bom->texts.size, value->text.size};
	text_append(&bom->texts, value->text);
	return true;
}

/* ---- parts ---- */

/* Of several identifiers the one that most catalogues know. */
static const struct {
	const char *member;
	uint8_t trust;
} identifiers[] = {{"purl", 3}, {"cpe", 2}, {"swid.tagId", 1}};

static bool take_identifier(struct bom *bom, struct bom_part *part, const struct json_value *value,
                            struct slice member, struct error *error)
{
	for (size_t i = 0; i < COUNT_OF(identifiers); i++) {
		if (!slice_equal_text(member, identifiers[i].member) || part->trust > identifiers[i].trust)
			continue;
		part->trust = identifiers[i].trust;
		return keep(bom, value, &part->identifier, error);
	}
	return true;
}

static bool take_part_member(struct bom *bom, struct bom_part *part, const struct json_value *value,
                             struct slice member, struct error *error)
{
	if (slice_equal_text(member, "type"))
		return keep(bom, value, &part->type, error);
	if (slice_equal_text(member, "group"))
		return keep(bom, value, &part->group, error);
	if (slice_equal_text(member, "name"))
		return keep(bom, value, &part->name, error);
	if (slice_equal_text(member, "version"))
		return keep(bom, value, &part->version, error);
	return take_identifier(bom, part, value, member, error);
}

static bool begin_part(struct bom_reader *reader, const struct json_value *value, struct error *error)
{
	struct bom *bom = reader->bom;
	if (bom->part_count == BOM_PART_LIMIT)
		return error_set(error, ERROR_INPUT, _("more than %d parts"), BOM_PART_LIMIT);
	memory_grow(&bom->parts, &bom->part_capacity, bom->part_count, sizeof *bom->parts);
	bom->parts[bom->part_count] = (struct bom_part){.line = value->line};
	reader->open[reader->depth++] = bom->part_count++;
	return true;
}

static bool take_part(struct bom_reader *reader, const struct json_value *value, struct slice member,
                      struct error *error)
{
	if (member.size == 0 && value->kind == JSON_OBJECT)
		return begin_part(reader, value, error);
	if (member.size == 0 && value->kind == JSON_OBJECT_END) {
		reader->depth--;
		return true;
	}
	if (member.size == 0 || reader->depth == 0)
		return error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind),
		                 json_kind_name(JSON_OBJECT));
	return take_part_member(reader->bom, &reader->bom->parts[reader->open[reader->depth - 1]], value, member, error);
}

/* ---- the document ---- */

static bool check_version(struct bom_reader *reader, const struct json_value *value, struct error *error)
{
	struct slice version = value->text;
	reader->has_version = value->kind == JSON_TEXT && version.size == 3 && memcmp(version.data, "1.", 2) == 0 &&
	                      version.data[2] >= '2' && version.data[2] <= '7';
	return reader->has_version ||
	       error_set(error, ERROR_INPUT, _("CycloneDX %.*s: versions 1.2 to 1.7 are read here"),
	                 (int)(version.size < 20 ? version.size : 20), version.data == NULL ? "?" : version.data);
}

static bool take_top_member(struct bom_reader *reader, const struct json_value *value, struct error *error)
{
	struct bom *bom = reader->bom;
	if (slice_equal_text(value->path, "bomFormat"))
		reader->is_cyclonedx = slice_equal_text(value->text, "CycloneDX");
	if (slice_equal_text(value->path, "spdxVersion"))
		reader->is_spdx = true;
	if (slice_equal_text(value->path, "specVersion"))
		return check_version(reader, value, error);
	if (slice_equal_text(value->path, "serialNumber"))
		return keep(bom, value, &bom->serial, error);
	if (slice_equal_text(value->path, "version"))
		return keep(bom, value, &bom->number, error);
	if (slice_equal_text(value->path, "metadata.component.group"))
		return keep(bom, value, &bom->group, error);
	if (slice_equal_text(value->path, "metadata.component.name"))
		return keep(bom, value, &bom->name, error);
	if (slice_equal_text(value->path, "metadata.component.version"))
		return keep(bom, value, &bom->version, error);
	return true;
}

static bool take_value(void *context, const struct json_value *value, struct error *error)
{
	struct bom_reader *reader = context;
	struct slice member;
	if (path_in_list(value->path, "components[]", &member))
		return take_part(reader, value, member, error);
	if (path_in_list(value->path, "services[]", &member)) {
		reader->bom->services += member.size == 0 && value->kind == JSON_OBJECT;
		return true;
	}
	if (value->path.size == 0 && value->kind != JSON_OBJECT && value->kind != JSON_OBJECT_END)
		return error_set(error, ERROR_INPUT, _("this is no parts list in CycloneDX: it holds %s"),
		                 json_kind_name(value->kind));
	return take_top_member(reader, value, error);
}

bool bom_read(struct bom *bom, struct input *input, struct error *error)
{
	struct bom_reader reader = {.bom = bom};
	*bom = (struct bom){0};
	if (!json_read(input, take_value, &reader, error))
		return false;
	if (reader.is_spdx)
		return error_set(error, ERROR_INPUT, _("%s: this is a parts list in SPDX; convert it to CycloneDX in JSON"),
		                 input_name(input));
	return (reader.is_cyclonedx && reader.has_version) ||
	       error_set(error, ERROR_INPUT,
	                 _("%s: this is no parts list in CycloneDX: \"bomFormat\": \"CycloneDX\" and \"specVersion\" are "
	                   "wanted"),
	                 input_name(input));
}
