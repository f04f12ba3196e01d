#include "register/person_facts.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/memory.h"

void person_fact_name(char name[PERSON_FACT_SIZE], const char *kind, record_id person)
{
	snprintf(name, PERSON_FACT_SIZE, "%s:%" PRIu32, kind, person);
}

void person_facts_forget(struct changes *changes, record_id person)
{
	static const char *const kinds[] = {PERSON_FACT_NOTIFIED};
	char name[PERSON_FACT_SIZE];
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		person_fact_name(name, kinds[i], person);
		changes_remove_fact(changes, name);
	}
}
