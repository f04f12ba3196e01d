/* How permissions stand: key figures with what they are a share of, what there is to ask about, where it lies, and of
 * one system or person each permission. Sources: DOMAIN 3.7, FORMULAS F8. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/permission_marks.h"
#include "report/telling.h"

#define SHOWN_MOST 1000 /* rows on a page for people */

/* Those of one system or person, kept while they are counted: words come last. */
struct held {
	struct record record;
	struct permission_position position;
};
struct permission_making {
	const struct teller *teller;
	const struct permission_asked *asked;
	struct page *page;
	struct permissions *permissions;
	struct permission_sums sums;
	struct held *held;
	size_t held_count, held_capacity;
};

static bool is_of_one(const struct permission_making *making)
{
	return making->asked->system != 0 || making->asked->person != 0;
}

static bool see(void *context, const struct record *permission)
{
	const struct permission_making *making = context;
	return told_may_see(making->teller, permission);
}

static void hold(void *context, const struct record *permission, const struct permission_position *position)
{
	struct permission_making *making = context;
	memory_grow(&making->held, &making->held_capacity, making->held_count, sizeof *making->held);
	making->held[making->held_count++] = (struct held){*permission, *position};
}

/* ---- the whole ---- */

static void tell_share(struct page *page, const char *name, const char *label, uint32_t number, uint32_t of,
                       int64_t share)
{
	page_row(page, (struct page_cell[]){page_name(name, label), page_number(number), page_number(of),
	                                    page_percent(share)});
}

static void tell_shares(const struct permission_making *making)
{
	const struct permission_counts *counts = &making->sums.whole;
	const struct page_column columns[] = {{"share", _("Key figure"), PAGE_NAME}, {"number", _("Number"), PAGE_NUMBER},
		{"of", _("Of"), PAGE_NUMBER}, {"percent", _("Share"), PAGE_PERCENT}};
	page_heading(making->page, _("Key figures"));
	page_paragraph(making->page, _("Due is what is valid and has been reviewed, or should have been: who has only begun "
		"is not yet due. In time is what of it is not overdue. Approved by oneself is approved by the holder or by whoever "
		"carried it out. Administrators are those who may administer, and emergency accounts."));
	page_table(making->page, "shares", columns, COUNT_OF(columns), false);
	tell_share(making->page, "on_time", _("Reviewed in time, of those due"),
		counts->reviewed_in_time, counts->review_due, permission_on_time(counts));
	tell_share(making->page, "orphan_rate", _("Holder left or end passed, of all"),
		counts->left_or_ended, counts->standing, permission_orphan_rate(counts));
	tell_share(making->page, "breach", _("Approved by oneself, of all"),
		permission_counts_of(counts, PERMISSION_SELF_APPROVED), counts->standing, permission_breach(counts));
	tell_share(making->page, "administrators", _("Administrators, of the valid"),
		counts->administrators, permission_counts_of(counts, PERMISSION_VALID), permission_administrators(counts));
}

static int64_t share_of(uint32_t number, uint32_t of)
{
	return scaled(number, 10000, of);
}

static void tell_questions(const struct permission_making *making)
{
	const struct permission_counts *counts = &making->sums.whole;
	const struct page_column columns[] = {{"mark", _("What"), PAGE_NAME}, {"number", _("Number"), PAGE_NUMBER},
		{"of", _("Of"), PAGE_NUMBER}, {"percent", _("Share"), PAGE_PERCENT}};
	page_heading(making->page, _("What there is to ask about"));
	page_table(making->page, "marks", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < PERMISSION_MARK_WORDS; i++) {
		const struct permission_mark_words *words = &permission_mark_words[i];
		uint32_t number = permission_counts_of(counts, words->mark);
		uint32_t of = words->of_valid ? permission_counts_of(counts, PERMISSION_VALID) : counts->standing;
		bool stands = words->mark != PERMISSION_SEEN_AGAIN;
		page_row(making->page, (struct page_cell[]){page_name(words->name, _(words->label)), page_number(number),
			page_number(stands ? of : NUMBER_UNSET), page_percent(stands ? share_of(number, of) : NUMBER_UNSET)});
	}
}

