/* A station, or a machine, to which a ticket goes. */
#include "handlers/decision/arguments.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/serial.h"
#include "handlers/kind/station_example.h"
#include "templates/text/spelling.h"
#include "templates/text/utf8.h"

#define STATION_CHARS 4 /* of a shorter name, one that is off makes another name of it */

/* How many stations are spelled so but for one character: that one is kept. */
static size_t near_stations(struct decision *d, const char *folded)
{
	const struct roster *r = d->ctx->roster;
	size_t found = 0;
	for (size_t i = 0; i < r->stations_n; i++) {
		const struct station *s = &r->stations[i];
		if (utf8_count(s->folded) < STATION_CHARS || spelling_distance(folded, s->folded, 1) > 1)
			continue;
		text_copy(d->place, sizeof(d->place), s->name);
		found++;
	}
	return found;
}

/* The same of machines, where one digit is another. */
static size_t near_machines(struct decision *d, const char *folded)
{
	const struct world *w = d->ctx->world;
	char serial[SERIAL_BYTES];
	struct machine m;
	size_t found = 0;
	text_copy(serial, sizeof(serial), folded);
	for (char *at = serial; *at; at++) {
		const char was = *at;
		for (char digit = '0'; was >= '0' && was <= '9' && digit <= '9'; digit++) {
			*at = digit;
			if (digit == was || !w->machine(w->ctx, serial, &m))
				continue;
			text_copy(d->place, sizeof(d->place), m.serial);
			found++;
		}
		*at = was;
	}
	return found;
}

/* The example is what may have been meant, and no other place: sent as it stands, the ticket would go there. */
static void wish_near(struct decision *d)
{
	size_t found = 0;
	for (size_t i = 0; i < d->r.tokens_n && found == 0; i++) {
		found = near_stations(d, d->r.tokens[i]);
		found += near_machines(d, d->r.tokens[i]);
	}
	d->wish.place = found == 1 ? d->place : NULL;
	d->wish.help = found != 1;
}

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	a->station = d->r.station;
	if (serial_find(d, &a->machine))
		return true;
	if (a->station)
		return true;
	if (d->r.words.len == 0)
		return arguments_missing(d, t->take);
	wish_near(d);
	return decision_refuse(d, "refused.place", text_str(&d->r.words));
}

const struct value_kind kind_place = {
	.name = "place",
	.brings = BRINGS_PLACE,
	.read = read,
	.example = station_example,
};
