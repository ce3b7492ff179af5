/* Routes: by which channel a person's texts go who has not written yet. */
#ifndef ROUTE_H
#define ROUTE_H

#include "gateway/config/settings.h"

struct setup_reader;
struct yaml;

/* `routes`: a list of what fits and the channel. */
void routes_read(struct setup_reader *r, const struct yaml *list);
/* A channel's name; false, with a fault, if it is none. */
bool route_read_channel(struct setup_reader *r, const struct yaml *n, char channel[CHANNEL_BYTES]);
/* The channel of the first route of which all that it says fits, else the default. A customer has no role. */
const char *route_channel(const struct setup *s, const char *number, uint32_t roles, enum lang lang);

#endif
