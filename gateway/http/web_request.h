/* One request, as far as it has come. It is for this wing alone. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>

#include "gateway/api/api_exchange.h"
#include "gateway/callback/callback.h"
#include "gateway/http/connection_list.h"
#include "gateway/http/reply.h"

struct page;
struct page_sources;
struct phones_ask;

#define PARAMETERS_MOST 32

struct web_request {
	struct web_request *next; /* of those that are answered */
	struct page_sources *from;
	struct MHD_Connection *connection;
	struct open_connection *open;
	const struct page *page; /* NULL: there is none */
	const char *rest;        /* what stands behind the page's path; the library's, like the next */
	const char *method;
	char *query;       /* what stands behind `?`, as it came */
	size_t parameters; /* in it; the library knows no more than PARAMETERS_MOST, and has the rest in the last */
	char *body;        /* with a NUL behind */
	size_t body_n, body_cap;
	size_t body_came; /* more than body_n: it is too long to be kept */
	bool met;         /* its head was looked at, */
	bool is_refused;  /* and this is the reply to it: */
	struct reply refused;
	bool counted;              /* in page_sources.asking */
	bool waited;               /* the page was asked for it already */
	struct callback *callback; /* where it is one */
	struct api_exchange *api;  /* where it is a request of /v1 */
	bool api_decided;          /* and its answer is the loop's */
	struct phones_ask *phones; /* where it is one of /phones/v1 */
	char etag[ETAG_BYTES];     /* of a file */
	bool rests;                /* or it is a stream that has nothing to send */
};

#define WEB_ADDRESS_BYTES 46 /* of an address as text */

/* `uri` as it came. NULL: out of memory. */
struct web_request *web_request_new(struct MHD_Connection *c, const char *uri);
void web_request_free(struct web_request *x);
/* Where it comes from, or "". */
void web_request_address(const struct web_request *x, char out[WEB_ADDRESS_BYTES]);
/* More of its body, of which at most `most` bytes are kept. False: out of memory. */
bool web_request_more(struct web_request *x, const char *bytes, size_t n, size_t most);

#endif
