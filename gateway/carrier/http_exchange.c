#include "gateway/carrier/http_exchange.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "templates/text/text.h"

#define CONNECT_MS 10000L
#define AGENT "fieldgate/" VERSION
/* Carriers close a connection that is not used, many after 5 s. One that closes just as a text leaves is as if the
 * answer were lost, so none is used again that late. */
#define IDLE_S 4L
#define BASE_BYTES 256 /* of a URL, as far as its host goes */

/* ---- what libcurl calls ---- */

/* Before each request that it sends, once connected. Where a kept connection ends without a byte of an answer, libcurl
 * sends the request again by itself, though the first may have been read: no text may go twice so. */
// NOLINTNEXTLINE(readability-non-const-parameter)
static int may_send(void *ctx, char *peer, char *here, int peer_port, int here_port)
{
	struct http_exchange *x = ctx;
	long sent = 0;

	(void)peer, (void)here, (void)peer_port, (void)here_port;
	curl_easy_getinfo(x->easy, CURLINFO_REQUEST_SIZE, &sent);
	x->twice = sent > 0;
	return x->twice ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static size_t take_body(char *data, size_t one, size_t n, void *ctx)
{
	struct http_exchange *x = ctx;
	size_t room = HTTP_BODY_MOST - x->n;

	(void)one;
	x->cut = n > room;
	memcpy(x->body + x->n, data, x->cut ? room : n);
	x->n += x->cut ? room : n;
	return x->cut ? 0 : n;
}

static size_t take_header(char *line, size_t one, size_t n, void *ctx)
{
	static const char name[] = "Retry-After:";
	struct http_exchange *x = ctx;
	size_t at = sizeof(name) - 1, end = n;

	(void)one;
	if (n > 5 && memcmp(line, "HTTP/", 5) == 0)
		x->head_ended = false; /* 100 Continue has a head of its own */
	else if (n <= 2)
		x->head_ended = true;
	if (n <= at || strncasecmp(line, name, at) != 0)
		return n;
	while (at < end && (line[at] == ' ' || line[at] == '\t'))
		at++;
	while (end > at && (unsigned char)line[end - 1] <= ' ')
		end--;
	if (end - at < sizeof(x->retry_after)) {
		memcpy(x->retry_after, line + at, end - at);
		x->retry_after[end - at] = '\0';
	}
	return n;
}

/* ---- a request ---- */

static CURLcode set_protocols(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

/* Where a name server is dead, the thread that asks it is left to itself. */
static CURLcode leave_names(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075700
	return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
	(void)easy;
	return CURLE_OK;
#endif
}

/* No redirect is followed, no proxy of the environment asked: who gets the numbers and the secrets is what the
 * channel's file says. */
static bool set_manners(CURL *e)
{
	bool ok = set_protocols(e) == CURLE_OK;

	ok &= leave_names(e) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_PROXY, "") == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_MAXAGE_CONN, IDLE_S) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_USERAGENT, AGENT) == CURLE_OK;
	return ok;
}

static bool set_callbacks(struct http_exchange *x)
{
	CURL *e = x->easy;
	bool ok = curl_easy_setopt(e, CURLOPT_PRIVATE, x) == CURLE_OK;

	ok &= curl_easy_setopt(e, CURLOPT_ERRORBUFFER, x->error) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, may_send) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_PREREQDATA, x) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_WRITEDATA, x) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_HEADERDATA, x) == CURLE_OK;
	return ok;
}

static bool add_header(struct http_exchange *x, const char *line)
{
	struct curl_slist *more = curl_slist_append(x->headers, line);

	if (more)
		x->headers = more;
	return more;
}

static bool set_headers(struct http_exchange *x, const struct carrier_request *r)
{
	if (r->body && !add_header(x, "Expect:")) /* it is not to wait for leave to send it */
		return false;
	for (size_t i = 0; i < r->headers_n; i++)
		if (!add_header(x, r->headers[i]))
			return false;
	return curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, x->headers) == CURLE_OK;
}

static bool set_body(CURL *e, const struct carrier_request *r)
{
	bool ok;

	if (!r->body && strcmp(r->method, "POST") != 0)
		return curl_easy_setopt(e, CURLOPT_HTTPGET, 1L) == CURLE_OK;
	ok = curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(r->body ? r->body_n : 0)) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_POSTFIELDS, r->body ? r->body : "") == CURLE_OK;
	return ok;
}

