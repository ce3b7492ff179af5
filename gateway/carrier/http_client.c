#include "gateway/carrier/http_client.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "gateway/carrier/http_exchange.h"
#include "templates/text/array.h"

#define EVENTS 64

struct http_client {
	struct http_hooks hooks;
	CURLM *multi;
	int sockets; /* an epoll of libcurl's: so the loop watches one descriptor, however many there are */
	struct http_exchange **all; /* the first `busy` have a request */
	size_t n, busy, cap;
};

/* ---- sockets ---- */

/* `known` is what was assigned to the socket: NULL the first time. */
static int watch_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *known)
{
	struct http_client *c = ctx;
	struct epoll_event e = {.data.fd = fd};

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(c->sockets, EPOLL_CTL_DEL, fd, NULL);
		return 0;
	}
	if (what & CURL_POLL_IN)
		e.events |= EPOLLIN;
	if (what & CURL_POLL_OUT)
		e.events |= EPOLLOUT;
	epoll_ctl(c->sockets, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &e);
	curl_multi_assign(c->multi, fd, c);
	return 0;
}

static int ready_for(uint32_t events)
{
	int mask = 0;

	if (events & (EPOLLIN | EPOLLHUP))
		mask |= CURL_CSELECT_IN;
	if (events & EPOLLOUT)
		mask |= CURL_CSELECT_OUT;
	if (events & EPOLLERR)
		mask |= CURL_CSELECT_ERR;
	return mask;
}

static void serve_sockets(struct http_client *c)
{
	struct epoll_event events[EVENTS];
	int running, n = epoll_wait(c->sockets, events, EVENTS, 0);

	for (int i = 0; i < n; i++)
		curl_multi_socket_action(c->multi, events[i].data.fd, ready_for(events[i].events), &running);
	curl_multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

int http_client_fd(const struct http_client *c)
{
	return c->sockets;
}

int http_client_timeout(const struct http_client *c)
{
	long ms = -1;

	curl_multi_timeout(c->multi, &ms);
	return (int)ms;
}

/* ---- requests ---- */

/* One without a request; it is the first behind those that have one. */
static struct http_exchange *idle_exchange(struct http_client *c)
{
	struct http_exchange **all, *x;

	if (c->busy < c->n)
		return c->all[c->busy];
	all = array_room(c->all, c->n, &c->cap, sizeof(*all));
	if (!all)
		return NULL;
	c->all = all;
	x = http_exchange_new();
	if (x)
		all[c->n++] = x;
	return x;
}

bool http_client_start(struct http_client *c, const struct carrier_request *r, int timeout_ms, bool fresh, void *owner)
{
	struct http_exchange *x = idle_exchange(c);

	if (!x || !http_exchange_begin(x, r, timeout_ms, fresh, owner))
		return false;
	if (curl_multi_add_handle(c->multi, x->easy) != CURLM_OK) {
		http_exchange_end(x);
		return false;
	}
	c->busy++;
	return true;
}

static void end_exchange(struct http_client *c, struct http_exchange *x)
{
	size_t i = 0;

	http_exchange_end(x);
	while (c->all[i] != x)
		i++;
	c->busy--;
	c->all[i] = c->all[c->busy];
	c->all[c->busy] = x;
}

static void tell(struct http_client *c, struct http_exchange *x, CURLcode rc)
{
	const struct http_outcome o = http_exchange_outcome(x, rc);

	curl_multi_remove_handle(c->multi, x->easy);
	c->hooks.done(c->hooks.ctx, x->owner, &o);
	end_exchange(c, x);
}

void http_client_turn(struct http_client *c)
{
	struct http_exchange *x;
	CURLMsg *m;
	int left;

	serve_sockets(c);
	while ((m = curl_multi_info_read(c->multi, &left))) {
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &x);
		tell(c, x, m->data.result);
	}
}

void http_client_keep(struct http_client *c, size_t connections)
{
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, (long)connections);
}

/* ---- beginning and end ---- */

static bool library_is_fit(char *why, size_t size)
{
	const curl_version_info_data *v = curl_version_info(CURLVERSION_NOW);

	if (v->features & CURL_VERSION_ASYNCHDNS)
		return true;
	snprintf(why, size,
		 "libcurl %s stands still while it looks up a name; install one that was built with its threaded "
		 "resolver or with c-ares",
		 v->version);
	return false;
}

static bool make_multi(struct http_client *c)
{
	c->multi = curl_multi_init();
	c->sockets = epoll_create1(EPOLL_CLOEXEC);
	return c->multi && c->sockets >= 0 &&
	       curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, watch_socket) == CURLM_OK &&
	       curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c) == CURLM_OK;
}

static void destroy(struct http_client *c)
{
	if (c->multi)
		curl_multi_cleanup(c->multi);
	if (c->sockets >= 0)
		close(c->sockets);
	free(c->all);
	free(c);
	curl_global_cleanup();
}

struct http_client *http_client_new(const struct http_hooks *hooks, char *why, size_t size)
{
	struct http_client *c;

	if (!library_is_fit(why, size))
		return NULL;
	snprintf(why, size, "out of memory or descriptors for requests to carriers");
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	signal(SIGPIPE, SIG_IGN); /* libcurl asks for it where it is to set no signals itself */
	c = calloc(1, sizeof(*c));
	if (!c) {
		curl_global_cleanup();
		return NULL;
	}
	c->hooks = *hooks;
	if (make_multi(c))
		return c;
	destroy(c);
	return NULL;
}

void http_client_free(struct http_client *c, void (*forget)(void *owner))
{
	while (c->busy) {
		curl_multi_remove_handle(c->multi, c->all[0]->easy);
		forget(c->all[0]->owner);
		end_exchange(c, c->all[0]);
	}
	for (size_t i = 0; i < c->n; i++)
		http_exchange_free(c->all[i]);
	c->n = 0;
	destroy(c);
}
