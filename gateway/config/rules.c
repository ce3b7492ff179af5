#include "gateway/config/rules.h"

#include "handlers/calendar/calendars.h"
#include "handlers/calendar/calendars_load.h"
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/read/asked_words.h"
#include "handlers/span/reader.h"
#include "templates/wording/wording.h"

bool rules_load(struct rules *r, const struct setup *s, struct faults *f)
{
	size_t before = f->n;

	*r = (struct rules){0};
	for (size_t i = 0; i < s->flows_n; i++)
		flow_load(&r->flows, s->flows[i], f);
	if (s->templates[0])
		r->wording = wording_load(s->templates, f);
	if (r->wording)
		r->reader = reader_load(s->templates, &r->flows, f);
	flows_check(&r->flows, r->wording, f);
	if (r->reader)
		asked_words_check(r->reader, r->wording, f);
	r->calendars = calendars_load(s->file, s->time_zone, f);
	/* What is missing altogether was a fault of the configuration, and may have been told there. */
	if (f->n == before && r->wording && r->reader && r->flows.n > 0 && r->calendars)
		return true;
	rules_free(r);
	return false;
}

void rules_free(struct rules *r)
{
	flows_free(&r->flows);
	wording_free(r->wording);
	reader_free(r->reader);
	calendars_free(r->calendars);
	*r = (struct rules){0};
}
