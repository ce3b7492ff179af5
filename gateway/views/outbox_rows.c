#include "gateway/views/outbox_rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/columns.h"
#include "gateway/base/duration.h"
#include "gateway/command/workspace.h"
#include "handlers/people/msisdn.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"

#define AT_ONCE 256
#define WAITING_MAX 10000 /* of each state */
#define TRIES_MAX_READ 64

void outbox_to(struct store *s, const struct outbox_line *l, char out[OUTBOX_TO])
{
	char masked[MSISDN_MAX], name[NAME_BYTES];

	msisdn_mask(l->number, masked);
	if (l->person == 0) {
		text_copy(out, OUTBOX_TO, masked);
		return;
	}
	workspace_name(s, l->person, name, sizeof(name));
	snprintf(out, OUTBOX_TO, "%s (%s)", name, masked);
}

static void write_ticket(const struct outbox_line *l, char out[24])
{
	if (l->ticket)
		snprintf(out, 24, "%lld", (long long)l->ticket);
	else
		text_copy(out, 24, "-");
}

/* ---- what waits ---- */

/* The last word on it: the row's own, else that of its last try. */
static void write_reason(struct store *s, const struct outbox_line *l, char out[160])
{
	struct outbox_try *all = l->tries && !*l->error ? calloc(TRIES_MAX_READ, sizeof(*all)) : NULL;
	size_t n = all ? outbox_tries(s, l->id, all, TRIES_MAX_READ) : 0;

	text_copy(out, 160, *l->error ? l->error : "-");
	if (n > 0)
		snprintf(out, 160, "%s%s%s", try_name(all[n - 1].outcome), *all[n - 1].why ? ": " : "", all[n - 1].why);
	free(all);
}

static void add_waiting(struct columns *rows, struct store *s, const struct outbox_line *l, int64_t now)
{
	char id[24], to[OUTBOX_TO], ticket[24], age[DURATION_BYTES], tries[16], next[DURATION_BYTES + 8] = "-",
												      reason[160];

	if (rows->n == 0)
		columns_add(rows, (const char *const[]){"id", "state", "channel", "to", "ticket", "age", "tries",
							"next", "last reason"});
	snprintf(id, sizeof(id), "%lld", (long long)l->id);
	outbox_to(s, l, to);
	write_ticket(l, ticket);
	duration_write(now > l->created ? now - l->created : 0, age);
	snprintf(tries, sizeof(tries), "%d", l->tries);
	if (l->not_before > now) {
		text_copy(next, sizeof(next), "in ");
		duration_write(l->not_before - now, next + 3);
	}
	write_reason(s, l, reason);
	columns_add(rows, (const char *const[]){id, delivery_name(l->state), l->channel, to, ticket, age, tries, next,
						reason});
}

static bool add_state(struct columns *rows, struct store *s, enum delivery state, int64_t now, size_t *count)
{
	struct outbox_line *some = calloc(AT_ONCE, sizeof(*some));
	struct outbox_place place = {.id = 0};
	size_t n = 0;

	*count = 0;
	if (!some)
		return false;
	while (*count < WAITING_MAX && (n = outbox_list(s, state, &place, some, AT_ONCE)) > 0) {
		for (size_t i = 0; i < n; i++)
			add_waiting(rows, s, &some[i], now);
		*count += n;
	}
	free(some);
	return !store_failed(s);
}

bool outbox_rows_print(struct store *s, int64_t now, FILE *out)
{
	static const enum delivery states[] = {DELIVERY_SENDING, DELIVERY_READY, DELIVERY_UNKNOWN};
	struct columns rows = {.width = 9};
	size_t count, all = 0;
	bool good = true, more = false;

	/* columns_add() leaves out what there is no memory for, and only errno tells. */
	errno = 0;
	for (size_t i = 0; good && i < sizeof(states) / sizeof(*states); i++) {
		good = add_state(&rows, s, states[i], now, &count);
		more = more || count >= WAITING_MAX;
		all += count;
	}
	columns_print(&rows, out);
	if (all == 0 && good)
		fputs("nothing waits, and nothing is parked\n", out);
	if (more)
		fprintf(out, "… and more: these are the first %d of a state\n", WAITING_MAX);
	return good && errno != ENOMEM;
}

