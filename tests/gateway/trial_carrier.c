#include "tests/gateway/trial_carrier.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/base/wakeup.h"
#include "gateway/base/wall_clock.h"
#include "templates/text/array.h"

#define CONNECTIONS 512
#define RESPONSES 256
#define REQUEST_BYTES (256 * 1024)

struct connection {
	int fd, number;
	char *in; /* REQUEST_BYTES and a NUL */
	size_t n;
	bool held;
	size_t held_by; /* the request that is not answered yet */
	struct trial_response then;
};

struct trial_carrier {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t moved; /* down or up as was wanted */
	int wake, listener, port;
	bool ends, wanted_up, up;
	struct connection all[CONNECTIONS];
	size_t n, accepted;
	struct trial_response responses[RESPONSES];
	size_t responses_n, responded, go;
	struct trial_request **requests;
	size_t requests_n, requests_cap;
};

/* ---- answering ---- */

/* False: the other side has gone. */
static bool put(int fd, const char *bytes, size_t n)
{
	ssize_t sent;

	for (size_t at = 0; at < n; at += (size_t)sent) {
		sent = send(fd, bytes + at, n - at, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			sent = 0;
		if (sent < 0)
			return false;
	}
	return true;
}

static bool put_head(int fd, const struct trial_response *r, const char *length)
{
	char head[1024];
	int n = snprintf(head, sizeof(head), "HTTP/1.1 %d Well\r\n%s%s\r\n\r\n", r->status ? r->status : 200,
			 r->headers ? r->headers : "", length);

	assert_true(n > 0 && (size_t)n < sizeof(head));
	return put(fd, head, (size_t)n);
}

static bool put_chunks(int fd, const char *body, size_t n)
{
	char size[16];

	for (size_t at = 0, part; at < n; at += part) {
		part = n - at < 7 ? n - at : 7;
		snprintf(size, sizeof(size), "%zx\r\n", part);
		if (!put(fd, size, strlen(size)) || !put(fd, body + at, part) || !put(fd, "\r\n", 2))
			return false;
	}
	return put(fd, "0\r\n\r\n", 5);
}

/* False: the connection is not kept. */
static bool respond(int fd, const struct trial_response *r)
{
	const char *body = r->body ? r->body : "";
	size_t n = r->n ? r->n : strlen(body);
	char length[64];

	snprintf(length, sizeof(length), "Content-Length: %zu", n);
	switch (r->way) {
	case TRIAL_WHOLE:
		return put_head(fd, r, length) && put(fd, body, n);
	case TRIAL_LEAVES:
		put_head(fd, r, length);
		put(fd, body, n);
		return false;
	case TRIAL_CHUNKED:
		return put_head(fd, r, "Transfer-Encoding: chunked") && put_chunks(fd, body, n);
	case TRIAL_CUT:
		put_head(fd, r, length);
		put(fd, body, n / 2);
		return false;
	case TRIAL_RAW:
		put(fd, body, n);
		return false;
	case TRIAL_CLOSED:
		break;
	}
	return false;
}

/* ---- what is asked ---- */

static char *copy(const char *from, size_t n)
{
	char *to = strndup(from, n);

	assert_non_null(to);
	return to;
}

static size_t content_length(const char *head, const char *end)
{
	static const char name[] = "\r\nContent-Length:";

	for (const char *c = head; c < end; c++)
		if (strncasecmp(c, name, sizeof(name) - 1) == 0)
			return strtoul(c + sizeof(name) - 1, NULL, 10);
	return 0;
}

static void note(struct trial_carrier *c, const struct connection *k, const char *head_end, size_t body)
{
	struct trial_request *q = calloc(1, sizeof(*q));
	const char *method = k->in, *target = strchr(method, ' ') + 1, *line = strchr(method, '\r');
	size_t target_n = strcspn(target, " \r");

	assert_non_null(q);
	q->method = copy(method, (size_t)(target - 1 - method));
	q->target = copy(target, target_n);
	q->head = copy(line, (size_t)(head_end - line));
	q->body = copy(head_end + 4, body);
	q->connection = k->number;
	q->came = clock_steady_us();
	c->requests = array_room(c->requests, c->requests_n, &c->requests_cap, sizeof(struct trial_request *));
	assert_non_null(c->requests);
	c->requests[c->requests_n++] = q;
}

static const struct trial_response *next_response(struct trial_carrier *c)
{
	static const struct trial_response well = {.body = "OK ab12"};

	if (!c->responses_n)
		return &well;
	if (c->responded < c->responses_n)
		c->responded++;
	return &c->responses[c->responded - 1];
}

/* False: the connection is to be closed. */
static bool take_requests(struct trial_carrier *c, struct connection *k)
{
	char *end;
	size_t body, all;

	while (!k->held && (end = strstr(k->in, "\r\n\r\n"))) {
		body = content_length(k->in, end);
		all = (size_t)(end + 4 - k->in) + body;
		assert_true(all <= REQUEST_BYTES);
		if (k->n < all)
			return true;
		note(c, k, end, body);
		memmove(k->in, k->in + all, k->n - all + 1);
		k->n -= all;
		k->then = *next_response(c);
		k->held_by = c->requests_n;
		k->held = k->then.held;
		if (!k->held && !respond(k->fd, &k->then))
			return false;
	}
	return true;
}

static bool read_some(struct trial_carrier *c, struct connection *k)
{
	ssize_t n = recv(k->fd, k->in + k->n, REQUEST_BYTES - k->n, MSG_DONTWAIT);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	k->n += (size_t)n;
	k->in[k->n] = '\0';
	return n > 0 && take_requests(c, k);
}

/* ---- connections ---- */

static void drop(struct trial_carrier *c, size_t i)
{
	close(c->all[i].fd);
	free(c->all[i].in);
	c->all[i] = c->all[--c->n];
}

/* Head and body are two writes: the second must not wait until the first is acknowledged. */
static void take_connection(struct trial_carrier *c)
{
	int fd = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC), on = 1;

	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	assert_true(c->n < CONNECTIONS);
	c->all[c->n] = (struct connection){.fd = fd, .number = (int)c->accepted++, .in = calloc(1, REQUEST_BYTES + 1)};
	assert_non_null(c->all[c->n].in);
	c->n++;
}