/* libcurl reads and writes a URL byte by byte, several times: as much work as all else of a request. So it is given the URL
 * as far as the host goes, and the rest as it is to be sent, unless libcurl would complete or shorten the path. That
 * nothing in it ends the request's line is seen to where the channel's file is read. */
static bool set_url(CURL *e, const char *url)
{
	const char *host = strstr(url, "://"), *path = host ? host + 3 + strcspn(host + 3, "/?") : "";
	bool as_is = *path == '/' && path - url < BASE_BYTES && !strstr(path, "/.");
	char base[BASE_BYTES];
	bool ok;

	if (as_is) {
		memcpy(base, url, (size_t)(path - url));
		base[path - url] = '\0';
	}
	ok = curl_easy_setopt(e, CURLOPT_URL, as_is ? base : url) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_REQUEST_TARGET, as_is ? path : NULL) == CURLE_OK;
	return ok;
}

static bool set_request(struct http_exchange *x, const struct carrier_request *r, int timeout_ms, bool fresh)
{
	long ms = timeout_ms;
	CURL *e = x->easy;
	bool ok = set_headers(x, r);

	ok &= set_body(e, r);
	ok &= set_url(e, r->url);
	ok &= curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, r->method) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, ms < CONNECT_MS ? ms : CONNECT_MS) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, ms) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, (long)fresh) == CURLE_OK;
	ok &= curl_easy_setopt(e, CURLOPT_FORBID_REUSE, (long)fresh) == CURLE_OK;
	return ok;
}

bool http_exchange_begin(struct http_exchange *x, const struct carrier_request *r, int timeout_ms, bool fresh,
			 void *owner)
{
	x->n = 0;
	x->cut = x->twice = x->head_ended = false;
	x->retry_after[0] = x->error[0] = '\0';
	x->owner = owner;
	if (set_request(x, r, timeout_ms, fresh))
		return true;
	http_exchange_end(x);
	return false;
}

/* The secrets of the last request go with it. */
void http_exchange_end(struct http_exchange *x)
{
	curl_easy_setopt(x->easy, CURLOPT_URL, NULL);
	curl_easy_setopt(x->easy, CURLOPT_REQUEST_TARGET, NULL);
	curl_easy_setopt(x->easy, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(x->easy, CURLOPT_POSTFIELDS, NULL);
	curl_slist_free_all(x->headers);
	x->headers = NULL;
	x->owner = NULL;
}

/* ---- what became of it ---- */

static const char *what_failed(struct http_exchange *x, CURLcode rc)
{
	if (x->twice)
		return "the carrier closed the connection without an answer";
	if (rc == CURLE_OK)
		return "the head of the answer was cut";
	for (char *c = x->error; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	return x->error[0] ? x->error : curl_easy_strerror(rc);
}

struct http_outcome http_exchange_outcome(struct http_exchange *x, CURLcode rc)
{
	/* Where the connection ends within the head, libcurl is content. */
	bool whole = (rc == CURLE_OK && x->head_ended) || (rc == CURLE_WRITE_ERROR && x->cut);
	struct http_outcome o = {.whole = whole, .body = "", .why = ""};
	long sent = 0, status = 0;

	curl_easy_getinfo(x->easy, CURLINFO_REQUEST_SIZE, &sent);
	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
	o.sent = sent > 0;
	o.status = (int)status;
	o.torn = x->twice;
	o.late = rc == CURLE_OPERATION_TIMEDOUT;
	o.retry_after = x->retry_after[0] ? x->retry_after : NULL;
	if (x->n) {
		o.body = x->body;
		o.n = x->n;
	}
	if (!o.whole)
		o.why = what_failed(x, rc);
	return o;
}

/* ---- beginning and end ---- */

void http_exchange_free(struct http_exchange *x)
{
	curl_easy_cleanup(x->easy);
	curl_slist_free_all(x->headers);
	free(x->body);
	free(x);
}

struct http_exchange *http_exchange_new(void)
{
	struct http_exchange *x = calloc(1, sizeof(*x));

	if (!x)
		return NULL;
	/* Now, for once a request is sent its answer must be read. */
	x->body = malloc(HTTP_BODY_MOST);
	x->easy = curl_easy_init();
	if (x->body && x->easy && set_manners(x->easy) && set_callbacks(x))
		return x;
	http_exchange_free(x);
	return NULL;
}
