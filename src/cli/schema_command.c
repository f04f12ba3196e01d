/* schema: every entity and field, from the tables. With --reference the page in doc/. */
#include <string.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "register/figures.h"

static void append_choices(struct text *out, uint8_t set)
{
	const struct choice_set *choices = schema_choices(set);
	for (size_t i = 0; i < choices->count; i++)
		text_printf(out, "%s%s", i == 0 ? "" : ", ", choices->choices[i].name);
}

static void append_type(struct text *out, const struct field *field)
{
	text_append_text(out, schema_type_name(field->type));
	if (field->type == TYPE_REF)
		text_printf(out, " → %s", schema_entity(field->target)->name);
	if (field->choices != CHOICES_none) {
		text_append_text(out, ": ");
		append_choices(out, field->choices);
	}
	if (field->unit != UNIT_none)
		text_printf(out, ", %s", _(schema_unit_label(field->unit)));
	if (field->type == TYPE_NUMBER && (field->min != 0 || field->max != 0))
		text_printf(out, ", %lld–%lld", (long long)field->min, (long long)field->max);
}

static const char *marks(const struct field *field, char buffer[16])
{
	snprintf(buffer, 16, "%s%s%s%s%s", field->required ? "*" : "", field->unique ? "!" : "", field->parent ? "^" : "",
	         field->secret ? "§" : "", field->internal ? "=" : "");
	return buffer;
}

static void append_field(struct text *out, const struct field *field, bool page)
{
	char buffer[16];
	struct text type = {0};
	append_type(&type, field);
	if (page)
		text_printf(out, "| `%s`%s | %s | %s | %s |\n", field->name, marks(field, buffer), _(field->label), type.data,
		            _(field->help));
	else
		text_printf(out, "  %3u %s%s  (%s)\n      %s: %s\n", field->number, field->name, marks(field, buffer),
		            type.data, _(field->label), _(field->help));
	text_free(&type);
}

static void append_entity(struct text *out, const struct entity *entity, bool page)
{
	const struct field *figure;
	if (page)
		text_printf(out, "\n## %s: `%s`\n\n%s %s `%s-0001`.\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n",
		            _(entity->label), entity->name, _(entity->help), _("Codes:"), entity->prefix, _("field"),
		            _("label"), _("type"), _("help"));
	else
		text_printf(out, "%s (%s, %s-0001)\n  %s\n", entity->name, _(entity->label), entity->prefix, _(entity->help));
	for (unsigned i = 0; i < entity->field_count; i++)
		append_field(out, &entity->fields[i], page);
	for (size_t i = 0; (figure = figure_at(entity, i)) != NULL; i++)
		append_field(out, figure, page);
}

static void append_list(struct text *out)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		text_printf(out, "%-20s %-5s %3u  %s\n", entity->name, entity->prefix, entity->field_count, _(entity->label));
}

static void append_page(struct text *out)
{
	const struct entity *entity;
	text_printf(out, "# %s\n\n%s\n", _("Fields"),
	            _("Written by `forvalta schema --reference`. Marks: * must be filled in, ! unique, ^ the parent that "
	              "the record is stored below, "
	              "§ secret, = set by the program only. Every record also has revision, created, created_by, changed "
	              "and changed_by."));
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		append_entity(out, entity, true);
}

int run_schema(struct cli *cli)
{
	struct text out = {0};
	const struct entity *entity = cli->argument_count == 0 ? NULL : schema_find_entity(slice_of(cli->arguments[0]));
	if (cli->argument_count > 0 && entity == NULL) {
		const char *near = schema_nearest_entity(slice_of(cli->arguments[0]));
		return near == NULL ? cli_misuse(cli, _("\"%s\" is no kind of record; forvalta schema lists them"), cli->arguments[0])
		                    : cli_misuse(cli, _("\"%s\" is no kind of record; did you mean %s?"), cli->arguments[0], near);
	}
	if (entity != NULL)
		append_entity(&out, entity, cli_flag(cli, "reference"));
	else if (cli_flag(cli, "reference"))
		append_page(&out);
	else
		append_list(&out);
	bool ok = cli_write(cli, &out);
	text_free(&out);
	return ok ? EXIT_DONE : cli_fail(cli);
}
