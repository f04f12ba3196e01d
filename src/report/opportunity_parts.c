#include "report/opportunity_parts.h"

#include "base/lang.h"
#include "base/memory.h"

bool opportunity_systems(const struct teller *teller, const struct record *opportunity, struct ref **refs, size_t *count)
{
	struct records *rows = records_new(teller->view, E_opportunity_system);
	struct record row, system;
	size_t capacity = 0;
	bool on = false, seen = true;
	*refs = NULL;
	*count = 0;
	while (records_child(rows, opportunity->id, &on, &row)) {
		struct ref ref = record_ref(&row, F_opportunity_system_system);
		if (!reading_record(teller->reading, ref, &system))
			continue;
		seen = seen && told_may_see(teller, &system);
		memory_grow(refs, &capacity, *count, sizeof **refs);
		(*refs)[(*count)++] = ref;
	}
	memory_grow(refs, &capacity, *count, sizeof **refs);
	(*refs)[(*count)++] = record_self(opportunity);
	records_free(&rows);
	return seen;
}

void tell_opportunity_triggers(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	tell_children(page, teller, NULL, E_opportunity_trigger, opportunity->id, "triggers", "kind;about;due;_note");
}

void tell_opportunity_systems(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	tell_children(page, teller, NULL, E_opportunity_system, opportunity->id, "systems",
	              "role;code=system.code;name=system.name;decide_by=system.decide_by;decide_state=system.decide_state;"
	              "_unit=system.unit;_supplier=system.supplier;_note");
}

void tell_opportunity_known(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	static const uint8_t fields[] = {F_opportunity_known_affected, F_opportunity_known_costs,
		F_opportunity_known_findings, F_opportunity_known_contracts, F_opportunity_known_alike,
		F_opportunity_known_bridges};
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (told_value(teller, opportunity, fields[i]).set)
			tell_passage(page, teller, opportunity, fields[i], true);
}
