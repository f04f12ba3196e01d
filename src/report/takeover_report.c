#include "report/takeover_report.h"

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"

static const struct {
	const char *name, *label;
} deeds[TAKEOVER_DEEDS] = {
	[TAKEOVER_BECOMES] = {"becomes", N_("becomes")},
	[TAKEOVER_CHANGED] = {"goes_over", N_("goes over")},
	[TAKEOVER_CONTINUED] = {"continues", N_("goes on under the new one")},
	[TAKEOVER_MATCHED] = {"matched", N_("matched to the catalogue anew")},
	[TAKEOVER_ENDED] = {"ends", N_("ends: the new one has the same")},
	[TAKEOVER_REMOVED] = {"goes", N_("goes: the new one has the same")},
	[TAKEOVER_REFUSED] = {"refused", N_("refused by your role")},
	[TAKEOVER_STAYS] = {"stays", N_("stays")},
};

const char *takeover_deed_label(uint8_t deed)
{
	return _(deeds[deed].label);
}

const char *takeover_deed_name(uint8_t deed)
{
	return deeds[deed].name;
}

void takeover_title(struct text *out, const struct teller *teller, const struct takeover *takeover)
{
	const struct takeover_request *request = &takeover->request;
	text_printf(out, "%s: ", request->kind == TAKEOVER_MERGE ? _("Merge") : _("Hand-over"));
	teller_name(out, teller, request->from);
	text_append_text(out, " → ");
	for (size_t i = 0; i < request->into_count; i++) {
		text_append_text(out, i == 0 ? "" : ", ");
		teller_name(out, teller, request->into[i]);
	}
}

#define PARTS 4

/* What tells one nameless row from another: whom or what else it is of, and what it must say. */
static bool tells(const struct record *record, const struct field *field, struct ref from)
{
	if (!record_is_set(record, field->number) || field->internal || field->number <= F_secrecy_until)
		return false;
	if (field_holds_ref(field))
		return !ref_equal(record_ref(record, field->number), from);
	return field->required;
}

void takeover_append_name(struct text *out, const struct teller *teller, const struct takeover *takeover,
                          struct ref ref)
{
	const struct value_writer writer = view_writer(teller->view, true);
	struct record record;
	size_t before = out->size, parts = 0;
	bool nameless = view_record(teller->view, ref, &record) && record.entity->name_field == 0;
	for (unsigned i = 0; nameless && parts < PARTS && i < record.entity->field_count; i++) {
		const struct field *field = &record.entity->fields[i];
		struct value value = record_value(&record, field);
		if (!tells(&record, field, takeover->request.from) ||
		    !authority_may_read(teller->session, teller->view, &record, field))
			continue;
		text_append_text(out, parts++ == 0 ? "" : " · ");
		if (field_holds_ref(field))
			teller_name(out, teller, value.ref);
		else
			value_append(out, field, &value, &writer);
	}
	if (out->size == before)
		teller_name(out, teller, ref);
}

static void append_value(struct text *out, const struct teller *teller, const struct field *field, struct value value)
{
	const struct value_writer writer = view_writer(teller->view, true);
	if (!value.set)
		text_append_text(out, "–");
	else if (field_holds_ref(field))
		teller_name(out, teller, value.ref);
	else
		value_append(out, field, &value, &writer);
}

void takeover_append_change(struct text *out, const struct teller *teller, const struct takeover *takeover,
                            const struct takeover_item *item)
{
	struct record record;
	struct draft draft;
	draft_init(&draft, schema_entity(item->ref.entity));
	bool changes = takeover_after(takeover, teller->view, item, &draft) && view_record(teller->view, item->ref, &record);
	for (unsigned i = 0; changes && i < record.entity->field_count; i++) {
		const struct field *field = &record.entity->fields[i];
		struct value before = record_value(&record, field), after = draft_value(&draft, field->number);
		if (value_equal(field, &before, &after) || !authority_may_read(teller->session, teller->view, &record, field))
			continue;
		text_printf(out, "%s%s: ", out->size == 0 ? "" : "; ", _(field->label));
		append_value(out, teller, field, before);
		text_append_text(out, " → ");
		append_value(out, teller, field, after);
	}
	draft_free(&draft);
}

/* ---- the page ---- */

struct making {
	const struct teller *teller;
	const struct takeover *takeover;
	struct page *page;
};

static const char *field_label(const struct takeover_item *item)
{
	const struct field *field = item->field == 0 ? NULL : schema_field(schema_entity(item->ref.entity), item->field);
	return field == NULL ? "" : _(field->label);
}

static const char *field_name(const struct takeover_item *item)
{
	const struct field *field = item->field == 0 ? NULL : schema_field(schema_entity(item->ref.entity), item->field);
	return field == NULL ? "" : field->name;
}

/* Where it goes; nowhere where it stays or goes away. */
static void append_target(struct text *out, const struct making *making, const struct takeover_item *item)
{
	if (item->deed == TAKEOVER_CHANGED || item->deed == TAKEOVER_CONTINUED)
		view_append_code(making->teller->view, making->takeover->request.into[item->target], out);
}

