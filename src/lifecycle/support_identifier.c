/* Package addresses (purl) and platform names (CPE): what in them is the version. */
#include <string.h>

#include "lifecycle/support.h"

static bool begins(struct slice text, const char *start)
{
	size_t size = strlen(start);
	return text.size >= size && memcmp(text.data, start, size) == 0;
}

/* pkg:maven/org.slf4j/slf4j-api@1.7.36?type=jar#path */
struct slice support_identifier(struct slice identifier)
{
	for (size_t i = 0; begins(identifier, "pkg:") && i < identifier.size; i++)
		if (identifier.data[i] == '?' || identifier.data[i] == '#')
			return (struct slice){identifier.data, i};
	return identifier;
}

/* Five parts of cpe:2.3:a:postgresql:postgresql:14.9:* say what it is, four of cpe:/a:postgresql:postgresql:14.9. */
static struct slice platform_base(struct slice identifier)
{
	size_t wanted = begins(identifier, "cpe:2.3:") ? 5 : 4;
	for (size_t i = 0; i < identifier.size; i++)
		if (identifier.data[i] == ':' && --wanted == 0)
			return (struct slice){identifier.data, i};
	return identifier;
}

/* The version follows the last @ behind the last slash: the scope of an npm package has one of its own. */
struct slice support_identifier_base(struct slice identifier)
{
	if (begins(identifier, "cpe:"))
		return platform_base(identifier);
	identifier = support_identifier(identifier);
	for (size_t i = identifier.size; begins(identifier, "pkg:") && i-- > 0 && identifier.data[i] != '/';)
		if (identifier.data[i] == '@')
			return (struct slice){identifier.data, i};
	return identifier;
}
