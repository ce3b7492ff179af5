/* Where a request comes from, and whether nobody can read along on its way. It is for this wing alone. */
#ifndef REQUEST_ORIGIN_H
#define REQUEST_ORIGIN_H

#include <stdbool.h>

#include "gateway/api/api_request.h"
#include "gateway/config/settings.h"

#define ADDRESS_BYTES 46

struct request_origin {
	char address[ADDRESS_BYTES]; /* of who asks; where the trusted proxy says, that which it names */
	bool secure;                 /* it came by TLS, as the trusted proxy says */
	bool local;                  /* it never left this computer, as far as can be seen: no proxy has touched it */
};

/* The headers of a proxy count only where the request comes from the address that the configuration names. */
struct request_origin request_origin_read(const struct setup_proxy *proxy, const struct api_request *r);

#endif
