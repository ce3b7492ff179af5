/* A channel as its file says it (fieldgate(5), CHANNELS): a carrier's or a phone's API, or topics of the broker. Plain
 * and immutable once it is loaded; any thread may read it. A channel without a file is one of the broker. */
#ifndef CHANNEL_SETTINGS_H
#define CHANNEL_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/config/settings.h"
#include "handlers/people/people.h"
#include "templates/wording/template.h"

#define TEMPLATE_CODE 64

enum channel_kind { CHANNEL_BROKER, CHANNEL_HTTP };

struct channel_send;     /* channel_request.h: what is sent, and how its answer is read */
struct channel_callback; /* channel_callback.h: what comes back */
struct channel_secrets;  /* read from files; for this wing alone */

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
	char (*codes)[TEMPLATE_CODE]; /* what the carrier calls each of them; "": the file does not say */
	size_t approved_n;
	struct channel_secrets *secrets;
	struct channel_send *send;         /* of CHANNEL_HTTP; NULL: nothing goes out by it */
	struct channel_callback *mo, *dlr; /* NULL: none comes */
};

#endif
