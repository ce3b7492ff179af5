#include "gateway/road/lost_texts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox/notice_rows.h"
#include "db/outbox/outbox_hand.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "gateway/base/log.h"
#include "handlers/answer/effects.h"
#include "handlers/decide/undelivered.h"
#include "handlers/people/msisdn.h"
#include "templates/text/array.h"
#include "templates/text/units.h"

#define TOLD_AGAIN_MS HOUR_MS

/* ---- noting ---- */

bool lost_texts_add(struct lost_texts *l, struct store *s, int64_t id)
{
	int64_t *ids = array_room(l->ids, l->n, &l->cap, sizeof(*ids));

	if (!ids) {
		store_fail(s, "out of memory");
		return false;
	}
	l->ids = ids;
	ids[l->n++] = id;
	return true;
}

bool lost_texts_note(struct lost_texts *l, struct store *s, int64_t id, enum delivery state)
{
	struct outbox_line line;

	if (!delivery_is_lost(state))
		return true;
	if (!outbox_read(s, id, &line, NULL))
		return !store_failed(s);
	if (delivery_is_lost(line.state) || line.state == DELIVERY_DELIVERED)
		return true;
	return lost_texts_add(l, s, id);
}

void lost_texts_free(struct lost_texts *l)
{
	free(l->ids);
	*l = (struct lost_texts){0};
}

/* ---- telling ---- */

static void log_lost(const struct outbox_line *line)
{
	char masked[MSISDN_MAX], why[sizeof(line->error)];

	msisdn_mask(line->number, masked);
	msisdn_mask_all(line->error, why, sizeof(why)); /* a report may say numbers too */
	log_warn("text %" PRId64 " to %s by %s did not arrive: %s%s%s", line->id, masked, line->channel,
		 delivery_name(line->state), *why ? ": " : "", why);
}

static bool is_worth_telling(const struct outbox_line *line)
{
	return !line->answer && strncmp(line->template, UNDELIVERED_TEMPLATES, strlen(UNDELIVERED_TEMPLATES)) != 0;
}

static bool file(struct intake *intake)
{
	struct inbox_entry entry = intake_entry(intake);
	bool again;

	if (intake->row)
		return true;
	intake_outcome(intake, "reminded");
	return intake_file(intake, &entry, &again) &&
	       inbox_settle(intake->g->store, intake->row, "reminded", NULL, 0, NULL);
}

static bool send_one(struct intake *intake, const struct message *m)
{
	bool told;

	if (!notice_take(intake->g->store, m->person, m->ticket, intake->now, TOLD_AGAIN_MS, &told))
		return false;
	return told || (file(intake) && intake_send(intake, m));
}

static bool send_all(struct intake *intake, const struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++)
		if (!send_one(intake, &e->messages[i]))
			return false;
	return true;
}

static enum undelivered_how how(enum delivery state)
{
	return state == DELIVERY_REJECTED  ? UNDELIVERED_REFUSED
	       : state == DELIVERY_EXPIRED ? UNDELIVERED_EXPIRED
					   : UNDELIVERED_FAILED;
}

static bool tell(struct intake *intake, const struct outbox_line *line, const char *text)
{
	struct store *s = intake->g->store;
	struct undelivered u = {.number = line->number, .how = how(line->state), .why = line->error, .text = text};
	struct person p;
	struct ticket t;
	struct effects e;
	bool good;

	if (line->person && people_by_id(s, line->person, &p))
		u.to = &p;
	if (line->ticket && tickets_load(s, &intake->g->rules->flows, line->ticket, &t))
		u.ticket = &t;
	if (store_failed(s))
		return false;
	effects_begin(&e);
	decide_undelivered(&intake->context, &u, intake->now, &e);
	if (e.failed)
		log_error("that text %" PRId64 " did not arrive cannot be said to anybody", line->id);
	good = intake_had_memory(intake) && (e.failed || send_all(intake, &e));
	effects_free(&e);
	return good;
}

static bool tell_one(struct intake *intake, int64_t id)
{
	struct outbox_line line;
	char *text = NULL;
	bool good;

	if (!outbox_read(intake->g->store, id, &line, &text)) {
		free(text);
		return !store_failed(intake->g->store);
	}
	log_lost(&line);
	good = !is_worth_telling(&line) || tell(intake, &line, text);
	free(text);
	return good;
}

bool lost_texts_tell(struct lost_texts *l, struct intake *intake)
{
	bool good = true;

	for (size_t i = 0; good && i < l->n; i++)
		good = tell_one(intake, l->ids[i]);
	l->n = 0;
	return good;
}
