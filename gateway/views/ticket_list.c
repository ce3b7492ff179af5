#include "gateway/views/ticket_list.h"

#include <errno.h>
#include <stdlib.h>

#include "db/store/tickets_found.h"
#include "gateway/base/columns.h"
#include "handlers/time/when.h"

#define PAGE 64 /* tickets read at once: a year's are too many to hold */

static void add_ticket(struct columns *rows, struct store *s, const struct ticket *t)
{
	char number[NUMBER_BYTES], opened[24], lead[NAME_BYTES] = "-";

	snprintf(number, sizeof(number), "%lld", (long long)t->number);
	when_local(t->opened, opened);
	if (t->lead)
		workspace_name(s, t->lead, lead, sizeof(lead));
	columns_add(rows, (const char *const[]){
				  number,
				  t->state < 0 ? "?" : t->flow->states[t->state].name,
				  t->down ? "down" : "-",
				  opened,
				  *t->serial ? t->serial : "-",
				  *t->customer_name ? t->customer_name : "-",
				  *t->station_name ? t->station_name : "-",
				  lead,
				  t->fault,
			  });
}

bool ticket_list_print(const struct workspace *w, bool all, FILE *out)
{
	struct ticket *page = calloc(PAGE, sizeof(*page));
	struct columns rows = {.width = 9};
	int64_t before = 0;
	bool whole;
	size_t n;

	if (!page)
		return false;
	/* columns_add() leaves out what there is no memory for, and only errno tells. */
	errno = 0;
	columns_add(&rows, (const char *const[]){"ticket", "state", "down", "opened", "machine", "customer", "station",
						 "engineer", "fault"});
	do {
		n = tickets_list(w->store, &w->rules->flows, all, before, page, PAGE);
		for (size_t i = 0; i < n; i++)
			add_ticket(&rows, w->store, &page[i]);
		before = n > 0 ? page[n - 1].number : 0;
	} while (n == PAGE);
	whole = errno != ENOMEM;
	free(page);
	columns_print(&rows, out);
	return whole;
}
