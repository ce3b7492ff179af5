#include "handlers/calendar/ics.h"

#include <errno.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "handlers/time/day.h"
#include "templates/text/text.h"

#define DEPTH_MAX 8         /* of components in components */
#define FAULTS_MAX 10       /* of one file; the rest would say the same again */
#define EVENT_YEAR_MIN 1900 /* of a rule's first day */
#define EVENT_YEAR_MAX 2200

/* What is needed while a file is read. */
struct reader {
	const char *file;
	const struct zone *zone;
	struct ics *out;
	struct faults *f;
	char *bytes;
	size_t n;
	const char *at; /* the event in hand; NULL behind the last that begins a line of its own */
	int line;
	size_t events; /* seen so far */
	size_t bad;    /* faults */
	size_t unread; /* events behind the last fault that is shown, */
	int unread_at; /* and the line of the first */
};

/* ---- places ---- */

/* The file's own lines are searched: libical does not tell where a thing stood. */
static const char *next_line(const char *at)
{
	const char *end = strchr(at, '\n');
	return end != NULL ? end + 1 : NULL;
}

static bool begins(const char *line, const char *word)
{
	size_t n = strlen(word);
	return strncasecmp(line, word, n) == 0 && strchr(":;\r\n \t", line[n]) != NULL;
}

/* Goes on to the next event. */
static void find_event(struct reader *r)
{
	do {
		r->line++;
		r->at = r->at != NULL ? next_line(r->at) : NULL;
	} while (r->at != NULL && !begins(r->at, "BEGIN:VEVENT"));
}

/* The line of a property of the event in hand; NULL if it has none such. */
static const char *find_line(const struct reader *r, const char *property, int *number)
{
	*number = r->line;
	for (const char *at = r->at; at != NULL && !begins(at, "END:VEVENT"); at = next_line(at), ++*number)
		if (begins(at, property))
			return at;
	return NULL;
}

static void __attribute__((format(printf, 3, 4)))
event_fault(struct reader *r, const char *property, const char *fmt, ...)
{
	char *what = NULL;
	int number;
	const char *at = find_line(r, property != NULL ? property : "BEGIN", &number);
	if (at == NULL) {
		at = r->at;
		number = r->line;
	}
	va_list args;
	va_start(args, fmt);
	if (vasprintf(&what, fmt, args) < 0)
		what = NULL;
	va_end(args);
	fault_add(r->f, r->file, at != NULL ? number : 0, at != NULL, at != NULL ? (int)strcspn(at, "\r\n") : 1, "%s",
		  what != NULL ? what : "something is wrong with this event; look at it again");
	free(what);
	r->bad++;
}

/* ---- dates and times ---- */

/* libical drops what it cannot read. True if it did so with this property. */
static bool is_dropped(struct reader *r, icalcomponent *event, icalproperty_kind kind, const char *property)
{
	int number;
	return icalcomponent_get_first_property(event, kind) == NULL && find_line(r, property, &number) != NULL;
}

static bool is_date_time(const struct icaltimetype *t)
{
	if (icaltime_is_null_time(*t) || t->year < EVENT_YEAR_MIN || t->year > EVENT_YEAR_MAX || t->month < 1 ||
	    t->month > 12 || t->day < 1 || t->day > icaltime_days_in_month(t->month, t->year))
		return false;
	return t->is_date ||
	       (t->hour >= 0 && t->hour < 24 && t->minute >= 0 && t->minute < 60 && t->second >= 0 && t->second <= 60);
}

static int64_t day_of(const struct icaltimetype *t)
{
	return day_number(t->year, t->month, t->day);
}

static int64_t local_of(const struct icaltimetype *t)
{
	return day_of(t) * DAY_MS + t->hour * INT64_C(3600000) + t->minute * MINUTE_MS + t->second * INT64_C(1000);
}

/* A moment of an event; in `zone` until it is known to be elsewhere. */
struct moment {
	struct icaltimetype t;
	const struct zone *zone; /* NULL: UTC */
	struct zone *own;        /* to be closed */
};

static int64_t instant_of(const struct moment *m, int64_t local)
{
	return m->zone != NULL ? zone_first(m->zone, local) : local;
}

static bool read_zone(struct reader *r, icalproperty *p, const char *property, struct moment *m)
{
	icalparameter *tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
	m->zone = r->zone;
	if (icaltime_is_utc(m->t))
		m->zone = NULL;
	if (tzid == NULL || m->zone == NULL || m->t.is_date)
		return true;
	const char *name = icalparameter_get_tzid(tzid);
	m->own = zone_open(name != NULL ? name : "");
	if (m->own == NULL) {
		event_fault(r, property,
			    "this computer knows no such time zone; write one as TZID=Asia/Shanghai, or leave TZID out "
			    "for the calendar's own");
		return false;
	}
	m->zone = m->own;
	return true;
}

