/* The phones: their page, and what it asks of /phones/v1 (gateway/phones/phones.h). Where the configuration does not turn them
 * on, there is neither. It is for this wing alone. */
#ifndef PHONES_PAGE_H
#define PHONES_PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"

/* As rows of the pages have them. */
bool phones_page_there(struct page_sources *from);
struct reply phones_page_first(struct page_sources *from, struct web_request *x);
bool phones_page_ask(struct page_sources *from, struct web_request *x);
struct reply phones_page_make(struct page_sources *from, struct web_request *x);

#endif
