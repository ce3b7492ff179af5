/* Sending lists: list_due.h says when. */
#ifndef LIST_SEND_H
#define LIST_SEND_H

#include <stdbool.h>

struct intake;

/* Sends those that are due by now. False if the store or the memory failed. */
bool list_take(struct intake *intake);

#endif
