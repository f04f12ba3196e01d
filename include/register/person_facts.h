/* What is kept of a person beside the record, as facts of the register: it goes when the person is erased. */
#ifndef REGISTER_PERSON_FACTS_H
#define REGISTER_PERSON_FACTS_H

#include "store/changes.h"

#define PERSON_FACT_SIZE 40
#define PERSON_FACT_NOTIFIED "notified" /* when the person was last sent a message, and up to what */

/* "notified:17" */
void person_fact_name(char name[PERSON_FACT_SIZE], const char *kind, record_id person);
/* Takes every kind of them away. */
void person_facts_forget(struct changes *changes, record_id person);

#endif
