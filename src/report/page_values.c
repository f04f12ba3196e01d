/* What the formats of a page share: values as people and programs read them, what stands below a row, pictures. */
#include "base/lang.h"
#include "conf/conf.h"
#include "report/page_private.h"
#include "report/teller.h"

#define CENTS_MATTER 1000000 /* below ten thousand */

bool page_is_large(money_t money)
{
	return money >= CENTS_MATTER || money <= -CENTS_MATTER;
}

static money_t whole_crowns(money_t money)
{
	return scaled(money, 1, 100) * 100;
}

bool page_kind_is_number(enum page_kind kind)
{
	return kind == PAGE_MONEY || kind == PAGE_NUMBER || kind == PAGE_DECIMAL || kind == PAGE_PERCENT || kind == PAGE_YEAR;
}

bool page_row_has_cells(const struct page_row *row)
{
	return row->kind == ROW_PLAIN || row->kind == ROW_SUM;
}

bool page_value_is_set(const struct page_value *value)
{
	return value->kind <= PAGE_NAME ? value->words != NULL : value->number != NUMBER_UNSET;
}

void page_value_words(const struct page *page, const struct page_value *value, struct text *out)
{
	char buffer[NUMBER_TEXT_SIZE];
	if (!page_value_is_set(value))
		text_append_text(out, value->label == NULL ? "" : value->label);
	else if (value->kind == PAGE_MONEY)
		teller_money(out, page_is_large(value->number) ? whole_crowns(value->number) : value->number, page->conf);
	else if (value->kind == PAGE_NAME)
		text_append_text(out, value->label);
	else if (value->kind == PAGE_DECIMAL)
		text_append_text(out, decimal_local_text(value->number, buffer));
	else if (value->kind == PAGE_PERCENT)
		text_printf(out, "%s %%", percent_local_text(value->number, buffer));
	else
		page_value_plain(value, out);
}

void page_cell_words(const struct page *page, const struct page_part *table, const struct page_value *value,
                     struct text *out)
{
	char buffer[NUMBER_TEXT_SIZE];
	if (value->kind != PAGE_MONEY || !page_value_is_set(value))
		page_value_words(page, value, out);
	else if (table->large)
		teller_amount(out, whole_crowns(value->number));
	else
		text_append_text(out, money_local_text(value->number, buffer));
}

bool page_column_is_shown(const struct page_part *table, size_t column, enum page_place place)
{
	return table->filled[column] && table->columns[column].place == place;
}

bool page_table_is_for_programs(const struct page_part *table)
{
	size_t c = 0;
	while (c < table->column_count && table->columns[c].place == PAGE_DATA)
		c++;
	return c == table->column_count;
}

size_t page_columns_beside(const struct page_part *table)
{
	size_t count = 0;
	for (size_t c = 0; c < table->column_count; c++)
		count += page_column_is_shown(table, c, PAGE_BESIDE);
	return count;
}

#define LONG_BELOW 28 /* columns: a sentence or a command, which stands on lines of its own */

void page_below_words(const struct page *page, const struct page_part *table, const struct page_row *row, bool lines,
                      struct text *out)
{
	struct text words = {0};
	bool long_before = false;
	for (size_t c = 0; c < table->column_count && row->kind == ROW_PLAIN; c++) {
		if (table->columns[c].place != PAGE_BELOW)
			continue;
		text_clear(&words);
		page_value_words(page, &row->cells[c], &words);
		if (words.size == 0)
			continue;
		bool is_long = lines && text_width(text_slice(&words)) > LONG_BELOW;
		text_append_text(out, out->size == 0 ? "" : is_long || long_before ? "\n" : " · ");
		text_printf(out, "%s: %s", table->columns[c].label, words.data);
		long_before = is_long;
	}
	text_free(&words);
}

void page_value_plain(const struct page_value *value, struct text *out)
{
	char buffer[NUMBER_TEXT_SIZE];
	if (!page_value_is_set(value))
		return;
	switch (value->kind) {
	case PAGE_MONEY: text_append_text(out, money_text(value->number, buffer)); break;
	case PAGE_DECIMAL: text_append_text(out, decimal_text(value->number, buffer)); break;
	case PAGE_PERCENT: text_append_text(out, percent_text(value->number, buffer)); break;
	case PAGE_DAY: text_append_text(out, day_text((day_t)value->number, buffer)); break;
	case PAGE_NUMBER: case PAGE_YEAR: text_append_text(out, number_text(value->number, buffer)); break;
	default: text_append_text(out, value->words); break;
	}
}

int64_t page_bar_part(const struct page_row *row, size_t column)
{
	const struct page_value *value = &row->cells[column];
	return page_value_is_set(value) && value->number > 0 ? value->number : 0;
}

int64_t page_bar_sum(const struct page_part *bars, const struct page_row *row)
{
	int64_t sum = 0;
	for (size_t c = bars->from; c < bars->until; c++)
		sum += page_bar_part(row, c);
	return sum;
}

void page_bar_words(const struct page *page, const struct page_part *bars, const struct page_row *row,
                    struct text *out)
{
	bool known = false;
	for (size_t c = bars->from; c < bars->until; c++)
		known = known || page_value_is_set(&row->cells[c]);
	if (known)
		teller_money_short(out, page_bar_sum(bars, row), page->conf);
	else
		text_append_text(out, _("unknown"));
}

int64_t page_bar_largest(const struct page_part *bars, const struct page_part *table)
{
	int64_t largest = 0;
	for (size_t r = 0; r < table->row_count; r++) {
		int64_t sum = table->rows[r].kind == ROW_PLAIN ? page_bar_sum(bars, &table->rows[r]) : 0;
		largest = sum > largest ? sum : largest;
	}
	return largest;
}

void page_curve_range(const struct page_part *curves, const struct page_part *table, int64_t *least, int64_t *most)
{
	*least = *most = 0;
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = curves->from; c < curves->until && table->rows[r].kind == ROW_PLAIN; c++) {
			const struct page_value *value = &table->rows[r].cells[c];
			if (!page_value_is_set(value))
				continue;
			*least = value->number < *least ? value->number : *least;
			*most = value->number > *most ? value->number : *most;
		}
}
