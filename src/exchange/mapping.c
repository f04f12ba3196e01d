/* A mapping file into a plan: what is said of the file as a whole. */
#include "exchange/mapping.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/mapping_private.h"

static bool refuse_unknown(struct mapping *mapping, const struct node *node, const struct mapping_option *options)
{
	struct text known = {0};
	for (; options->name != NULL; options++)
		text_printf(&known, "%s%s", known.size == 0 ? "" : ", ", options->name);
	document_refuse(mapping->document, node, mapping->error, _("\"%s\" is not known here; what may stand here: %s"),
	                node_name(node) == NULL ? "?" : node_name(node), known.data);
	text_free(&known);
	return false;
}

bool mapping_take(struct mapping *mapping, const struct node *node, const struct mapping_option *options, void *target)
{
	const char *name = node_name(node) == NULL ? "" : node_name(node);
	for (const struct mapping_option *option = options; option->name != NULL; option++)
		if (strcmp(name, option->name) == 0)
			return option->take(mapping, node, (char *)target + option->offset);
	return refuse_unknown(mapping, node, options);
}

bool mapping_take_text(struct mapping *mapping, const struct node *node, void *into)
{
	char **text = into;
	if (node_text(node) == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("%s: a text in quotes is wanted"), node_name(node));
	free(*text);
	*text = memory_copy_text(node_text(node));
	return true;
}

bool mapping_take_flag(struct mapping *mapping, const struct node *node, void *into)
{
	return node_bool(node, into) ||
	       document_refuse(mapping->document, node, mapping->error, _("%s: true or false is wanted"), node_name(node));
}

bool mapping_take_texts(struct mapping *mapping, const struct node *node, char ***texts, size_t *count)
{
	if (!node_is_list(node))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: a list of texts is wanted: ( \"a\", \"b\" )"), node_name(node));
	*texts = memory_new_array(node_count(node) + 1, sizeof **texts);
	for (size_t i = 0; i < node_count(node); i++) {
		if (node_text(node_at(node, i)) == NULL)
			return document_refuse(mapping->document, node, mapping->error,
			                       _("%s: a list of texts is wanted: ( \"a\", \"b\" )"), node_name(node));
		(*texts)[(*count)++] = memory_copy_text(node_text(node_at(node, i)));
	}
	return true;
}

static bool take_records(struct mapping *mapping, const struct node *node, void *into)
{
	struct import_plan *plan = into;
	bool ok = node_is_list(node) || document_refuse(mapping->document, node, mapping->error,
	                                                _("records: a list ( { entity = …; … }, … ) is wanted"));
	plan->records = memory_new_array(node_count(node) + 1, sizeof *plan->records);
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = mapping_take_record(mapping, node_at(node, i));
	return ok;
}

static bool take_separator(struct mapping *mapping, const struct node *node, void *into)
{
	struct import_plan *plan = into;
	const char *text = node_text(node);
	if (text == NULL || strlen(text) != 1 || strchr(",;\t:|", *text) == NULL)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("separator: \",\", \";\" or \"\\t\" is wanted; of lines \":\" or \"|\" too"));
	plan->separator = *text;
	return true;
}

static bool take_encoding(struct mapping *mapping, const struct node *node, void *into)
{
	struct import_plan *plan = into;
	struct error error = {0};
	if (node_text(node) != NULL && input_encoding_parse(slice_of(node_text(node)), &plan->encoding, &error))
		return true;
	return document_refuse(mapping->document, node, mapping->error, "encoding: %s", error.text);
}

static bool take_format(struct mapping *mapping, const struct node *node, void *into)
{
	static const char *const names[] = {"csv", "lines", "json", "ldif"};
	struct import_plan *plan = into;
	for (size_t i = 0; node_text(node) != NULL && i < COUNT_OF(names); i++)
		if (strcmp(node_text(node), names[i]) == 0) {
			plan->format = (enum plan_format)i;
			return true;
		}
	return document_refuse(mapping->document, node, mapping->error,
	                       _("format: one of \"csv\", \"lines\", \"json\", \"ldif\" is wanted"));
}

static bool take_columns(struct mapping *mapping, const struct node *node, void *into)
{
	struct import_plan *plan = into;
	return mapping_take_texts(mapping, node, &plan->columns, &plan->column_count);
}

static bool take_ignored(struct mapping *mapping, const struct node *node, void *into)
{
	struct import_plan *plan = into;
	return mapping_take_texts(mapping, node, &plan->ignored, &plan->ignored_count);
}

static const struct mapping_option file_options[] = {
	{"format", take_format, 0},
	{"encoding", take_encoding, 0},
	{"separator", take_separator, 0},
	{"columns", take_columns, 0},
	{"items", mapping_take_text, offsetof(struct import_plan, items)},
	{"each", mapping_take_text, offsetof(struct import_plan, each)},
	{"between", mapping_take_text, offsetof(struct import_plan, between)},
	{"ignore", take_ignored, 0},
	{"ignore_others", mapping_take_flag, offsetof(struct import_plan, ignore_others)},
	{"records", take_records, 0},
	{NULL, NULL, 0},
};

static bool fits_format(const struct import_plan *plan, const char *file, struct error *error)
{
	bool lines = plan->format == FORMAT_LINES;
	if (lines != (plan->column_count > 0) || (lines && plan->separator == 0))
		return error_set(error, ERROR_INPUT,
		                 _("%s: format = \"lines\" wants columns = ( … ) and a separator, and no other format has columns"),
		                 file);
	if (plan->between != NULL && (plan->each == NULL || *plan->between == '\0'))
		return error_set(error, ERROR_INPUT, _("%s: between goes with each, and is not empty"), file);
	if (plan->items != NULL && plan->format != FORMAT_JSON)
		return error_set(error, ERROR_INPUT, _("%s: items goes with format = \"json\" only"), file);
	return lines || plan->separator == 0 || strchr(",;\t", plan->separator) != NULL ||
	       error_set(error, ERROR_INPUT, _("%s: \"%c\" separates the fields of lines only: format = \"lines\""), file,
	                 plan->separator);
}

bool mapping_read(struct import_plan *plan, const char *file, struct error *error)
{
	struct document *document = document_read(file, error);
	struct mapping mapping = {.document = document, .plan = plan, .error = error};
	bool ok = document != NULL;
	*plan = (struct import_plan){.typed = true};
	for (size_t i = 0; ok && i < node_count(document_root(document)); i++)
		ok = mapping_take(&mapping, node_at(document_root(document), i), file_options, plan);
	if (ok && plan->record_count == 0)
		ok = error_set(error, ERROR_INPUT, _("%s: the mapping has no records = ( … )"), file);
	ok = ok && fits_format(plan, file, error);
	document_free(&document);
	return ok;
}
