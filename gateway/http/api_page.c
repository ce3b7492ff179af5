#include "gateway/http/api_page.h"

#include <stdlib.h>

#include "gateway/api/api.h"
#include "gateway/base/wall_clock.h"
#include "gateway/http/connection_list.h"
#include "gateway/http/stream_page.h"

static const char *header(void *ctx, const char *name)
{
	return MHD_lookup_connection_value(ctx, MHD_HEADER_KIND, name);
}

static const char *argument(void *ctx, const char *name)
{
	return MHD_lookup_connection_value(ctx, MHD_GET_ARGUMENT_KIND, name);
}

/* By the loop's thread. */
static void answered(struct api_exchange *a)
{
	struct web_request *x = a->owner;

	page_sources_answered(x->from, x);
}

/* It may be answered at any moment, but this thread lets it go on, and not before the next turn. */
static bool wait_for_loop(struct page_sources *from, struct web_request *x)
{
	x->api_decided = true;
	if (!api_put(x->api, from->askers))
		return false;
	connection_enters(x->open, WAITS, clock_steady());
	MHD_suspend_connection(x->connection);
	return true;
}

void api_page_renew(struct page_sources *from)
{
	struct setup *setup = page_sources_setup(from);

	if (setup)
		api_renew(from->api, setup);
	free(setup);
}

bool api_page_crowded(struct page_sources *from, struct web_request *x)
{
	char address[WEB_ADDRESS_BYTES];
	const struct api_request r = {.header = header, .ctx = x->connection, .address = address};
	struct open_connection *open = x->open;

	if (!open)
		return false;
	api_page_renew(from);
	web_request_address(x, address);
	if (!api_caller(from->api, &r, open->caller) ||
	    connection_list_count(&from->connections, open->caller) <= CALLER_MOST)
		return false;
	open->caller[0] = '\0';
	return true;
}

struct api_request api_page_request(const struct web_request *x, char address[WEB_ADDRESS_BYTES])
{
	web_request_address(x, address);
	return (struct api_request){.method = x->method,
				    .path = x->rest,
				    .body = x->body ? x->body : "",
				    .n = x->body_n,
				    .header = header,
				    .argument = argument,
				    .ctx = x->connection,
				    .address = address,
				    .now = clock_now()};
}

bool api_page_ask(struct page_sources *from, struct web_request *x)
{
	char address[WEB_ADDRESS_BYTES];
	const struct api_request r = api_page_request(x, address);
	struct api_files files;
	bool waits;

	x->api = calloc(1, sizeof(*x->api));
	if (!x->api)
		return false;
	x->from = from;
	x->api->over = answered;
	x->api->owner = x;
	api_page_renew(from);
	files = (struct api_files){page_sources_rules(from), page_sources_channels(from)};
	waits = api_begin(from->api, &files, &r, x->api);
	rulebook_release(files.rules);
	channels_release(files.channels);
	return waits && wait_for_loop(from, x);
}

struct reply api_page_reply(const struct api_reply *r)
{
	if (!r->body)
		return reply_later("out of memory; send this again", 1);
	return (struct reply){.status = r->status,
			      .type = r->type,
			      .made = r->body,
			      .allow = r->allow,
			      .later_s = r->later_s,
			      .cookie = r->cookie,
			      .etag = r->etag,
			      .asks_token = r->status == MHD_HTTP_UNAUTHORIZED};
}

static enum problem_word why_of(unsigned status)
{
	switch (status) {
	case MHD_HTTP_BAD_REQUEST:
		return PROBLEM_PARAMETERS;
	case MHD_HTTP_NOT_FOUND:
		return PROBLEM_NOTHING_HERE;
	case MHD_HTTP_METHOD_NOT_ALLOWED:
		return PROBLEM_METHOD;
	case MHD_HTTP_CONTENT_TOO_LARGE:
		return PROBLEM_TOO_LONG;
	default:
		return PROBLEM_LATER;
	}
}

struct reply api_page_refuse(struct page_sources *from, struct web_request *x, unsigned status, const char *one)
{
	const struct api_request r = {.header = header, .ctx = x->connection};
	struct rulebook *rules = page_sources_rules(from);
	struct api_reply said = api_refusal(rules, &r, why_of(status), one);
	struct reply reply = api_page_reply(&said);

	rulebook_release(rules);
	reply.cookie = reply.etag = NULL;
	return reply;
}

/* It takes no place of those that the loop is to answer, however long it goes on. */
static struct reply stream_of(struct page_sources *from, struct web_request *x)
{
	struct MHD_Response *response = stream_page_response(x);

	if (!response)
		return api_page_refuse(from, x, MHD_HTTP_SERVICE_UNAVAILABLE, NULL);
	from->asking -= x->counted;
	x->counted = false;
	return (struct reply){.status = x->api->reply.status, .type = x->api->reply.type, .stream = response};
}

struct reply api_page_make(struct page_sources *from, struct web_request *x)
{
	struct rulebook *rules;

	if (!x->api)
		return api_page_refuse(from, x, MHD_HTTP_SERVICE_UNAVAILABLE, NULL);
	if (x->api_decided) {
		rules = page_sources_rules(from);
		api_finish(rules, x->api);
		rulebook_release(rules);
	}
	return x->api->stream ? stream_of(from, x) : api_page_reply(&x->api->reply);
}
