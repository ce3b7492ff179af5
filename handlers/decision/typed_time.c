#include "handlers/decision/typed_time.h"

#include "handlers/span/reader.h"
#include "templates/text/units.h"

#include <stdio.h>

void typed_time_copy(const struct decision *d, size_t at, size_t len, char out[TYPED_TIME_BYTES])
{
	size_t from = d->m->folded->from[at], to = d->m->folded->from[at + len];
	snprintf(out, TYPED_TIME_BYTES, "%.*s", (int)(to - from), d->m->text + from);
}

bool typed_time_refuse_wrong(struct decision *d)
{
	char what[TYPED_TIME_BYTES];
	typed_time_copy(d, d->r.wrong_at, d->r.wrong_len, what);
	d->wish.time = true;
	/* Nobody takes another time for the one that they mistyped. */
	d->wish.time_said = d->r.codes_n > 1;
	return decision_refuse(d, "refused.time", what);
}

/* `arrive 17:00` at noon: it is when he will be there, and an example would say that he is. */
static bool is_arrival_ahead(const struct decision *d, const struct read_code *rc)
{
	struct when w = when_read(reader_words(d->ctx->rules->reader), d->m->folded->s + rc->when_at,
				  d->m->folded->len - rc->when_at, d->moment, AHEAD);
	return d->r.codes_n == 1 && rc->code->visit == VISIT_ARRIVES && w.kind == WHEN_CLOCK && w.at > d->moment;
}

bool typed_time_stated(struct decision *d, size_t i, int64_t after, int64_t *claim)
{
	const struct read_code *rc = &d->r.codes[i];
	int64_t opened = d->before.opened / MINUTE_MS * MINUTE_MS, at = rc->when.at;
	char what[TYPED_TIME_BYTES];
	*claim = 0;
	if (d->r.wrong_len > 0)
		return typed_time_refuse_wrong(d);
	if (!rc->timed)
		return true;
	if (rc->when.kind != WHEN_NONE && at <= d->moment + MO_AHEAD_MS && at >= after && at >= opened) {
		*claim = at;
		return true;
	}
	typed_time_copy(d, rc->when_at, rc->when.len, what);
	decision_wish_present(d);
	d->wish.help = d->wish.help || is_arrival_ahead(d, rc);
	return decision_refuse(d, "refused.claim", what);
}
