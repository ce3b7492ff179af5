#include "gateway/api/route/api_route.h"

#include "gateway/api/access/cookie.h"
#include "gateway/api/stream/stream_hub.h"

/* A place in the ledger; -1: none is said. What is none is one that there is not. */
static int64_t read_place(const struct api_ask *ask)
{
	const char *said = ask->request->header(ask->request->ctx, "Last-Event-ID");

	if (!said || !*said)
		said = api_argument(ask, "after");
	if (!said)
		return -1;
	return said[0] == '0' && !said[1] ? 0 : api_number(said) ? api_number(said) : INT64_MAX;
}

bool route_stream(struct api_ask *ask)
{
	char secret[TOKEN_BYTES] = "";
	struct stream *s;

	if (!ask->access.by_session || !cookie_read(ask->request, &ask->door.origin, secret))
		*secret = '\0';
	s = stream_begin(ask->streams, ask->look, &ask->access, secret, read_place(ask));
	if (!s)
		return api_refuse(ask, PROBLEM_STREAMS, NULL);
	ask->exchange->stream = s;
	return api_reply_with(ask, (struct api_reply){.status = 200, .type = "text/event-stream"});
}
