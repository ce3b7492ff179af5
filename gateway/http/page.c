#include "gateway/http/page.h"

#include <string.h>

#include "gateway/base/exposition.h"
#include "gateway/base/wall_clock.h"
#include "gateway/http/api_page.h"
#include "gateway/http/callback_page.h"
#include "gateway/http/measure.h"
#include "gateway/http/site/desk_page.h"
#include "gateway/http/site/phones_page.h"
#include "gateway/http/site/words_page.h"
#include "gateway/state/input.h"
#include "gateway/state/metrics_text.h"

/* Alive as long as the loop comes round: if something else is slow, that is not our fault. */
static struct reply health(struct page_sources *from, struct web_request *x)
{
	enum readiness c = metrics_readiness(from->metrics, clock_steady());

	(void)x;
	return c == STUCK ? reply_plain(MHD_HTTP_SERVICE_UNAVAILABLE, readiness_why(c))
			  : reply_plain(MHD_HTTP_OK, "ok");
}

static struct reply readiness(struct page_sources *from, struct web_request *x)
{
	enum readiness c = metrics_readiness(from->metrics, clock_steady());

	(void)x;
	return reply_plain(c == READY ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE, readiness_why(c));
}

static struct reply metrics(struct page_sources *from, struct web_request *x)
{
	struct measured now = measure(from->store);
	char *text = metrics_text(from->metrics, &now);

	(void)x;
	if (!text)
		return reply_plain(MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory; ask again");
	return (struct reply){.status = MHD_HTTP_OK, .type = EXPOSITION_TYPE, .made = text};
}

#define READ "GET, HEAD"
#define CALLED "GET, POST"

static const struct page pages[] = {
	{.path = "/", .methods = READ, .make = desk_page_first},
	{.path = "/phones", .methods = READ, .there = phones_page_there, .make = phones_page_first},
	{.path = "/phones/v1/",
	 .methods = "GET, HEAD, POST, DELETE",
	 .body_most = PAYLOAD_MAX,
	 .there = phones_page_there,
	 .ask = phones_page_ask,
	 .crowded = api_page_crowded,
	 .make = phones_page_make,
	 .refuse = api_page_refuse},
	{.path = "/desk/words", .methods = READ, .make = words_page_languages},
	{.path = "/desk/words/", .methods = READ, .make = words_page_words},
	{.path = "/desk/", .methods = READ, .make = desk_page_file},
	{.path = "/healthz", .methods = READ, .make = health},
	{.path = "/readyz", .methods = READ, .make = readiness},
	{.path = "/metrics", .methods = READ, .make = metrics},
	{.path = "/mo/",
	 .methods = CALLED,
	 .body_most = PAYLOAD_MAX,
	 .ask = callback_page_ask_mo,
	 .make = callback_page_make,
	 .count = metrics_callback},
	{.path = "/dlr/",
	 .methods = CALLED,
	 .body_most = PAYLOAD_MAX,
	 .ask = callback_page_ask_dlr,
	 .make = callback_page_make,
	 .count = metrics_callback},
	{.path = "/v1/",
	 .methods = "GET, HEAD, POST, PUT, DELETE",
	 .body_most = PAYLOAD_MAX,
	 .ask = api_page_ask,
	 .crowded = api_page_crowded,
	 .make = api_page_make,
	 .refuse = api_page_refuse},
};

const struct page *page_find(const char *path, const char **rest)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		size_t n = strlen(pages[i].path);
		bool begins = n > 1 && pages[i].path[n - 1] == '/';

		*rest = path + n;
		if (strncmp(pages[i].path, path, n) == 0 && (begins ? path[n] : !path[n]))
			return &pages[i];
	}
	return NULL;
}

struct reply page_refuse(struct page_sources *from, struct web_request *x, unsigned status, const char *one,
			 const char *why)
{
	struct reply r = x->page->refuse ? x->page->refuse(from, x, status, one) : reply_error(status, why);

	r.later_s = status == MHD_HTTP_SERVICE_UNAVAILABLE;
	return r;
}

bool page_takes(const struct page *p, const char *method)
{
	size_t n = strlen(method);

	for (const char *at = p->methods; *at; at += strspn(at, ", ")) {
		if (strcspn(at, ",") == n && strncmp(at, method, n) == 0)
			return true;
		at += strcspn(at, ",");
	}
	return false;
}
