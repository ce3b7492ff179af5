#include "gateway/init/machine_zone.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "handlers/zone/zone.h"
#include "templates/text/text.h"

#define ZONES "/zoneinfo/"

/* TZ may also be a file or a rule: neither is a name. */
static bool known(const char *name, char *out, size_t size)
{
	if (!*name || *name == '/' || strlen(name) >= size || !zone_known(name))
		return false;
	text_copy(out, size, name);
	return true;
}

/* `localtime` is a link into the tz database, behind which the name stands. */
static bool of_link(const char *etc, char *out, size_t size)
{
	char path[PATH_MAX], to[PATH_MAX];
	const char *name;
	ssize_t n;

	snprintf(path, sizeof(path), "%s/localtime", etc);
	n = readlink(path, to, sizeof(to) - 1);
	to[n > 0 ? n : 0] = '\0';
	name = strstr(to, ZONES);
	return name && known(name + strlen(ZONES), out, size);
}

static bool of_file(const char *etc, char *out, size_t size)
{
	char path[PATH_MAX], line[256] = "";
	FILE *f;

	snprintf(path, sizeof(path), "%s/timezone", etc);
	f = fopen(path, "re");
	if (!f)
		return false;
	if (!fgets(line, sizeof(line), f))
		line[0] = '\0';
	fclose(f);
	line[strcspn(line, " \t\r\n")] = '\0';
	return known(line, out, size);
}

bool machine_zone(const char *etc, char *out, size_t size)
{
	const char *said = getenv("TZ");

	if (said && known(said + (*said == ':'), out, size))
		return true;
	return of_link(etc, out, size) || of_file(etc, out, size);
}
