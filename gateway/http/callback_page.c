#include "gateway/http/callback_page.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "templates/text/text.h"

#define DENIED_EVERY_MS 10000 /* a line in the log */

struct called { /* the path, and where it came from */
	char channel[CHANNEL_BYTES];
	char address[WEB_ADDRESS_BYTES];
};

static const char *header(void *ctx, const char *name)
{
	return MHD_lookup_connection_value(ctx, MHD_HEADER_KIND, name);
}

/* ---- the log and the metrics ---- */

/* Whoever tries secrets must not fill the disk. */
static void log_denied(struct page_sources *from, enum input_kind kind, const struct called *called, const char *why)
{
	int64_t now = clock_steady();

	if (from->denied_at && now - from->denied_at < DENIED_EVERY_MS) {
		from->denied_n++;
		return;
	}
	log_warn("a callback to /%s/%s from %s was refused: %s (and %u others since the last such line)",
		 input_kind_name(kind), called->channel, called->address, why, from->denied_n);
	from->denied_at = now;
	from->denied_n = 0;
}

static bool is_denied(const struct callback *c)
{
	return c->status == MHD_HTTP_UNAUTHORIZED || c->status == MHD_HTTP_FORBIDDEN;
}

/* ---- asking ---- */

/* By the loop's thread. */
static void answered(struct callback *c)
{
	struct web_request *x = c->owner;

	page_sources_answered(x->from, x);
}

/* The channel's name, and what stands behind it. */
static const char *split(const char *rest, struct called *called)
{
	size_t n = strcspn(rest, "/");

	if (n < sizeof(called->channel))
		memcpy(called->channel, rest, n);
	called->channel[n < sizeof(called->channel) ? n : 0] = '\0';
	return rest[n] ? rest + n + 1 : "";
}

/* It may be answered at any moment, but this thread lets it go on, and not before the next turn. */
static bool wait_for_loop(struct page_sources *from, struct web_request *x)
{
	x->from = from;
	x->callback->over = answered;
	x->callback->owner = x;
	if (!callback_put(x->callback, from->askers))
		return false;
	connection_enters(x->open, WAITS, clock_steady());
	MHD_suspend_connection(x->connection);
	return true;
}

static bool ask(struct page_sources *from, struct web_request *x, enum input_kind kind)
{
	struct called called;
	struct callback_request r = {.method = x->method,
				     .secret = split(x->rest, &called),
				     .query = x->query,
				     .address = called.address,
				     .body = x->body ? x->body : "",
				     .n = x->body_n,
				     .header = header,
				     .ctx = x->connection,
				     .now = clock_now()};
	bool reads;

	x->callback = calloc(1, sizeof(*x->callback));
	if (!x->callback)
		return false;
	web_request_address(x, called.address);
	reads = callback_read_request(x->callback, page_sources_channels(from), kind, called.channel, &r);
	if (!reads && is_denied(x->callback))
		log_denied(from, kind, &called, x->callback->why);
	return reads && wait_for_loop(from, x);
}

bool callback_page_ask_mo(struct page_sources *from, struct web_request *x)
{
	return ask(from, x, IN_MO);
}

bool callback_page_ask_dlr(struct page_sources *from, struct web_request *x)
{
	return ask(from, x, IN_DLR);
}

/* ---- answering ---- */

struct reply callback_page_make(struct page_sources *from, struct web_request *x)
{
	const struct callback *c = x->callback;
	struct reply r;

	if (!c)
		return reply_later("out of memory; send this again", 1);
	metrics_callback(from->metrics, c->status);
	if (c->body)
		return (struct reply){.status = c->status, .type = c->type, .text = c->body};
	r = reply_error(c->status, c->why);
	r.later_s = c->later_s;
	return r;
}
