/* Reading configuration files: which, in what order, and every setting to its option. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf_private.h"

#define SYSTEM_FILE "/etc/forvalta.conf"
#define LARGEST_FILE (4 << 20)

/* libconfig's own words, for the translation. */
static const char *const libconfig_words[] __attribute__((unused)) = {N_("syntax error"), N_("duplicate setting name")};

/* Steps from one name to the other: letters put in, left out or changed. Names longer than the table are far apart. */
static size_t distance(const char *a, const char *b)
{
	size_t row[64], length = strlen(b);

	if (length >= COUNT_OF(row))
		return SIZE_MAX;
	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 1; *a; a++, i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			size_t change = diagonal + (*a != b[j - 1]);
			diagonal = row[j];
			size_t step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			row[j] = change < step ? change : step;
		}
	}
	return row[length];
}

static const char *nearest_path(const char *path)
{
	const char *nearest = NULL;
	size_t least = 3;

	for (size_t i = 0; i < CONF_OPTION_COUNT; i++) {
		size_t steps = distance(path, conf_row((enum conf_option)i)->path);
		if (steps < least) {
			least = steps;
			nearest = conf_row((enum conf_option)i)->path;
		}
	}
	return nearest;
}

bool conf_refuse_unknown(struct conf_source *source, const config_setting_t *setting, const char *name,
	const char *nearest, struct error *error)
{
	if (nearest)
		return conf_refuse(source, setting, error, _("there is no option \"%s\"; did you mean \"%s\"?"), name, nearest);
	return conf_refuse(source, setting, error, _("there is no option \"%s\""), name);
}

static bool find_option(const char *path, enum conf_option *option)
{
	for (size_t i = 0; i < CONF_OPTION_COUNT; i++)
		if (strcmp(conf_row((enum conf_option)i)->path, path) == 0) {
			*option = (enum conf_option)i;
			return true;
		}
	return false;
}

static bool apply_group(struct conf_source *source, const config_setting_t *group, const char *path,
                        struct error *error);

static bool apply_setting(struct conf_source *source, const config_setting_t *setting, const char *path,
	struct error *error)
{
	enum conf_option option;

	if (!find_option(path, &option))
		return conf_refuse_unknown(source, setting, path, nearest_path(path), error);
	if (conf_row(option)->type == CONF_TYPE_GROUP && config_setting_is_group(setting))
		return apply_group(source, setting, path, error);
	if (!conf_parse_value(source, setting, option, error))
		return false;
	source->conf->values[option].place = conf_keep_place(source, setting);
	return true;
}

static bool apply_group(struct conf_source *source, const config_setting_t *group, const char *path,
                        struct error *error)
{
	struct text member = {0};
	bool done = true;

	for (int i = 0; done && i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		text_clear(&member);
		text_printf(&member, "%s%s%s", path, *path ? "." : "", config_setting_name(setting));
		done = apply_setting(source, setting, member.data, error);
	}
	text_free(&member);
	return done;
}

/* @include is relative to the file that says it. */
static void set_include_directory(config_t *config, const char *file)
{
	const char *slash = strrchr(file, '/');

	if (!slash)
		return;
	char *directory = memory_copy_text(file);
	directory[slash == file ? 1 : slash - file] = '\0';
	config_set_include_dir(config, directory);
	free(directory);
}

bool conf_read_text(struct conf_source *source, const char *text, struct error *error)
{
	config_t config;
	bool done;

	config_init(&config);
	set_include_directory(&config, source->file);
	if (config_read_string(&config, text)) {
		done = apply_group(source, config_root_setting(&config), "", error);
	} else {
		const char *file = config_error_file(&config) ? config_error_file(&config) : source->file;
		done = error_set(error, ERROR_INPUT, "%s:%d: %s", file, config_error_line(&config), _(config_error_text(&config)));
	}
	config_destroy(&config);
	return done;
}

/* The whole file as text, or words why not. What is no text is refused here: libconfig would stop at a NUL. */
static bool slurp(FILE *stream, const char *file, struct text *text, struct error *error)
{
	char bytes[4096];
	size_t size;

	while ((size = fread(bytes, 1, sizeof(bytes), stream)) > 0 && text->size <= LARGEST_FILE)
		text_append_bytes(text, bytes, size);
	if (ferror(stream))
		return error_set_errno(error, "%s", file);
	if (text->size > LARGEST_FILE)
		return error_set(error, ERROR_INPUT, _("%s: is too large for a configuration"), file);
	text_append_bytes(text, "", 0);
	size_t bad = text_first_invalid(text_slice(text));
	size_t nul = strlen(text->data);
	if (nul < text->size || bad != SIZE_MAX) {
		int line = 1;
		for (size_t i = 0; i < (nul < bad ? nul : bad); i++)
			line += text->data[i] == '\n';
		return error_set(error, ERROR_INPUT, _("%s:%d: is not text in UTF-8"), file, line);
	}
	return true;
}

bool conf_read(struct conf *conf, const char *file, struct error *error)
{
	struct conf_source source = {.conf = conf, .file = file};
	struct text text = {0};
	FILE *stream = fopen(file, "re");

	if (!stream)
		return error_set_errno(error, "%s", file);
	bool done = slurp(stream, file, &text, error) && conf_read_text(&source, text.data, error);
	fclose(stream);
	text_free(&text);
	return done;
}

struct conf *conf_new(void)
{
	struct conf *conf = memory_new(sizeof(*conf));
	struct conf_source source = {.conf = conf, .file = "options.def", .standard = true};
	struct text defaults = {0};
	struct error error = {0};

	conf_append_defaults(&defaults);
	if (!conf_read_text(&source, defaults.data, &error)) {
		/* A row of the table is wrong: a test finds it before anybody runs the program. */
		fprintf(stderr, "%s\n", error.text);
		abort();
	}
	text_free(&defaults);
	return conf;
}

static bool read_where_it_exists(struct conf *conf, const char *file, struct error *error)
{
	return access(file, F_OK) != 0 || conf_read(conf, file, error);
}

static bool read_own(struct conf *conf, struct error *error)
{
	struct text file = {0};
	bool done = true;

	if (conf_append_own_directory(&file, "XDG_CONFIG_HOME", ".config")) {
		text_append_text(&file, "/forvalta/forvalta.conf");
		done = read_where_it_exists(conf, file.data, error);
	}
	text_free(&file);
	return done;
}

bool conf_load(const char *file, struct conf **conf, struct error *error)
{
	struct conf *loaded = conf_new();

	if (!read_where_it_exists(loaded, SYSTEM_FILE, error) || !read_own(loaded, error)
		|| (file && !conf_read(loaded, file, error))) {
		conf_free(&loaded);
		return false;
	}
	*conf = loaded;
	return true;
}
