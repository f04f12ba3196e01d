#include "report/findings_table.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/summary.h"
#include "report/telling.h"

struct findings {
	struct record *items;
	size_t count, capacity;
};

static void read_about(struct findings *findings, const struct teller *teller, struct ref about)
{
	struct naming *naming = naming_new(teller->view, E_finding, F_finding_about, about);
	struct record finding;
	while (naming_next(naming, &finding)) {
		if (!finding_state_is_open(record_choice(&finding, F_finding_state)))
			continue;
		memory_grow(&findings->items, &findings->capacity, findings->count, sizeof *findings->items);
		findings->items[findings->count++] = finding;
	}
	naming_free(&naming);
}

static int compare_severity(const void *a, const void *b)
{
	const struct record *x = a, *y = b;
	int order = finding_severity(y) - finding_severity(x);
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static void tell_finding(struct page *page, const struct teller *teller, const struct record *finding)
{
	struct text code = {0}, title = {0}, about = {0}, next = {0};
	struct value step = told_value(teller, finding, F_finding_next_step);
	view_append_code(teller->view, record_self(finding), &code);
	teller_title(&title, teller, finding);
	teller_name(&about, teller, record_ref(finding, F_finding_about));
	if (step.set)
		teller_reasons(&next, teller, step.text);
	page_row(page, (struct page_cell[]){
		told_choice(CHOICES_severity, finding_severity(finding)), page_words(title.data), page_words(about.data),
		page_day(told_day(teller, finding, F_finding_due)), page_code(code.data), page_words(next.data)});
	text_free(&code);
	text_free(&title);
	text_free(&about);
	text_free(&next);
}

void tell_findings(struct page *page, const struct teller *teller, const struct ref about[], size_t count)
{
	const struct page_column columns[] = {{"severity", _("Severity"), PAGE_NAME}, {"finding", _("Finding"), PAGE_WORDS},
		{"about", _("About"), PAGE_WORDS}, {"due", _("Due"), PAGE_DAY}, {"code", _("Code"), PAGE_CODE},
		{"next_step", _("Next step"), PAGE_WORDS, PAGE_BELOW}};
	struct findings findings = {0};
	for (size_t i = 0; i < count; i++)
		read_about(&findings, teller, about[i]);
	if (findings.count > 0)
		qsort(findings.items, findings.count, sizeof *findings.items, compare_severity);
	page_table(page, "findings", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < findings.count; i++)
		tell_finding(page, teller, &findings.items[i]);
	free(findings.items);
}
