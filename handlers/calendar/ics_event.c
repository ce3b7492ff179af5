#include "handlers/calendar/ics_event.h"

#include <string.h>
#include <strings.h>

#include "handlers/calendar/ics_span.h"
#include "templates/lexicon/day_words.h"
#include "templates/text/units.h"

/* ---- what it makes of its days ---- */

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

#define SUMMARY_DAYS_MAX 3 /* longer, it may be a holiday after which there is work */

static bool has_category(icalcomponent *event)
{
	return icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY) != NULL;
}

/* An event without a category is a holiday, unless its summary says that its days are worked. */
static enum day_mark read_summary(const struct ics_reader *r, icalcomponent *event)
{
	const char *summary = icalcomponent_get_summary(event);

	return summary != NULL && day_words_make_up(r->words, summary) ? DAY_MAKE_UP : DAY_OFF;
}

static bool read_category(struct ics_reader *r, icalcomponent *event, enum day_mark *mark)
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
	if (!any)
		*mark = read_summary(r, event);
	else if (!known)
		ics_event_fault(r, "CATEGORIES",
				"this is neither a day off nor a make-up working day; write HOLIDAY or WORKDAY, or "
				"leave the line out for a day off");
	return !any || known;
}

/* ---- when it is ---- */

static bool read_start(struct ics_reader *r, icalcomponent *event, struct ics_event *e)
{
	icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);

	if (ics_moment_dropped(r, event, ICAL_DTSTART_PROPERTY, "DTSTART"))
		ics_event_fault(r, "DTSTART", "there is no such date or time; write DTSTART;VALUE=DATE:20261001");
	else if (start == NULL)
		ics_event_fault(r, NULL, "nothing says when this is; add DTSTART;VALUE=DATE:20261001");
	else
		return ics_moment_read(r, start, "DTSTART", &e->start);
	return false;
}

/* Adds a fault for an end or a duration that libical could not read. */
static bool check_end(struct ics_reader *r, icalcomponent *event)
{
	if (ics_moment_dropped(r, event, ICAL_DTEND_PROPERTY, "DTEND"))
		ics_event_fault(r, "DTEND",
				"there is no such date or time; write DTEND;VALUE=DATE:20261008, the day after");
	else if (ics_moment_dropped(r, event, ICAL_DURATION_PROPERTY, "DURATION"))
		ics_event_fault(r, "DURATION", "this is not a duration; write P1D for a day, or DTEND instead");
	else
		return true;
	return false;
}

/* Its length in ms by its own clock, which is that of its end or, without one, of its start. */
static bool read_length(struct ics_reader *r, icalproperty *end, icalproperty *duration, struct ics_event *e)
{
	e->end.zone = e->start.zone;
	e->length = e->start.t.is_date ? DAY_MS : 0;
	if (end == NULL) {
		if (duration != NULL)
			e->length = icaldurationtype_as_int(icalproperty_get_duration(duration)) * SECOND_MS;
		return true;
	}
	if (!ics_moment_read(r, end, "DTEND", &e->end))
		return false;
	e->length = ics_moment_local(&e->end.t) - ics_moment_local(&e->start.t);
	if (e->end.t.is_date == e->start.t.is_date)
		return true;
	ics_event_fault(r, "DTEND", "only one of its start and end has a time; write both alike");
	return false;
}

static bool lasts(const struct ics_event *e)
{
	int64_t from = ics_moment_local(&e->start.t);

	if (e->length <= 0)
		return false;
	return e->start.t.is_date ||
	       ics_moment_instant(&e->start, from) < ics_moment_instant(&e->end, from + e->length);
}

static bool read_end(struct ics_reader *r, icalcomponent *event, struct ics_event *e)
{
	icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
	const char *said = end != NULL ? "DTEND" : duration != NULL ? "DURATION" : "DTSTART";

	if (!check_end(r, event) || !read_length(r, end, duration, e))
		return false;
	if (e->start.t.is_date)
		e->length /= DAY_MS;
	if (lasts(e))
		return true;
	ics_event_fault(r, said,
			"it ends before it begins; write a later DTEND (for whole days the day after the last)");
	return false;
}

/* ---- the event ---- */

/* What is not read here must not change which days the event takes. */
static bool refuse_unread(struct ics_reader *r, icalcomponent *event)
{
	static const struct {
		icalproperty_kind kind;
		const char *name;
	} unread[] = {{ICAL_RDATE_PROPERTY, "RDATE"},
		      {ICAL_EXDATE_PROPERTY, "EXDATE"},
		      {ICAL_EXRULE_PROPERTY, "EXRULE"},
		      {ICAL_RECURRENCEID_PROPERTY, "RECURRENCE-ID"}};

	for (size_t i = 0; i < sizeof(unread) / sizeof(unread[0]); i++) {
		if (icalcomponent_get_first_property(event, unread[i].kind) == NULL && !ics_has_line(r, unread[i].name))
			continue;
		ics_event_fault(r, unread[i].name, "%s is not read here; write an event for each day", unread[i].name);
		return false;
	}
	if (icalcomponent_count_properties(event, ICAL_RRULE_PROPERTY) < 2)
		return true;
	ics_event_fault(r, "RRULE", "an event can have one rule; write an event for each");
	return false;
}

static void read_days(struct ics_reader *r, icalcomponent *event, struct ics_event *e)
{
	icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);

	if (!read_category(r, event, &e->mark) || !read_start(r, event, e) || !read_end(r, event, e))
		return;
	if (e->mark == DAY_MAKE_UP && e->start.t.is_date && e->length > SUMMARY_DAYS_MAX && !has_category(event))
		ics_event_fault(r, "SUMMARY",
				"its summary speaks of work, but it has %lld days; add CATEGORIES:HOLIDAY if they are "
				"days off, or CATEGORIES:WORKDAY",
				(long long)e->length);
	else if (e->mark == DAY_MAKE_UP && !e->start.t.is_date)
		ics_event_fault(r, "DTSTART",
				"a make-up working day is a whole day; write DTSTART;VALUE=DATE:20261010");
	else if (ics_moment_dropped(r, event, ICAL_RRULE_PROPERTY, "RRULE"))
		ics_event_fault(r, "RRULE",
				"this rule cannot be read; write RRULE:FREQ=YEARLY, or an event for each day");
	else if (rule != NULL)
		ics_span_repeat(r, e, rule);
	else
		ics_span_add(r, e);
}

void ics_event_read(struct ics_reader *r, icalcomponent *event)
{
	struct ics_event e = {0};

	if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED || !refuse_unread(r, event))
		return;
	read_days(r, event, &e);
	zone_close(e.start.own);
	zone_close(e.end.own);
}