static void tell_whole(const struct permission_making *making)
{
	const struct permission_sums *sums = &making->sums;
	struct page *page = making->page;
	page_fact(page, "today", _("As of"), page_day(making->teller->session->today));
	page_fact(page, "standing", _("Permissions that stand"), page_number(sums->whole.standing));
	page_fact(page, "valid", _("Of them valid"), page_number(permission_counts_of(&sums->whole, PERMISSION_VALID)));
	page_fact(page, "questioned", _("With something to ask about"), page_number(sums->whole.questioned));
	page_fact(page, "over", _("Removed or not begun"), page_number(sums->over));
	if (sums->hidden > 0)
		page_fact(page, "hidden", _("Not shown to you"), page_number(sums->hidden));
	tell_shares(making);
	tell_questions(making);
}

/* ---- where it lies ---- */

static const struct {
	uint8_t entity;
	const char *name, *label, *heading, *nobody; /* untranslated */
} groupings[] = {
	[PERMISSIONS_BY_SYSTEM] = {E_system, "systems", N_("System"), N_("By system"), N_("No system")},
	[PERMISSIONS_BY_PERSON] = {E_person, "people", N_("Person"), N_("By person"), N_("Accounts that nobody owns")},
	[PERMISSIONS_BY_UNIT] = {E_unit, "units", N_("Unit"), N_("By the holder's unit"), N_("No unit")},
	[PERMISSIONS_BY_SUPPLIER] = {E_supplier, "suppliers", N_("Supplier"), N_("By the holder's supplier"),
	                             N_("No supplier")},
};

enum { GROUP_NAME, GROUP_CODE, GROUP_STANDING, GROUP_QUESTIONED, GROUP_MARKS,
	   GROUP_ON_TIME = GROUP_MARKS + PERMISSION_MARK_WORDS, GROUP_ADMINISTRATORS, GROUP_CONTRACT, GROUP_COLUMNS };

static void count_cells(const struct permission_counts *counts, struct page_cell cells[])
{
	cells[GROUP_STANDING] = page_number(counts->standing);
	cells[GROUP_QUESTIONED] = page_number(counts->questioned);
	for (size_t i = 0; i < PERMISSION_MARK_WORDS; i++)
		cells[GROUP_MARKS + i] = page_number(permission_counts_of(counts, permission_mark_words[i].mark));
	cells[GROUP_ON_TIME] = page_percent(permission_on_time(counts));
	cells[GROUP_ADMINISTRATORS] = page_percent(permission_administrators(counts));
	cells[GROUP_CONTRACT] = page_words("");
}

static void begin_groups(const struct permission_making *making, bool main)
{
	bool by_supplier = making->asked->by == PERMISSIONS_BY_SUPPLIER;
	struct page_column columns[GROUP_COLUMNS] = {
		[GROUP_NAME] = {"name", _(groupings[making->asked->by].label), PAGE_WORDS},
		[GROUP_CODE] = {"code", _("Code"), PAGE_CODE},
		[GROUP_STANDING] = {"standing", _("Stand"), PAGE_NUMBER},
		[GROUP_QUESTIONED] = {"questioned", _("Asked"), PAGE_NUMBER},
		[GROUP_ON_TIME] = {"on_time", _("Reviewed in time"), PAGE_PERCENT, PAGE_DATA},
		[GROUP_ADMINISTRATORS] = {"administrators", _("Administrators"), PAGE_PERCENT, PAGE_DATA},
		[GROUP_CONTRACT] = {"contract", _("Contract in force"), PAGE_CODE, by_supplier ? PAGE_BESIDE : PAGE_DATA},
	};
	for (size_t i = 0; i < PERMISSION_MARK_WORDS; i++)
		columns[GROUP_MARKS + i] = (struct page_column){permission_mark_words[i].name, _(permission_mark_words[i].column),
		                                                PAGE_NUMBER, permission_mark_words[i].place};
	page_heading(making->page, _(groupings[making->asked->by].heading));
	page_table(making->page, groupings[making->asked->by].name, columns, GROUP_COLUMNS, main);
}

