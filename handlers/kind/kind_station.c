/* A station, by its name. */
#include "handlers/decision/arguments.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/station_example.h"
#include "templates/text/fold.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	(void)a;
	if (d->r.station_more)
		return arguments_several(d, t->take);
	if (!d->r.station)
		return t->take->must == MUST ? arguments_missing(d, t->take) : true;
	arguments_give(d, t, d->r.station->id);
	return true;
}

static void plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	const struct station *at = roster_station(s->ctx->roster, value);
	(void)v;
	text_add(out, at ? at->name : "");
}

static void say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)l;
	plain(s, v, value, out);
}

static bool read_plain(const struct context *ctx, const struct value *v, const char *name, int64_t *value)
{
	char folded[NAME_BYTES];
	const struct station *s =
		fold_small(folded, sizeof(folded), name) ? roster_station_named(ctx->roster, folded) : NULL;
	(void)v;
	*value = s ? s->id : 0;
	return s != NULL;
}

const struct value_kind kind_station = {
	.name = "station",
	.brings = BRINGS_STATION,
	.unlike = BRINGS_PLACE | BRINGS_ANYONE, /* a person may be written by name and station */
	.max = 20,
	.say = say,
	.read = read,
	.example = station_example,
	.plain = plain,
	.read_plain = read_plain,
	.shape = "the name of a station that is known",
};