static bool read_moment(struct reader *r, icalproperty *p, const char *property, struct moment *m)
{
	icalvalue *value = icalproperty_get_value(p);
	icalvalue_kind kind = value != NULL ? icalvalue_isa(value) : ICAL_NO_VALUE;
	if (kind == ICAL_DATE_VALUE)
		m->t = icalvalue_get_date(value);
	else if (kind == ICAL_DATETIME_VALUE)
		m->t = icalvalue_get_datetime(value);
	if ((kind != ICAL_DATE_VALUE && kind != ICAL_DATETIME_VALUE) || !is_date_time(&m->t)) {
		event_fault(r, property,
			    "there is no such date or time; write %s;VALUE=DATE:20261001, or %s:20261001T130000",
			    property, property);
		return false;
	}
	return read_zone(r, p, property, m);
}

/* ---- spans ---- */

static bool add_span(struct reader *r, enum day_mark mark, int64_t from, int64_t to)
{
	struct ics *out = r->out;
	if (out->n == ICS_SPANS_MAX) {
		event_fault(r, "RRULE", "this is more than %d days and times in one file; part it, or end the rules",
			    ICS_SPANS_MAX);
		return false;
	}
	if (out->n == out->cap) {
		size_t cap = out->cap > 0 ? 2 * out->cap : 64;
		struct ics_span *grown = realloc(out->all, cap * sizeof(*grown));
		if (grown == NULL) {
			event_fault(r, NULL, "there is not enough memory to read it; free some and try again");
			return false;
		}
		out->all = grown;
		out->cap = cap;
	}
	out->all[out->n++] = (struct ics_span){mark, from, to};
	return true;
}

/* How long an event is: whole days, or ms by its own clock. */
struct event {
	enum day_mark mark;
	struct moment start, end;
	int64_t length;
};

static bool add_occurrence(struct reader *r, const struct event *e, const struct icaltimetype *t)
{
	int64_t day = day_of(t), last;
	bool added;
	if (e->start.t.is_date) {
		last = day + e->length - 1;
		added = add_span(r, e->mark, day, day + e->length);
	} else {
		int64_t from = local_of(t);
		last = (from + e->length - 1) / DAY_MS;
		added = add_span(r, DAY_PLAIN, instant_of(&e->start, from), instant_of(&e->end, from + e->length));
	}
	if (last > r->out->last_day)
		r->out->last_day = last;
	return added;
}

static bool check_rule(struct reader *r, const struct icalrecurrencetype *rule)
{
	bool ends = rule->count > 0 || !icaltime_is_null_time(rule->until);
	if (rule->freq != ICAL_YEARLY_RECURRENCE && rule->freq != ICAL_MONTHLY_RECURRENCE &&
	    rule->freq != ICAL_WEEKLY_RECURRENCE && rule->freq != ICAL_DAILY_RECURRENCE)
		event_fault(r, "RRULE",
			    "holidays do not come so often; write FREQ=YEARLY, or another down to DAILY with an UNTIL");
	else if (!icaltime_is_null_time(rule->until) && !is_date_time(&rule->until))
		event_fault(r, "RRULE", "its UNTIL is no date; write UNTIL=20261231");
	else if (rule->freq != ICAL_YEARLY_RECURRENCE && !ends)
		event_fault(r, "RRULE", "this never ends, as only FREQ=YEARLY may; add COUNT or UNTIL");
	else
		return true;
	return false;
}

static void repeat(struct reader *r, const struct event *e, icalproperty *p)
{
	struct icalrecurrencetype rule = icalproperty_get_rrule(p);
	if (!check_rule(r, &rule))
		return;
	icalrecur_iterator *it = icalrecur_iterator_new(rule, e->start.t);
	if (it == NULL) {
		event_fault(r, "RRULE", "this rule fits no day; write FREQ=YEARLY, or an event for each day");
		return;
	}
	size_t n = 0, bad = r->bad;
	for (;; n++) {
		struct icaltimetype t = icalrecur_iterator_next(it);
		if (icaltime_is_null_time(t) || t.year > CALENDAR_LAST_YEAR)
			break;
		if (n == ICS_SPANS_MAX || !add_occurrence(r, e, &t)) {
			if (r->bad == bad)
				event_fault(r, "RRULE", "this repeats more than %d times; end it sooner",
					    ICS_SPANS_MAX);
			break;
		}
	}
	if (n == 0 && r->bad == bad)
		event_fault(r, "RRULE", "this rule never comes true; mend it");
	icalrecur_iterator_free(it);
}

/* ---- events ---- */

