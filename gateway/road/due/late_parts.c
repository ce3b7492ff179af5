#include "gateway/road/due/late_parts.h"

#include <stdlib.h>
#include <string.h>

#include "db/messages/parts.h"
#include "handlers/answer/effects.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"

#define WHY "incomplete"

static bool decide(struct intake *intake, const struct mo *m)
{
	const struct message *answer;
	struct effects e;
	bool good;

	effects_begin(&e);
	decide_text(&intake->context, m, &e);
	answer = intake_answer(&e);
	good = intake_had_memory(intake) && !e.failed && intake_send_all(intake, &e) &&
	       inbox_settle(intake->g->store, m->id, outcome_name(e.outcome), WHY, e.ticket.number,
			    answer ? answer->text : NULL);
	effects_free(&e);
	return good;
}

static bool take_one(struct intake *intake, const struct late_parts *p)
{
	struct fold folded = {.s = NULL};
	struct person person;
	struct mo m = {.sender = intake_person(intake, p->sender, &person),
		       .text = p->text,
		       .folded = &folded,
		       .came = intake->now,
		       .id = p->inbox,
		       .gaps = true};
	bool good = !store_failed(intake->g->store) && fold_make(&folded, p->text, strlen(p->text));

	text_copy(m.number, sizeof(m.number), p->sender);
	text_copy(m.channel, sizeof(m.channel), p->channel);
	good = good && decide(intake, &m);
	fold_free(&folded);
	return good;
}

bool late_parts_take(struct intake *intake, int most)
{
	struct late_parts p;
	bool good = true;

	for (int i = 0; good && i < most; i++) {
		good = parts_take_late(intake->g->store, intake->now, &p);
		if (!good || !p.text)
			break;
		good = take_one(intake, &p);
		free(p.text);
	}
	return good;
}
