/* Who may send a code, as a flow's file names them: `station_head`, `lead`, `customer`, `staff`, `anyone`. */
#ifndef SENDER_LIST_H
#define SENDER_LIST_H

#include "gateway/wire/json_writer.h"
#include "handlers/people/roles.h"

/* Adds those of these bits to the open list. */
void sender_list_add(struct json_writer *j, const struct roles *roles, uint64_t by);

#endif
