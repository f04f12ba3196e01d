/* The past: the journal's entries, chained by hash, and the former images of every record. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <sys/types.h>

#include "store/changes.h"

#define DIGEST_SIZE 32
#define SALT_SIZE 16

struct entry {
	uint64_t sequence, group, undoes;
	moment_t moment;
	enum entry_kind kind;
	uint32_t actor;
	bool open; /* further entries of its group were to follow */
	struct slice where, why;
	uint32_t count;            /* of rows: changes, and images kept */
	const uint8_t *changes;    /* read with entry_next */
	const uint8_t *hash;       /* DIGEST_SIZE bytes */
	const uint8_t *previous;
};

struct entry_change {
	struct ref ref; /* id 0: stands for `revision` derived records (changes_put_derived) */
	uint32_t revision;
	const uint8_t *digest; /* BLAKE2b(salt, image) */
	bool kept; /* no change: how the record stood before, which nothing had kept; entry_next passes it over */
};

struct journal;
struct journal *journal_new(const struct view *view);
void journal_free(struct journal **journal);
bool journal_seek(struct journal *journal, uint64_t sequence, struct entry *entry); /* at or after */
bool journal_next(struct journal *journal, struct entry *entry);
bool journal_previous(struct journal *journal, struct entry *entry);
bool journal_last(struct journal *journal, struct entry *entry);
struct entry_change entry_change(const struct entry *entry, uint32_t index);
/* What the entry changed, one after the other; *at begins with 0. What is of no entity is passed over, as verify
 * tells; entry_change gives it too. */
bool entry_next(const struct entry *entry, uint32_t *at, struct entry_change *change);
uint32_t entry_changed(const struct entry *entry); /* how many it changed */

/* The head of the chain: sequence and hash of the last entry; sequence 0 for an empty journal. */
uint64_t journal_head(const struct view *view, uint8_t hash[DIGEST_SIZE]);

enum image_state { IMAGE_CURRENT, IMAGE_FORMER, IMAGE_REMOVED, IMAGE_ERASED, IMAGE_DISPOSED };

/* One revision of a record's history. */
struct image {
	uint32_t revision;
	enum image_state state;
	uint64_t sequence;    /* of the journal entry that wrote it */
	struct record record; /* CURRENT and FORMER: the fields as they were */
	bool readable;        /* record is usable */
	const uint8_t *salt;  /* SALT_SIZE bytes; all 0 where the image has been erased, of a disposed one its mark */
	uint64_t disposal;    /* DISPOSED: sequence of the journal entry that says by which decision */
};

/* Neither an image nor its salt is left, only its digest in the journal. */
static inline bool image_is_gone(const struct image *image)
{
	return image->state == IMAGE_ERASED || image->state == IMAGE_DISPOSED;
}

/* Every revision of `ref` from the first; the callback returns false to stop. */
void view_history(const struct view *view, struct ref ref, bool (*found)(void *context, const struct image *image),
                  void *context);
/* The same of every record that the entity ever had, in the order of their ids. */
void view_histories(const struct view *view, uint8_t entity,
                    bool (*found)(void *context, struct ref ref, const struct image *image), void *context);
/* One revision. */
bool view_image(const struct view *view, struct ref ref, uint32_t revision, struct image *image);
/* As it stood after entry `sequence`; false where it was not there yet. */
bool view_image_at(const struct view *view, struct ref ref, uint64_t sequence, struct image *image);
/* The last revision the record ever had, 0 where it never was. */
uint32_t view_last_revision(const struct view *view, struct ref ref);

/* Undoes every change of the group of entry `sequence` (0: the last group) in the open change set `changes`. Where a
 * record has been changed since by a later entry, nothing is done and `error` names it and who changed it. `touched` is
 * called for each record, before it is put back and after. */
bool changes_undo(struct changes *changes, uint64_t sequence, void (*touched)(void *context, struct ref ref),
                  void *context, struct error *error);

/* Checks the whole store: every record, index entry, history image, digest and the chain. Each fault is one line given
 * to `fault`. Returns the number of faults. `progress` may be NULL; returns false to stop. */
struct verify_report {
	uint64_t records, index_entries, images, entries, faults, erased, disposed;
};
void store_verify(const struct view *view, void (*fault)(void *context, const char *line),
                  bool (*progress)(void *context, uint64_t done), void *context, struct verify_report *report);

/* Does the work that reads the store; false with words where damaged pages led it astray. */
bool store_guarded(void (*work)(void *context), void *context, struct error *error);

/* How large it is and who reads it. */
struct store_figures {
	uint64_t map_size, used; /* bytes */
	unsigned readers, readers_max;
	uint64_t commits_since_oldest; /* what is freed since the oldest snapshot that is read cannot be used again */
	pid_t oldest_process;          /* who reads it; 0: nobody reads */
	const char *engine;
};
bool store_figures(struct store *store, struct store_figures *figures, struct error *error);

/* Copies the store hot and compact into `directory` (made; must be empty or new), synced and verified before it
 * returns. */
bool store_backup(struct store *store, const char *directory, struct error *error);

#endif
