#include "handlers/calendar/ics_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "templates/text/units.h"

const char *ics_next_line(const char *at)
{
	const char *end = strchr(at, '\n');

	return end != NULL ? end + 1 : NULL;
}

bool ics_begins(const char *line, const char *property)
{
	size_t n = strlen(property);

	return strncasecmp(line, property, n) == 0 && strchr(":;\r\n \t", line[n]) != NULL;
}

void ics_next_event(struct ics_reader *r)
{
	do {
		r->line++;
		r->at = r->at != NULL ? ics_next_line(r->at) : NULL;
	} while (r->at != NULL && !ics_begins(r->at, "BEGIN:VEVENT"));
}

/* This event's line of a property, and its number; NULL if it has none. */
static const char *find_line(const struct ics_reader *r, const char *property, int *number)
{
	*number = r->line;
	for (const char *at = r->at; at != NULL && !ics_begins(at, "END:VEVENT"); at = ics_next_line(at), ++*number)
		if (ics_begins(at, property))
			return at;
	return NULL;
}

bool ics_has_line(const struct ics_reader *r, const char *property)
{
	int number;

	return find_line(r, property, &number) != NULL;
}

void ics_event_fault(struct ics_reader *r, const char *property, const char *fmt, ...)
{
	char what[WHY_BYTES];
	va_list args;
	int number;
	const char *at = find_line(r, property != NULL ? property : "BEGIN", &number);

	if (at == NULL) {
		at = r->at;
		number = r->line;
	}
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	fault_add(r->f, r->file, at != NULL ? number : 0, at != NULL, at != NULL ? (int)strcspn(at, "\r\n") : 1, "%s",
		  what);
	r->bad++;
}

bool ics_refuse(struct ics_reader *r, int line, const char *what)
{
	fault_add(r->f, r->file, line, line > 0, 1, "%s", what);
	r->bad++;
	return false;
}
