#include "gateway/show/ticket_texts.h"

#include <stdlib.h>
#include <string.h>

#include "db/outbox/outbox_found.h"
#include "db/store/delivery.h"
#include "db/store/inbox.h"
#include "gateway/base/columns.h"
#include "gateway/command/workspace.h"
#include "gateway/show/rows_limit.h"
#include "gateway/state/input.h"
#include "gateway/views/input_text.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

void ticket_text_by(struct store *s, const struct inbox_row *in, const struct ledger_row *rows, size_t n,
		    char out[NAME_BYTES])
{
	int64_t seq = 0, by;

	out[0] = '\0';
	for (size_t i = n; i > 0 && !seq; i--)
		if (rows[i - 1].inbox == in->id)
			seq = rows[i - 1].seq;
	if (!seq || strcmp(in->channel, API_CHANNEL) != 0)
		return;
	by = ledger_put_in_by(s, seq, in->id);
	if (by)
		workspace_name(s, by, out, NAME_BYTES);
}

/* `Tom Baker, put in by Ann Wu` */
#define FROM_BYTES (2 * NAME_BYTES + 16)

static void add_received(struct columns *rows, struct store *s, const struct inbox_row *r, const char *by)
{
	char came[24], from[NAME_BYTES], whose[FROM_BYTES], became[300];
	char *words = r->text ? input_text(r->kind, r->text) : NULL;

	when_local(r->came, came);
	if (r->person || !*r->sender)
		workspace_name(s, r->person, from, sizeof(from));
	else
		text_copy(from, sizeof(from), r->sender);
	snprintf(whose, sizeof(whose), "%s%s%s", from, *by ? ", put in by " : "", by);
	snprintf(became, sizeof(became), "%s%s%s", r->outcome, *r->why ? ": " : "", r->why);
	columns_add(rows, (const char *const[]){"", came, whose, r->channel, became, words ? words : ""});
	free(words);
}

static bool print_received(struct store *s, int64_t ticket, FILE *out)
{
	struct inbox_row *all = calloc(ROWS_LIMIT, sizeof(*all));
	struct ledger_row *events = calloc(ROWS_LIMIT, sizeof(*events));
	bool good = all && events;
	struct columns rows = {.width = 6};
	char by[NAME_BYTES];

	if (good) {
		size_t n = inbox_of_ticket(s, ticket, all, ROWS_LIMIT);
		size_t events_n = ledger_of(s, ticket, events, ROWS_LIMIT);

		fputs("\ntexts that came\n", out);
		for (size_t i = 0; i < n; i++) {
			ticket_text_by(s, &all[i], events, events_n, by);
			add_received(&rows, s, &all[i], by);
			inbox_row_free(&all[i]);
		}
		columns_print(&rows, out);
		rows_limit_note(n, out);
	}
	free(events);
	free(all);
	return good;
}

static void add_sent(struct columns *rows, struct store *s, const struct outbox_row *r)
{
	char created[24], changed[24], to[NAME_BYTES + MSISDN_MAX + 8], name[NAME_BYTES], state[160];

	when_local(r->created, created);
	when_local(r->state_at, changed);
	workspace_name(s, r->person, name, sizeof(name));
	snprintf(to, sizeof(to), "%s (%s)", name, r->number);
	snprintf(state, sizeof(state), "%s%s%s", delivery_name(r->state), *r->error ? ": " : "", r->error);
	columns_add(rows, (const char *const[]){"", created, to, state, changed, r->text ? r->text : ""});
}

static bool print_sent(struct store *s, int64_t ticket, FILE *out)
{
	struct outbox_row *all = calloc(ROWS_LIMIT, sizeof(*all));
	struct columns rows = {.width = 6};
	size_t n;

	if (!all)
		return false;
	n = outbox_of_ticket(s, ticket, all, ROWS_LIMIT);
	fputs("\ntexts that went out\n", out);
	for (size_t i = 0; i < n; i++) {
		add_sent(&rows, s, &all[i]);
		outbox_row_free(&all[i]);
	}
	columns_print(&rows, out);
	rows_limit_note(n, out);
	free(all);
	return true;
}

bool ticket_texts_print(struct store *s, int64_t ticket, FILE *out)
{
	return print_received(s, ticket, out) && print_sent(s, ticket, out);
}
