/* Taking a row that an administrator writes. It is for this wing alone. */
#ifndef ROW_TAKE_H
#define ROW_TAKE_H

#include "gateway/road/intake.h"

/* Inside the batch's transaction; the payload is what wire_row() made. What is written is known by its key, as a digest:
 * the inbox keeps no word of it. What is refused changes nothing, and may come again under the same key. False if it
 * cannot be decided now, with store_failed() where the store is why. */
bool row_take(struct intake *intake);

#endif
