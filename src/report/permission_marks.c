#include "report/permission_marks.h"

#include "base/lang.h"

const struct permission_mark_words permission_mark_words[PERMISSION_MARK_WORDS] = {
	{PERMISSION_OVERDUE, "overdue", N_("Review overdue"), N_("Overdue"), true, PAGE_BESIDE},
	{PERMISSION_HOLDER_LEFT, "holder_left", N_("Holder has left"), N_("Gone"), false, PAGE_BESIDE},
	{PERMISSION_ORPHAN, "orphan", N_("Orphan account"), N_("Orphan account"), false, PAGE_DATA},
	{PERMISSION_DORMANT, "dormant", N_("Dormant"), N_("Unused"), true, PAGE_BESIDE},
	{PERMISSION_PAST_END, "past_end", N_("Past its end"), N_("Past its end"), false, PAGE_DATA},
	{PERMISSION_NO_REASON, "without_reason", N_("Without reason"), N_("Without reason"), false, PAGE_DATA},
	{PERMISSION_SELF_APPROVED, "self_approved", N_("Approved by oneself"), N_("Approved by oneself"), false, PAGE_DATA},
	{PERMISSION_IN_CONFLICT, "in_conflict", N_("Conflict of duties"), N_("Conflict of duties"), true, PAGE_DATA},
	{PERMISSION_NO_CONTRACT, "without_contract", N_("Without contract"), N_("Without contract"), false, PAGE_DATA},
	{PERMISSION_UNOWNED, "without_owner", N_("Service account without owner"), N_("Service account without owner"), false,
	 PAGE_DATA},
	{PERMISSION_SEEN_AGAIN, "seen_again", N_("Removed, seen again"), N_("Removed, seen again"), false, PAGE_DATA},
	{PERMISSION_USE_UNKNOWN, "use_unknown", N_("Whether it is used is not known"), N_("Whether it is used is not known"),
	 true, PAGE_DATA},
	{PERMISSION_HOLDER_AWAY, "holder_away", N_("Holder is away"), N_("Holder is away"), false, PAGE_DATA},
	{PERMISSION_SUPPLIER, "supplier", N_("Supplier's people"), N_("Supplier's people"), false, PAGE_DATA},
};

void permission_append_questions(struct text *out, uint32_t marks)
{
	for (size_t i = 0; i < PERMISSION_MARK_WORDS; i++)
		if ((marks & permission_mark_words[i].mark & PERMISSION_QUESTIONED) != 0)
			text_printf(out, "%s%s", out->size == 0 ? "" : ", ", _(permission_mark_words[i].label));
}
