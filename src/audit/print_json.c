/* For programs: JSON and JSON Lines, the same object for each finding. Reasons are message ids with typed arguments,
 * and words beside. */
#include "audit/print_private.h"
#include "base/json_writer.h"
#include "base/lang.h"

static void write_choice(struct json_writer *json, const char *name, uint8_t set, int64_t number)
{
	const struct choice *choice = number == NUMBER_UNSET ? NULL : schema_choice(schema_choices(set), (uint8_t)number);
	json_write_name(json, name);
	if (choice == NULL)
		json_write_null(json);
	else
		json_write_text(json, slice_of(choice->name));
}

static void write_day(struct json_writer *json, const char *name, day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	json_write_name(json, name);
	if (day == DAY_UNSET)
		json_write_null(json);
	else
		json_write_text(json, slice_of(day_text(day, buffer)));
}

static void write_ref(const struct printer *printer, struct json_writer *json, const char *name, struct ref ref)
{
	const struct entity *entity = schema_entity(ref.entity);
	struct text words = {0};
	json_write_name(json, name);
	if (!ref_is_set(ref) || entity == NULL) {
		json_write_null(json);
		return;
	}
	json_write_object(json);
	json_write_member(json, "entity", slice_of(entity->name));
	printer_append_code(printer, ref, &words);
	json_write_member(json, "code", text_slice(&words));
	text_clear(&words);
	printer_append_name(printer, ref, &words);
	json_write_member(json, "name", text_slice(&words));
	json_write_object_end(json);
	text_free(&words);
}

static void write_named(struct json_writer *json, const char *name)
{
	if (name == NULL)
		json_write_null(json);
	else
		json_write_text(json, slice_of(name));
}

static void write_argument(const struct printer *printer, struct json_writer *json, char type,
                           const struct reason_argument *argument)
{
	char buffer[NUMBER_TEXT_SIZE];
	struct text code = {0};
	const struct choice *choice;
	const struct field *field;
	switch (type) {
	case REASON_DAY: json_write_text(json, slice_of(day_text((day_t)argument->number, buffer))); break;
	case REASON_MONEY: json_write_text(json, slice_of(money_text(argument->number, buffer))); break;
	case REASON_PERCENT: json_write_number_text(json, slice_of(percent_text(argument->number, buffer))); break;
	case REASON_SCORE: json_write_number_text(json, slice_of(decimal_text(argument->number, buffer))); break;
	case REASON_TEXT: json_write_text(json, argument->text); break;
	case REASON_REF:
		printer_append_code(printer, argument->ref, &code);
		json_write_text(json, text_slice(&code));
		break;
	case REASON_CHOICE:
		choice = schema_choice(schema_choices((uint8_t)(argument->number / 256)), (uint8_t)(argument->number % 256));
		write_named(json, choice == NULL ? NULL : choice->name);
		break;
	case REASON_FIELD:
		field = schema_field(schema_entity((uint8_t)(argument->number / 256)), (uint8_t)(argument->number % 256));
		write_named(json, field == NULL ? NULL : field->name);
		break;
	default: json_write_number(json, argument->number); break;
	}
	text_free(&code);
}

static void write_reason(const struct printer *printer, struct json_writer *json, const struct reason *reason)
{
	const char *types = reason_types(reason->id);
	struct reasons one = {.count = 1, .items = {*reason}};
	struct text packed = {0}, words = {0};
	json_write_object(json);
	json_write_member(json, "id", slice_of(reason_name(reason->id)));
	json_write_name(json, "arguments");
	json_write_array(json);
	for (size_t i = 0; types[i] != '\0'; i++)
		write_argument(printer, json, types[i], &reason->arguments[i]);
	json_write_array_end(json);
	reasons_pack(&packed, &one);
	printer_append_reasons(printer, text_slice(&packed), "", &words);
	json_write_member(json, "text", text_slice(&words));
	json_write_object_end(json);
	text_free(&packed);
	text_free(&words);
}

