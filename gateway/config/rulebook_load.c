#include "gateway/config/rulebook_load.h"

#include <stdlib.h>

#include "handlers/calendar/calendars_load.h"
#include "handlers/check/asked_words.h"
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/flow/opens_read.h"
#include "handlers/span/reader.h"
#include "templates/wording/wording.h"

static void load(struct rulebook *r, const struct setup *s, struct faults *f)
{
	bool has_zone = locale_open(&r->locale, s->time_zone, s->date_order);

	r->roles = s->roles;
	for (size_t i = 0; i < s->flows_n; i++)
		flow_load(&r->flows, s->flows[i], f);
	opens_settle(&r->flows);
	if (s->templates[0])
		r->wording = wording_load(s->templates, f);
	if (r->wording)
		r->reader = reader_load(s->templates, &r->flows, f);
	flows_check(&r->flows, r->wording, f);
	if (r->reader)
		asked_words_check(r->reader, r->wording, f);
	r->calendars = calendars_load(s->file, s->time_zone, f);
	/* That there is such a zone, the configuration's reader has seen. */
	if (!has_zone && s->time_zone[0])
		fault_add(f, s->file, 0, 0, 0,
			  "the time zone could not be read; where tzdata is installed, memory ran out: free some and "
			  "try again");
}

struct rulebook *rulebook_load(const struct setup *s, struct faults *f)
{
	struct rulebook *r = rulebook_new();
	size_t before = f->n;

	if (!r) {
		fault_add(f, s->file, 0, 0, 0, "out of memory; free some and try again");
		return NULL;
	}
	load(r, s, f);
	/* What is missing altogether was a fault of the configuration, and may have been told there. */
	if (f->n == before && r->wording && r->reader && r->flows.n > 0 && r->calendars && r->locale.zone)
		return r;
	rulebook_release(r);
	return NULL;
}
