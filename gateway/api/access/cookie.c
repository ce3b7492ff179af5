#include "gateway/api/access/cookie.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SECURE_NAME "__Host-fieldgate"
#define LOCAL_NAME "fieldgate"
#define JSON_TYPE "application/json"

static const char *name_of(const struct request_origin *o)
{
	return o->secure ? SECURE_NAME : LOCAL_NAME;
}

bool cookie_read(const struct api_request *r, const struct request_origin *o, char out[TOKEN_BYTES])
{
	const char *at = r->header(r->ctx, "Cookie"), *name = name_of(o);
	size_t name_n = strlen(name), n;

	while (at && *at) {
		at += strspn(at, "; \t");
		if (strncmp(at, name, name_n) == 0 && at[name_n] == '=') {
			at += name_n + 1;
			n = strcspn(at, "; \t");
			n = n < TOKEN_BYTES ? n : 0;
			memcpy(out, at, n);
			out[n] = '\0';
			return true;
		}
		at += strcspn(at, ";");
	}
	return false;
}

void cookie_write(const struct request_origin *o, const char *secret, char out[COOKIE_BYTES])
{
	snprintf(out, COOKIE_BYTES, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", name_of(o), secret ? secret : "",
		 o->secure ? "; Secure" : "", secret ? "" : "; Max-Age=0");
}

bool cookie_is_own_page(const struct api_request *r)
{
	const char *site = r->header(r->ctx, "Sec-Fetch-Site"), *type = r->header(r->ctx, "Content-Type");
	size_t n = strlen(JSON_TYPE);

	if (site && strcasecmp(site, "same-origin") != 0 && strcasecmp(site, "none") != 0)
		return false;
	if (strcmp(r->method, "GET") == 0 || strcmp(r->method, "HEAD") == 0)
		return true;
	return type && strncasecmp(type, JSON_TYPE, n) == 0 && (!type[n] || strchr("; \t", type[n]));
}
