/* The list of senders nobody knows, each with the text that came last. */
#ifndef STRANGER_LIST_H
#define STRANGER_LIST_H

#include "db/store/store.h"
#include "gateway/table/table.h"

/* False if memory ran out: what there was no memory for is left out. Whether the store failed is for the caller to
 * ask. */
bool stranger_list_print(struct store *s, enum table_form form, FILE *out);

#endif
