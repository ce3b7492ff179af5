/* One request under way and its answer, in a handle of libcurl that is used again and again. It is for this wing
 * alone. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <curl/curl.h>

#include "gateway/carrier/http_outcome.h"
#include "gateway/channel/channel_request.h"

struct http_exchange {
	CURL *easy;
	void *owner; /* NULL: it has no request */
	struct curl_slist *headers;
	char *body; /* HTTP_BODY_MOST bytes */
	size_t n;
	bool cut; /* there was more */
	bool head_ended;
	bool twice; /* libcurl wanted to send it again, and was not let */
	char retry_after[64];
	char error[CURL_ERROR_SIZE];
};

/* NULL: out of memory. */
struct http_exchange *http_exchange_new(void);
void http_exchange_free(struct http_exchange *x);
/* Takes a request, which is borrowed until http_exchange_end(). False: out of memory, and it has none. */
bool http_exchange_begin(struct http_exchange *x, const struct carrier_request *r, int timeout_ms, bool fresh,
			 void *owner);
/* What became of it; valid until it ends. */
struct http_outcome http_exchange_outcome(struct http_exchange *x, CURLcode rc);
void http_exchange_end(struct http_exchange *x);

#endif
