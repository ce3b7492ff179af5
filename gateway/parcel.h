/* What goes out: as it is asked for, and copied, in queues. Knows no library and no lock. */
#ifndef PARCEL_H
#define PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPIRED_UNSENT (-1) /* where else a reason of MQTT 5 is told: its time was over before it could leave */

struct publish {
	const char *topic; /* below the prefix; or whole if `whole` */
	bool whole;
	const void *payload;
	size_t n;
	bool retain;
	int64_t expires_s; /* 0: never */
	const void *correlation;
	size_t correlation_n;
	int64_t tag; /* 0: no answer wanted */
};

struct parcel {
	struct parcel *next;
	const char *topic, *payload, *correlation; /* in `bytes`; the topic whole */
	size_t n, correlation_n;
	int64_t until; /* steady ms; 0: never expires */
	int64_t tag;
	bool retain;
	char bytes[];
};

/* Zero-initialise; the queue owns what is in it. */
struct parcels {
	struct parcel *first, **end;
	size_t n;
};

/* `prefix` and a slash stand before a topic that is not whole. NULL: out of memory. */
struct parcel *parcel_new(const char *prefix, const struct publish *p);
void parcels_add(struct parcels *l, struct parcel *one);     /* as the last; takes it over */
void parcels_move(struct parcels *from, struct parcels *to); /* all, behind what is there */
void parcels_drop_first(struct parcels *l);                  /* there must be one */
void parcels_clear(struct parcels *l);

#endif
