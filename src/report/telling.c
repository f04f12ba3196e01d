#include "report/telling.h"

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/authority.h"
#include "register/figures.h"

/* ---- values ---- */

struct value told_value(const struct teller *teller, const struct record *record, uint8_t field)
{
	return reading_field(teller->reading, record, schema_field(record->entity, field));
}

int64_t told_number(const struct teller *teller, const struct record *record, uint8_t field)
{
	struct value value = told_value(teller, record, field);
	return value.set ? value.number : NUMBER_UNSET;
}

day_t told_day(const struct teller *teller, const struct record *record, uint8_t field)
{
	struct value value = told_value(teller, record, field);
	return value.set ? (day_t)value.number : DAY_UNSET;
}

struct ref told_ref(const struct teller *teller, const struct record *record, uint8_t field)
{
	struct value value = told_value(teller, record, field);
	return value.set ? value.ref : (struct ref){0, 0};
}

struct slice told_text(const struct teller *teller, const struct record *record, uint8_t field)
{
	struct value value = told_value(teller, record, field);
	return value.set ? value.text : SLICE("");
}

struct page_cell told_choice(uint8_t set, uint8_t number)
{
	const struct choice *choice = number == 0 ? NULL : schema_choice(schema_choices(set), number);
	return choice == NULL ? page_words("") : page_name(choice->name, _(choice->label));
}

bool told_may_see(const struct teller *teller, const struct record *record)
{
	uint8_t own = record->entity->name_field == F_first_own ? F_first_own + 1 : F_first_own;
	const struct field *field = schema_field(record->entity, own);
	return !authority_guards(record, field) || authority_may_read(teller->session, teller->view, record, field);
}

bool tell_hidden(struct page *page, const struct teller *teller, const struct record *record)
{
	if (told_may_see(teller, record))
		return false;
	page_paragraph(page, _("What is known of it is not shown to you."));
	return true;
}

/* ---- cells ---- */

static enum page_kind kind_of(const struct field *field)
{
	switch (field->type) {
	case TYPE_MONEY: return PAGE_MONEY;
	case TYPE_NUMBER: return field->bytes == 2 && field->min == 1900 ? PAGE_YEAR : PAGE_NUMBER;
	case TYPE_DECIMAL: return PAGE_DECIMAL;
	case TYPE_PERCENT: return PAGE_PERCENT;
	case TYPE_DATE: return PAGE_DAY;
	case TYPE_CHOICE: case TYPE_YESNO: case TYPE_ANSWER: return PAGE_NAME;
	default: return field->number == F_code ? PAGE_CODE : PAGE_WORDS;
	}
}

static void append_words(const struct teller *teller, const struct field *field, const struct value *value,
                         bool shown, struct text *out)
{
	struct value_writer writer = view_writer(teller->view, shown);
	if (field->type == TYPE_REASONS)
		teller_reasons(out, teller, value->text);
	else if (field_holds_ref(field))
		teller_name(out, teller, value->ref);
	else
		value_append(out, field, value, &writer);
}

/* `words` and `label` hold what the cell points to. */
static struct page_cell cell_of(const struct teller *teller, const struct field *field, const struct value *value,
                                struct text *words, struct text *label)
{
	enum page_kind kind = kind_of(field);
	if (page_kind_is_number(kind) || kind == PAGE_DAY)
		return (struct page_cell){.kind = kind, .number = value->set ? value->number : NUMBER_UNSET};
	text_clear(words);
	text_clear(label);
	if (!value->set)
		return page_words("");
	append_words(teller, field, value, kind != PAGE_NAME, words);
	if (kind == PAGE_NAME)
		append_words(teller, field, value, true, label);
	return (struct page_cell){.kind = kind, .words = words->data, .label = kind == PAGE_NAME ? label->data : NULL};
}

/* ---- columns ---- */

struct told_column {
	struct path path;
	struct slice name;
	enum page_place place;
	bool adds, asks;
};

