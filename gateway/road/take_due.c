#include "gateway/road/take.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/store/inbox.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "gateway/base/log.h"
#include "gateway/road/due/deputy_ends.h"
#include "gateway/road/due/late_parts.h"
#include "gateway/road/due/list_send.h"
#include "gateway/road/due/newly_asked.h"
#include "gateway/road/due/schedule_run.h"
#include "gateway/road/intake.h"
#include "gateway/road/joined_texts.h"
#include "gateway/road/opens_take.h"
#include "gateway/state/poison_input.h"
#include "gateway/state/stale_tickets.h"
#include "handlers/answer/effects.h"
#include "handlers/clock/clocks.h"
#include "handlers/clock/lacking_nodes.h"
#include "handlers/decide/due_texts.h"
#include "handlers/model/clock_kind.h"

/* ---- one ticket ---- */

/* The clocks that are noted as over and for which somebody owes a text, a bit for each. */
static uint32_t owing(const struct ticket *t, int64_t now)
{
	uint32_t clocks = 0;

	for (size_t i = 0; i < t->flow->clocks_n; i++)
		clocks |= t->clocks[i].done & STEP_DUE && lacking_by_clock(t, i, now) >= 0 ? 1u << i : 0;
	return clocks;
}

/* False: three processes ended over it as it stands. */
static bool dares(const struct intake *intake, const struct ticket *t)
{
	char what[64];
	int n = snprintf(what, sizeof(what), "due %" PRId64 " %" PRId64, t->number, t->last_text);

	if (poison_taking(intake->g->poison, what, (size_t)n))
		return true;
	log_error("the gateway ended three times over what is due of ticket %" PRId64
		  "; its clocks rest until its next text",
		  t->number);
	return false;
}

/* One that cannot be said must not hold up all the others, again and again. */
static bool give_up(struct intake *intake, int64_t number, struct effects *e)
{
	log_error("what is due of ticket %" PRId64 " cannot be said; its clocks rest until its next text", number);
	effects_free(e);
	e->failed = false;
	return tickets_mute(intake->g->store, number);
}

static bool take_ticket(struct intake *intake, int64_t number, struct ticket *t, struct effects *e,
			struct joined_texts *texts)
{
	struct store *store = intake->g->store;
	uint32_t owed;

	/* Of a flow that is gone nobody can say what is due. */
	if (!tickets_load(store, &intake->g->rules->flows, number, t))
		return !store_failed(store) && tickets_mute(store, number);
	if (!dares(intake, t))
		return tickets_mute(store, number);
	owed = owing(t, intake->now);
	e->opens.n = 0;
	decide_due(&intake->context, t, intake->now, e);
	if (!intake_had_memory(intake))
		return false;
	if (e->failed)
		return give_up(intake, number, e);
	if (owing(t, intake->now) & ~owed)
		stale_tickets_note(intake->g->stale, number);
	return tickets_save_clocks(store, t, intake->now) && joined_texts_take(texts, e) &&
	       opens_take_alone(intake, t, &e->opens);
}

/* ---- all that are due ---- */

static bool take_tickets(struct intake *intake, const int64_t *numbers, size_t n, struct joined_texts *texts)
{
	struct ticket *t = calloc(1, sizeof(*t));
	struct effects *e = calloc(1, sizeof(*e));
	bool good = t && e;

	for (size_t i = 0; good && i < n; i++)
		good = take_ticket(intake, numbers[i], t, e, texts);
	if (e)
		effects_free(e);
	free(e);
	free(t);
	return good;
}

static bool file_due(struct intake *intake)
{
	struct inbox_entry entry = intake_entry(intake);
	bool again;

	return intake_file(intake, &entry, &again);
}

bool take_due(struct intake *intake)
{
	struct store *s = intake->g->store;
	struct joined_texts texts = {0};
	int64_t numbers[DUE_AT_ONCE];
	size_t n;
	bool good;

	intake_outcome(intake, "reminded");
	n = tickets_due(s, intake->now, numbers, DUE_AT_ONCE);
	if (store_failed(s))
		return false;
	good = file_due(intake) && deputy_ends_take(intake, &texts) && newly_asked_take(intake) &&
	       late_parts_take(intake, DUE_AT_ONCE) && take_tickets(intake, numbers, n, &texts) &&
	       joined_texts_send(intake, &texts) && list_take(intake) && schedule_take(intake) &&
	       inbox_settle(s, intake->row, "reminded", NULL, 0, NULL);
	joined_texts_free(&texts);
	return good;
}
