/* The audit, made and printed: shared by the commands audit and demo. */
#ifndef CLI_AUDIT_PRINTING_H
#define CLI_AUDIT_PRINTING_H

#include "audit/audit.h"
#include "cli/cli_private.h"

/* Makes the audit with the options on the command line and prints it to standard output; the head of the change log
 * and what else differs from night to night goes to stderr, unless `quiet`. */
bool audit_and_print(struct cli *cli, enum audit_format format, bool quiet);
/* The same, and the exit status that the limit gives. */
int audit_with_status(struct cli *cli, enum audit_format format, struct audit_limit limit, bool only_new);

#endif
