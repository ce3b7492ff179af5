/* Reading configuration, flows and templates again while serving. It is for this wing alone. */
#ifndef RELOAD_H
#define RELOAD_H

#include "gateway/state/gateway.h"

/* Replaces g->rules and g->setup by what the files say now; *kept owns the new setup (NULL to begin with; to be
 * freed at the end). Keeps the old ones, with an error in the log, if anything is wrong, or if the new flows lack a
 * state that a ticket is in. */
bool reload(struct gateway *g, const char *config_file, struct setup **kept);
/* Names in the log the calendars whose holidays have run out. */
void reload_warn_of_years(const struct gateway *g);

#endif
