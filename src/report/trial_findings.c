/* What the audit would no longer find, and what it would find instead. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/summary.h"
#include "report/trial_private.h"

struct keeping {
	struct kept_findings *kept;
	const struct session *person;
	const struct view *view;
};

static bool keep(void *context, const struct record *finding)
{
	const struct keeping *keeping = context;
	struct kept_findings *kept = keeping->kept;
	if (!authority_may_read(keeping->person, keeping->view, finding, schema_field(finding->entity, F_finding_reasons)))
		return true;
	memory_grow(&kept->items, &kept->capacity, kept->count, sizeof *kept->items);
	struct kept_finding *item = &kept->items[kept->count++];
	*item = (struct kept_finding){.about = record_ref(finding, F_finding_about), .severity = finding_severity(finding)};
	text_append(&item->id, record_text(finding, F_finding_id));
	text_append(&item->rule, record_text(finding, F_finding_rule));
	text_append(&item->reasons, record_text(finding, F_finding_reasons));
	return true;
}

static int compare_ids(const void *a, const void *b)
{
	const struct kept_finding *x = a, *y = b;
	return strcmp(x->id.data, y->id.data);
}

bool kept_findings_read(struct kept_findings *kept, struct session *auditor, const struct session *person,
                        struct error *error)
{
	const struct audit_options options = {.no_write = true};
	struct audit *audit = audit_run(auditor, &options, error);
	struct view *view = view_open(person->store, error);
	struct keeping keeping = {.kept = kept, .person = person, .view = view};
	bool ok = audit != NULL && view != NULL && audit_each_open(audit, keep, &keeping, error);
	view_close(&view);
	audit_free(&audit);
	if (kept->count > 0)
		qsort(kept->items, kept->count, sizeof *kept->items, compare_ids);
	return ok;
}

void kept_findings_free(struct kept_findings *kept)
{
	for (size_t i = 0; i < kept->count; i++) {
		text_free(&kept->items[i].id);
		text_free(&kept->items[i].rule);
		text_free(&kept->items[i].reasons);
	}
	free(kept->items);
	*kept = (struct kept_findings){0};
}

static struct page_cell severity_cell(uint8_t severity)
{
	const struct choice *choice = schema_choice(schema_choices(CHOICES_severity), severity);
	return choice == NULL ? page_words("") : page_name(choice->name, _(choice->label));
}

static void tell(struct page *page, const struct teller *teller, const struct kept_finding *finding, bool gone)
{
	struct text title = {0}, about = {0}, reasons = {0};
	teller_rule(&title, teller, text_slice(&finding->rule));
	if (ref_is_set(finding->about))
		teller_name(&about, teller, finding->about);
	teller_reasons(&reasons, teller, text_slice(&finding->reasons));
	page_row(page, (struct page_cell[]){
		gone ? page_name("gone", _("gone")) : page_name("new", _("new")), severity_cell(finding->severity),
		page_code(finding->id.data), page_words(title.data), page_words(about.data), page_words(reasons.data)});
	text_free(&title);
	text_free(&about);
	text_free(&reasons);
}

/* Those of `ours` that `others` have not. */
static size_t tell_missing(struct page *page, const struct teller *teller, const struct kept_findings *ours,
                           const struct kept_findings *others, bool gone)
{
	size_t told = 0;
	for (size_t i = 0; i < ours->count; i++)
		if (others->count == 0 ||
		    bsearch(&ours->items[i], others->items, others->count, sizeof *others->items, compare_ids) == NULL) {
			tell(page, teller, &ours->items[i], gone);
			told++;
		}
	return told;
}

void trial_tell_findings(struct page *page, const struct teller *teller, const struct kept_findings *now,
                         const struct kept_findings *then)
{
	const struct page_column columns[] = {
		{"change", _("Finding"), PAGE_NAME, PAGE_BESIDE}, {"severity", _("Severity"), PAGE_NAME, PAGE_BESIDE},
		{"id", _("Identity"), PAGE_CODE, PAGE_BESIDE}, {"title", _("Rule"), PAGE_WORDS, PAGE_BESIDE},
		{"about", _("About"), PAGE_WORDS, PAGE_BESIDE}, {"reasons", _("Reasons"), PAGE_WORDS, PAGE_BELOW}};
	page_heading(page, _("What the audit would find"));
	page_table(page, "findings", columns, COUNT_OF(columns), false);
	size_t gone = tell_missing(page, teller, now, then, true), fresh = tell_missing(page, teller, then, now, false);
	if (gone + fresh == 0)
		page_table_none(page, _("The same as today."));
}
