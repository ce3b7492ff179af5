#include "gateway/state/kept_back.h"

#include <stdio.h>
#include <stdlib.h>

#include "db/outbox/optout.h"
#include "db/outbox/texts_a_day.h"
#include "db/store/tickets_found.h"
#include "gateway/base/log.h"
#include "handlers/people/msisdn.h"
#include "handlers/people/roster.h"
#include "handlers/time/when_local.h"
#include "templates/text/text.h"

#define OPTED_OUT "the receiver has opted out"

bool kept_back_opted_out(const struct gateway *g, int64_t person, const char *number)
{
	return !roster_person(&g->roster, person) && optout_since(g->store, number) != 0;
}

static bool reject_ready(const struct gateway *g, const struct ticket *some, size_t n, const char *number, int64_t now,
			 size_t *rejected)
{
	int one;

	for (size_t i = 0; i < n; i++) {
		if (!optout_reject_ready(g->store, number, some[i].number, OPTED_OUT, now, &one))
			return false;
		*rejected += (size_t)one;
	}
	return true;
}

bool kept_back_waiting(const struct gateway *g, const struct person *customer, const char *number, int64_t now,
		       size_t *n)
{
	const struct flows *all = &g->rules->flows;
	struct ticket *some = calloc(FITS_MAX, sizeof(*some));
	bool good = some != NULL;

	*n = 0;
	for (size_t i = 0; good && i < all->n; i++) {
		size_t found = tickets_find(g->store, OF_CUSTOMER, customer->id, all->all[i],
					    flow_open_states(all->all[i]), some, FITS_MAX);

		good = !store_failed(g->store) && reject_ready(g, some, found, number, now, n);
	}
	free(some);
	return good;
}

static void say_once(const struct gateway *g, const struct message *m)
{
	char masked[MSISDN_MAX];

	msisdn_mask(m->number, masked);
	log_warn("%s has had %d texts today; until midnight all others are kept back, but answers, dispatches and "
		 "cancellations",
		 masked, g->setup->texts_a_day);
}

/* All that goes is counted, so that the cap says how many texts a number may get before others are kept back. */
static bool count(const struct gateway *g, const struct message *m, int64_t now, bool *enough)
{
	struct texts_a_day had;

	if (!texts_a_day_read(g->store, m->number, when_today(now), &had))
		return false;
	*enough = !m->answer && !m->always && had.sent >= g->setup->texts_a_day;
	if (*enough && had.held == 0)
		say_once(g, m);
	return texts_a_day_count(g->store, m->number, when_today(now), *enough);
}

bool kept_back_why(const struct gateway *g, const struct message *m, int64_t now, char why[WHY_BYTES])
{
	bool enough = false;

	why[0] = '\0';
	if (!m->answer && kept_back_opted_out(g, m->person, m->number))
		text_copy(why, WHY_BYTES, OPTED_OUT);
	else if (g->setup->texts_a_day > 0 && !count(g, m, now, &enough))
		return false;
	if (enough)
		snprintf(why, WHY_BYTES, "the receiver has had the %d texts of the day (limits, texts_a_day)",
			 g->setup->texts_a_day);
	return !store_failed(g->store);
}
