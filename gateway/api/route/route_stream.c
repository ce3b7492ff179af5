#include "gateway/api/route/api_route.h"

#include <string.h>

#include "gateway/api/access/cookie.h"
#include "gateway/api/stream/stream_hub.h"

/* A place in the ledger; -1: none is said. A header is a browser's, which would not come again after a refusal: what is none
 * there is one that there is not. False: it is none, and the reply says so. */
static bool read_place(struct api_ask *ask, int64_t *out)
{
	const char *header = ask->request->header(ask->request->ctx, "Last-Event-ID");
	const char *said = header && *header ? header : api_argument(ask, "after");
	bool none;

	*out = said ? api_number(said) : -1;
	none = said && !*out && strspn(said, "0") != strlen(said);
	if (none && said == header)
		*out = INT64_MAX;
	return !none || said == header || api_refuse(ask, PROBLEM_AFTER, NULL);
}

bool route_stream(struct api_ask *ask)
{
	char secret[TOKEN_BYTES] = "";
	struct stream *s;
	int64_t place;

	if (!read_place(ask, &place))
		return false;
	if (!ask->access.by_session || !cookie_read(ask->request, &ask->door.origin, secret))
		*secret = '\0';
	s = stream_begin(ask->streams, ask->look, &ask->access, secret, place);
	if (!s)
		return api_refuse(ask, PROBLEM_STREAMS, NULL);
	ask->exchange->stream = s;
	return api_reply_with(ask, (struct api_reply){.status = 200, .type = "text/event-stream"});
}
