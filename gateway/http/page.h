/* The pages: a row for each path, which makes its reply. It is for this wing alone. */
#ifndef PAGE_H
#define PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"

struct page {
	const char *path;    /* all of it; or, where it ends with /, its beginning; "/" is all of it too */
	const char *methods; /* that it takes, as the header Allow has them */
	size_t body_most;    /* bytes; 0: it takes none */
	/* Whether there is one, as things stand; NULL: there is. */
	bool (*there)(struct page_sources *from);
	/* NULL: it is made at once. Else, once the request is whole: true if its connection rests until it can be
	 * made. */
	bool (*ask)(struct page_sources *from, struct web_request *x);
	/* Whether who asks has as many under way as one may; NULL: these are not counted. */
	bool (*crowded)(struct page_sources *from, struct web_request *x);
	struct reply (*make)(struct page_sources *from, struct web_request *x);
	/* A refusal that it has not made itself, as it words its own; NULL: as reply_error() does. `one` is what it names:
	 * the parameters of 400, the methods of 405, the bytes of 413. */
	struct reply (*refuse)(struct page_sources *from, struct web_request *x, unsigned status, const char *one);
	/* Counts a request for which there was no room; NULL: such are not counted. */
	void (*count)(struct metrics *m, unsigned status);
};

/* NULL: there is none. *rest: what stands behind its path. */
const struct page *page_find(const char *path, const char **rest);
/* In the form of this page; `why` in the words of one that has none of its own. */
struct reply page_refuse(struct page_sources *from, struct web_request *x, unsigned status, const char *one,
			 const char *why);
bool page_takes(const struct page *p, const char *method);

#endif
