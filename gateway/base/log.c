#include "gateway/base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/base/wall_clock.h"
#include "handlers/time/when_write.h"
#include "handlers/zone/zone.h"
#include "templates/text/text.h"

#define LINE_BYTES 2048

/* Zones that were named, to the end of the process, since another thread may be writing a line by one. There are as
 * many as reloads that changed the zone. */
struct named_zone {
	struct named_zone *before;
	struct zone *zone;
	char name[64];
};

static struct named_zone *_Atomic newest;
static _Thread_local bool hushed;

void log_hush(bool hush)
{
	hushed = hush;
}

void log_use_zone(const char *name)
{
	struct named_zone *before = atomic_load(&newest), *z;

	if (before && strcmp(before->name, name) == 0)
		return;
	z = calloc(1, sizeof(*z));
	if (!z)
		return;
	z->before = before;
	z->zone = zone_open(name);
	if (!z->zone) {
		free(z);
		return;
	}
	text_copy(z->name, sizeof(z->name), name);
	atomic_store(&newest, z);
}

static const struct zone *zone_now(void)
{
	const struct named_zone *z = atomic_load(&newest);

	return z ? z->zone : NULL;
}

/* The journal stamps time and level itself, but a child may inherit JOURNAL_STREAM and write elsewhere. */
static bool to_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	unsigned long long device, inode;
	struct stat st;
	char *end;

	if (!stream || fstat(STDERR_FILENO, &st) != 0)
		return false;
	device = strtoull(stream, &end, 10);
	if (*end != ':')
		return false;
	inode = strtoull(end + 1, &end, 10);
	return *end == '\0' && st.st_dev == device && st.st_ino == inode;
}

static size_t prefix(char *line, size_t size, int priority, const char *level)
{
	char time[40];
	int n;

	if (to_journal()) {
		n = snprintf(line, size, "<%d>", priority);
	} else {
		when_rfc3339_in(zone_now(), clock_now(), time);
		n = snprintf(line, size, "%s %s", time, level);
	}
	return n < 0 ? 0 : (size_t)n;
}

/* Written by one write(2), so that lines of two threads never mix. */
__attribute__((format(printf, 3, 0))) static void put(int priority, const char *level, const char *fmt, va_list ap)
{
	char line[LINE_BYTES];
	size_t n;
	int m;

	if (hushed)
		return;
	n = prefix(line, sizeof(line), priority, level);
	m = vsnprintf(line + n, sizeof(line) - n - 1, fmt, ap);
	if (m > 0)
		n += strlen(line + n);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return; /* nowhere left to say it */
}

void log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(6, "", fmt, ap);
	va_end(ap);
}

void log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(4, "warning: ", fmt, ap);
	va_end(ap);
}

void log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(3, "error: ", fmt, ap);
	va_end(ap);
}
