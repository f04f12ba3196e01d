/* The value of an option from a libconfig setting, and the words where it is not what it should be. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf_private.h"

static void append_place(struct text *out, const struct conf_source *source, const config_setting_t *setting)
{
	const char *file = config_setting_source_file(setting);

	text_printf(out, "%s:%u", file ? file : source->file, config_setting_source_line(setting));
}

const char *conf_keep(struct conf *conf, const char *text)
{
	memory_grow(&conf->kept, &conf->kept_capacity, conf->kept_count, sizeof(*conf->kept));
	return conf->kept[conf->kept_count++] = memory_copy_text(text);
}

const char *conf_keep_place(struct conf_source *source, const config_setting_t *setting)
{
	struct text place = {0};

	if (source->standard)
		return NULL;
	append_place(&place, source, setting);
	const char *kept = conf_keep(source->conf, place.data);
	text_free(&place);
	return kept;
}

bool conf_refuse(struct conf_source *source, const config_setting_t *setting, struct error *error, const char *format,
                 ...)
{
	struct text place = {0};
	va_list arguments;

	va_start(arguments, format);
	error_set_va(error, ERROR_INPUT, format, arguments);
	va_end(arguments);
	append_place(&place, source, setting);
	error_prefix(error, "%s", place.data);
	text_free(&place);
	return false;
}

static void append_found(struct text *out, const config_setting_t *setting)
{
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		text_printf(out, "%lld", config_setting_get_int64(setting));
		break;
	case CONFIG_TYPE_FLOAT:
		text_printf(out, "%g", config_setting_get_float(setting));
		break;
	case CONFIG_TYPE_STRING: {
		struct slice found = slice_of(config_setting_get_string(setting));
		text_printf(out, "\"%.*s\"", (int)text_fit(found, 60), found.data);
		break;
	}
	case CONFIG_TYPE_BOOL:
		text_append_text(out, config_setting_get_bool(setting) ? "true" : "false");
		break;
	case CONFIG_TYPE_GROUP:
		text_append_text(out, _("a group"));
		break;
	default:
		text_append_text(out, _("a list"));
		break;
	}
}

bool conf_refuse_value(struct conf_source *source, const config_setting_t *setting, const char *name,
	const char *expected, struct error *error)
{
	struct text found = {0};

	append_found(&found, setting);
	conf_refuse(source, setting, error, _("\"%s\" must be %s, not %s"), name, expected, found.data);
	text_free(&found);
	return false;
}

static bool refuse_option(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	struct text expected = {0};

	conf_append_expectation(&expected, conf_row(option));
	conf_refuse_value(source, setting, conf_row(option)->path, expected.data, error);
	text_free(&expected);
	return false;
}

bool conf_whole_number(const config_setting_t *setting, int64_t *number)
{
	int type = config_setting_type(setting);

	if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64)
		return false;
	*number = config_setting_get_int64(setting);
	return true;
}

/* A whole number or one with at most two decimals, times 100. */
static bool parse_hundredths(const config_setting_t *setting, int64_t *hundredths)
{
	int64_t whole;

	if (conf_whole_number(setting, &whole))
		return !__builtin_mul_overflow(whole, 100, hundredths);
	if (config_setting_type(setting) != CONFIG_TYPE_FLOAT)
		return false;
	double value = config_setting_get_float(setting) * 100;
	/* Beyond that a double does not hold two decimals. */
	if (!(fabs(value) < 1e14) || fabs(value - round(value)) > 1e-3)
		return false;
	*hundredths = (int64_t)round(value);
	return true;
}

static bool parse_number(const config_setting_t *setting, const struct conf_row *row, int64_t *number)
{
	int64_t found;
	bool whole = row->type == CONF_TYPE_NUMBER || row->type == CONF_TYPE_NUMBERS;
	bool fine = whole ? conf_whole_number(setting, &found) : parse_hundredths(setting, &found);

	if (!fine || found < row->least || found > row->most)
		return false;
	*number = found;
	return true;
}

static void take_points(struct conf_value *value, struct conf_point *points, size_t count)
{
	free(value->points);
	value->points = points;
	value->point_count = count;
}

static bool parse_single(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	struct conf_point point = {.from = DAY_UNSET};

	if (!parse_number(setting, conf_row(option), &point.value))
		return refuse_option(source, setting, option, error);
	take_points(&source->conf->values[option], memory_copy(&point, sizeof(point)), 1);
	return true;
}

/* One { from = "2027-01-01"; value = 3; } of a dated option's list. */
static bool parse_point(struct conf_source *source, const config_setting_t *item, enum conf_option option,
	struct conf_point *point, struct error *error)
{
	const config_setting_t *from = config_setting_is_group(item) ? config_setting_get_member(item, "from") : NULL;
	const config_setting_t *value = from ? config_setting_get_member(item, "value") : NULL;

