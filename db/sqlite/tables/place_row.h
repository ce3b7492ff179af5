/* Inside db/sqlite only: a machine's place as words. */
#ifndef PLACE_ROW_H
#define PLACE_ROW_H

#include "db/sqlite/sql.h"

/* "43.8256,87.6168 (35 km)", without what is not known, from the columns latitude, longitude and km in this order. */
void row_read_place(struct query *q, int column, char *out, size_t size);

#endif
