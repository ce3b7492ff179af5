#include "gateway/http/web.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "db/ledger/ledger.h"
#include "db/tables/outbox.h"
#include "db/tables/tickets.h"
#include "gateway/base/exposition.h"
#include "gateway/base/wall_clock.h"

/* One thread serves all; whoever is slow or greedy is cut off before others notice. */
#define CONNECTIONS_MAX 64
#define CONNECTIONS_EACH 32 /* from one address: a proxy is one */
#define CONNECTION_BYTES (8 * 1024)
#define IDLE_S 10
#define BACKLOG 64

#define PLAIN "text/plain; charset=utf-8"
#define JSON "application/json"

struct web {
	struct MHD_Daemon *daemon;
	const struct metrics *metrics;
	struct store *store; /* for the thread alone */
};

struct reply {
	unsigned status;
	const char *type;
	char *made;       /* to be freed by whoever sends it, or NULL: */
	const char *text; /* that is there for good */
};

/* ---- pages ---- */

/* Not a fault of ours if something else is slow: alive as long as the loop comes round. */
static struct reply health(const struct web *w)
{
	enum condition c = metrics_condition(w->metrics, clock_steady());

	if (c == STUCK)
		return (struct reply){.status = MHD_HTTP_SERVICE_UNAVAILABLE, .type = PLAIN, .text = condition_why(c)};
	return (struct reply){.status = MHD_HTTP_OK, .type = PLAIN, .text = "ok"};
}

static struct reply readiness(const struct web *w)
{
	enum condition c = metrics_condition(w->metrics, clock_steady());

	return (struct reply){.status = c == READY ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE,
			      .type = PLAIN,
			      .text = condition_why(c)};
}

static int64_t oldest_ms(struct store *s)
{
	struct outbox_mt p;
	int64_t age;

	if (!outbox_ready(s, 0, &p, 1))
		return 0;
	age = clock_now() - p.created;
	outbox_mt_free(&p);
	return age > 0 ? age : 0;
}

/* Of the first event that is not marked as published; the mark comes within a second or two. */
static int64_t event_ms(struct store *s)
{
	static struct ledger_row row; /* one thread asks */
	char published[24];
	int64_t age;

	if (!store_get(s, "published", published, sizeof(published)) ||
	    !ledger_after(s, strtoll(published, NULL, 10), &row, 1))
		return 0;
	age = clock_now() - row.came;
	return age > 0 ? age : 0;
}

/* Since the first step of a clock should have been taken. */
static int64_t overdue_ms(struct store *s)
{
	int64_t next = tickets_next_due(s), now = clock_now();

	return next && next < now ? now - next : 0;
}

static int64_t resident_bytes(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	char line[128] = "", *pages = line;

	if (!f)
		return 0;
	if (fgets(line, sizeof(line), f))
		strtoll(line, &pages, 10);
	fclose(f);
	return strtoll(pages, NULL, 10) * sysconf(_SC_PAGESIZE);
}

/* What cannot be read now is left out, and asked for again the next time. */
static void measure(const struct web *w, struct measured *to)
{
	struct store *s = w->store;

	*to = (struct measured){
		.steady = clock_steady(),
		.ready = outbox_count(s, "ready", MEASURED_MOST),
		.sending = outbox_count(s, "sending", MEASURED_MOST),
		.unknown = outbox_count(s, "unknown", MEASURED_MOST),
		.oldest_ms = oldest_ms(s),
		.event_ms = event_ms(s),
		.overdue_ms = overdue_ms(s),
		.resident = resident_bytes(),
	};
	to->store = !store_failed(s);
	if (store_failed(s))
		store_recover(s);
}

static struct reply metrics(const struct web *w)
{
	struct measured now;
	char *text;

	measure(w, &now);
	text = metrics_text(w->metrics, &now);
	if (!text)
		return (struct reply){
			.status = MHD_HTTP_SERVICE_UNAVAILABLE, .type = PLAIN, .text = "out of memory; ask again"};
	return (struct reply){.status = MHD_HTTP_OK, .type = EXPOSITION_TYPE, .made = text};
}

static const struct page {
	const char *path;
	struct reply (*make)(const struct web *w);
} pages[] = {{"/healthz", health}, {"/readyz", readiness}, {"/metrics", metrics}};

static const struct page *find_page(const char *path)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (strcmp(pages[i].path, path) == 0)
			return &pages[i];
	return NULL;
}

/* ---- answering ---- */

static const struct reply nothing_there = {
	.status = MHD_HTTP_NOT_FOUND,
	.type = JSON,
	.text = "{\"error\":\"there is nothing here; there are /healthz, /readyz and /metrics\"}",
};
static const struct reply not_so = {
	.status = MHD_HTTP_METHOD_NOT_ALLOWED,
	.type = JSON,
	.text = "{\"error\":\"this can only be read; use GET or HEAD\"}",
};
static const struct reply no_body = {
	.status = MHD_HTTP_CONTENT_TOO_LARGE,
	.type = JSON,
	.text = "{\"error\":\"no body is taken here; send the request without one\"}",
};

static enum MHD_Result send_reply(struct MHD_Connection *c, const struct reply *r)
{
	const char *text = r->made ? r->made : r->text;
	/* The library only reads what it is told is persistent. */
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(text), (void *)text, r->made ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	enum MHD_Result ok;

	if (!response) {
		free(r->made);
		return MHD_NO;
	}
	ok = MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, r->type);
	if (ok)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	if (ok && r->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		ok = MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	if (ok)
		ok = MHD_queue_response(c, r->status, response);
	MHD_destroy_response(response);
	return ok;
}

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
	const struct page *page = find_page(path);
	bool body_comes = has_body(c), first = !*seen;
	struct reply r;

	(void)version, (void)body;
	*body_n = 0;
	*seen = ctx;
	if (first && !body_comes)
		return MHD_YES;
	if (!page)
		r = nothing_there;
	else if (!only_reads(method))
		r = not_so;
	else
		r = body_comes ? no_body : page->make(ctx);
	return send_reply(c, &r);
}

/* ---- listening ---- */

static int listen_at(const struct addrinfo *at)
{
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1, error;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (at->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

static int listen_on(const struct setup *s, char *why, size_t size)
{
	const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *at = NULL;
	bool six = strchr(s->http.host, ':');
	char port[16];
	int rc, fd = -1;

	snprintf(port, sizeof(port), "%d", s->http.port);
	rc = getaddrinfo(s->http.host, port, &hints, &at);
	if (rc == 0)
		fd = listen_at(at);
	if (fd < 0)
		snprintf(why, size,
			 "cannot listen on %s%s%s:%s: %s; change `http: {listen: …}` in %s, or say off there",
			 six ? "[" : "", s->http.host, six ? "]" : "", port, rc ? gai_strerror(rc) : strerror(errno),
			 s->file);
	if (at)
		freeaddrinfo(at);
	return fd;
}

static struct MHD_Daemon *start_daemon(struct web *w, int fd)
{
	return MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, answer, w,
				MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
				MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_EACH,
				MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
				(size_t)CONNECTION_BYTES, MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_END);
}

/* ---- beginning and end ---- */

static bool begin(struct web *w, const struct setup *s, char *why, size_t size)
{
	int fd;

	w->store = store_open_reading(s->database, why, size);
	fd = w->store ? listen_on(s, why, size) : -1;
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
	w->metrics = m;
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
	store_close(w->store);
	free(w);
}