	if (!value || config_setting_length(item) != 2)
		return conf_refuse(source, item, error, _("each value of \"%s\" is written { from = \"2027-01-01\"; value = …; }"),
			conf_row(option)->path);
	const char *day = conf_string(from);
	if (!day_parse(slice_of(day), &point->from, error))
		return conf_refuse_day(source, from, error);
	if (!parse_number(value, conf_row(option), &point->value))
		return refuse_option(source, value, option, error);
	return true;
}

static int by_day(const void *a, const void *b)
{
	day_t first = ((const struct conf_point *)a)->from, second = ((const struct conf_point *)b)->from;

	return (first > second) - (first < second);
}

static bool parse_dated(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	size_t count = (size_t)config_setting_length(setting);

	if (!count)
		return refuse_option(source, setting, option, error);
	struct conf_point *points = memory_new_array(count, sizeof(*points));
	for (size_t i = 0; i < count; i++)
		if (!parse_point(source, config_setting_get_elem(setting, (unsigned)i), option, &points[i], error))
			goto failed;
	qsort(points, count, sizeof(*points), by_day);
	for (size_t i = 1; i < count; i++) {
		char day[DAY_TEXT_SIZE];
		if (points[i].from != points[i - 1].from)
			continue;
		conf_refuse(source, setting, error, _("\"%s\" has two values from %s"), conf_row(option)->path,
			day_text(points[i].from, day));
		goto failed;
	}
	take_points(&source->conf->values[option], points, count);
	return true;
failed:
	free(points);
	return false;
}

static int greatest_first(const void *a, const void *b)
{
	int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;

	return (first < second) - (first > second);
}

static bool parse_numbers(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	bool many = config_setting_is_list(setting) || config_setting_is_array(setting);
	size_t count = many ? (size_t)config_setting_length(setting) : 1;
	struct conf_value *value = &source->conf->values[option];

	if (!count)
		return refuse_option(source, setting, option, error);
	int64_t *numbers = memory_new_array(count, sizeof(*numbers));
	for (size_t i = 0; i < count; i++) {
		const config_setting_t *item = many ? config_setting_get_elem(setting, (unsigned)i) : setting;
		if (parse_number(item, conf_row(option), &numbers[i]))
			continue;
		free(numbers);
		return refuse_option(source, item, option, error);
	}
	qsort(numbers, count, sizeof(*numbers), greatest_first);
	free(value->numbers);
	value->numbers = numbers;
	value->number_count = count;
	return true;
}

const char *conf_string(const config_setting_t *setting)
{
	unsigned character;
	const char *text = config_setting_type(setting) == CONFIG_TYPE_STRING ? config_setting_get_string(setting) : NULL;

	return text && text_first_forbidden(slice_of(text), false, &character) == SIZE_MAX ? text : NULL;
}

static bool parse_text(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	const struct conf_row *row = conf_row(option);
	const char *text = conf_string(setting);

	if (!text || (row->type == CONF_TYPE_CHOICE && !conf_has_choice(row->choices, text)))
		return refuse_option(source, setting, option, error);
	int64_t size = (int64_t)strlen(text);
	if (row->type == CONF_TYPE_TEXT && (size < row->least || size > row->most))
		return refuse_option(source, setting, option, error);
	free(source->conf->values[option].text);
	source->conf->values[option].text = memory_copy_text(text);
	return true;
}

static bool parse_yes(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	struct conf_point point = {.from = DAY_UNSET};

	if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
		return refuse_option(source, setting, option, error);
	point.value = config_setting_get_bool(setting);
	take_points(&source->conf->values[option], memory_copy(&point, sizeof(point)), 1);
	return true;
}

bool conf_parse_value(struct conf_source *source, const config_setting_t *setting, enum conf_option option,
	struct error *error)
{
	const struct conf_row *row = conf_row(option);

	switch (row->type) {
	case CONF_TYPE_TEXT:
	case CONF_TYPE_CHOICE:
		return parse_text(source, setting, option, error);
	case CONF_TYPE_YES:
		return parse_yes(source, setting, option, error);
	case CONF_TYPE_NUMBER:
	case CONF_TYPE_PERCENT:
	case CONF_TYPE_MONEY:
		return row->dated && config_setting_is_list(setting) ? parse_dated(source, setting, option, error)
			: parse_single(source, setting, option, error);
	case CONF_TYPE_NUMBERS:
		return parse_numbers(source, setting, option, error);
	case CONF_TYPE_DAYS:
		return conf_parse_days(source, setting, error);
	case CONF_TYPE_RULES:
		return conf_parse_rules(source, setting, error);
	case CONF_TYPE_OWN_RULES:
		return conf_parse_own_rules(source, setting, error);
	case CONF_TYPE_GROUP:
		break;
	}
	return refuse_option(source, setting, option, error);
}

bool conf_refuse_day(struct conf_source *source, const config_setting_t *setting, struct error *error)
{
	struct text place = {0};

	append_place(&place, source, setting);
	error_prefix(error, "%s: %s", place.data, config_setting_name(setting));
	text_free(&place);
	return false;
}
