#include "gateway/channel/fill/channel_send.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gateway/channel/fill/send_body.h"
#include "gateway/config/file_span.h"
#include "templates/file/yaml_get.h"

#define URL_BYTES 1024
#define TIMEOUT_MOST_S 120
#define TIMEOUT_S 30

/* ---- the URL ---- */

/* Behind `http://` or `https://`; NULL: it is neither. */
static const char *host_of(const char *url)
{
	return strncmp(url, "http://", 7) == 0 ? url + 7 : strncmp(url, "https://", 8) == 0 ? url + 8 : NULL;
}

static const char *wrong_with(const char *url)
{
	const char *host = host_of(url);
	size_t n = host ? strcspn(host, "/?") : 0;

	if (!host)
		return "this is no URL that can be sent to; begin it with http:// or https://";
	if (n == 0)
		return "this URL has no host; write it behind the slashes, as in "
		       "http://127.0.0.1:13013/cgi-bin/sendsms";
	if (memchr(host, '@', n))
		return "a user and a password do not belong into a URL; write `basic: {user, secret}`";
	if (memchr(host, '{', n))
		return "no place may stand in the host; write it out";
	if (strchr(url, '#'))
		return "what stands behind `#` is never sent; leave it out";
	for (const char *s = url; *s; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f || strchr("\"<>\\^`|", *s))
			return "a URL has letters, digits and a few signs alone; write others as %20 and so on";
	return NULL;
}

/* Whether it is this computer. */
static bool stays_here(const char *host)
{
	unsigned char address[4];
	char name[64];
	size_t n = strcspn(host, ":/?");

	if (strncmp(host, "[::1]", 5) == 0)
		return true;
	if (n >= sizeof(name))
		return false;
	memcpy(name, host, n);
	name[n] = '\0';
	return strcmp(name, "localhost") == 0 || (inet_pton(AF_INET, name, address) == 1 && address[0] == 127);
}

static void read_url(struct channel_send *s, const struct yaml *n, const struct send_places *p)
{
	char typed[URL_BYTES];
	const char *wrong;

	if (!yaml_text(n, typed, sizeof(typed), p->f))
		return;
	wrong = wrong_with(typed);
	if (wrong) {
		yaml_fault(p->f, n, "%s", wrong);
		return;
	}
	place_text_add(&s->url, n, typed, PLACES_OF_TEXT, PLACE_PLAIN, PLACE_URL, p->secrets, p->f);
	s->asks = strchr(typed, '?');
	s->shown = strncmp(typed, "http://", 7) == 0 && !stays_here(host_of(typed));
	s->line = n->line;
	s->col = n->col;
}

/* ---- the body ---- */

static void read_body(struct channel_send *s, const struct yaml *map, const struct send_places *p)
{
	const struct yaml *form = yaml_get(map, "form"), *json = yaml_get(map, "json");

	if (form && json) {
		yaml_fault_key(p->f, json, "a request has one body; leave out `form` or `json`");
	} else if (form) {
		s->body_type = "application/x-www-form-urlencoded";
		send_params_read(&s->body, form, PLACE_FORM, p);
	} else if (json) {
		s->body_type = "application/json";
		send_json_read(&s->body, json, p);
	}
}

static void read_method(struct channel_send *s, const struct yaml *n, struct faults *f)
{
	static const char *const methods[] = {"GET", "POST", "PUT"};
	int i = n ? yaml_one_of(n, "method", methods, 3, f) : s->body_type ? 1 : 0;

	text_copy(s->method, sizeof(s->method), methods[i < 0 ? 1 : i]);
	if (n && i == 0 && s->body_type)
		yaml_fault(f, n, "a GET has no body; write POST, or `query` in place of `form` and `json`");
}

/* ---- headers ---- */

static bool is_ours(const char *name)
{
	static const char *const ours[] = {"Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect"};

	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (strcasecmp(ours[i], name) == 0)
			return true;
	return false;
}

static void read_header(struct channel_send *s, const struct yaml *n, const struct send_places *p)
{
	struct yaml name = {.kind = YAML_SCALAR,
			    .file = n->file,
			    .text = n->key,
			    .line = n->key_line,
			    .col = n->key_col,
			    .width = n->key_width};
	struct send_header *h = &s->headers[s->headers_n];
	char typed[URL_BYTES];

	if (!header_name_read(&name, h->name, p->f) || !yaml_text(n, typed, sizeof(typed), p->f))
		return;
	if (is_ours(h->name)) {
		yaml_fault_key(p->f, n, "this header is made with the request itself; leave it out");
		return;
	}
	if (strcasecmp(h->name, "Authorization") == 0 && (s->user[0] || s->bearer))
		yaml_fault_key(p->f, n, "`basic` and `bearer` make this header; leave one of the two out");
	place_text_add(&h->value, n, typed, PLACES_OF_TEXT, PLACE_HEADER, PLACE_HEADER, p->secrets, p->f);
	s->headers_n++;
}