static void append_group(struct text *name, struct text *code, const struct permission_making *making, record_id id)
{
	const struct ref ref = {groupings[making->asked->by].entity, id};
	if (id == 0) {
		text_append_text(name, _(groupings[making->asked->by].nobody));
		return;
	}
	teller_name(name, making->teller, ref);
	view_append_code(making->teller->view, ref, code);
}

static void tell_group(const struct permission_making *making, const struct permission_group *group)
{
	struct text name = {0}, code = {0}, contract = {0};
	struct page_cell cells[GROUP_COLUMNS];
	append_group(&name, &code, making, group->id);
	count_cells(&group->counts, cells);
	cells[GROUP_NAME] = page_words(name.data);
	cells[GROUP_CODE] = page_code(code.data);
	if (making->asked->by == PERMISSIONS_BY_SUPPLIER && group->id != 0) {
		record_id with = permissions_contract_with(making->permissions, group->id);
		if (with != 0)
			view_append_code(making->teller->view, (struct ref){E_contract, with}, &contract);
		cells[GROUP_CONTRACT] = page_code(contract.size == 0 ? "" : contract.data);
		cells[GROUP_CONTRACT].label = with == 0 ? _("none") : NULL;
	}
	page_row(making->page, cells);
	text_free(&name);
	text_free(&code);
	text_free(&contract);
}

static void tell_groups(const struct permission_making *making, bool main)
{
	const struct permission_sums *sums = &making->sums;
	size_t told = 0, most = making->asked->all ? sums->group_count : SHOWN_MOST;
	struct page_cell cells[GROUP_COLUMNS];
	if (sums->group_count == 0 && !main)
		return;
	begin_groups(making, main);
	for (; told < sums->group_count && told < most; told++)
		tell_group(making, &sums->groups[told]);
	count_cells(&sums->whole, cells);
	cells[GROUP_NAME] = page_words(_("Sum"));
	cells[GROUP_CODE] = page_words("");
	page_sum(making->page, cells);
	if (told < sums->group_count)
		page_paragraph(making->page,
			_("The rest are not shown here, but counted above: --format csv or json tells every one."));
}

/* ---- each, of one system or person ---- */

static void append_holder(struct text *out, const struct permission_making *making, const struct record *permission)
{
	struct ref person = told_ref(making->teller, permission, F_permission_person);
	if (person.id != 0)
		teller_name(out, making->teller, person);
	else
		text_append(out, told_text(making->teller, permission, F_permission_account));
}

static void tell_one(const struct permission_making *making, const struct held *held)
{
	const struct teller *teller = making->teller;
	const struct record *permission = &held->record;
	struct text code = {0}, holder = {0}, system = {0}, role = {0}, questions = {0};
	view_append_code(teller->view, record_self(permission), &code);
	append_holder(&holder, making, permission);
	teller_name(&system, teller, (struct ref){E_system, permission->parent});
	text_append(&role, told_text(teller, permission, F_permission_role));
	permission_append_questions(&questions, held->position.marks);
	bool valid = (held->position.marks & PERMISSION_VALID) != 0;
	page_row(making->page, (struct page_cell[]){
		page_words(holder.data), page_words(system.data), page_code(code.data),
		told_choice(CHOICES_permission_level, record_choice(permission, F_permission_level)),
		page_words(role.size == 0 ? "" : role.data), told_choice(CHOICES_permission_state, held->position.state),
		page_day(told_day(teller, permission, F_permission_last_used)),
		page_day(valid ? held->position.review_due : DAY_UNSET),
		page_words(questions.size == 0 ? "" : questions.data)});
	text_free(&code);
	text_free(&holder);
	text_free(&system);
	text_free(&role);
	text_free(&questions);
}

