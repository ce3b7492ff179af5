/* All that is known of a ticket, for programs: as JSON or as CSV. */
#ifndef TICKET_RECORD_H
#define TICKET_RECORD_H

#include "gateway/state/gateway.h"
#include "gateway/table/table.h"
#include "handlers/model/ticket.h"
#include "templates/wording/own_words.h"

/* Of the gateway, store, rules and people are asked. `t` is the ticket as it was loaded; `form` is JSON or CSV. Of
 * events, texts that came and texts that went out the first 1,000 each, as on a screen. False if memory ran out:
 * something is left out then. Whether the store failed is for the caller to ask. */
bool ticket_record_print(struct gateway *g, const struct ticket *t, int64_t now, enum table_form form, FILE *out);
/* As JSON, and behind it what the caller adds: members of the same object. */
struct ticket_record_more {
	void (*put)(struct json_writer *j, const void *ctx);
	/* Which of the tickets that opened it, or that it opened, are named; NULL: all. */
	bool (*sees)(const void *ctx, const struct ticket *t);
	const void *ctx;
	enum lang lang;                /* in which clocks are named */
	const struct own_words *words; /* of that language: how their time is reckoned */
};
bool ticket_record_print_with(struct gateway *g, const struct ticket *t, int64_t now,
			      const struct ticket_record_more *more, FILE *out);

#endif
