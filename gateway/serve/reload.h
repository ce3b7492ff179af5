/* Reading configuration, flows and templates again while serving. It is for this wing alone. */
#ifndef RELOAD_H
#define RELOAD_H

#include "gateway/state/gateway.h"
#include "templates/file/fault.h"

/* What owns the setup and the channels that were read again. Zero-initialise; reload_forget() at the end. */
struct reloaded {
	struct setup *setup;
	struct channels *channels;
};

/* Replaces g->rules, g->setup and g->channels by what the files say now; `kept` owns the latter two. What it owned
 * before is freed, but for the channels: *before has them, to be released when nobody uses them any more. Keeps the old
 * ones, with an error in the log and why in `faults`, if anything is wrong, or if the new flows lack a state that a ticket is in. */
bool reload(struct gateway *g, const char *config_file, struct reloaded *kept, struct channels **before,
	    struct faults *faults);
/* The faults of one that failed, a line each, to be freed; NULL: memory ran out. */
char *reload_said(const struct faults *f);
void reload_forget(struct reloaded *kept);
/* Names in the log what `check` finds where rules and people meet, several warnings only by their number, and the
 * calendars whose holidays have run out. For the start too: texts are served all the same. */
void reload_warn(struct gateway *g);

#endif