/* Most to be asked about first, else as they are stored. */
static int compare_held(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	unsigned left = permission_questions(x->position.marks), right = permission_questions(y->position.marks);
	if (left != right)
		return left < right ? 1 : -1;
	return ref_compare(record_self(&x->record), record_self(&y->record));
}

/* Of a system its name is said above, and so is a person's. */
static void tell_each(struct permission_making *making)
{
	enum page_place holder = making->asked->person != 0 ? PAGE_DATA : PAGE_BESIDE;
	enum page_place system = making->asked->system != 0 ? PAGE_DATA : PAGE_BESIDE;
	const struct page_column columns[] = {{"holder", _("Holder"), PAGE_WORDS, holder},
		{"system", _("System"), PAGE_WORDS, system}, {"code", _("Code"), PAGE_CODE}, {"level", _("Level"), PAGE_NAME},
		{"role", _("Role"), PAGE_WORDS}, {"state", _("State"), PAGE_NAME}, {"last_used", _("Last used"), PAGE_DAY},
		{"review_due", _("Review by"), PAGE_DAY}, {"questions", _("To be asked"), PAGE_WORDS, PAGE_BELOW}};
	size_t told = 0, most = making->asked->all ? making->held_count : SHOWN_MOST;
	if (making->held_count > 0)
		qsort(making->held, making->held_count, sizeof *making->held, compare_held);
	page_heading(making->page, _("Each of them"));
	page_table(making->page, "permissions", columns, COUNT_OF(columns), true);
	for (; told < making->held_count && told < most; told++)
		tell_one(making, &making->held[told]);
	if (told < making->held_count)
		page_paragraph(making->page,
			_("The rest are not shown here, but counted above: --format csv or json tells every one."));
}

/* ---- all of it ---- */

static void append_title(struct text *out, const struct permission_making *making)
{
	const struct ref refs[] = {{E_system, making->asked->system}, {E_person, making->asked->person}};
	text_append_text(out, _("Permissions"));
	for (size_t i = 0; i < COUNT_OF(refs); i++)
		if (refs[i].id != 0) {
			text_append_text(out, i == 1 && refs[0].id != 0 ? ", " : ": ");
			teller_name(out, making->teller, refs[i]);
		}
}

static void read_sums(struct permission_making *making)
{
	const struct permission_asked *asked = making->asked;
	const struct permission_request request = {.system = asked->system, .person = asked->person, .by = asked->by,
	                                           .see = see, .tell = is_of_one(making) ? hold : NULL, .context = making};
	const struct session *session = making->teller->session;
	making->permissions = permissions_new(making->teller->view, session->conf, session->today);
	permissions_read(making->permissions, &request, &making->sums);
}

struct page *permission_report(const struct teller *teller, const struct permission_asked *asked, struct error *error)
{
	struct permission_making making = {.teller = teller, .asked = asked};
	struct text title = {0};
	(void)error;
	append_title(&title, &making);
	making.page = page_new("permissions", title.data, teller->session->conf);
	read_sums(&making);
	tell_whole(&making);
	if (!is_of_one(&making) || !asked->each_alone)
		tell_groups(&making, !is_of_one(&making));
	if (is_of_one(&making))
		tell_each(&making);
	permission_sums_free(&making.sums);
	permissions_free(&making.permissions);
	free(making.held);
	text_free(&title);
	return making.page;
}

struct page *report_permissions(const struct teller *teller, const struct report_request *request, struct error *error)
{
	const struct permission_asked asked = {.by = PERMISSIONS_BY_SYSTEM, .all = !request->shown};
	return permission_report(teller, &asked, error);
}

struct page *report_permissions_of(const struct teller *teller, struct ref about, struct error *error)
{
	bool system = about.entity == E_system;
	const struct permission_asked asked = {.system = system ? about.id : 0, .person = system ? 0 : about.id,
	                                       .each_alone = true, .all = true};
	return permission_report(teller, &asked, error);
}
