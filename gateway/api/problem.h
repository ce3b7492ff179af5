/* What is wrong with a request, as RFC 9457 has it. It is for this wing alone. */
#ifndef PROBLEM_H
#define PROBLEM_H

#include "gateway/api/api_request.h"

/* `detail` says what is wrong and what would work; `example`, what would, or NULL. */
struct api_reply problem(unsigned status, const char *detail, const char *example);
/* The same, with a detail as printf() writes it. */
struct api_reply problem_of(unsigned status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
