/* The members of endoflife.date's objects, a row each. */
#include <stddef.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/endoflife_private.h"

enum member_type {
	MEMBER_TEXT,        /* null is not set */
	MEMBER_NUMBER_TEXT, /* v0 wrote versions as numbers once: 3.9 */
	MEMBER_DAY,
	MEMBER_YES_NO,
	MEMBER_DAY_OR_YES_NO, /* v0 */
	MEMBER_UNUSED,        /* known, and of no use here; with all below it */
};

struct member {
	const char *path;
	enum member_type type;
	size_t at;       /* of the text or day in the draft */
	size_t told_at;  /* of the yes or no */
};

#define RELEASE(name) offsetof(struct draft_release, name)
#define PRODUCT(name) offsetof(struct draft_product, name)

static const struct member product_members[] = {
	{"name", MEMBER_TEXT, PRODUCT(name)},
	{"label", MEMBER_TEXT, PRODUCT(label)},
	{"category", MEMBER_TEXT, PRODUCT(category)},
	{"tags", MEMBER_UNUSED},
	{"versionCommand", MEMBER_UNUSED},
	{"labels", MEMBER_UNUSED},
	{"links", MEMBER_UNUSED},
	{NULL},
};

static const struct member release_members[] = {
	{"name", MEMBER_TEXT, RELEASE(cycle)},
	{"label", MEMBER_TEXT, RELEASE(label)},
	{"codename", MEMBER_TEXT, RELEASE(codename)},
	{"latest.name", MEMBER_TEXT, RELEASE(latest)},
	{"releaseDate", MEMBER_DAY, RELEASE(released)},
	{"eoasFrom", MEMBER_DAY, RELEASE(support_end)},
	{"eolFrom", MEMBER_DAY, RELEASE(security_end)},
	{"eoesFrom", MEMBER_DAY, RELEASE(extended_end)},
	{"discontinuedFrom", MEMBER_DAY, RELEASE(discontinued)},
	{"ltsFrom", MEMBER_DAY, RELEASE(lts_from)},
	{"isEoas", MEMBER_YES_NO, 0, RELEASE(support_over)},
	{"isEol", MEMBER_YES_NO, 0, RELEASE(security_over)},
	{"isEoes", MEMBER_YES_NO, 0, RELEASE(extended_over)},
	{"isDiscontinued", MEMBER_YES_NO, 0, RELEASE(is_discontinued)},
	{"isLts", MEMBER_YES_NO, 0, RELEASE(is_lts)},
	{"isMaintained", MEMBER_UNUSED},
	{"latest", MEMBER_UNUSED},
	{"custom", MEMBER_UNUSED},
	{NULL},
};

static const struct member v0_members[] = {
	{"cycle", MEMBER_NUMBER_TEXT, RELEASE(cycle)},
	{"codename", MEMBER_TEXT, RELEASE(codename)},
	{"latest", MEMBER_NUMBER_TEXT, RELEASE(latest)},
	{"releaseDate", MEMBER_DAY, RELEASE(released)},
	{"support", MEMBER_DAY_OR_YES_NO, RELEASE(support_end), RELEASE(support_over)},
	{"eol", MEMBER_DAY_OR_YES_NO, RELEASE(security_end), RELEASE(security_over)},
	{"extendedSupport", MEMBER_DAY_OR_YES_NO, RELEASE(extended_end), RELEASE(extended_over)},
	{"discontinued", MEMBER_DAY_OR_YES_NO, RELEASE(discontinued), RELEASE(is_discontinued)},
	{"lts", MEMBER_DAY_OR_YES_NO, RELEASE(lts_from), RELEASE(is_lts)},
	{"latestReleaseDate", MEMBER_UNUSED},
	{"link", MEMBER_UNUSED},
	{"releaseLabel", MEMBER_UNUSED}, /* may be a template that only the site fills in */
	{NULL},
};

static bool is_below(struct slice path, const char *member)
{
	size_t size = strlen(member);
	return path.size > size && memcmp(path.data, member, size) == 0 && strchr(".[", path.data[size]);
}

static const struct member *find_member(const struct member *members, struct slice path)
{
	for (; members->path; members++) {
		if (slice_equal_text(path, members->path)
			|| (members->type == MEMBER_UNUSED && is_below(path, members->path))) {
			return members;
		}
	}
	return NULL;
}

static bool is_wanted(enum member_type type, enum json_kind kind)
{
	switch (type) {
	case MEMBER_TEXT:
	case MEMBER_DAY:
		return kind == JSON_TEXT || kind == JSON_NULL;
	case MEMBER_NUMBER_TEXT:
		return kind == JSON_TEXT || kind == JSON_NULL || kind == JSON_NUMBER;
	case MEMBER_YES_NO:
		return kind == JSON_BOOL || kind == JSON_NULL;
	case MEMBER_DAY_OR_YES_NO:
		return kind == JSON_TEXT || kind == JSON_BOOL || kind == JSON_NULL;
	case MEMBER_UNUSED:
		break;
	}
	return true;
}

