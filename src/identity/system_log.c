#include "identity/system_log.h"

#include <stdarg.h>
#include <syslog.h>

#include "base/text.h"

void system_log(bool warning, const char *format, ...)
{
	struct text line = {0}, harmless = {0};
	va_list arguments;
	va_start(arguments, format);
	text_vprintf(&line, format, arguments);
	va_end(arguments);
	text_append_harmless(&harmless, text_slice(&line), false);
	openlog("forvalta", LOG_PID, LOG_AUTH);
	syslog(warning ? LOG_WARNING : LOG_INFO, "%s", harmless.data);
	closelog();
	text_free(&harmless);
	text_free(&line);
}
