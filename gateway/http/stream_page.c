#include "gateway/http/stream_page.h"

#include <poll.h>
#include <sys/socket.h>

#include "gateway/api/api.h"
#include "gateway/api/stream/stream_hub.h"
#include "gateway/base/wall_clock.h"

#define BLOCK_BYTES 16384  /* sent at a time */
#define UNREAD_BYTES 32768 /* that the system keeps for who does not read; then the library cuts them off */

/* For the library, by this thread: more of the body, none for now, or its end. */
static ssize_t more(void *cls, uint64_t at, char *to, size_t n)
{
	struct web_request *x = cls;
	struct stream *s = x->api->stream;
	size_t taken = stream_take(s, to, n);

	(void)at;
	if (taken) {
		connection_goes_on(x->open, clock_steady());
		return (ssize_t)taken;
	}
	if (s->ended || x->from->ends)
		return MHD_CONTENT_READER_END_OF_STREAM;
	x->rests = true;
	connection_enters(x->open, WAITS, clock_steady());
	MHD_suspend_connection(x->connection);
	return 0;
}

struct MHD_Response *stream_page_response(struct web_request *x)
{
	const int most = UNREAD_BYTES;

	if (x->open)
		setsockopt(x->open->fd, SOL_SOCKET, SO_SNDBUF, &most, sizeof(most));
	x->api->stream->owner = x;
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES, more, x, NULL);
}

int stream_page_wait_ms(const struct page_sources *from)
{
	return api_streams_wait_ms(from->api, clock_steady());
}

static void go_on(struct page_sources *from)
{
	for (struct stream *s = api_streams(from->api); s; s = s->next) {
		struct web_request *x = s->owner;

		if (!x || !x->rests || !(stream_has_news(s) || from->ends))
			continue;
		x->rests = false;
		connection_enters(x->open, ASKS, clock_steady());
		MHD_resume_connection(x->connection);
	}
}

/* The library does not look at connections that rest: who has hung up would keep their place until the next beat. */
static void end_gone(struct page_sources *from)
{
	struct pollfd all[STREAMS_MOST];
	struct stream *of[STREAMS_MOST];
	nfds_t n = 0;

	for (struct stream *s = api_streams(from->api); s && n < STREAMS_MOST; s = s->next) {
		const struct web_request *x = s->owner;

		if (!x || !x->rests || !x->open)
			continue;
		of[n] = s;
		all[n++] = (struct pollfd){.fd = x->open->fd, .events = POLLRDHUP};
	}
	if (n == 0 || poll(all, n, 0) <= 0)
		return;
	for (nfds_t i = 0; i < n; i++)
		of[i]->ended = of[i]->ended || all[i].revents;
}

void stream_page_turn(struct page_sources *from)
{
	struct rulebook *rules;

	if (stream_page_wait_ms(from) != 0)
		return;
	rules = page_sources_rules(from);
	api_streams_turn(from->api, rules, clock_now(), clock_steady());
	rulebook_release(rules);
	end_gone(from);
	go_on(from);
}

void stream_page_end(struct page_sources *from)
{
	from->ends = true;
	api_streams_end(from->api);
	go_on(from);
}
