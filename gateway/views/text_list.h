/* One person's texts, or one number's: who wrote what, about which ticket, and what became of it. */
#ifndef TEXT_LIST_H
#define TEXT_LIST_H

#include "gateway/table/table.h"
#include "handlers/people/people.h"

#define TEXT_LIST_LIMIT 50 /* where no other is given */

struct text_wish {
	int64_t person;          /* 0: whoever has `number`, which is nobody's */
	char number[MSISDN_MAX]; /* counts only then */
	int64_t since, before;   /* UTC ms; INT64_MAX: to the newest */
	size_t limit;
};

struct store;

/* The newest `limit` of them, in order of time; *older: there are others before these, the first of which is at *first.
 * False if memory ran out. Whether the store failed is for the caller to ask. */
bool text_list_print(struct store *s, const struct text_wish *wish, enum table_form form, FILE *out, bool *older,
		     int64_t *first);

#endif
