#include "gateway/views/outbox_sheet.h"

#include <errno.h>
#include <stdlib.h>

#include "gateway/base/columns.h"
#include "gateway/command/indented.h"
#include "gateway/views/outbox_rows.h"
#include "gateway/wire/json_writer.h"
#include "handlers/time/when.h"

#define TRIES_SHOWN 1000

static void print_state(const struct outbox_line *l, FILE *out)
{
	char at[24], expires[24], next[24];

	when_local(l->state_at, at);
	fprintf(out, "state     %s since %s%s%s\n", delivery_name(l->state), at, *l->error ? ": " : "", l->error);
	when_local(l->created, at);
	when_local(l->expires, expires);
	fprintf(out, "put in    %s, worth sending until %s\n", at, expires);
	if (l->state == DELIVERY_READY && l->not_before) {
		when_local(l->not_before, next);
		fprintf(out, "next try  %s\n", next);
	}
}

static void add_try(struct columns *rows, const struct outbox_try *t)
{
	char n[16], minute[24], at[32], status[16] = "";

	snprintf(n, sizeof(n), "%d", t->n);
	when_local(t->at, minute);
	snprintf(at, sizeof(at), "%s:%02d", minute, when_tm(t->at).tm_sec);
	if (t->status)
		snprintf(status, sizeof(status), "%d", t->status);
	columns_add(rows, (const char *const[]){"", n, at, t->channel, try_name(t->outcome), status, t->why});
}

bool outbox_sheet_tries(struct store *s, int64_t id, int after, int *last, FILE *out)
{
	struct outbox_try *all = calloc(TRIES_SHOWN, sizeof(*all));
	struct columns rows = {.width = 7};
	size_t n;

	*last = after;
	if (!all)
		return false;
	errno = 0;
	n = outbox_tries(s, id, all, TRIES_SHOWN);
	for (size_t i = 0; i < n; i++) {
		if (all[i].n <= after)
			continue;
		add_try(&rows, &all[i]);
		*last = all[i].n;
	}
	free(all);
	columns_print(&rows, out);
	return errno != ENOMEM && !store_failed(s);
}

bool outbox_sheet_print(struct store *s, const struct outbox_line *l, const char *text, FILE *out)
{
	char to[OUTBOX_TO];
	int last;
	bool whole;

	outbox_to(s, l, to);
	fprintf(out, "text      %lld, %s\n", (long long)l->id, l->uuid);
	fprintf(out, "to        %s by %s%s\n", to, l->channel, l->answer ? ", an answer" : "");
	if (l->ticket)
		fprintf(out, "ticket    %lld\n", (long long)l->ticket);
	fprintf(out, "template  %s, %d segment%s\n", l->template, l->segments, l->segments == 1 ? "" : "s");
	print_state(l, out);
	if (*l->carrier_id)
		fprintf(out, "carrier   calls it %s\n", l->carrier_id);
	fputs("\nwords\n  ", out);
	indented_print(*text ? text : "(purged)", "  ", out);
	fputs("\ntries\n", out);
	whole = outbox_sheet_tries(s, l->id, 0, &last, out);
	if (last == 0)
		fputs("  none is noted; by MQTT the broker's word is its state\n", out);
	return whole;
}

/* ---- for programs ---- */

static void put_try(struct json_writer *j, const struct outbox_try *t)
{
	json_add_object(j);
	json_put_number(j, "n", t->n);
	json_put_time(j, "at", t->at);
	json_put_string(j, "channel", t->channel);
	json_put_string(j, "outcome", try_name(t->outcome));
	if (t->status)
		json_put_number(j, "status", t->status);
	else
		json_put_null(j, "status");
	json_put_string_or_null(j, "why", t->why);
	json_close_object(j);
}

static void put_line(struct json_writer *j, struct store *s, const struct outbox_line *l)
{
	char to[OUTBOX_TO];

	outbox_to(s, l, to);
	json_put_id(j, "id", l->id);
	json_put_string(j, "uuid", l->uuid);
	json_put_string(j, "state", delivery_name(l->state));
	json_put_string(j, "channel", l->channel);
	json_put_string(j, "to", to);
	json_put_id_or_null(j, "ticket", l->ticket);
	json_put_string(j, "text", l->template);
	json_put_number(j, "segments", l->segments);
	json_put_time(j, "created", l->created);
	json_put_time(j, "expires", l->expires);
	json_put_time(j, "state_at", l->state_at);
	json_put_time_or_null(j, "not_before", l->state == DELIVERY_READY ? l->not_before : 0);
	json_put_number(j, "tries", l->tries);
	json_put_string_or_null(j, "why", l->error);
	json_put_string_or_null(j, "carrier_id", l->carrier_id);
}

char *outbox_sheet_json(struct store *s, const struct outbox_line *l)
{
	struct outbox_try *all = calloc(TRIES_SHOWN, sizeof(*all));
	struct json_writer j = json_begin();
	size_t n = all ? outbox_tries(s, l->id, all, TRIES_SHOWN) : 0;
	char *json;

	put_line(&j, s, l);
	json_open_list(&j, "steps");
	for (size_t i = 0; i < n; i++)
		put_try(&j, &all[i]);
	json_close_list(&j);
	json = json_end(&j);
	if (!all) {
		free(json);
		return NULL;
	}
	free(all);
	return json;
}