static bool same_word(const char *s, size_t n, const char *word)
{
	while (n > 0 && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	return n == strlen(word) && strncasecmp(s, word, n) == 0;
}

/* No category at all is a holiday's. */
static bool read_category(struct reader *r, icalcomponent *event, enum day_mark *mark)
{
	bool any = false, known = false;
	*mark = DAY_OFF;
	for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY); p != NULL;
	     p = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY)) {
		const char *s = icalproperty_get_categories(p);
		any = true;
		while (s != NULL && *s != '\0') {
			size_t n = strcspn(s, ",");
			known = known || same_word(s, n, "HOLIDAY") || same_word(s, n, "WORKDAY");
			if (same_word(s, n, "WORKDAY"))
				*mark = DAY_MAKE_UP;
			s += n + (s[n] == ',');
		}
	}
	if (any && !known)
		event_fault(
			r, "CATEGORIES",
			"this is neither a day off nor a make-up working day; write HOLIDAY or WORKDAY, or leave the "
			"line out for a day off");
	return !any || known;
}

static bool read_end(struct reader *r, icalcomponent *event, struct event *e)
{
	icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
	e->end.zone = e->start.zone;
	if (is_dropped(r, event, ICAL_DTEND_PROPERTY, "DTEND")) {
		event_fault(r, "DTEND",
			    "there is no such date or time; write DTEND;VALUE=DATE:20261008, the day after");
		return false;
	}
	if (is_dropped(r, event, ICAL_DURATION_PROPERTY, "DURATION")) {
		event_fault(r, "DURATION", "this is no duration; write P1D for a day, or DTEND instead");
		return false;
	}
	if (end != NULL) {
		if (!read_moment(r, end, "DTEND", &e->end))
			return false;
		if (e->end.t.is_date != e->start.t.is_date) {
			event_fault(r, "DTEND", "it begins and ends one with a time, one without; write both alike");
			return false;
		}
		e->length = local_of(&e->end.t) - local_of(&e->start.t);
	} else if (duration != NULL) {
		e->length = icaldurationtype_as_int(icalproperty_get_duration(duration)) * INT64_C(1000);
	} else {
		e->length = e->start.t.is_date ? DAY_MS : 0;
	}
	if (e->start.t.is_date)
		e->length /= DAY_MS;
	int64_t from = local_of(&e->start.t);
	bool lasts = e->length > 0 &&
		     (e->start.t.is_date || instant_of(&e->start, from) < instant_of(&e->end, from + e->length));
	if (!lasts)
		event_fault(r,
			    end != NULL        ? "DTEND"
			    : duration != NULL ? "DURATION"
					       : "DTSTART",
			    "it ends before it has begun; write a later DTEND (of whole days the day after the last)");
	return lasts;
}

/* What is not looked at must not change what the days are. */
static bool refuse_unread(struct reader *r, icalcomponent *event)
{
	static const struct {
		icalproperty_kind kind;
		const char *name;
	} unread[] = {{ICAL_RDATE_PROPERTY, "RDATE"},
		      {ICAL_EXDATE_PROPERTY, "EXDATE"},
		      {ICAL_EXRULE_PROPERTY, "EXRULE"},
		      {ICAL_RECURRENCEID_PROPERTY, "RECURRENCE-ID"}};
	int number;
	for (size_t i = 0; i < sizeof(unread) / sizeof(unread[0]); i++) {
		if (icalcomponent_get_first_property(event, unread[i].kind) == NULL &&
		    find_line(r, unread[i].name, &number) == NULL)
			continue;
		event_fault(r, unread[i].name, "%s is not read here; write an event for each day", unread[i].name);
		return false;
	}
	if (icalcomponent_count_properties(event, ICAL_RRULE_PROPERTY) < 2)
		return true;
	event_fault(r, "RRULE", "an event can have one rule; write an event for each");
	return false;
}

static bool read_start(struct reader *r, icalcomponent *event, struct event *e)
{
	icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	if (is_dropped(r, event, ICAL_DTSTART_PROPERTY, "DTSTART"))
		event_fault(r, "DTSTART", "there is no such date or time; write DTSTART;VALUE=DATE:20261001");
	else if (start == NULL)
		event_fault(r, NULL, "nothing says when this is; add DTSTART;VALUE=DATE:20261001");
	else
		return read_moment(r, start, "DTSTART", &e->start);
	return false;
}

static void read_days(struct reader *r, icalcomponent *event, struct event *e)
{
	icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
	if (!read_category(r, event, &e->mark) || !read_start(r, event, e) || !read_end(r, event, e))
		return;
	if (e->mark == DAY_MAKE_UP && !e->start.t.is_date)
		event_fault(r, "DTSTART", "a make-up working day is a whole day; write DTSTART;VALUE=DATE:20261010");
	else if (is_dropped(r, event, ICAL_RRULE_PROPERTY, "RRULE"))
		event_fault(r, "RRULE", "this rule cannot be read; write RRULE:FREQ=YEARLY, or an event for each day");
	else if (rule != NULL)
		repeat(r, e, rule);
	else
		add_occurrence(r, e, &e->start.t);
}

