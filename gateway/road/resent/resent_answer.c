#include "gateway/road/resent/resent_answer.h"

#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox.h"
#include "db/store/inbox.h"
#include "db/store/store.h"
#include "gateway/road/resent/tries.h"
#include "handlers/answer/effects.h"
#include "handlers/people/mo.h"
#include "templates/text/text.h"
#include "templates/text/units.h"
#include "templates/wording/segments.h"

/* Under the first one's template and values, which a carrier may insist on; an answer that went by no SMS had none. */
static bool send_again(struct intake *intake, const struct mo *m, const struct inbox_row *row)
{
	struct outbox_mt was;
	struct message again = {.person = m->sender->id,
				.answer = true,
				.ticket = row->ticket,
				.lang = m->sender->lang,
				.text = row->answer,
				.segments = segments_of(row->answer),
				.expires = intake->now + 12 * HOUR_MS};
	bool was_sent = outbox_find_answer(intake->g->store, row->id, &was), good;

	text_copy(again.template, sizeof(again.template), was_sent ? was.template : "resent");
	text_copy(again.number, sizeof(again.number), m->number);
	text_copy(again.channel, sizeof(again.channel), m->channel);
	good = !store_failed(intake->g->store) && intake_send_with(intake, &again, was_sent ? was.params : "{}");
	if (was_sent)
		outbox_mt_free(&was);
	return good;
}

/* Of a customer's words, which a machine may send again whenever it is answered. */
static bool is_enough(const struct intake *intake, const struct mo *m, const struct inbox_row *row)
{
	return strcmp(row->outcome, outcome_name(FORWARDED)) == 0 && !intake->in->by_hand &&
	       tries_resent(intake->g->store, intake->row, m);
}

static bool give(struct intake *intake, const struct mo *m, const struct inbox_row *row)
{
	struct input *in = intake->in;

	intake_outcome(intake, "resent");
	in->ticket = row->ticket;
	intake->muted = row->answer && (is_enough(intake, m, row) || intake_is_muted(intake, m->number, true));
	if (row->answer && !intake->muted)
		in->answer = strdup(row->answer);
	return intake_had_memory(intake) && (!in->answer || in->by_hand || send_again(intake, m, row)) &&
	       inbox_settle(intake->g->store, intake->row, "resent", intake->muted ? MUTED : NULL, row->ticket,
			    in->answer);
}

bool resent_answer(struct intake *intake, const struct mo *m, int64_t first)
{
	struct inbox_row row;
	bool good;

	if (!inbox_read(intake->g->store, first, &row))
		return false;
	good = give(intake, m, &row);
	inbox_row_free(&row);
	return good;
}
