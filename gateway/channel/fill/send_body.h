/* `query`, `form` and `json` of a channel's file as one text with places. It is for this wing alone. */
#ifndef SEND_BODY_H
#define SEND_BODY_H

#include "gateway/channel/fill/channel_place.h"

/* What its values may be filled with. */
struct send_places {
	const struct channel_secrets *secrets;
	struct faults *f;
};

/* `a=…&b=…`, escaped as `how` says: PLACE_URL or PLACE_FORM. */
void send_params_read(struct place_text *t, const struct yaml *map, enum place_escape how, const struct send_places *p);
/* What stands there as JSON. */
void send_json_read(struct place_text *t, const struct yaml *n, const struct send_places *p);

#endif
