#include "gateway/http/reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/wire/json_writer.h"

#define PLAIN "text/plain; charset=utf-8"
#define JSON "application/json"

struct reply reply_plain(unsigned status, const char *text)
{
	return (struct reply){.status = status, .type = PLAIN, .text = text};
}

struct reply reply_error(unsigned status, const char *error)
{
	struct reply r = {.status = status, .type = JSON};
	struct json_writer j = json_begin();

	json_put_string(&j, "error", error);
	r.made = json_end(&j);
	return r.made ? r : reply_plain(MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory; ask again");
}

struct reply reply_later(const char *error, int later_s)
{
	struct reply r = reply_error(MHD_HTTP_SERVICE_UNAVAILABLE, error);

	r.later_s = later_s;
	return r;
}

struct reply reply_none(void)
{
	return reply_error(MHD_HTTP_NOT_FOUND,
			   "there is nothing here; there are / for people, /healthz, /readyz and /metrics, /mo/CHANNEL "
			   "and /dlr/CHANNEL for carriers, and /v1/ for programs");
}

static enum MHD_Result add_retry_after(struct MHD_Response *response, int seconds)
{
	char value[16];

	snprintf(value, sizeof(value), "%d", seconds);
	return MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, value);
}

/* Only what comes from here runs, loads or is asked; nothing is sent elsewhere, and no other page has it in a frame. */
static enum MHD_Result add_strictness(struct MHD_Response *response)
{
	static const char *const headers[][2] = {
		{"Content-Security-Policy",
		 "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
		 "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	};

	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++)
		if (!MHD_add_response_header(response, headers[i][0], headers[i][1]))
			return MHD_NO;
	return MHD_YES;
}

static enum MHD_Result add_attachment(struct MHD_Response *response, const char *file)
{
	char value[96];

	snprintf(value, sizeof(value), "attachment; filename=\"%s\"", file);
	return MHD_add_response_header(response, "Content-Disposition", value);
}

static enum MHD_Result add_headers(struct MHD_Response *response, const struct reply *r)
{
	enum MHD_Result ok = MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, r->type);

	if (ok)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, r->cache ? r->cache : "no-store");
	if (ok && r->encoding)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, r->encoding);
	if (ok && r->attachment && *r->attachment)
		ok = add_attachment(response, r->attachment);
	if (ok && r->page)
		ok = add_strictness(response);
	if (ok && r->allow)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, r->allow);
	if (ok && r->asks_token)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer realm=\"fieldgate\"");
	if (ok && r->cookie && *r->cookie)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, r->cookie);
	if (ok && r->etag && *r->etag)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, r->etag);
	if (ok && r->stream)
		ok = MHD_add_response_header(response, "X-Accel-Buffering", "no"); /* a proxy passes it on at once */
	if (ok && r->later_s)
		ok = add_retry_after(response, r->later_s);
	return ok;
}

static struct MHD_Response *make_response(const struct reply *r)
{
	const char *text = r->made ? r->made : r->text;

	if (r->stream)
		return r->stream;
	if (r->bytes)
		return MHD_create_response_from_buffer(r->length, (void *)r->bytes, MHD_RESPMEM_PERSISTENT);
	/* The library only reads what it is told is persistent. */
	return MHD_create_response_from_buffer(strlen(text), (void *)text,
					       r->made ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
}

enum MHD_Result reply_send(struct MHD_Connection *c, const struct reply *r)
{
	struct MHD_Response *response = make_response(r);
	enum MHD_Result ok;

	if (!response) {
		free(r->made);
		return MHD_NO;
	}
	ok = add_headers(response, r);
	if (ok)
		ok = MHD_queue_response(c, r->status, response);
	MHD_destroy_response(response);
	return ok;
}
