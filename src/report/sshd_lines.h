/* Whether sshd is set up as the page for sysadmins says (doc/ssh.md), as far as its files can be read. */
#ifndef REPORT_SSHD_LINES_H
#define REPORT_SSHD_LINES_H

#include "report/health.h"

/* `directory` is sshd's: /etc/ssh. VERDICT_NONE where no line there asks this program for keys. */
enum verdict sshd_lines_look(const char *directory, struct text *words);

#endif
