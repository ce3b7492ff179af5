/* Inside db/sqlite only: a machine's place as words. */
#ifndef MACHINE_PLACE_H
#define MACHINE_PLACE_H

#include "db/sqlite/sql.h"

/* "43.8256,87.6168 (35 km)", without what is not known, from the columns latitude, longitude and km in this order. */
void machine_place_read(struct query *q, int column, char *out, size_t size);

#endif
