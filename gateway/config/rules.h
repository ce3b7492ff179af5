/* What the files say that the configuration names: flows, templates and calendars, loaded and checked together. */
#ifndef RULES_H
#define RULES_H

#include "gateway/config/setup.h"
#include "handlers/calendar/calendar.h"
#include "handlers/model/flow.h"

struct wording;
struct text_reader;

struct rules {
	struct flows flows;
	struct wording *wording;
	struct text_reader *reader; /* of these flows */
	struct calendars *calendars;
};

/* False if there is any fault; then nothing needs freeing. */
bool rules_load(struct rules *r, const struct setup *s, struct faults *f);
void rules_free(struct rules *r);

#endif