/* ---- what failed ---- */

static void add_failed(struct table *rows, struct store *s, const struct outbox_line *l)
{
	char to[OUTBOX_TO];

	outbox_to(s, l, to);
	table_put_id(rows, l->id);
	table_put_time(rows, l->state_at);
	table_put_text(rows, to);
	table_put_id(rows, l->ticket);
	table_put_text(rows, l->channel);
	table_put_text(rows, l->template);
	table_put_text(rows, delivery_name(l->state));
	table_put_text(rows, l->error);
}

bool outbox_failed_print(struct store *s, size_t most, enum table_form form, FILE *out)
{
	static const char *const names[] = {"id", "at", "to", "ticket", "channel", "text", "state", "why", NULL};
	struct outbox_line *some = calloc(AT_ONCE, sizeof(*some));
	struct outbox_place place = {.id = 0};
	struct table rows;
	size_t n, all = 0;
	bool good;

	if (!some)
		return false;
	table_begin(&rows, form, names, out);
	while (all < most && (n = outbox_failed(s, &place, some, most - all < AT_ONCE ? most - all : AT_ONCE)) > 0) {
		for (size_t i = 0; i < n; i++)
			add_failed(&rows, s, &some[i]);
		all += n;
	}
	free(some);
	good = table_end(&rows);
	if (all == 0 && form == TABLE_SCREEN)
		fputs("every text arrived, as far as is known\n", out);
	else if (all == most)
		fprintf(form == TABLE_SCREEN ? out : stderr, "%s: these are the last %zu\n",
			form == TABLE_SCREEN ? "… and perhaps more" : "fieldgate: note: there may be more", most);
	return good && !store_failed(s);
}

/* ---- page by page ---- */

static void put_row(struct table *t, struct store *s, const struct outbox_line *l)
{
	char to[OUTBOX_TO], reason[160];

	outbox_to(s, l, to);
	write_reason(s, l, reason);
	table_put_id(t, l->id);
	table_put_text(t, delivery_name(l->state));
	table_put_text(t, l->channel);
	table_put_text(t, to);
	table_put_id(t, l->ticket);
	table_put_text(t, l->template);
	table_put_time(t, l->created);
	table_put_time(t, l->state_at);
	table_put_number(t, l->tries);
	table_put_time(t, l->not_before);
	table_put_text(t, strcmp(reason, "-") == 0 ? "" : reason);
}

static size_t read_page(struct store *s, enum delivery state, struct outbox_place *place, struct outbox_line *out,
			size_t max)
{
	bool waits = state == DELIVERY_SENDING || state == DELIVERY_READY || state == DELIVERY_UNKNOWN;

	return waits ? outbox_list(s, state, place, out, max) : outbox_failed(s, place, out, max);
}

/* False: it was the last. */
static bool next_state(enum delivery *state, struct outbox_place *place)
{
	if (*state != DELIVERY_SENDING && *state != DELIVERY_READY)
		return false;
	*state = *state == DELIVERY_SENDING ? DELIVERY_READY : DELIVERY_UNKNOWN;
	*place = (struct outbox_place){.id = 0};
	return true;
}

bool outbox_page_json(struct store *s, enum delivery *state, struct outbox_place *place, size_t most, FILE *out,
		      bool *more)
{
	static const char *const names[] = {"id",      "state",    "channel", "to",         "ticket", "text",
					    "created", "state_at", "tries",   "not_before", "why",    NULL};
	struct outbox_line *some = calloc(most, sizeof(*some));
	struct table t;
	size_t all = 0;

	*more = some;
	table_begin(&t, TABLE_JSON, names, out);
	while (*more && all < most) {
		size_t n = read_page(s, *state, place, some, most - all);

		for (size_t i = 0; i < n; i++)
			put_row(&t, s, &some[i]);
		all += n;
		*more = all == most || next_state(state, place);
	}
	free(some);
	return table_end(&t) && some && !store_failed(s);
}
