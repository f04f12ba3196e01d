/* The system's log of who signs in and is refused (syslog's facility auth; the journal keeps it). */
#ifndef IDENTITY_SYSTEM_LOG_H
#define IDENTITY_SYSTEM_LOG_H

#include <stdbool.h>

/* One line, made harmless. `warning`: something was refused. In English: logs are read by programs. */
void system_log(bool warning, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
