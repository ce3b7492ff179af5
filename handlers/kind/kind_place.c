/* A station, or a machine, to which a ticket goes. */
#include "handlers/decision/arguments.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/serial.h"
#include "handlers/kind/station_example.h"

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

const struct value_kind kind_place = {
	.name = "place",
	.brings = BRINGS_PLACE,
	.read = read,
	.example = station_example,
};
