/* The one door through which the register is changed: authorise, validate, check references and the revision, then
 * write. An edit is one durable transaction and one journal entry. Read and prepare first: others wait while it is
 * open. */
#ifndef REGISTER_EDIT_H
#define REGISTER_EDIT_H

#include "register/session.h"
#include "store/changes.h"

struct edit;
struct touched_set;

/* `kind`, `why`, `group`, `open`, `undoes` of the facts count; actor and where come from the session. */
struct edit *edit_begin(struct session *session, const struct entry_facts *facts, struct error *error);
/* What the edit sees, its own changes included. */
struct view *edit_view(struct edit *edit);

/* Writes the draft as *ref; id 0 makes a new record and gives its id back. `base_revision` is what was read, 0 for a
 * new one. */
bool edit_save(struct edit *edit, struct draft *draft, struct ref *ref, uint32_t base_revision, struct error *error);
/* A new record under an id that edit_reserve gave: what an import's references were resolved to. */
bool edit_add(struct edit *edit, struct draft *draft, record_id id, struct error *error);
/* The first of `count` ids that are this edit's from now on. The optimistic way: an import assumes them from
 * view_next_id, and checks here that nobody took any meanwhile. */
record_id edit_reserve(struct edit *edit, uint8_t entity, record_id count);
/* Refused while other records refer to it: the error names the first of them and counts the rest. Children stored below
 * it count; findings, which the audit has worked out, go with it and come back where the removal is undone. */
bool edit_remove(struct edit *edit, struct ref ref, uint32_t base_revision, struct error *error);
/* The latest action of the session's person that nobody has taken back yet: what undoing takes back next. 0: none. */
uint64_t edit_last_own(const struct session *session, const struct view *view);
/* Takes an action of the person's own back (an administrator: anybody's), findings handled among them. 0: the latest,
 * as edit_last_own. */
bool edit_undo(struct edit *edit, uint64_t sequence, struct error *error);

/* Gives the record every field as it stood after entry `sequence`, as a new revision; one that was removed since comes
 * back under its number. Refused where it did not stand then, and as any change is. */
bool edit_return(struct edit *edit, struct ref ref, uint64_t sequence, struct error *error);

/* Lets the edit set what only the program sets: for the catalogue's own facts. */
void edit_allow_internal(struct edit *edit);

/* Leaves the summary rows as they are, marked stale, and gathers those that are: summary_refresh_touched follows. For
 * large imports, with the same set in each of their edits. */
void edit_defer_summaries(struct edit *edit, struct touched_set *touched);

/* An import checks its references, unique fields and what lies inside what over the whole before its first put, in the
 * register as it was after entry `sequence`: two records may change places. What it has done is left out of validation
 * here; where somebody else has written since, all but the references is checked again. */
void edit_trust_whole(struct edit *edit, uint64_t sequence);

/* What edit_add_checked is given was let through by register_check_imported, and is at odds with nothing else that is
 * added, in the register as it was after
 * entry `sequence`: that is believed where nobody has written since; else everything is checked again. */
void edit_trust_checks(struct edit *edit, uint64_t sequence);
/* A new record, packed, under an id that edit_reserve gave. */
bool edit_add_checked(struct edit *edit, const struct record *record, struct error *error);

size_t edit_count(const struct edit *edit); /* records written so far */
size_t edit_bytes(const struct edit *edit);
bool edit_commit(struct edit **edit, uint64_t *sequence, struct error *error);
void edit_abort(struct edit **edit);

/* One change in one transaction: begin, save, commit. */
bool register_save(struct session *session, struct draft *draft, struct ref *ref, uint32_t base_revision,
                   struct slice why, struct error *error);
bool register_remove(struct session *session, struct ref ref, uint32_t base_revision, struct slice why,
                     struct error *error);

/* The checks alone, for forms and dry runs: everything edit_save would refuse but for the revision. One fault at a
 * time: the first. *field gets the number of the field at fault, 0 where it is none in particular. */
bool register_check(const struct session *session, const struct view *view, const struct draft *draft, struct ref ref,
                    uint8_t *field, struct error *error);

/* The same for a row of an import, which checks references, unique fields and circles itself over the whole. */
bool register_check_imported(const struct session *session, const struct view *view, const struct draft *draft,
                             struct ref ref, uint8_t *field, struct error *error);
/* Whether another record has the draft's value in the unique field. */
bool register_is_taken(const struct view *view, const struct draft *draft, const struct field *field, struct ref self,
                       struct ref *holder);
bool register_refuse_taken(const struct view *view, const struct field *field, struct ref holder, struct error *error);

/* Whether the field says what a record lies inside: the way up must not lead back to where it began. */
bool register_is_hierarchy(const struct field *field, uint8_t entity);

/* How text becomes a reference here: a code, else a unique field, else an unambiguous name. `typed`: as people type. */
struct value_reader register_reader(const struct view *view, day_t today, bool typed);
/* The same for one text. target 0: any entity. */
bool register_resolve(const struct view *view, uint8_t target, struct slice text, struct ref *ref, struct error *error);
/* How many records have this text in the indexed field, two at most counted; *ref gets the first. */
unsigned register_count_with(const struct view *view, const struct entity *entity, const struct field *field,
                             struct slice text, struct ref *ref);

#endif
