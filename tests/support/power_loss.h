/* What a disk may hold after the plug was pulled.
 *
 * A program runs under LD_PRELOAD=$(BUILD)/tests/recorder.so (tests/system/recorder.c) and leaves a
 * recording. An image of it at event `crash` holds everything that a sync had promised before, and of what came after
 * the last sync any part: each page of 4,096 bytes written or not, names of files made, changed or not in their order.
 * The seed decides which. Syncing a file promises its content only; a name is promised by syncing its directory. */
#ifndef SUPPORT_POWER_LOSS_H
#define SUPPORT_POWER_LOSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct power_recording;

/* NULL, with a line on stderr, when there is none or it is empty. */
struct power_recording *power_read(const char *log);
void power_free(struct power_recording **recording);

size_t power_events(const struct power_recording *recording);
/* The syncs among them. */
size_t power_syncs(const struct power_recording *recording);

/* The `number`th event (from 0, counted round and round) at which something is promised, named or told: the moments
 * before and after these differ most. */
size_t power_turning_point(const struct power_recording *recording, size_t number);

/* What was told to the outside last before event `crash`, NUL-terminated; NULL when nothing was. */
const char *power_acknowledged(const struct power_recording *recording, size_t crash);

/* Makes the image in `directory`, which is there and empty. */
void power_build(const struct power_recording *recording, size_t crash, uint64_t seed, const char *directory);

/* Makes the caller's environment such that what it executes next is recorded, with all that this starts in turn. What
 * the former writes to standard output is what is told to the outside. */
void power_record_what_follows(const char *recorder, const char *root, const char *log, bool drop_sync);

#endif
