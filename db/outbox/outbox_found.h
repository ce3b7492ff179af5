/* The outbox looked back at: what went out about a ticket, or because of an input, and to whom. */
#ifndef OUTBOX_FOUND_H
#define OUTBOX_FOUND_H

#include "db/store/delivery.h"
#include "db/store/store.h"
#include "handlers/people/people.h"
#include "templates/wording/template.h"

struct outbox_row {
	char number[MSISDN_MAX], template[TEMPLATE_NAME], error[128];
	enum delivery state;
	int tries;
	int64_t id, created, state_at, person;
	bool answer; /* the sender's own */
	char *text;  /* to be freed by outbox_row_free() */
};
/* About a ticket, or because of one input; at most max, in order. */
size_t outbox_of_ticket(struct store *s, int64_t ticket, struct outbox_row *out, size_t max);
size_t outbox_of_input(struct store *s, int64_t inbox, struct outbox_row *out, size_t max);
void outbox_row_free(struct outbox_row *r);

/* As struct world's `told`. */
size_t outbox_told(struct store *s, int64_t ticket, int64_t text, int64_t *people, size_t max);

/* Whether a text by that template about that ticket was put in for that person from `since` on. */
bool outbox_was_sent(struct store *s, int64_t ticket, int64_t person, const char *template, int64_t since);

#endif
