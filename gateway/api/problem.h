/* What is wrong with a request, as RFC 9457 has it, in the language of who asks. It is for this wing alone. */
#ifndef PROBLEM_H
#define PROBLEM_H

#include "gateway/api/api_request.h"
#include "handlers/answer/rulebook.h"
#include "templates/wording/lang.h"
#include "templates/wording/refusal/problem_words.h"

/* `one` is put in for `{1}`, or NULL; `example` is what would work, or NULL. */
struct api_reply problem(const struct problem_words *words, enum problem_word which, const char *one,
			 const char *example);

/* The first language of the header Accept-Language that there is; else `usual`. */
enum lang problem_lang(const struct api_request *r, enum lang usual);
const struct problem_words *problem_words_in(const struct rulebook *rules, enum lang l);

#endif
