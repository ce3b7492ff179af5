#include "gateway/http/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/wall_clock.h"
#include "gateway/http/page.h"
#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"
#include "templates/text/number.h"
#include "templates/text/units.h"

#define ASKING_MOST 64            /* requests that the loop is to answer; there is room for others beside them */
#define UNREAD_MOST (1024 * 1024) /* bytes of a body too long that are passed over; then the connection ends */

void exchange_connection(void *sources, struct MHD_Connection *c, void **open, enum MHD_ConnectionNotificationCode code)
{
	struct page_sources *from = sources;
	const union MHD_ConnectionInfo *info;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		connection_list_remove(*open);
		return;
	}
	info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	*open = info ? connection_list_add(&from->connections, info->connect_fd, clock_steady()) : NULL;
}

void *exchange_begin(void *sources, const char *uri, struct MHD_Connection *c)
{
	(void)sources;
	return web_request_new(c, uri);
}

void exchange_end(void *sources, struct MHD_Connection *c, void **request, enum MHD_RequestTerminationCode code)
{
	struct page_sources *from = sources;
	struct web_request *x = *request;

	(void)c, (void)code;
	if (!x)
		return;
	connection_enters(x->open, HALF_OPEN, clock_steady());
	from->asking -= x->counted;
	if (x->api)
		api_stream_end(from->api, x->api->stream);
	web_request_free(x);
	*request = NULL;
}

/* ---- the head ---- */

/* How long the body is said to be; 0: there is none; SIZE_MAX: it will be seen. */
static size_t body_length(struct MHD_Connection *c)
{
	const char *length = MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);

	if (MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING))
		return SIZE_MAX;
	return length ? strtoull(length, NULL, 10) : 0;
}

static struct reply wrong_method(struct page_sources *from, struct web_request *x)
{
	const char *methods = x->page->methods;
	char why[WHY_BYTES];
	struct reply r;

	snprintf(why, sizeof(why), "this method is not taken here; use one of %s", methods);
	r = page_refuse(from, x, MHD_HTTP_METHOD_NOT_ALLOWED, methods, why);
	r.allow = methods;
	return r;
}

static struct reply too_long(struct page_sources *from, struct web_request *x)
{
	size_t most = x->page->body_most;
	char why[WHY_BYTES], bytes[DECIMAL_BYTES];

	if (!most)
		return reply_error(MHD_HTTP_CONTENT_TOO_LARGE, "no body is taken here; send the request without one");
	snprintf(why, sizeof(why), "a body may have %zu bytes here; send what it says in several requests", most);
	return page_refuse(from, x, MHD_HTTP_CONTENT_TOO_LARGE, number_write((int64_t)most, bytes), why);
}

static struct reply too_many(struct page_sources *from, struct web_request *x)
{
	char most[DECIMAL_BYTES];

	return x->page->refuse(from, x, MHD_HTTP_BAD_REQUEST, number_write(PARAMETERS_MOST, most));
}

/* Whoever has sent its head alone must not keep those away who have all of it to send. */
static bool is_full(struct page_sources *from)
{
	return from->asking >= ASKING_MOST && !connection_list_make_room(&from->connections, clock_steady());
}

static struct reply no_room(struct page_sources *from, struct web_request *x)
{
	if (x->page->count)
		x->page->count(from->metrics, MHD_HTTP_SERVICE_UNAVAILABLE);
	return page_refuse(from, x, MHD_HTTP_SERVICE_UNAVAILABLE, NULL,
			   "too many of these are under way; send this again soon");
}

/* Whether it is refused for its head alone. */
static bool is_refused(struct page_sources *from, struct web_request *x, size_t body_n, struct reply *r)
{
	const struct page *p = x->page;

	if (!p)
		*r = reply_none();
	else if (p->there && !p->there(from))
		*r = p->refuse ? p->refuse(from, x, MHD_HTTP_NOT_FOUND, NULL) : reply_none();
	else if (!page_takes(p, x->method))
		*r = wrong_method(from, x);
	else if (p->refuse && x->parameters > PARAMETERS_MOST) /* others read them as they came, or not at all */
		*r = too_many(from, x);
	else if (body_n > p->body_most && (body_n < SIZE_MAX || !p->body_most))
		*r = too_long(from, x);
	else if ((p->crowded && p->crowded(from, x)) || (p->ask && is_full(from)))
		*r = no_room(from, x);
	else
		return false;
	return true;
}

/* A reply to the head alone ends the connection, which is right for what is refused with its body unread, and for
 * nothing else. */
static enum MHD_Result meet(struct page_sources *from, struct web_request *x, const char *path, const char *method)
{
	size_t body_n = body_length(x->connection);
	struct reply r;

	connection_enters(x->open, ASKS, clock_steady());
	x->met = true;
	x->method = method;
	x->page = page_find(path, &x->rest);
	if (is_refused(from, x, body_n, &r)) {
		if (body_n)
			return reply_send(x->connection, &r);
		x->refused = r;
		x->is_refused = true;
		return MHD_YES;
	}
	x->counted = x->page->ask;
	from->asking += x->counted;
	if (x->counted && body_n)
		connection_enters(x->open, SENDS, clock_steady());
	return MHD_YES;
}

/* ---- the rest ---- */

/* While a body comes the library takes no reply: what is too long is passed over, and refused at its end. */
static enum MHD_Result read_more(struct web_request *x, const char *body, size_t *n)
{
	bool good = web_request_more(x, body, *n, x->page->body_most);

	*n = 0;
	return good && x->body_came <= UNREAD_MOST ? MHD_YES : MHD_NO;
}

static enum MHD_Result answer(struct page_sources *from, struct web_request *x)
{
	struct reply r;

	connection_enters(x->open, ASKS, clock_steady());
	if (x->body_came > x->body_n) {
		r = too_long(from, x);
	} else {
		if (x->page->ask && !x->waited) {
			x->waited = true;
			if (x->page->ask(from, x))
				return MHD_YES;
		}
		r = x->page->make(from, x);
	}
	return reply_send(x->connection, &r);
}

enum MHD_Result exchange_go(void *sources, struct MHD_Connection *c, const char *path, const char *method,
			    const char *version, const char *body, size_t *body_n, void **request)
{
	struct web_request *x = *request;
	enum MHD_Result result;

	(void)c, (void)version;
	if (!x)
		return MHD_NO; /* out of memory when it began */
	if (!x->met)
		return meet(sources, x, path, method);
	if (*body_n)
		return read_more(x, body, body_n);
	if (!x->is_refused)
		return answer(sources, x);
	result = reply_send(c, &x->refused);
	x->is_refused = false;
	return result;
}