static void write_chain(const struct printer *printer, struct json_writer *json, const char *name, struct slice packed)
{
	struct reasons chain;
	json_write_name(json, name);
	json_write_array(json);
	for (size_t i = 0; reasons_unpack(packed, &chain) && i < chain.count; i++)
		write_reason(printer, json, &chain.items[i]);
	json_write_array_end(json);
}

static void write_money(struct json_writer *json, const char *name, money_t money)
{
	char buffer[NUMBER_TEXT_SIZE];
	json_write_name(json, name);
	if (money == NUMBER_UNSET)
		json_write_null(json);
	else
		json_write_text(json, slice_of(money_text(money, buffer)));
}

static void write_finding(const struct printer *printer, struct json_writer *json, const struct shown *shown)
{
	struct record record;
	struct finding_standing standing;
	if (!printer_record(printer, shown, &record, &standing))
		return;
	json_write_object(json);
	json_write_member(json, "id", record_text(&record, F_finding_id));
	json_write_member(json, "rule", record_text(&record, F_finding_rule));
	json_write_member(json, "title", slice_of(printer_title(printer, shown, &record)));
	write_choice(json, "severity", CHOICES_severity, shown->severity);
	write_choice(json, "state", CHOICES_finding_state, record_choice(&record, F_finding_state));
	json_write_member_bool(json, "new", standing.fresh);
	json_write_member_bool(json, "known_at_start", record_yes(&record, F_finding_known_at_start));
	write_ref(printer, json, "about", record_ref(&record, F_finding_about));
	write_ref(printer, json, "system", (struct ref){E_system, shown->system});
	json_write_member(json, "detail", record_text(&record, F_finding_detail));
	write_chain(printer, json, "reasons", record_text(&record, F_finding_reasons));
	write_chain(printer, json, "next_step", record_text(&record, F_finding_next_step));
	write_ref(printer, json, "person", record_ref(&record, F_finding_person));
	write_day(json, "due", record_day(&record, F_finding_due));
	write_money(json, "cost", record_number(&record, F_finding_cost));
	write_day(json, "first_seen", record_day(&record, F_finding_first_seen));
	write_day(json, "last_seen", standing.last_seen);
	json_write_member_number(json, "times_seen", standing.times_seen);
	json_write_object_end(json);
}

static void write_counts(struct json_writer *json, const char *name, const uint32_t counts[SEVERITIES])
{
	json_write_name(json, name);
	json_write_object(json);
	for (size_t severity = SEVERITIES - 1; severity > 0; severity--)
		json_write_member_number(json, schema_choice(schema_choices(CHOICES_severity), (uint8_t)severity)->name,
		                         counts[severity]);
	json_write_object_end(json);
}

static void write_head(const struct printer *printer, struct json_writer *json)
{
	const struct pass *pass = &printer->audit->pass;
	write_day(json, "day", printer->audit->session.today);
	write_choice(json, "profile", CHOICES_profile, pass->settings.profile);
	write_day(json, "catalogue", pass->facts.catalogue_seen);
	write_day(json, "people", pass->facts.people_seen);
	write_counts(json, "open", pass->counts.open);
	write_counts(json, "new", pass->counts.fresh);
	write_counts(json, "known_at_start", pass->counts.known);
	json_write_member_number(json, "accepted", pass->counts.accepted);
	json_write_member_number(json, "resolved", pass->counts.resolved);
}

void print_json(struct printer *printer)
{
	struct json_writer json = {.out = &printer->text, .pretty = true};
	json_write_object(&json);
	write_head(printer, &json);
	json_write_name(&json, "findings");
	json_write_array(&json);
	for (size_t i = 0; i < printer->count; i++) {
		write_finding(printer, &json, &printer->items[i]);
		printer_flush(printer, false);
	}
	json_write_array_end(&json);
	json_write_object_end(&json);
	json_write_line_end(&json);
}

void print_jsonl(struct printer *printer)
{
	struct json_writer json = {.out = &printer->text};
	for (size_t i = 0; i < printer->count; i++) {
		write_finding(printer, &json, &printer->items[i]);
		json_write_line_end(&json);
		printer_flush(printer, false);
	}
}