/* A socket that nobody listens at keeps its port, and who connects to it is refused. */
static void bind_again(struct trial_carrier *c)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)c->port)};
	socklen_t size = sizeof(a);
	int on = 1;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	c->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_true(c->listener >= 0);
	assert_int_equal(setsockopt(c->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)), 0);
	assert_int_equal(bind(c->listener, (struct sockaddr *)&a, size), 0);
	assert_int_equal(getsockname(c->listener, (struct sockaddr *)&a, &size), 0);
	c->port = ntohs(a.sin_port);
}

static void change(struct trial_carrier *c)
{
	if (c->wanted_up == c->up)
		return;
	if (c->wanted_up) {
		assert_int_equal(listen(c->listener, CONNECTIONS), 0);
	} else {
		close(c->listener);
		bind_again(c);
		while (c->n)
			drop(c, c->n - 1);
	}
	c->up = c->wanted_up;
	pthread_cond_broadcast(&c->moved);
}

/* The oldest that is held; CONNECTIONS: none is. */
static size_t oldest_held(const struct trial_carrier *c)
{
	size_t oldest = CONNECTIONS;

	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].held && (oldest == CONNECTIONS || c->all[i].held_by < c->all[oldest].held_by))
			oldest = i;
	return oldest;
}

static void let_go(struct trial_carrier *c)
{
	size_t i;

	for (; c->go && (i = oldest_held(c)) < CONNECTIONS; c->go--) {
		c->all[i].held = false;
		if (!respond(c->all[i].fd, &c->all[i].then) || !take_requests(c, &c->all[i]))
			drop(c, i);
	}
}

/* ---- its thread ---- */

static size_t watch(const struct trial_carrier *c, struct pollfd *fds)
{
	fds[0] = (struct pollfd){.fd = c->wake, .events = POLLIN};
	fds[1] = (struct pollfd){.fd = c->up ? c->listener : -1, .events = POLLIN};
	for (size_t i = 0; i < c->n; i++)
		fds[2 + i] = (struct pollfd){.fd = c->all[i].fd, .events = POLLIN};
	return 2 + c->n;
}

/* From the last to the first, since dropping one moves the last into its place. */
static void serve(struct trial_carrier *c, const struct pollfd *fds, size_t n)
{
	wakeup_take(c->wake);
	for (size_t i = n; i > 2; i--)
		if (fds[i - 1].revents && !read_some(c, &c->all[i - 3]))
			drop(c, i - 3);
	if (fds[1].revents)
		take_connection(c);
	let_go(c);
	change(c);
}

