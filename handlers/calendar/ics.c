#include "handlers/calendar/ics.h"

#include <errno.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "handlers/calendar/ics_event.h"
#include "handlers/calendar/ics_reader.h"

#define DEPTH_MAX 8   /* of components in components */
#define FAULTS_MAX 10 /* of one file; the rest would say the same again */

/* ---- the bytes ---- */

static bool read_bytes(struct ics_reader *r)
{
	struct stat st;
	FILE *in = fopen(r->file, "rbe");
	bool read;

	if (in == NULL || fstat(fileno(in), &st) != 0 || !S_ISREG(st.st_mode)) {
		fault_add(r->f, r->file, 0, 0, 1, "it cannot be opened (%s); check the path, or write the file",
			  in == NULL ? strerror(errno) : "it is not a file");
		if (in != NULL)
			fclose(in);
		return false;
	}
	r->bytes = malloc(ICS_BYTES_MAX + 2);
	r->n = r->bytes != NULL ? fread(r->bytes, 1, ICS_BYTES_MAX + 1, in) : 0;
	read = r->bytes != NULL && !ferror(in);
	fclose(in);
	if (!read)
		return ics_refuse(r, 0, "it cannot be read; check the disk, or free memory");
	r->bytes[r->n] = '\0';
	if (r->n > ICS_BYTES_MAX)
		return ics_refuse(r, 0, "it is larger than 1 MiB; keep only the years that are needed");
	return true;
}

static bool is_calendar(const char *bytes)
{
	size_t mark = strncmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	return strncasecmp(bytes + mark, "BEGIN:VCALENDAR", 15) == 0;
}

/* What would cost libical much time or stack is refused before it sees it. */
static bool check_lines(struct ics_reader *r)
{
	int depth = 0, line = 1;
	size_t events = 0;

	if (strlen(r->bytes) != r->n)
		return ics_refuse(r, 0, "there is a NUL in it; is this an .ics file?");
	for (const char *at = r->bytes; at != NULL; at = ics_next_line(at), line++) {
		events += ics_begins(at, "BEGIN:VEVENT");
		depth += (strncasecmp(at, "BEGIN:", 6) == 0) - (strncasecmp(at, "END:", 4) == 0);
		if (depth > DEPTH_MAX)
			return ics_refuse(r, line, "this is nested too deeply; is an END: missing above?");
	}
	if (!is_calendar(r->bytes))
		return ics_refuse(r, 1, "this is not a calendar; an .ics file begins with BEGIN:VCALENDAR");
	if (events > ICS_EVENTS_MAX)
		return ics_refuse(r, 0, "it has more than 5000 events; keep only the years that are needed");
	if (events == 0)
		return ics_refuse(r, 0, "there is no VEVENT in it; write one for each holiday");
	return true;
}

/* ---- the events ---- */

struct count {
	size_t events;
	size_t unread; /* events after the last fault that is shown, */
	int unread_at; /* and the line of the first */
};

static void read_event(struct ics_reader *r, icalcomponent *event, struct count *c)
{
	c->events++;
	ics_next_event(r);
	if (r->bad < FAULTS_MAX) {
		ics_event_read(r, event);
		return;
	}
	if (c->unread == 0)
		c->unread_at = r->line;
	c->unread++;
}

/* Recursion is bounded by DEPTH_MAX. */
static void read_component(struct ics_reader *r, icalcomponent *component, struct count *c)
{
	icalcompiter it;

	if (icalcomponent_isa(component) == ICAL_VEVENT_COMPONENT) {
		read_event(r, component, c);
		return;
	}
	for (it = icalcomponent_begin_component(component, ICAL_ANY_COMPONENT); icalcompiter_deref(&it) != NULL;
	     icalcompiter_next(&it))
		read_component(r, icalcompiter_deref(&it), c);
}

static bool parse(struct ics_reader *r)
{
	struct count c = {0};
	icalcomponent *all;

	icalerror_set_errors_are_fatal(0);
	all = icalparser_parse_string(r->bytes);
	if (all == NULL)
		return ics_refuse(r, 0, "it cannot be read; is each BEGIN: followed by its END:?");
	read_component(r, all, &c);
	icalcomponent_free(all);
	if (r->bad == 0 && c.events == 0)
		ics_refuse(r, 0, "there is no VEVENT in it; write one for each holiday");
	if (c.unread > 0)
		fault_add(r->f, r->file, c.unread_at, 1, 1,
			  "the %zu events from here on were not checked; correct those above first", c.unread);
	return r->bad == 0;
}

bool ics_read(const char *file, const struct zone *zone, const struct day_words *words, struct ics *out,
	      struct faults *f)
{
	struct ics_reader r = {.file = file, .zone = zone, .words = words, .out = out, .f = f, .line = 1};
	bool read;

	*out = (struct ics){.last_day = INT64_MIN};
	read = read_bytes(&r) && check_lines(&r);
	r.at = r.bytes; /* the first line begins the calendar, no event */
	read = read && parse(&r);
	free(r.bytes);
	if (!read)
		ics_free(out);
	return read;
}

void ics_free(struct ics *i)
{
	free(i->all);
	*i = (struct ics){0};
}
