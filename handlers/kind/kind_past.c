/* A moment that lies behind: when something is said to have happened. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/decision/typed_time.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/moment_say.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	char what[TYPED_TIME_BYTES];
	if (d->r.wrong_len > 0)
		return typed_time_refuse_wrong(d);
	if (d->r.times_n == 0)
		return t->take->must == MUST ? arguments_missing(d, t->take) : true;
	if (d->r.times_n > 1 || d->r.times[0].when.range) {
		typed_time_copy(d, d->r.times[0].at, d->r.times[0].when.len, what);
		return decision_refuse(d, "refused.two_times", what);
	}
	a->time = d->wish.past = d->r.times[0].when.at;
	arguments_give(d, t, a->time);
	return true;
}

static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	char time[24];
	(void)k;
	(void)t;
	when_write(a->wish.past, a->now, time);
	text_addf(out, " %s", time);
	return true;
}

const struct value_kind kind_past = {
	.name = "past",
	.brings = BRINGS_PAST,
	.max = 16,
	.say = moment_say,
	.read = read,
	.example = example,
};
