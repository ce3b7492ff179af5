/* /desk/words: what the desk says in each language, which it must know before anybody has signed in. It is for this wing
 * alone. */
#ifndef WORDS_PAGE_H
#define WORDS_PAGE_H

#include "gateway/http/page_sources.h"
#include "gateway/http/reply.h"
#include "gateway/http/web_request.h"

/* As rows of the pages have them: which languages there are, and the words of one. */
struct reply words_page_languages(struct page_sources *from, struct web_request *x);
struct reply words_page_words(struct page_sources *from, struct web_request *x);

#endif
