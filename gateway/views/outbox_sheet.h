/* One text that goes out: to whom, what became of it, and each try. */
#ifndef OUTBOX_SHEET_H
#define OUTBOX_SHEET_H

#include <stdbool.h>
#include <stdio.h>

#include "db/outbox/outbox_hand.h"

/* False: it is not all of it, as memory ran out or the store failed. */
bool outbox_sheet_print(struct store *s, const struct outbox_line *l, const char *text, FILE *out);
/* The same for programs, without the words, to be freed; NULL: memory ran out. */
char *outbox_sheet_json(struct store *s, const struct outbox_line *l);
/* The tries behind `after` alone; *last becomes the last one printed. */
bool outbox_sheet_tries(struct store *s, int64_t id, int after, int *last, FILE *out);

#endif
