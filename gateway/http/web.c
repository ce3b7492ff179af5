#include "gateway/http/web.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/open.h"
#include "gateway/http/listener.h"
#include "gateway/http/page.h"
#include "gateway/http/reply.h"

/* One thread serves all; whoever is slow or greedy is cut off before others notice. */
#define CONNECTIONS_MAX 64
#define CONNECTIONS_EACH 32 /* from one address: a proxy is one */
#define CONNECTION_BYTES (8 * 1024)
#define IDLE_S 10

struct web {
	struct MHD_Daemon *daemon;
	struct page_sources from; /* for the thread alone */
};

/* ---- answering ---- */

static bool has_body(struct MHD_Connection *c)
{
	const char *length = MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);

	return (length && strspn(length, "0") != strlen(length)) ||
	       MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

static bool only_reads(const char *method)
{
	return strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
}

static struct reply nothing_there(void)
{
	return reply_error(MHD_HTTP_NOT_FOUND, "there is nothing here; there are /healthz, /readyz and /metrics");
}

static struct reply ask(const struct page *page, const struct web *w, const char *method, bool body_comes)
{
	if (!only_reads(method))
		return reply_error(MHD_HTTP_METHOD_NOT_ALLOWED, "this can only be read; use GET or HEAD");
	if (body_comes)
		return reply_error(MHD_HTTP_CONTENT_TOO_LARGE, "no body is taken here; send the request without one");
	return page->make(&w->from);
}

/* A path that hides a NUL is none. */
static size_t unescape(void *ctx, struct MHD_Connection *c, char *path)
{
	(void)ctx, (void)c;
	if (MHD_http_unescape(path) != strlen(path))
		*path = '\0';
	return strlen(path);
}

/* Called with the headers, and again when the request is whole. A reply to the headers alone ends the connection, which
 * is right for what is refused with its body unread, and for nothing else. */
static enum MHD_Result answer(void *ctx, struct MHD_Connection *c, const char *path, const char *method,
			      const char *version, const char *body, size_t *body_n, void **seen)
{
	const struct page *page = page_find(path);
	bool body_comes = has_body(c), first = !*seen;
	struct reply r;

	(void)version, (void)body;
	*body_n = 0;
	*seen = ctx;
	if (first && !body_comes)
		return MHD_YES;
	r = page ? ask(page, ctx, method, body_comes) : nothing_there();
	return reply_send(c, &r);
}

/* ---- beginning and end ---- */

static struct MHD_Daemon *start_daemon(struct web *w, int fd)
{
	return MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, answer, w,
				MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
				MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_EACH,
				MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
				(size_t)CONNECTION_BYTES, MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_END);
}

static bool begin(struct web *w, const struct setup *s, char *why, size_t size)
{
	int fd;

	w->from.store = store_open_reading(s->database, why, size);
	fd = w->from.store ? listener_open(s, why, size) : -1;
	if (fd < 0)
		return false;
	w->daemon = start_daemon(w, fd);
	if (!w->daemon)
		snprintf(why, size, "cannot start the thread for http: %s", strerror(errno));
	return w->daemon;
}

bool web_start(struct web **web, const struct setup *s, const struct metrics *m, char *why, size_t size)
{
	struct web *w;

	*web = NULL;
	if (!s->http.port)
		return true;
	w = calloc(1, sizeof(*w));
	if (!w) {
		snprintf(why, size, "out of memory");
		return false;
	}
	w->from.metrics = m;
	if (begin(w, s, why, size)) {
		*web = w;
		return true;
	}
	web_stop(w);
	return false;
}

void web_stop(struct web *w)
{
	if (!w)
		return;
	if (w->daemon)
		MHD_stop_daemon(w->daemon);
	store_close(w->from.store);
	free(w);
}
