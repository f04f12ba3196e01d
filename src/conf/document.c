#include "conf/document.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

#include "base/lang.h"
#include "base/memory.h"

struct document {
	config_t config;
	char *file;
};

/* A node is libconfig's setting under a name of ours. */
static config_setting_t *setting(const struct node *node)
{
	union {
		const struct node *node;
		config_setting_t *setting;
	} pass = {.node = node};
	return pass.setting;
}

static const struct node *as_node(const config_setting_t *found)
{
	union {
		const config_setting_t *setting;
		const struct node *node;
	} pass = {.setting = found};
	return pass.node;
}

struct document *document_read(const char *file, struct error *error)
{
	struct document *document = memory_new(sizeof *document);
	FILE *stream = fopen(file, "r");
	config_init(&document->config);
	document->file = memory_copy_text(file);
	bool ok = stream != NULL || error_set_errno(error, "%s", file);
	if (ok && config_read(&document->config, stream) != CONFIG_TRUE)
		ok = error_set(error, ERROR_INPUT, _("%s:%d: %s; a setting is written name = value;"), file,
		               config_error_line(&document->config), config_error_text(&document->config));
	if (stream != NULL)
		fclose(stream);
	if (!ok)
		document_free(&document);
	return document;
}

void document_free(struct document **document)
{
	if (*document == NULL)
		return;
	config_destroy(&(*document)->config);
	free((*document)->file);
	free(*document);
	*document = NULL;
}

const struct node *document_root(const struct document *document)
{
	return as_node(config_root_setting(&document->config));
}

const char *document_file(const struct document *document)
{
	return document->file;
}

const char *node_name(const struct node *node)
{
	return config_setting_name(setting(node));
}

unsigned node_line(const struct node *node)
{
	return config_setting_source_line(setting(node));
}

size_t node_count(const struct node *node)
{
	return config_setting_is_aggregate(setting(node)) ? (size_t)config_setting_length(setting(node)) : 0;
}

const struct node *node_at(const struct node *node, size_t index)
{
	return as_node(config_setting_get_elem(setting(node), (unsigned)index));
}

const struct node *node_find(const struct node *group, const char *name)
{
	return node_is_group(group) ? as_node(config_setting_get_member(setting(group), name)) : NULL;
}

bool node_is_group(const struct node *node)
{
	return config_setting_is_group(setting(node)) == CONFIG_TRUE;
}

bool node_is_list(const struct node *node)
{
	return config_setting_is_list(setting(node)) == CONFIG_TRUE || config_setting_is_array(setting(node)) == CONFIG_TRUE;
}

const char *node_text(const struct node *node)
{
	return config_setting_type(setting(node)) == CONFIG_TYPE_STRING ? config_setting_get_string(setting(node)) : NULL;
}

bool node_bool(const struct node *node, bool *value)
{
	if (config_setting_type(setting(node)) != CONFIG_TYPE_BOOL)
		return false;
	*value = config_setting_get_bool(setting(node)) == CONFIG_TRUE;
	return true;
}

bool document_refuse(const struct document *document, const struct node *node, struct error *error,
                     const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	error_set_va(error, ERROR_INPUT, format, arguments);
	va_end(arguments);
	return error_prefix(error, "%s:%u", document->file, node_line(node));
}