static bool refuse_kind(const struct member *member, enum json_kind kind, struct error *error)
{
	static const char *const wanted[] = {
		[MEMBER_TEXT] = N_("a text"),
		[MEMBER_NUMBER_TEXT] = N_("a text"),
		[MEMBER_DAY] = N_("a date"),
		[MEMBER_YES_NO] = N_("true or false"),
		[MEMBER_DAY_OR_YES_NO] = N_("a date, true or false"),
		[MEMBER_UNUSED] = "",
	};
	return error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(kind), _(wanted[member->type]));
}

static bool take(struct draft_product *product, const struct member *member, void *draft,
	const struct json_value *value, struct error *error)
{
	char *bytes = draft;
	if (!is_wanted(member->type, value->kind)) {
		return refuse_kind(member, value->kind, error);
	}
	if (member->type == MEMBER_UNUSED || value->kind == JSON_NULL) {
		return true;
	}
	if (value->kind == JSON_BOOL) {
		enum told *told = (enum told *)(void *)(bytes + member->told_at);
		*told = value->truth ? TOLD_YES : TOLD_NO;
		return true;
	}
	if (member->type == MEMBER_DAY || member->type == MEMBER_DAY_OR_YES_NO) {
		return day_parse(value->text, (day_t *)(void *)(bytes + member->at), error);
	}
	return draft_keep_text(product, value, (struct kept_text *)(void *)(bytes + member->at), error);
}

static bool is_end(const struct json_value *value)
{
	return value->kind == JSON_OBJECT_END || value->kind == JSON_ARRAY_END;
}

static bool take_alias(struct draft_product *product, const struct json_value *value, struct error *error)
{
	if (value->kind != JSON_TEXT) {
		return error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind), _("a text"));
	}
	if (product->alias_count == ENDOFLIFE_LIST_LIMIT) {
		return error_set(error, ERROR_INPUT, _("more than %d in one list"), ENDOFLIFE_LIST_LIMIT);
	}
	memory_grow(&product->aliases, &product->alias_capacity, product->alias_count, sizeof *product->aliases);
	return draft_keep_text(product, value, &product->aliases[product->alias_count++], error);
}

static bool begin_identifier(struct draft_product *product, const struct json_value *value, struct error *error)
{
	if (value->kind != JSON_OBJECT) {
		return error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind), _("an object"));
	}
	if (product->identifier_count == ENDOFLIFE_LIST_LIMIT) {
		return error_set(error, ERROR_INPUT, _("more than %d in one list"), ENDOFLIFE_LIST_LIMIT);
	}
	memory_grow(&product->identifiers, &product->identifier_capacity, product->identifier_count,
		sizeof *product->identifiers);
	product->identifiers[product->identifier_count++] = (struct draft_identifier){0};
	return true;
}

static bool take_identifier(
	struct endoflife *reader, struct slice path, const struct json_value *value, struct error *error)
{
	static const struct member members[] = {
		{"identifiers[].type", MEMBER_TEXT, offsetof(struct draft_identifier, type)},
		{"identifiers[].id", MEMBER_TEXT, offsetof(struct draft_identifier, id)},
		{NULL},
	};
	struct draft_product *product = &reader->product;
	if (slice_equal_text(path, "identifiers[]")) {
		return begin_identifier(product, value, error);
	}
	const struct member *member = find_member(members, path);
	reader->counts.unknown += !member;
	return !member || take(product, member, &product->identifiers[product->identifier_count - 1], value, error);
}

/* "aliases" and the like, which must be lists. */
static bool is_list_member(struct slice path)
{
	return slice_equal_text(path, "aliases") || slice_equal_text(path, "identifiers")
		|| slice_equal_text(path, "releases");
}

bool endoflife_take_product_member(struct endoflife *reader, struct slice path, const struct json_value *value,
	struct error *error)
{
	if (is_end(value)) {
		return true;
	}
	if (is_list_member(path)) {
		reader->product.has_releases |= path.data[0] == 'r';
		return value->kind == JSON_ARRAY
			|| error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind), _("a list"));
	}
	if (slice_equal_text(path, "aliases[]")) {
		return take_alias(&reader->product, value, error);
	}
	if (is_below(path, "identifiers")) {
		return take_identifier(reader, path, value, error);
	}
	const struct member *member = find_member(product_members, path);
	reader->counts.unknown += !member;
	return !member || take(&reader->product, member, &reader->product, value, error);
}

static bool is_latest(struct slice path)
{
	return slice_equal_text(path, "latest");
}

bool endoflife_take_release_member(struct endoflife *reader, struct slice path, const struct json_value *value,
	struct error *error)
{
	bool v0 = reader->form == FORM_V0;
	if (is_end(value)) {
		return true;
	}
	if (!v0 && is_latest(path) && value->kind != JSON_OBJECT && value->kind != JSON_NULL) {
		return error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind), _("an object"));
	}
	const struct member *member = find_member(v0 ? v0_members : release_members, path);
	struct draft_product *product = &reader->product;
	reader->counts.unknown += !member;
	return !member || take(product, member, &product->releases[product->release_count - 1], value, error);
}
