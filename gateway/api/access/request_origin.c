#include "gateway/api/access/request_origin.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "templates/text/text.h"

static const char *header(const struct api_request *r, const char *name)
{
	return r->header(r->ctx, name);
}

/* ---- the trusted proxy ---- */

/* A proxy adds what it knows behind what its caller claimed. */
static bool copy_last(char *out, size_t size, const char *list)
{
	const char *comma = strrchr(list, ',');
	size_t n;

	list = comma ? comma + 1 : list;
	list += strspn(list, " \t");
	n = strcspn(list, " \t");
	if (n == 0 || n >= size)
		return false;
	memcpy(out, list, n);
	out[n] = '\0';
	return true;
}

static bool is_address(const char *s)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, s, bytes) == 1 || inet_pton(AF_INET6, s, bytes) == 1;
}

static bool by_proxy(const struct setup_proxy *proxy, const struct api_request *r, struct request_origin *out)
{
	const char *client, *scheme;
	char said[ADDRESS_BYTES];

	if (!*proxy->address || strcmp(proxy->address, r->address) != 0)
		return false;
	client = header(r, proxy->client);
	scheme = header(r, proxy->scheme);
	if (!client)
		return false;
	if (copy_last(said, sizeof(said), client) && is_address(said))
		text_copy(out->address, sizeof(out->address), said);
	out->secure = scheme && copy_last(said, sizeof(said), scheme) && strcasecmp(said, "https") == 0;
	return true;
}

/* ---- on this computer ---- */

/* "localhost", "127.0.0.1" or "[::1]", with a port or without. */
static bool is_here(const char *host)
{
	static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i]);

		if (strncasecmp(host, names[i], n) == 0 && (!host[n] || host[n] == ':'))
			return true;
	}
	return false;
}

/* A proxy that the configuration does not name leaves such a trace, and so does a page that a name of somebody else's led
 * here. */
static bool bears_traces(const struct api_request *r)
{
	static const char *const traces[] = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via"};
	const char *origin = header(r, "Origin"), *host = header(r, "Host");

	for (size_t i = 0; i < sizeof(traces) / sizeof(*traces); i++)
		if (header(r, traces[i]))
			return true;
	if (origin && !(strncasecmp(origin, "http://", 7) == 0 && is_here(origin + 7)))
		return true;
	return !host || !is_here(host);
}

struct request_origin request_origin_read(const struct setup_proxy *proxy, const struct api_request *r)
{
	struct request_origin o = {.local = false};

	text_copy(o.address, sizeof(o.address), r->address);
	if (by_proxy(proxy, r, &o))
		return o;
	o.local = (strncmp(r->address, "127.", 4) == 0 || strcmp(r->address, "::1") == 0) && !bears_traces(r);
	return o;
}
