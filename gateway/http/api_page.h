/* /v1: what programs and the desk ask (gateway/api/api.h). It is for this wing alone. */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"

/* As a row of the pages has it: whether the address that the proxy names has as many under way as one may. */
bool api_page_crowded(struct page_sources *from, struct web_request *x);
/* As a row of the pages has it: the request is whole. True: its connection rests until the loop has answered. */
bool api_page_ask(struct page_sources *from, struct web_request *x);
/* Its answer. */
struct reply api_page_make(struct page_sources *from, struct web_request *x);

/* As a row of the pages has it: a refusal that the page has not made itself. */
struct reply api_page_refuse(struct page_sources *from, struct web_request *x, unsigned status, const char *one);

/* For pages that are asked as /v1 is: the request, which borrows from x and `address`; its answer, whose body is the
 * reply's now; and the configuration of the last reload is the api's from here on. */
struct api_request api_page_request(const struct web_request *x, char address[WEB_ADDRESS_BYTES]);
struct reply api_page_reply(const struct api_reply *r);
void api_page_renew(struct page_sources *from);

#endif
