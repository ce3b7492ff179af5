/* /v1/stream: a body that has no end. While there is nothing to send, its connection rests; the library stops only when none
 * does. It is for this wing alone. */
#ifndef STREAM_PAGE_H
#define STREAM_PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/web_request.h"

/* The response for a request whose api exchange has a stream. NULL: out of memory. */
struct MHD_Response *stream_page_response(struct web_request *x);
/* In how many ms there is a turn; -1: nobody listens. */
int stream_page_wait_ms(const struct page_sources *from);
/* Where it is time: what is new is put to all, and those who have something to send go on. */
void stream_page_turn(struct page_sources *from);
/* All end, and none will rest any more. */
void stream_page_end(struct page_sources *from);

#endif
