/* The desk: the files that a browser loads, out of the program itself (gateway/http/page_file.h). They are the same for
 * all, and hold nothing that is anybody's: what they show, they ask /v1 for. It is for this wing alone. */
#ifndef DESK_PAGE_H
#define DESK_PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"

/* As rows of the pages have them: the first page, and the file named behind /desk/. */
struct reply desk_page_first(struct page_sources *from, struct web_request *x);
struct reply desk_page_file(struct page_sources *from, struct web_request *x);

/* The file of that name. */
#define PHONES_FILE "phones.html"
struct reply desk_page_of(struct web_request *x, const char *path);

#endif
