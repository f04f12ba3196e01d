#include "exchange/endoflife.h"

#include <string.h>

#include "base/lang.h"
#include "base/money.h"
#include "exchange/endoflife_private.h"

#define V0_NAME_END ".json"

static bool expect_kind(const struct json_value *value, enum json_kind kind, struct error *error)
{
	return value->kind == kind
		|| error_set(
			error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind), json_kind_name(kind));
}

/* The path below `prefix`, without the dot between; false where it is not below. */
static bool path_below(struct slice path, const char *prefix, struct slice *below)
{
	size_t size = strlen(prefix);
	if (path.size < size + 2 || memcmp(path.data, prefix, size) != 0 || path.data[size] != '.') {
		return false;
	}
	*below = (struct slice){path.data + size + 1, path.size - size - 1};
	return true;
}

/* A v0 file is named after its product: "…/nodejs.json". */
static bool name_v0_product(struct endoflife *reader, struct error *error)
{
	struct json_value name = {.text = reader->options->product};
	if (name.text.size == 0) {
		const char *slash = strrchr(reader->file_name, '/');
		name.text = slice_of(slash ? slash + 1 : reader->file_name);
		size_t end = strlen(V0_NAME_END);
		if (name.text.size <= end || memcmp(name.text.data + name.text.size - end, V0_NAME_END, end) != 0) {
			return error_set(error, ERROR_INPUT,
				_("which product is this? A v0 file is named after it, as in nodejs.json; rename it or state the "
				  "product"));
		}
		name.text.size -= end;
	}
	reader->product.has_releases = true;
	return draft_keep_text(&reader->product, &name, &reader->product.name, error);
}

static bool take_document(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	if (value->kind == JSON_ARRAY) {
		reader->form = FORM_V0;
		return name_v0_product(reader, error);
	}
	if (value->kind == JSON_ARRAY_END) {
		return draft_tell(reader, error);
	}
	if (value->kind == JSON_OBJECT_END && reader->form == FORM_UNKNOWN) {
		return error_set(error, ERROR_INPUT, _("this is no file of endoflife.date: it has no \"result\""));
	}
	return value->kind == JSON_OBJECT_END || value->kind == JSON_OBJECT
		|| error_set(
			error, ERROR_INPUT, _("this is no file of endoflife.date: it holds %s"), json_kind_name(value->kind));
}

static bool take_result(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	switch (value->kind) {
	case JSON_ARRAY:
		reader->form = FORM_FULL;
		return true;
	case JSON_OBJECT:
		reader->form = FORM_SINGLE;
		return true;
	case JSON_OBJECT_END:
		return draft_tell(reader, error);
	case JSON_ARRAY_END:
		return true;
	default:
		return expect_kind(value, JSON_ARRAY, error);
	}
}

static bool take_version(const struct json_value *value, struct error *error)
{
	bool known = value->kind == JSON_TEXT && value->text.size > 1 && memcmp(value->text.data, "1.", 2) == 0;
	return known
		|| error_set(error, ERROR_INPUT,
			_("schema version %.*s: versions 1.x are read here; fetch the file from endoflife.date/api/v1"),
			(int)(value->text.size < 20 ? value->text.size : 20), value->text.data ? value->text.data : "");
}

/* "2026-08-22T08:52:34+00:00": the day is enough. */
static bool take_generated(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	if (!expect_kind(value, JSON_TEXT, error)) {
		return false;
	}
	struct slice day = {value->text.data, value->text.size < 10 ? value->text.size : 10};
	return day_parse(day, &reader->counts.generated, error);
}

static bool take_total(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	return expect_kind(value, JSON_NUMBER, error) && number_parse(value->text, &reader->total, error);
}

/* Beside "result". */
static bool take_top_member(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	if (slice_equal_text(value->path, "result")) {
		return take_result(reader, value, error);
	}
	if (slice_equal_text(value->path, "schema_version")) {
		return take_version(value, error);
	}
	if (slice_equal_text(value->path, "generated_at")) {
		return take_generated(reader, value, error);
	}
	if (slice_equal_text(value->path, "total")) {
		return take_total(reader, value, error);
	}
	reader->counts.unknown++;
	return true;
}

static bool take_release_begin(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	if (value->kind == JSON_OBJECT_END) {
		return true;
	}
	return expect_kind(value, JSON_OBJECT, error) && draft_add_release(&reader->product, error);
}

static bool take_v0(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	struct slice below;
	if (slice_equal_text(value->path, "[]")) {
		return take_release_begin(reader, value, error);
	}
	return !path_below(value->path, "[]", &below) || endoflife_take_release_member(reader, below, value, error);
}

static bool take_full_product(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	return value->kind == JSON_OBJECT_END ? draft_tell(reader, error) : expect_kind(value, JSON_OBJECT, error);
}

static bool take_v1(struct endoflife *reader, const struct json_value *value, struct error *error)
{
	struct slice below, release;
	bool full = reader->form == FORM_FULL;
	if (full && slice_equal_text(value->path, "result[]")) {
		return take_full_product(reader, value, error);
	}
	if (!path_below(value->path, full ? "result[]" : "result", &below)) {
		return take_top_member(reader, value, error);
	}
	if (slice_equal_text(below, "releases[]")) {
		return take_release_begin(reader, value, error);
	}
	return path_below(below, "releases[]", &release) ? endoflife_take_release_member(reader, release, value, error)
							 : endoflife_take_product_member(reader, below, value, error);
}

static bool take_value(void *context, const struct json_value *value, struct error *error)
{
	struct endoflife *reader = context;
	if (value->depth == 0) {
		return take_document(reader, value, error);
	}
	return (reader->form == FORM_V0 ? take_v0 : take_v1)(reader, value, error);
}

static bool check_total(const struct endoflife *reader, struct error *error)
{
	if (reader->total == NUMBER_UNSET || reader->total == (int64_t)reader->counts.products) {
		return true;
	}
	return error_set(error, ERROR_INPUT, _("%s says it holds %lld products, but %zu were read; fetch it again"),
		reader->file_name, (long long)reader->total, reader->counts.products);
}

bool endoflife_read(struct input *input, const struct endoflife_options *options, catalogue_handler *handler,
	void *context, struct catalogue_counts *counts, struct error *error)
{
	struct endoflife reader = {.options = options, .handler = handler, .context = context, .total = NUMBER_UNSET};
	reader.file_name = input_name(input);
	reader.counts.generated = DAY_UNSET;
	bool done = json_read(input, take_value, &reader, error) && check_total(&reader, error);
	draft_product_free(&reader.product);
	if (done) {
		*counts = reader.counts;
	}
	return done;
}
