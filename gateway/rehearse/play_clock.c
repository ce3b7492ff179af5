#include "gateway/rehearse/play_clock.h"

#include <string.h>

#include "handlers/time/when.h"
#include "templates/text/units.h"

#define HALF_DAY (12 * HOUR_MS)

/* One turn of the clocks, at the time they are due. */
static bool take_turn(struct rehearsal *r, int64_t now)
{
	struct batch b = {0};
	bool good = stage_turn(&r->stage, now, &b);
	int64_t first = 0;
	size_t n = good ? stage_turn_rows(&b, &first) : 0;

	for (size_t i = 0; i < n; i++)
		sent_texts_add(&r->sent_texts, r->stage.gateway.store, first + (int64_t)i);
	batch_free(&b);
	if (!good)
		rehearsal_store_fault(r);
	return good;
}

/* Lets the clocks do what is due until then, each at its time. */
static void pass_time(struct rehearsal *r, int64_t until)
{
	int64_t now = stage_now(&r->stage), next;
	size_t shown = 0;

	stage_clock_begin(&r->stage);
	while ((next = stage_next(&r->stage)) != 0 && next <= until) {
		now = next > now ? next : now;
		if (!take_turn(r, now))
			return;
		for (; shown < r->sent_texts.n; shown++) {
			rehearsal_print_clock(r);
			fprintf(r->out, "%s ⏰ ", r->sent_texts.names[shown]);
			rehearsal_print_words(r, r->sent_texts.rows[shown].text ? r->sent_texts.rows[shown].text : "");
		}
	}
	if (store_failed(r->stage.gateway.store))
		rehearsal_store_fault(r);
}

/* True if lines directly under this `at` say what was sent. */
static bool asks(const struct rehearsal *r, const struct step *s)
{
	size_t i = (size_t)(s - r->talk.steps) + 1;

	return i < r->talk.n && (r->talk.steps[i].kind == STEP_EXPECT || r->talk.steps[i].kind == STEP_NOBODY ||
				 r->talk.steps[i].kind == STEP_REST);
}

void play_at(struct rehearsal *r, const struct step *s)
{
	int64_t at;
	bool is_time;

	if (!r->stage.minute && !s->time.year) {
		rehearsal_fault(r, s->line, "the first `at` names the day; write `at 2026-11-21 09:00`");
		return;
	}
	is_time = talk_time_at(&s->time, r->stage.minute, &at);
	/* A time of day that is past is the next day's. */
	if (is_time && !s->time.day && at < r->stage.minute)
		is_time = talk_time_at(&s->time, when_day(r->stage.minute, 1), &at);
	if (!is_time)
		rehearsal_fault(r, s->line, "there is no such time; look at the day");
	else if (at < r->stage.minute)
		rehearsal_fault(r, s->line,
				"this is earlier than the talk's clock, which never goes back; put it further up");
	sent_texts_fill(&r->sent_texts, r->stage.gateway.store, 0, NULL, s->line);
	if (r->code != VERB_DONE || at < r->stage.minute)
		return;
	if (r->stage.minute)
		pass_time(r, at);
	stage_move(&r->stage, at);
	/* What the clock said counts only where lines of this `at` ask for it. */
	r->sent_texts.waived = !asks(r, s);
}

bool play_sent_at(struct rehearsal *r, const struct step *s, int64_t *sent)
{
	bool is_time;

	*sent = 0;
	if (!s->timed)
		return true;
	is_time = talk_time_at(&s->time, r->stage.minute, sent);
	if (is_time && !s->time.day && *sent > r->stage.minute + HALF_DAY)
		is_time = talk_time_at(&s->time, when_day(r->stage.minute, -1), sent);
	if (!is_time)
		rehearsal_fault(r, s->line, "there is no such time; look at the day");
	*sent += r->stage.within;
	return is_time;
}
