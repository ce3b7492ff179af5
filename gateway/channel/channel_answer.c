#include "gateway/channel/channel_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gateway/channel/fill/channel_secrets.h"
#include "gateway/channel/fill/channel_send.h"
#include "handlers/people/msisdn.h"
#include "templates/text/text_cut.h"
#include "templates/text/units.h"
#include "templates/text/utf8.h"

#define BODY_READ (16 * 1024) /* of an answer; what stands further on is not looked at */
#define WHY_UNITS 80
#define HIDDEN_IN 1024 /* bytes, more than WHY_UNITS of any character */

struct answer {
	int status;
	char *body;             /* a string: a NUL in it becomes a blank */
	struct json_tree *tree; /* NULL: it is no JSON */
	const struct json_node *root;
};

/* ---- which row ---- */

static void find_value(const void *ctx, const char *name, struct text *out)
{
	const struct answer *a = ctx;

	json_node_text(json_node_at(a->root, name), out);
}

static bool status_fits(const struct answer_row *row, int status)
{
	for (size_t i = 0; i < row->statuses_n; i++)
		if (status >= row->statuses[i].from && status <= row->statuses[i].to)
			return true;
	return row->statuses_n == 0;
}

static bool row_fits(const struct answer_row *row, const struct answer *a)
{
	bool again = false;

	return status_fits(row, a->status) && (!row->has_body || text_match_holds(&row->body, a->body)) &&
	       (row->json.n == 0 || value_match_holds(&row->json, find_value, a, &again));
}

/* ---- what it says ---- */

/* One line, without our secrets, and with numbers masked: it goes to the log. What does not fit is cut at a whole
 * character. */
static void add_line(const struct channel *c, const char *s, char *out, size_t size)
{
	struct text hidden = text_new(HIDDEN_IN), line = text_new(WHY_BYTES);

	channel_secrets_hide_in(c->secrets, s, &hidden);
	text_cut(&line, text_str(&hidden), WHY_UNITS);
	msisdn_mask_all(text_str(&line), out, size);
	text_free(&hidden);
	text_free(&line);
}

static void say_why(const struct channel *c, const struct answer_row *row, const struct answer *a,
		    struct carrier_answer *out)
{
	const char *body = a->body + strspn(a->body, " \t\r\n");
	struct text found = text_new(BODY_READ);

	if (row && text_found_in(&row->why, a->root, a->body, &found))
		add_line(c, text_str(&found), out->why, sizeof(out->why));
	else if (*body)
		add_line(c, body, out->why, sizeof(out->why));
	if (!out->why[0])
		snprintf(out->why, sizeof(out->why), "it answered %d and said no more", a->status);
	text_free(&found);
}

static void take_id(const struct answer_row *row, const struct answer *a, struct carrier_answer *out)
{
	struct text found = text_new(BODY_READ);

	if (text_found_in(&row->id, a->root, a->body, &found))
		text_copy(out->carrier_id, sizeof(out->carrier_id), text_str(&found));
	text_free(&found);
}

/* Seconds, or a date as HTTP writes it (RFC 9110); a day at most. */
static int64_t wait_of(const char *retry_after, int64_t now)
{
	struct tm date = {0};
	int64_t wait;

	if (!retry_after || !*retry_after)
		return 0;
	if (strspn(retry_after, "0123456789") == strlen(retry_after))
		wait = strlen(retry_after) > 6 ? DAY_MS : strtol(retry_after, NULL, 10) * SECOND_MS;
	else if (strptime(retry_after, "%a, %d %b %Y %H:%M:%S GMT", &date))
		wait = (int64_t)timegm(&date) * SECOND_MS - now;
	else
		return 0;
	return wait < 0 ? 0 : wait > DAY_MS ? DAY_MS : wait;
}

/* ---- all of it ---- */

static bool open_answer(struct answer *a, int status, const char *body, size_t n)
{
	char why[64];
	bool again = false;

	n = n < BODY_READ ? n : BODY_READ;
	*a = (struct answer){.status = status, .body = malloc(n + 1)};
	if (!a->body)
		return false;
	for (size_t i = 0; i < n; i++)
		a->body[i] = body[i] ? body[i] : ' ';
	a->body[n] = '\0';
	if (strchr("{[", a->body[strspn(a->body, " \t\r\n")])) {
		a->tree = json_tree_read(a->body, n, &again, why, sizeof(why));
		a->root = a->tree ? json_tree_root(a->tree) : NULL;
	}
	return !again;
}

static void read_by_rows(const struct channel *c, const struct answer *a, struct carrier_answer *out)
{
	static const struct answer_rows none;
	const struct answer_rows *rows = c->send ? &c->send->answers : &none;

	for (size_t i = 0; i < rows->n; i++) {
		const struct answer_row *row = &rows->all[i];

		if (!row_fits(row, a))
			continue;
		out->outcome = row->outcome;
		out->alone = row->alone;
		if (out->outcome == TRANSPORT_TAKEN)
			take_id(row, a, out);
		else
			say_why(c, row, a, out);
		return;
	}
	say_why(c, NULL, a, out);
}

void carrier_answer_read(const struct channel *c, int status, const char *retry_after, const char *body, size_t n,
			 int64_t now, struct carrier_answer *out)
{
	struct answer a;

	*out = (struct carrier_answer){.outcome = TRANSPORT_UNKNOWN};
	if (!open_answer(&a, status, body, n))
		snprintf(out->why, sizeof(out->why), "out of memory when the answer was read");
	else
		read_by_rows(c, &a, out);
	json_tree_free(a.tree);
	free(a.body);
	if (out->outcome == TRANSPORT_LATER)
		out->wait_ms = wait_of(retry_after, now);
}