static void *run(void *ctx)
{
	struct trial_carrier *c = ctx;
	struct pollfd fds[CONNECTIONS + 2];
	size_t n;

	pthread_mutex_lock(&c->lock);
	while (!c->ends) {
		n = watch(c, fds);
		pthread_mutex_unlock(&c->lock);
		poll(fds, n, -1);
		pthread_mutex_lock(&c->lock);
		serve(c, fds, n);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* ---- beginning and end ---- */

struct trial_carrier *trial_carrier_new(void)
{
	struct trial_carrier *c = calloc(1, sizeof(*c));

	assert_non_null(c);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->moved, NULL);
	c->wake = wakeup_new();
	assert_true(c->wake >= 0);
	bind_again(c);
	assert_int_equal(listen(c->listener, CONNECTIONS), 0);
	c->up = c->wanted_up = true;
	assert_int_equal(pthread_create(&c->thread, NULL, run, c), 0);
	return c;
}

void trial_carrier_free(struct trial_carrier *c)
{
	pthread_mutex_lock(&c->lock);
	c->ends = true;
	pthread_mutex_unlock(&c->lock);
	wakeup_send(c->wake);
	pthread_join(c->thread, NULL);
	while (c->n)
		drop(c, c->n - 1);
	close(c->listener);
	close(c->wake);
	for (size_t i = 0; i < c->requests_n; i++) {
		free(c->requests[i]->method);
		free(c->requests[i]->target);
		free(c->requests[i]->head);
		free(c->requests[i]->body);
		free(c->requests[i]);
	}
	free(c->requests);
	pthread_cond_destroy(&c->moved);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* ---- for tests ---- */

int trial_carrier_port(const struct trial_carrier *c)
{
	return c->port;
}

static void want(struct trial_carrier *c, bool up)
{
	pthread_mutex_lock(&c->lock);
	c->wanted_up = up;
	wakeup_send(c->wake);
	while (c->up != up)
		pthread_cond_wait(&c->moved, &c->lock);
	pthread_mutex_unlock(&c->lock);
}

void trial_carrier_down(struct trial_carrier *c)
{
	want(c, false);
}

void trial_carrier_up(struct trial_carrier *c)
{
	want(c, true);
}

void trial_carrier_say(struct trial_carrier *c, const struct trial_response *r)
{
	pthread_mutex_lock(&c->lock);
	if (c->responses_n == RESPONSES) { /* none is needed again but the last */
		assert_true(c->responded > 0);
		memmove(c->responses, c->responses + c->responded, (RESPONSES - c->responded) * sizeof(*r));
		c->responses_n -= c->responded;
		c->responded = 0;
	}
	c->responses[c->responses_n++] = *r;
	pthread_mutex_unlock(&c->lock);
}

void trial_carrier_go(struct trial_carrier *c, size_t n)
{
	pthread_mutex_lock(&c->lock);
	c->go += n;
	pthread_mutex_unlock(&c->lock);
	wakeup_send(c->wake);
}

static size_t ask(struct trial_carrier *c, const size_t *what)
{
	size_t n;

	pthread_mutex_lock(&c->lock);
	n = *what;
	pthread_mutex_unlock(&c->lock);
	return n;
}

size_t trial_carrier_connections(struct trial_carrier *c)
{
	return ask(c, &c->accepted);
}

size_t trial_carrier_open(struct trial_carrier *c)
{
	return ask(c, &c->n);
}

size_t trial_carrier_requests(struct trial_carrier *c)
{
	return ask(c, &c->requests_n);
}

size_t trial_carrier_held(struct trial_carrier *c)
{
	size_t n = 0;

	pthread_mutex_lock(&c->lock);
	for (size_t i = 0; i < c->n; i++)
		n += c->all[i].held;
	pthread_mutex_unlock(&c->lock);
	return n;
}

const struct trial_request *trial_carrier_request(struct trial_carrier *c, size_t k)
{
	const struct trial_request *q;

	pthread_mutex_lock(&c->lock);
	assert_true(k < c->requests_n);
	q = c->requests[k];
	pthread_mutex_unlock(&c->lock);
	return q;
}
