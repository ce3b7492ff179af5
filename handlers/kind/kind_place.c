/* A station, or a machine, to which a ticket goes. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/serial.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	a->station = d->r.station;
	if (serial_find(d, &a->machine))
		return true;
	if (a->station)
		return true;
	if (d->r.words.len == 0)
		return arguments_missing(d, t->take);
	return decision_refuse(d, "refused.place", text_str(&d->r.words));
}

static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)k;
	(void)t;
	if (a->ctx->roster->stations_n == 0)
		return false;
	text_addf(out, " %s", a->ctx->roster->stations[0].name);
	return true;
}

const struct value_kind kind_place = {
	.name = "place",
	.brings = BRINGS_PLACE,
	.read = read,
	.example = example,
};
