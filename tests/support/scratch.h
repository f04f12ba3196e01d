/* A directory of a test's own, in memory where there is /dev/shm (its syncs cost nothing), else in TMPDIR or /tmp. */
#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

char *scratch_new(void);               /* the path; ends the program when it cannot be made */
void scratch_free(char **directory);   /* removes it with all that is in it */
/* The same on a disk, where a sync means something. */
char *scratch_new_on_disk(void);

#endif
