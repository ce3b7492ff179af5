/* Lists of tickets, the newest first. */
#ifndef TICKET_LIST_H
#define TICKET_LIST_H

#include "gateway/command/ticket_filter.h"
#include "gateway/table/table.h"

/* A row each of those that the filter takes, its limit at most. `all`: the ended ones too. Beside what a screen shows, CSV
 * and JSON have the clock that presses most at `now`, and the code that is expected next. `w` has rules and store. False if
 * memory ran out: what there was no memory for is left out. Whether the store failed is for the caller to ask. */
bool ticket_list_print(const struct workspace *w, bool all, int64_t now, const struct ticket_filter *f,
		       enum table_form form, FILE *out);
/* A row for each clock that runs and whose time is over at `now`; the limit is of tickets. Likewise. */
bool ticket_list_print_late(const struct workspace *w, int64_t now, const struct ticket_filter *f, enum table_form form,
			    FILE *out);

/* A page of them for somebody who may not see all. */
struct ticket_list_page {
	bool all;       /* the ended ones too */
	bool open;      /* no ended one, not even the one whose number is looked for */
	bool late;      /* only those with a clock that runs and whose time is over at `now` */
	int64_t before; /* only numbers below; 0: any */
	int64_t now;
	bool (*sees)(const void *ctx, const struct ticket *t);
	void (*put)(void *ctx, struct ticket *t); /* one of the page */
	void *ctx;
};
#define LOOKED_MOST 512
/* Puts each, f->limit at most. *next is the number to go on below; 0: there are no others. It looks at no more than
 * LOOKED_MOST tickets: a page may have few rows, or none, and yet there may be others. False if memory ran out. */
bool ticket_list_page(const struct workspace *w, const struct ticket_list_page *p, const struct ticket_filter *f,
		      int64_t *next);

#endif