static void tell_group(struct making *making, const struct takeover_group *group)
{
	const struct takeover_item *item = &making->takeover->items[group->first];
	const struct entity *entity = schema_entity(item->ref.entity);
	struct text target = {0};
	append_target(&target, making, item);
	page_row(making->page, (struct page_cell[]){
		page_number((int64_t)group->count), page_name(entity->name, group->count == 1 ? _(entity->label) : _(entity->plural)),
		page_name(field_name(item), field_label(item)), page_name(deeds[item->deed].name, _(deeds[item->deed].label)),
		page_code(target.data)});
	text_free(&target);
}

static void tell_groups(struct making *making)
{
	const struct page_column columns[] = {
		{"count", _("Number"), PAGE_NUMBER, PAGE_BESIDE},   {"entity", _("Kind"), PAGE_NAME, PAGE_BESIDE},
		{"field", _("Through"), PAGE_NAME, PAGE_BESIDE},  {"outcome", _("What happens"), PAGE_NAME, PAGE_BESIDE},
		{"into", _("To"), PAGE_CODE, PAGE_BESIDE},
	};
	page_heading(making->page, _("Consequences"));
	page_table(making->page, "consequences", columns, COUNT_OF(columns), false);
	page_table_none(making->page, _("Nothing refers to it."));
	for (size_t i = 0; i < making->takeover->group_count; i++)
		tell_group(making, &making->takeover->groups[i]);
}

static void tell_item(struct making *making, const struct takeover_item *item)
{
	struct text code = {0}, name = {0}, target = {0}, change = {0};
	view_append_code(making->teller->view, item->ref, &code);
	takeover_append_name(&name, making->teller, making->takeover, item->ref);
	append_target(&target, making, item);
	takeover_append_change(&change, making->teller, making->takeover, item);
	page_row(making->page, (struct page_cell[]){
		page_code(code.data), page_words(name.data),
		page_name(schema_entity(item->ref.entity)->name, _(schema_entity(item->ref.entity)->label)),
		page_name(field_name(item), field_label(item)), page_name(deeds[item->deed].name, _(deeds[item->deed].label)),
		page_code(target.data), page_words(change.data)});
	text_free(&code);
	text_free(&name);
	text_free(&target);
	text_free(&change);
}

/* What becomes of the old and the new one is always told; the rest where every record is asked for. */
static void tell_items(struct making *making, bool each)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE, PAGE_BESIDE},       {"name", _("Name"), PAGE_WORDS, PAGE_BESIDE},
		{"entity", _("Kind"), PAGE_NAME, PAGE_DATA},       {"field", _("Through"), PAGE_NAME, PAGE_DATA},
		{"outcome", _("What happens"), PAGE_NAME, PAGE_BESIDE}, {"into", _("To"), PAGE_CODE, PAGE_DATA},
		{"change", _("Change"), PAGE_WORDS, PAGE_BELOW},
	};
	const struct takeover *takeover = making->takeover;
	page_heading(making->page, each ? _("Record by record") : _("The old one and the new one"));
	page_table(making->page, "records", columns, COUNT_OF(columns), true);
	page_table_none(making->page, _("Neither changes."));
	for (size_t i = 0; i < takeover->count; i++)
		if (each || takeover->items[i].deed == TAKEOVER_BECOMES)
			tell_item(making, &takeover->items[i]);
}

static void tell_side(struct making *making, const char *name, const char *label, struct ref ref)
{
	struct text code = {0}, words = {0};
	view_append_code(making->teller->view, ref, &code);
	teller_name(&words, making->teller, ref);
	if (!slice_equal(text_slice(&code), text_slice(&words)))
		text_printf(&words, " (%s)", code.data);
	page_fact(making->page, name, label, page_words(words.data));
	text_free(&code);
	text_free(&words);
}

static void tell_remarks(struct making *making)
{
	const struct takeover *takeover = making->takeover;
	if (takeover_size(takeover) > TAKEOVER_AT_ONCE)
		page_paragraph(making->page,
		               _("It is written in several parts, between which others can save, and undone as one."));
	if (takeover->request.kind == TAKEOVER_HANDOVER && takeover->request.from.entity == E_person)
		page_paragraph(making->page, _("Permissions and licence seats are personal: they stay, to be removed or asked for "
		                               "anew. Nobody gets rights in this register by taking over."));
	if (takeover->request.from.entity == E_system)
		page_paragraph(making->page,
		               takeover->request.kind == TAKEOVER_MERGE
		                   ? _("Merge says that it is one system that stood here twice. Where one system takes over "
		                       "the work of another, hand over instead.")
		                   : _("Contracts, costs and permissions of the old system stay with it until somebody ends them."));
}

struct page *takeover_report(const struct teller *teller, const struct takeover *takeover, bool each)
{
	const struct takeover_request *request = &takeover->request;
	struct making making = {.teller = teller, .takeover = takeover};
	struct text title = {0};
	takeover_title(&title, teller, takeover);
	making.page = page_new(request->kind == TAKEOVER_MERGE ? "merge" : "handover", title.data, teller->session->conf);
	tell_side(&making, "from", _("From"), request->from);
	for (size_t i = 0; i < request->into_count; i++)
		tell_side(&making, "into", _("To"), request->into[i]);
	page_fact(making.page, "day", _("From the day"), page_day(request->day));
	page_fact(making.page, "written", _("Records written"), page_number((int64_t)takeover_size(takeover)));
	tell_remarks(&making);
	tell_groups(&making);
	tell_items(&making, each);
	text_free(&title);
	return making.page;
}