static void read_event(struct reader *r, icalcomponent *event)
{
	struct event e = {0};
	r->events++;
	find_event(r);
	if (r->bad >= FAULTS_MAX) {
		r->unread_at = r->unread++ > 0 ? r->unread_at : r->line;
		return;
	}
	if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED || !refuse_unread(r, event))
		return;
	read_days(r, event, &e);
	zone_close(e.start.own);
	zone_close(e.end.own);
}

/* Recursion is bounded by DEPTH_MAX. */
static void read_component(struct reader *r, icalcomponent *c)
{
	if (icalcomponent_isa(c) == ICAL_VEVENT_COMPONENT) {
		read_event(r, c);
		return;
	}
	for (icalcompiter it = icalcomponent_begin_component(c, ICAL_ANY_COMPONENT); icalcompiter_deref(&it) != NULL;
	     icalcompiter_next(&it))
		read_component(r, icalcompiter_deref(&it));
}

/* ---- the file ---- */

static bool refuse(struct reader *r, int line, const char *what)
{
	fault_add(r->f, r->file, line, line > 0, 1, "%s", what);
	r->bad++;
	return false;
}

static bool read_bytes(struct reader *r)
{
	struct stat st;
	FILE *in = fopen(r->file, "rbe");
	if (in == NULL || fstat(fileno(in), &st) != 0 || !S_ISREG(st.st_mode)) {
		fault_add(r->f, r->file, 0, 0, 1, "it cannot be opened (%s); check the path, or write the file",
			  in == NULL ? strerror(errno) : "it is no file");
		if (in != NULL)
			fclose(in);
		return false;
	}
	r->bytes = malloc(ICS_BYTES_MAX + 2);
	r->n = r->bytes != NULL ? fread(r->bytes, 1, ICS_BYTES_MAX + 1, in) : 0;
	bool read = r->bytes != NULL && !ferror(in);
	fclose(in);
	if (!read)
		return refuse(r, 0, "it cannot be read; mend the disk, or free memory");
	r->bytes[r->n] = '\0';
	if (r->n > ICS_BYTES_MAX)
		return refuse(r, 0, "it is larger than 1 MiB; keep the years that are needed");
	return true;
}

/* What would cost libical time or stack is refused before it sees it. */
static bool check_lines(struct reader *r)
{
	int depth = 0, line = 1;
	size_t events = 0;
	if (strlen(r->bytes) != r->n)
		return refuse(r, 0, "a NUL stands in it; is this an .ics file?");
	for (const char *at = r->bytes; at != NULL; at = next_line(at), line++) {
		events += begins(at, "BEGIN:VEVENT");
		depth += (strncasecmp(at, "BEGIN:", 6) == 0) - (strncasecmp(at, "END:", 4) == 0);
		if (depth > DEPTH_MAX)
			return refuse(r, line, "this is nested too deeply; is an END: missing above?");
	}
	if (strncasecmp(r->bytes + (strncmp(r->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0), "BEGIN:VCALENDAR", 15) != 0)
		return refuse(r, 1, "this is no calendar; an .ics file begins with BEGIN:VCALENDAR");
	if (events > ICS_EVENTS_MAX)
		return refuse(r, 0, "it has more than 5000 events; keep the years that are needed");
	if (events == 0)
		return refuse(r, 0, "there is no VEVENT in it; write one for each holiday");
	return true;
}

static bool parse(struct reader *r)
{
	icalerror_set_errors_are_fatal(0);
	icalcomponent *all = icalparser_parse_string(r->bytes);
	if (all == NULL)
		return refuse(r, 0, "it cannot be read; is each BEGIN: followed by its END:?");
	read_component(r, all);
	icalcomponent_free(all);
	if (r->bad == 0 && r->events == 0)
		refuse(r, 0, "there is no VEVENT in it; write one for each holiday");
	if (r->unread > 0)
		fault_add(r->f, r->file, r->unread_at, 1, 1,
			  "from here on %zu events were not looked at; mend those above first", r->unread);
	return r->bad == 0;
}

bool ics_read(const char *file, const struct zone *zone, struct ics *out, struct faults *f)
{
	struct reader r = {.file = file, .zone = zone, .out = out, .f = f};
	*out = (struct ics){.last_day = INT64_MIN};
	bool read = read_bytes(&r) && check_lines(&r);
	r.at = r.bytes; /* whose first line begins the calendar */
	r.line = 1;
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
