/* One request of those that api_fuzz.c puts, as its first lines say. */
#ifndef API_ASKED_H
#define API_ASKED_H

#include "tests/fuzz/fuzz.h"

#define HEADERS_MOST 12
#define ARGUMENTS_MOST 16
#define PATH_BYTES 1024

enum who { NOBODY, AS_HEAD, AS_AGENT, AS_UNIT, AS_ADMIN, WHOS };
extern const char *const asked_tokens[WHOS];

struct asked {
	enum who who;
	char path[PATH_BYTES]; /* decoded: behind /v1/, or from the slash on */
	char *body;
	size_t n;
	char method[16];
	const char *header_names[HEADERS_MOST], *headers[HEADERS_MOST];
	size_t headers_n;
	const char *argument_names[ARGUMENTS_MOST], *arguments[ARGUMENTS_MOST];
	size_t arguments_n;
	char authorization[128], *head;
};

/* What was answered before, and is asked with again. */
struct asked_marks {
	const char *cookie;
	enum who cookies; /* whose it is */
	const char *etag;
};

/* To be freed. The marks must stay until then. */
void asked_read(struct asked *a, struct bytes b, const struct asked_marks *m);
void asked_free(struct asked *a);
/* As struct api_request has them; `ctx` is the request. */
const char *asked_header(void *ctx, const char *name);
const char *asked_argument(void *ctx, const char *name);

#endif
