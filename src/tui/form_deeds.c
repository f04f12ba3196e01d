/* Everything that is done in a form of its own, by the name under which an unfinished one is kept. */
#include "base/memory.h"
#include "tui/decide_form.h"
#include "tui/finding_forms.h"
#include "tui/need_form.h"
#include "tui/opportunity_forms.h"

const struct form_deed *form_deed_named(struct slice name)
{
	static const struct form_deed *const deeds[] = {
		&acceptance_deed, &opinion_deed, &need_deed, &decision_deed, &reception_deed, &assessment_deed, &stop_deed};
	for (size_t i = 0; i < COUNT_OF(deeds); i++)
		if (slice_equal_text(name, deeds[i]->name))
			return deeds[i];
	return NULL;
}
