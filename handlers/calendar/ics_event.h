/* Reading one event of an .ics file; for this wing alone. */
#ifndef ICS_EVENT_H
#define ICS_EVENT_H

#include <libical/ical.h>

#include "handlers/calendar/ics_reader.h"

/* Reads the event that the reader is at; what is wrong with it becomes faults. */
void ics_event_read(struct ics_reader *r, icalcomponent *event);

#endif