static bool next_column(struct slice *columns, uint8_t entity, struct told_column *column)
{
	struct slice word, name;
	*column = (struct told_column){.place = PAGE_BESIDE};
	if (!slice_next(columns, ';', &word))
		return false;
	for (; word.size > 0 && (*word.data == '+' || *word.data == '_' || *word.data == '~' || *word.data == '?');
	     word.data++, word.size--) {
		column->adds = column->adds || *word.data == '+';
		column->asks = column->asks || *word.data == '?';
		column->place = *word.data == '_' ? PAGE_BELOW : *word.data == '~' ? PAGE_DATA : column->place;
	}
	column->name = word;
	struct slice path = word;
	if (slice_next(&path, '=', &name) && path.size > 0)
		column->name = name;
	else
		path = word;
	return path_parse(&column->path, schema_entity(entity), path, NULL, NULL);
}

/* ---- tables ---- */

void told_table_begin(struct told_table *table, struct page *page, const struct teller *teller, uint8_t entity,
                      const char *name, const char *columns, bool main)
{
	struct page_column shown[TOLD_COLUMNS];
	struct text names[TOLD_COLUMNS] = {0};
	struct slice rest = slice_of(columns);
	struct told_column column;
	*table = (struct told_table){.page = page, .teller = teller};
	while (table->count < TOLD_COLUMNS && next_column(&rest, entity, &column)) {
		size_t c = table->count++;
		const struct field *field = path_field(&column.path);
		text_append(&names[c], column.name);
		table->paths[c] = column.path;
		table->adds[c] = column.adds;
		table->asks[c] = column.asks;
		table->kinds[c] = kind_of(field);
		shown[c] = (struct page_column){names[c].data, _(field->label), kind_of(field), column.place};
	}
	page_table(page, name, shown, table->count, main);
	for (size_t c = 0; c < table->count; c++)
		text_free(&names[c]);
}

static void add_up(struct told_table *table, size_t column, const struct page_cell *cell)
{
	if (table->adds[column] && cell->number != NUMBER_UNSET &&
	    !money_add(table->sums[column], cell->number, &table->sums[column]))
		table->overflows = true;
}

void told_table_row(struct told_table *table, const struct record *record)
{
	struct page_cell cells[TOLD_COLUMNS];
	struct text words[TOLD_COLUMNS] = {0}, labels[TOLD_COLUMNS] = {0};
	for (size_t c = 0; c < table->count; c++) {
		struct value value = reading_value(table->teller->reading, record, &table->paths[c]);
		cells[c] = cell_of(table->teller, path_field(&table->paths[c]), &value, &words[c], &labels[c]);
		add_up(table, c, &cells[c]);
		if (table->asks[c])
			cells[c] = page_or_unknown(cells[c]);
	}
	page_row(table->page, cells);
	table->rows++;
	for (size_t c = 0; c < table->count; c++) {
		text_free(&words[c]);
		text_free(&labels[c]);
	}
}

void told_table_end(struct told_table *table)
{
	struct page_cell cells[TOLD_COLUMNS];
	bool any = false;
	for (size_t c = 0; c < table->count; c++) {
		any = any || table->adds[c];
		cells[c] = table->adds[c] ? (struct page_cell){.kind = table->kinds[c], .number = table->sums[c]} : page_words("");
	}
	if (any && table->rows > 1 && !table->overflows)
		page_sum(table->page, cells);
}

void tell_children(struct page *page, const struct teller *teller, const char *heading, uint8_t entity,
                   record_id parent, const char *name, const char *columns)
{
	struct records *records = records_new(teller->view, entity);
	struct told_table table;
	struct record record;
	bool on = false;
	if (heading != NULL)
		page_heading(page, heading);
	told_table_begin(&table, page, teller, entity, name, columns, false);
	while (records_child(records, parent, &on, &record))
		told_table_row(&table, &record);
	told_table_end(&table);
	records_free(&records);
}

void tell_naming(struct page *page, const struct teller *teller, const char *heading, uint8_t entity, uint8_t field,
                 struct ref ref, const char *name, const char *columns)
{
	struct naming *naming = naming_new(teller->view, entity, field, ref);
	struct told_table table;
	struct record record;
	if (heading != NULL)
		page_heading(page, heading);
	told_table_begin(&table, page, teller, entity, name, columns, false);
	while (naming_next(naming, &record))
		told_table_row(&table, &record);
	told_table_end(&table);
	naming_free(&naming);
}

static bool is_one_of(struct ref ref, const struct ref refs[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ref_equal(refs[i], ref))
			return true;
	return false;
}

