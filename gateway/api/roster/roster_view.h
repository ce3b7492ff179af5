/* People, stations, customers and machines as somebody may see them: `name` is that of the list. It is for this wing
 * alone. */
#ifndef ROSTER_VIEW_H
#define ROSTER_VIEW_H

#include "gateway/api/route/api_route.h"

bool roster_view_may(const struct api_ask *ask, const char *name);
/* Whether customers' numbers do not show in full. */
bool roster_view_masked(const struct api_ask *ask, const char *name);
/* The same of one of them, asked for by itself. */
bool roster_view_item_masked(const struct api_ask *ask, const char *name);
/* Whose row the path's last part names, by id or full number, whether there is one or not; 0: nobody's. */
int64_t roster_view_person(const struct api_ask *ask, const char *name);
/* The key of the row that the path's last part names: of people and customers by id, or by full number with `+` where
 * it would show; of the others by name or serial. False: there is none that may be seen. */
bool roster_view_key(const struct api_ask *ask, const char *name, char out[SERIAL_BYTES]);

#endif
