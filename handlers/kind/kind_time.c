/* A moment ahead, which is promised. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/decision/typed_time.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/moment_say.h"

#include <stdlib.h>

/* A time that was meant as now has passed when the text is sent. */
#define GRACE_MS MINUTE_MS
#define EVENING_MS (18 * 60 * MINUTE_MS) /* from which on a time that is past means tomorrow's, */
#define NIGHT_MS (18 * 60 * MINUTE_MS)   /* within so long */
#define HALF_HOUR (30 * MINUTE_MS)

/* The span that a delay names is added to what was promised, or to now where that is over; or it is taken off, if the
 * text says so. */
static int64_t shifted(const struct decision *d, const struct ticket *t, const struct read_time *time)
{
	int64_t expected = t ? ticket_expected(t) : 0, promised = expected || !t ? expected : ticket_planned(t);
	int64_t span = llabs(time->when.at - d->moment);
	if (time->shift < 0)
		return promised - span;
	if (!time->shift || promised <= d->moment)
		return time->when.at;
	return promised + span;
}

/* Its time is no expected arrival. */
static bool plans(const struct code *c)
{
	return c->does != DOES_MOVE || (c->visit != VISIT_DEPARTS && c->to >= 0);
}

/* An arrival that is past by now means tomorrow's only late in the day, and not far from now. */
static bool is_past(const struct decision *d, const struct code *c, const struct read_time *time, int64_t at)
{
	const int64_t evening = when_day(d->moment, 0) + EVENING_MS;
	if (at < d->moment - GRACE_MS)
		return true;
	if (!time->when.next || plans(c))
		return false;
	return d->moment < evening || time->when.at - d->moment > NIGHT_MS;
}

/* If that time comes within the night, the example shows it with its day. */
static int64_t coming(const struct decision *d, const struct read_time *time)
{
	const int64_t left = time->when.next && time->when.half ? time->when.at - d->moment : 0;
	return left > 0 && left <= NIGHT_MS ? time->when.at : 0;
}

/* Its time is all that this code brings: without it nothing is left to do. */
static bool only_promises(const struct code *c)
{
	return c->does != DOES_MOVE || (c->to < 0 && c->stamps == 0);
}

/* A promise that was ahead when its text was sent, and was over before it came. */
static bool is_over(const struct decision *d, int64_t time)
{
	return time < d->m->came - GRACE_MS;
}

/* One or two digits, which the word before made a time. */
static bool is_lone_hour(const struct when *w)
{
	return w->kind == WHEN_CLOCK && w->len <= 2;
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	char what[TYPED_TIME_BYTES];
	bool must = arguments_must_have(d->ctx, t->take, t->ticket);
	const struct read_time *time;
	if (t->happened)
		return true;
	d->wish.help |= d->r.no_promise;
	if (d->r.wrong_len > 0)
		return typed_time_refuse_wrong(d);
	if (d->r.times_n == 0) {
		d->wish.time = !must;
		return must || d->r.day_named ? arguments_missing(d, t->take) : true;
	}
	time = &d->r.times[0];
	typed_time_copy(d, time->at, time->when.len, what);
	/* Of an arrival the later counts; of what is planned, it must be said which. */
	if (d->r.times_n > 1 || (time->when.choice && plans(t->code))) {
		/* One of them may be of somebody who does not come. */
		d->wish.help |= d->r.unwanted != NULL;
		return decision_refuse(d, "refused.two_times", what);
	}
	a->time = shifted(d, t->ticket, time);
	/* `delay til 3`, said of an arrival at 16:30: who knows which. */
	if (is_lone_hour(&time->when) && t->ticket && a->time <= ticket_expected(t->ticket)) {
		d->wish.at = 0;
		return arguments_missing(d, t->take);
	}
	if (is_past(d, t->code, time, a->time) || (is_over(d, a->time) && only_promises(t->code))) {
		/* Whoever wrote one that is over does not take another for theirs. */
		d->wish.at = coming(d, time);
		d->wish.time_said = false;
		return decision_refuse(d, "refused.past", what);
	}
	if (is_over(d, a->time)) {
		a->over = a->time;
		a->time = 0;
	}
	d->wish.at = a->time;
	if (a->time)
		arguments_give(d, t, a->time);
	return true;
}

/* A delay is later than what is expected. */
static int64_t later(const struct asker *a, const struct ticket *t, bool *made_up)
{
	const struct code *c = a->wish.code;
	int64_t expected = t && c && c->to < 0 && c->stamps == 0 ? ticket_expected(t) : 0;

	*made_up = expected <= a->now || a->wish.shift <= 0;
	if (expected <= a->now)
		return (a->now / HALF_HOUR + 5) * HALF_HOUR;
	return a->wish.shift > 0 ? expected + a->wish.shift : (expected / HALF_HOUR + 1) * HALF_HOUR;
}

/* The time that was written where it is still ahead; where none was, a round one, far enough ahead to be sent at
 * leisure. */
static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	bool made_up = false;
	const int64_t at = a->wish.at > a->now ? a->wish.at : later(a, t, &made_up);
	char time[24];
	(void)k;
	if (made_up && a->wish.time_said)
		return false;
	when_write(at, a->now, time);
	text_addf(out, " %s", time);
	return true;
}

static void plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	char at[24];
	(void)s;
	(void)v;
	when_local(value, at);
	text_add(out, at);
}

/* With its offset, or as it is here. */
static bool read_plain(const struct context *ctx, const struct value *v, const char *typed, int64_t *value)
{
	(void)ctx;
	(void)v;
	return when_rfc3339_read(typed, value) || when_local_read(typed, value);
}

const struct value_kind kind_time = {
	.name = "time",
	.brings = BRINGS_TIME,
	.max = 16,
	.say = moment_say,
	.read = read,
	.example = example,
	.plain = plain,
	.read_plain = read_plain,
	.shape = "a time, as 2026-11-29T16:30:00+08:00",
};