bool told_names(const struct record *record, uint8_t field, const struct ref refs[], size_t count)
{
	struct ref ref;
	if (schema_field(record->entity, field)->type != TYPE_REFS)
		return is_one_of(record_ref(record, field), refs, count);
	struct slice rest = record_text(record, field);
	while (value_list_next_ref(&rest, &ref))
		if (is_one_of(ref, refs, count))
			return true;
	return false;
}

void tell_ids(struct page *page, const struct teller *teller, const char *heading, uint8_t entity,
              const record_id ids[], size_t count, const char *name, const char *columns)
{
	struct told_table table;
	struct record record;
	page_heading(page, heading);
	told_table_begin(&table, page, teller, entity, name, columns, false);
	for (size_t i = 0; i < count; i++)
		if (reading_record(teller->reading, (struct ref){entity, ids[i]}, &record))
			told_table_row(&table, &record);
	told_table_end(&table);
}

void tell_about(struct page *page, const struct teller *teller, const char *heading, uint8_t entity, uint8_t field,
                const struct ref refs[], size_t count, const char *name, const char *columns)
{
	struct records *records = records_new(teller->view, entity);
	struct told_table table;
	struct record record;
	if (heading != NULL)
		page_heading(page, heading);
	told_table_begin(&table, page, teller, entity, name, columns, false);
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		if (told_names(&record, field, refs, count))
			told_table_row(&table, &record);
	told_table_end(&table);
	records_free(&records);
}

bool told_any_about(const struct teller *teller, uint8_t entity, uint8_t field, const struct ref refs[], size_t count)
{
	struct records *records = records_new(teller->view, entity);
	struct record record;
	bool any = false;
	for (bool there = records_first(records, &record); there && !any; there = records_next(records, &record))
		any = told_names(&record, field, refs, count);
	records_free(&records);
	return any;
}

/* ---- facts and passages ---- */

void tell_facts(struct page *page, const struct teller *teller, const struct record *record, const char *columns)
{
	struct slice rest = slice_of(columns);
	struct text words = {0}, label = {0}, name = {0};
	struct told_column column;
	while (next_column(&rest, record->entity->number, &column)) {
		const struct field *field = path_field(&column.path);
		struct value value = reading_value(teller->reading, record, &column.path);
		text_clear(&name);
		text_append(&name, column.name);
		page_fact(page, name.data, _(field->label), cell_of(teller, field, &value, &words, &label));
	}
	text_free(&words);
	text_free(&label);
	text_free(&name);
}

/* The first letter large: of the ASCII ones, and å ä ö é, which are C3 A0 to C3 BE. */
static void begin_sentence(struct text *out, size_t at)
{
	char *letter = out->data + at;
	if (at + 1 < out->size && (unsigned char)letter[0] == 0xc3 && (unsigned char)letter[1] >= 0xa0)
		letter[1] = (char)(letter[1] - 0x20);
	else if (at < out->size && letter[0] >= 'a' && letter[0] <= 'z')
		letter[0] = (char)(letter[0] - 'a' + 'A');
}

void tell_reasons(struct text *out, const struct teller *teller, const struct reasons *chain)
{
	for (size_t i = 0; i < chain->count; i++) {
		struct reasons one = {.count = 1, .items = {chain->items[i]}};
		struct text packed = {0};
		if (out->size > 0)
			text_append_char(out, '\n');
		size_t at = out->size;
		reasons_pack(&packed, &one);
		teller_reasons(out, teller, text_slice(&packed));
		begin_sentence(out, at);
		text_append_char(out, '.');
		text_free(&packed);
	}
}

void tell_source(struct text *out, const struct teller *teller, const struct record *record, uint8_t field)
{
	view_append_code(teller->view, record_self(record), out);
	text_printf(out, ", %s", _(schema_field(record->entity, field)->label));
}

void tell_passage(struct page *page, const struct teller *teller, const struct record *record, uint8_t field,
                  bool heading)
{
	const struct field *row = schema_field(record->entity, field);
	struct value value = told_value(teller, record, field);
	struct text words = {0}, source = {0};
	if (value.set)
		append_words(teller, row, &value, true, &words);
	tell_source(&source, teller, record, field);
	if (heading)
		page_subheading(page, _(row->label));
	page_passage(page, row->name, words.data, source.data);
	text_free(&words);
	text_free(&source);
}
