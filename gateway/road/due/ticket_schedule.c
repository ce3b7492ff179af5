#include "gateway/road/due/ticket_schedule.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "gateway/road/due/timed.h"
#include "gateway/road/opens_take.h"
#include "gateway/state/poison_input.h"
#include "handlers/clock/clock_context.h"
#include "handlers/condition/condition_holds.h"
#include "handlers/schedule/occasion.h"

#define TICKETS_AT_ONCE 128
#define EVENTS_AT_ONCE 16 /* an opening costs as much as some texts, and these must not wait */

/* The day for which this ticket is due today, 0 for a schedule that counts nothing; false if it is not due. */
static bool find_occasion(const struct intake *intake, const struct schedule *s, const struct ticket *t, int64_t *day)
{
	int64_t today = timed_day(intake->g, intake->now), at = t->opened, base;

	*day = 0;
	if (s->every == EVERY_NOTHING)
		return true;
	if (s->since >= 0 && t->nodes[s->since].how != NODE_STAMPED)
		return false;
	if (s->since >= 0)
		at = t->nodes[s->since].at;
	base = timed_day(intake->g, at);
	*day = occasion_due(s, base, occasion_last(s, NULL, base, today));
	return *day <= today;
}

static bool is_due(const struct intake *intake, const struct schedule *s, const struct ticket *t, int64_t *day)
{
	const struct condition_of of = {.ticket = t, .roster = intake->context.roster};

	return t->state >= 0 && s->states & 1u << t->state && find_occasion(intake, s, t, day) &&
	       condition_holds(s->when, &of);
}

/* False: three processes ended over it. */
static bool dares(const struct intake *intake, const struct schedule *s, const struct ticket *t, int64_t day)
{
	char what[128];
	int n = snprintf(what, sizeof(what), "schedule %s.%s %" PRId64 " %" PRId64, t->flow->name, s->name, t->number,
			 day);

	if (poison_taking(intake->g->poison, what, (size_t)n))
		return true;
	log_error("the gateway ended three times while the schedule %s opened something for ticket %" PRId64
		  "; open it by hand",
		  s->name, t->number);
	return false;
}

static bool take_ticket(struct intake *intake, const struct schedule *s, const struct ticket *t)
{
	const struct clock_context clocks = context_clocks(&intake->context);
	struct openings_due due = {.n = 0};
	int64_t day;
	bool good;

	if (!is_due(intake, s, t, &day))
		return true;
	opens_scheduled(&clocks, t, s, day, &due);
	if (due.n == 0 || !dares(intake, s, t, day))
		return true;
	good = opens_take_alone(intake, t, &due);
	poison_over(intake->g->poison);
	return good;
}

bool ticket_schedule_take(struct intake *intake, const struct flow *f, const struct schedule *s, int64_t *after,
			  bool *more)
{
	struct store *store = intake->g->store;
	const struct flows flows = {.all = {(struct flow *)f}, .n = 1};
	struct ticket *t = calloc(1, sizeof(*t));
	int64_t numbers[TICKETS_AT_ONCE];
	size_t before = intake->in->events;
	size_t n = t ? tickets_open_after(store, *after, numbers, TICKETS_AT_ONCE) : 0, i;
	bool good = t;

	for (i = 0; good && i < n && intake->in->events - before < EVENTS_AT_ONCE; i++) {
		if (tickets_load(store, &flows, numbers[i], t))
			good = take_ticket(intake, s, t);
		*after = numbers[i];
	}
	*more = i < n || n == TICKETS_AT_ONCE;
	free(t);
	return good && !store_failed(store);
}
