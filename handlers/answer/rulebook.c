#include "handlers/answer/rulebook.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "handlers/calendar/calendars.h"
#include "handlers/span/reader.h"
#include "templates/wording/wording.h"

struct rulebook *rulebook_new(void)
{
	struct rulebook *r = calloc(1, sizeof(*r));

	if (r)
		r->flows.roles = &r->roles;
	if (r)
		atomic_init(&r->holders, 1);
	return r;
}

struct rulebook *rulebook_hold(struct rulebook *r)
{
	atomic_fetch_add(&r->holders, 1);
	return r;
}

void rulebook_release(struct rulebook *r)
{
	if (!r || atomic_fetch_sub(&r->holders, 1) > 1)
		return;
	flows_free(&r->flows);
	wording_free(r->wording);
	reader_free(r->reader);
	calendars_free(r->calendars);
	locale_close(&r->locale);
	free(r);
}