static void read_headers(struct channel_send *s, const struct yaml *map, const struct send_places *p)
{
	if (!yaml_is_map(map, "headers: {NAME: TEXT}", p->f))
		return;
	for (size_t i = 0; i < map->n; i++) {
		if (!map->items[i].key)
			continue;
		if (s->headers_n == SEND_HEADERS_MAX) {
			yaml_fault_key(p->f, &map->items[i], "a request has at most %d headers; leave some out",
				       SEND_HEADERS_MAX);
			return;
		}
		read_header(s, &map->items[i], p);
	}
}

/* ---- who we are ---- */

static void read_basic(struct channel_send *s, const struct yaml *map, const struct send_places *p)
{
	static const char *const keys[] = {"user", "secret", NULL};
	const struct yaml *user, *secret;

	if (!yaml_is_map(map, "basic: {user: NAME, secret: NAME}", p->f))
		return;
	yaml_keys(map, keys, p->f);
	user = yaml_need(map, "user", "`user: NAME`", p->f);
	secret = yaml_need(map, "secret", "`secret: NAME`", p->f);
	if (user && yaml_text(user, s->user, sizeof(s->user), p->f) && strchr(s->user, ':'))
		yaml_fault(p->f, user, "the name of a user has no `:` in it; write another");
	if (secret)
		s->password = channel_secret(p->secrets, secret, p->f);
}

static void read_proofs(struct channel_send *s, const struct yaml *map, const struct send_places *p)
{
	static const char *const keys[] = {SIGNATURE_KEYS, NULL};
	const struct yaml *basic = yaml_get(map, "basic"), *bearer = yaml_get(map, "bearer");
	const struct yaml *hmac = yaml_get(map, "hmac");

	if (basic && bearer)
		yaml_fault_key(p->f, bearer, "`basic` and `bearer` make the same header; leave one of the two out");
	if (basic)
		read_basic(s, basic, p);
	if (bearer)
		s->bearer = channel_secret(p->secrets, bearer, p->f);
	if (hmac && yaml_is_map(hmac, "hmac: {secret: NAME, over: \"{time}{body}\", header: X-Signature}", p->f)) {
		yaml_keys(hmac, keys, p->f);
		signature_read(&s->signature, hmac, PLACES_OF_TEXT | PLACES_OF_REQUEST, p->secrets, p->f);
	}
}

/* ---- all of it ---- */

/* Whether anything in it is secret, and not only what is signed. */
static bool shows_a_secret(const struct channel_send *s)
{
	bool shows = s->password || s->bearer || place_text_has(&s->url, "secret") ||
		     place_text_has(&s->query, "secret") || place_text_has(&s->body, "secret");

	for (size_t i = 0; i < s->headers_n; i++)
		shows = shows || place_text_has(&s->headers[i].value, "secret");
	return shows;
}

static void read_all(struct channel_send *s, const struct yaml *map, const struct send_places *p)
{
	static const char *const keys[] = {"url",   "method", "query", "form",    "json", "headers",
					   "basic", "bearer", "hmac",  "timeout", NULL};
	const struct yaml *url = yaml_need(map, "url", "`url: https://…`", p->f);
	const struct yaml *query = yaml_get(map, "query"), *headers = yaml_get(map, "headers");
	const struct yaml *timeout = yaml_get(map, "timeout");

	yaml_keys(map, keys, p->f);
	if (url)
		read_url(s, url, p);
	if (query)
		send_params_read(&s->query, query, PLACE_URL, p);
	read_body(s, map, p);
	read_method(s, yaml_get(map, "method"), p->f);
	read_proofs(s, map, p);
	if (headers)
		read_headers(s, headers, p);
	if (timeout)
		file_span(timeout, TIMEOUT_MOST_S, "120s", "10s", &s->timeout_s, p->f);
	s->shown = s->shown && shows_a_secret(s);
}

static bool is_full(const struct channel_send *s)
{
	bool full = s->url.full || s->query.full || s->body.full || s->signature.over.full;

	for (size_t i = 0; i < s->headers_n; i++)
		full = full || s->headers[i].value.full;
	return full;
}

struct channel_send *channel_send_read(const struct yaml *root, const struct channel_secrets *secrets, struct faults *f)
{
	const struct yaml *map = yaml_get(root, "send");
	struct send_places p = {secrets, f};
	struct channel_send *s;

	if (!map || !yaml_is_map(map, "send: {url: https://…, query: {to: \"{to}\", text: \"{text}\"}}", f))
		return NULL;
	s = calloc(1, sizeof(*s));
	if (s) {
		s->timeout_s = TIMEOUT_S;
		read_all(s, map, &p);
		answer_rows_read(&s->answers, root, f);
	}
	if (!s || is_full(s))
		yaml_fault(f, map, "out of memory; free some and try again");
	return s;
}

void channel_send_free(struct channel_send *s)
{
	if (!s)
		return;
	place_text_free(&s->url);
	place_text_free(&s->query);
	place_text_free(&s->body);
	for (size_t i = 0; i < SEND_HEADERS_MAX; i++)
		place_text_free(&s->headers[i].value);
	signature_free(&s->signature);
	answer_rows_free(&s->answers);
	free(s);
}
