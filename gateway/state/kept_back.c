#include "gateway/state/kept_back.h"

#include <stdio.h>

#include "db/outbox/optout.h"
#include "db/outbox/texts_a_day.h"
#include "gateway/base/log.h"
#include "handlers/people/msisdn.h"
#include "handlers/people/roster.h"
#include "handlers/time/when_local.h"
#include "templates/text/text.h"

bool kept_back_opted_out(const struct gateway *g, int64_t person, const char *number)
{
	return !roster_person(&g->roster, person) && optout_since(g->store, number) != 0;
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
		text_copy(why, WHY_BYTES, "the receiver has opted out");
	else if (g->setup->texts_a_day > 0 && !count(g, m, now, &enough))
		return false;
	if (enough)
		snprintf(why, WHY_BYTES, "the receiver has had the %d texts of the day (limits, texts_a_day)",
			 g->setup->texts_a_day);
	return !store_failed(g->store);
}
