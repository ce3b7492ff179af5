#include "gateway/http/web.h"

#include <errno.h>
#include <limits.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/store/open.h"
#include "gateway/base/wakeup.h"
#include "gateway/base/wall_clock.h"
#include "gateway/http/connection_list.h"
#include "gateway/http/exchange.h"
#include "gateway/http/listener.h"
#include "gateway/http/page_sources.h"
#include "gateway/http/stream_page.h"
#include "gateway/phones/phones.h"

/* One thread serves all; whoever is slow or greedy is cut off before others notice. One address, a proxy's say, may have
 * enough for all that may be half open, wait for the loop or listen to a stream at a time. */
#define CONNECTIONS_MAX 512
#define CONNECTIONS_EACH 448
#define CONNECTION_BYTES (32 * 1024) /* a long text in the query of a GET */
#define IDLE_S 10
#define FAREWELL_MS 1000

struct web {
	struct MHD_Daemon *daemon;
	int epoll_fd; /* the library's */
	atomic_bool ends;
	bool has_thread;
	pthread_t thread;
	struct page_sources from;
};

/* A path that hides a NUL is none. */
static size_t unescape(void *ctx, struct MHD_Connection *c, char *path)
{
	(void)ctx, (void)c;
	if (MHD_http_unescape(path) != strlen(path))
		*path = '\0';
	return strlen(path);
}

/* ---- the thread ---- */

/* Until something is to be done; after `most` ms at the latest, if it is not -1. */
static void take_turn(struct web *w, int most)
{
	struct pollfd watched[] = {{.fd = w->epoll_fd, .events = POLLIN}, {.fd = w->from.wake_fd, .events = POLLIN}};
	MHD_UNSIGNED_LONG_LONG ms = 0;

	if (MHD_get_timeout(w->daemon, &ms) == MHD_YES && ms < (MHD_UNSIGNED_LONG_LONG)(most < 0 ? INT_MAX : most))
		most = (int)ms;
	poll(watched, 2, most);
	wakeup_take(w->from.wake_fd);
	page_sources_resume(&w->from);
	stream_page_turn(&w->from);
	MHD_run(w->daemon);
}

/* Those who waited for the loop were answered, so none rests after a turn; and what they were told may still leave. */
static void say_farewell(struct web *w)
{
	int64_t end = clock_steady() + FAREWELL_MS, left = 0;

	stream_page_end(&w->from);
	do {
		take_turn(w, (int)left);
		left = end - clock_steady();
	} while ((w->from.asking || api_streams(w->from.api)) && left > 0);
}

/* Of two waits, of which -1 has no end. */
static int sooner(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static void *serve_all(void *ctx)
{
	struct web *w = ctx;

	while (!atomic_load(&w->ends))
		take_turn(w, sooner(connection_list_sweep(&w->from.connections, clock_steady()),
				    stream_page_wait_ms(&w->from)));
	phones_close(w->from.phones);
	say_farewell(w);
	return NULL;
}

/* Signals are the loop's. */
static int start_thread(struct web *w)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&w->thread, NULL, serve_all, w);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	w->has_thread = error == 0;
	return error;
}

/* ---- beginning and end ---- */

/* In a thread of ours, which cuts off who is slow; the library's own would do no more than wait. */
static struct MHD_Daemon *make_daemon(struct web *w, int listener)
{
	return MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, exchange_go, &w->from,
		MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_EACH, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, exchange_connection, &w->from, MHD_OPTION_URI_LOG_CALLBACK,
		exchange_begin, &w->from, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, &w->from, MHD_OPTION_END);
}

static bool start_daemon(struct web *w, int listener, char *why, size_t size)
{
	const union MHD_DaemonInfo *info;
	int error = errno;

	w->from.wake_fd = wakeup_new();
	w->daemon = w->from.wake_fd < 0 ? NULL : make_daemon(w, listener);
	if (w->daemon) {
		info = MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_EPOLL_FD);
		w->epoll_fd = info ? info->epoll_fd : -1;
		error = w->epoll_fd < 0 ? ENOTSUP : start_thread(w);
		if (!error)
			return true;
	}
	snprintf(why, size, "cannot start the thread for http: %s", strerror(error));
	return false;
}

static bool begin(struct web *w, const struct setup *s, char *why, size_t size)
{
	const struct metrics *m = w->from.metrics;
	int listener;

	w->from.store = store_open_reading(s->database, why, size);
	w->from.api = w->from.store ? api_new(s, w->from.store, m) : NULL;
	if (w->from.store && !w->from.api)
		snprintf(why, size, "out of memory");
	listener = w->from.api ? listener_open(s, why, size) : -1;
	return listener >= 0 && start_daemon(w, listener, why, size);
}

bool web_start(struct web **web, const struct setup *s, struct metrics *m, struct asker_queue *askers,
	       struct channels *channels, struct rulebook *rules, char *why, size_t size)
{
	struct web *w;

	*web = NULL;
	if (!s->http.port)
		return true;
	w = calloc(1, sizeof(*w));
	if (!w || pthread_mutex_init(&w->from.lock, NULL) != 0) {
		free(w);
		snprintf(why, size, "out of memory");
		return false;
	}
	w->from.wake_fd = -1;
	w->from.metrics = m;
	w->from.askers = askers;
	w->from.channels = channels_hold(channels);
	w->from.rules = rulebook_hold(rules);
	if (begin(w, s, why, size)) {
		*web = w;
		return true;
	}
	web_stop(w);
	return false;
}

void web_renew(struct web *w, const struct setup *s, struct channels *channels, struct rulebook *rules)
{
	if (w)
		page_sources_renew(&w->from, s, channels, rules);
}

void web_stop(struct web *w)
{
	if (!w)
		return;
	if (w->has_thread) {
		atomic_store(&w->ends, true);
		wakeup_send(w->from.wake_fd);
		pthread_join(w->thread, NULL);
	}
	if (w->daemon)
		MHD_stop_daemon(w->daemon);
	if (w->from.wake_fd >= 0)
		close(w->from.wake_fd);
	phones_free(w->from.phones);
	api_free(w->from.api);
	store_close(w->from.store);
	free(w->from.setup);
	channels_release(w->from.channels);
	rulebook_release(w->from.rules);
	pthread_mutex_destroy(&w->from.lock);
	free(w);
}
