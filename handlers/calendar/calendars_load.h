/* Reading the calendars of an installation from its configuration. */
#ifndef CALENDARS_LOAD_H
#define CALENDARS_LOAD_H

#include "handlers/calendar/calendars.h"

/* Reads `calendars` of a configuration (fieldgate(5)). Without that key there is one calendar, Monday to Friday 09:00
 * to 18:00, in `zone`; "" stands for a zone that is a fault already. Faults go to `f`, except those of the file's
 * syntax, which were told when the configuration itself was read. NULL, with a fault, if there is any. */
struct calendars *calendars_load(const char *config_file, const char *zone, struct faults *f);

#endif
