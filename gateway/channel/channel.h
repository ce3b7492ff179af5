/* A channel as its file says it (fieldgate(5), CHANNELS): a carrier's or a phone's API, or a topic of MQTT. Plain and
 * immutable once it is loaded; any thread may read it. A channel without a file is one of MQTT. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/config/settings.h"
#include "handlers/people/people.h"

enum channel_kind { CHANNEL_MQTT, CHANNEL_HTTP };

struct channel_send;     /* channel_request.h: what is sent, and how its answer is read */
struct channel_callback; /* channel_callback.h: what comes back */

struct channel {
	char name[CHANNEL_BYTES];
	char file[PATH_BYTES];
	enum channel_kind kind;
	char then[CHANNEL_BYTES]; /* by which its texts go while it is down; "": they wait */
	bool resends;             /* the carrier takes our id as key: what may have been sent is sent again */
	int segments_most;        /* of a text that it takes; 0: any */
	int per_second;           /* segments; 0: any number */
	int under_way;            /* requests at a time, at least 1 */
	int timeout_ms;           /* of a request */
	char signature[64];       /* that the carrier adds to each text, and bills; "": none */
	bool approved_only;       /* it sends only: */
	char (*approved)[TEMPLATE_NAME];
	size_t approved_n;
	struct channel_send *send;         /* of CHANNEL_HTTP; NULL: nothing goes out by it */
	struct channel_callback *mo, *dlr; /* NULL: none comes */
};

/* All channels with a file. Reference-counted, from any thread. */
struct channels {
	int holders; /* atomic */
	struct channel *all;
	size_t n;
};

/* Reads the files that the setup names, and their secrets. NULL if there is any fault; `channels` with none in it if
 * the setup names no file. It has one holder: the caller. */
struct channels *channels_load(const struct setup *s, struct faults *f);
struct channels *channels_hold(struct channels *c); /* NULL is fine, here and below */
void channels_release(struct channels *c);
/* NULL: it has no file. */
const struct channel *channels_find(const struct channels *c, const char *name);

#endif
