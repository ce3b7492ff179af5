/* /mo/CHANNEL and /dlr/CHANNEL: a carrier calls back, and is answered when the loop has committed what it brings. It is
 * for this wing alone. */
#ifndef CALLBACK_PAGE_H
#define CALLBACK_PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"

/* As a row of the pages has it: the request is whole. True: its connection rests until the loop has answered. */
bool callback_page_ask_mo(struct page_sources *from, struct web_request *x);
bool callback_page_ask_dlr(struct page_sources *from, struct web_request *x);
/* Its answer. */
struct reply callback_page_make(struct page_sources *from, struct web_request *x);

#endif
