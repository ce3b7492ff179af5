#include "gateway/http/page.h"

#include <string.h>

#include "gateway/base/exposition.h"
#include "gateway/base/wall_clock.h"
#include "gateway/http/measure.h"
#include "gateway/state/metrics_text.h"

/* Alive as long as the loop comes round: if something else is slow, that is not our fault. */
static struct reply health(const struct page_sources *from)
{
	enum readiness c = metrics_readiness(from->metrics, clock_steady());

	return c == STUCK ? reply_plain(MHD_HTTP_SERVICE_UNAVAILABLE, readiness_why(c))
			  : reply_plain(MHD_HTTP_OK, "ok");
}

static struct reply readiness(const struct page_sources *from)
{
	enum readiness c = metrics_readiness(from->metrics, clock_steady());

	return reply_plain(c == READY ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE, readiness_why(c));
}

static struct reply metrics(const struct page_sources *from)
{
	struct measured now = measure(from->store);
	char *text = metrics_text(from->metrics, &now);

	if (!text)
		return reply_plain(MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory; ask again");
	return (struct reply){.status = MHD_HTTP_OK, .type = EXPOSITION_TYPE, .made = text};
}

static const struct page pages[] = {{"/healthz", health}, {"/readyz", readiness}, {"/metrics", metrics}};

const struct page *page_find(const char *path)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (strcmp(pages[i].path, path) == 0)
			return &pages[i];
	return NULL;
}
