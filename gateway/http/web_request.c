#include "gateway/http/web_request.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/phones/phones_ask.h"

/* The library makes a row of each parameter, and where its memory does not hold them, it neither answers nor hangs up. So
 * it sees as many as any page asks it for, and takes those behind for a part of the last. It reads them from where they
 * stand once we return, and from nowhere else: a copy would not help. Returns how many there are. */
static size_t join_parameters(char *query)
{
	size_t n = 1;

	for (char *c = query; *c; c++)
		if (*c == '&' && ++n > PARAMETERS_MOST)
			*c = ',';
	return n;
}

struct web_request *web_request_new(struct MHD_Connection *c, const char *uri)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct web_request *x = calloc(1, sizeof(*x));
	char *query = strchr(uri, '?');

	if (!x)
		return NULL;
	x->connection = c;
	x->open = info ? info->socket_context : NULL;
	x->query = strdup(query ? query + 1 : "");
	if (!x->query) {
		free(x);
		return NULL;
	}
	x->parameters = query ? join_parameters(query + 1) : 0;
	return x;
}

void web_request_free(struct web_request *x)
{
	if (x->callback)
		callback_free(x->callback);
	free(x->callback);
	if (x->api)
		api_end(x->api);
	free(x->api);
	if (x->phones) {
		free(x->phones->reply.body);
		free(x->phones->setup);
		rulebook_release(x->phones->rules);
	}
	free(x->phones);
	if (x->is_refused)
		free(x->refused.made);
	free(x->query);
	free(x->body);
	free(x);
}

void web_request_address(const struct web_request *x, char out[WEB_ADDRESS_BYTES])
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *at = info ? info->client_addr : NULL;
	const void *address = NULL;

	if (at && at->sa_family == AF_INET)
		address = &((const struct sockaddr_in *)(const void *)at)->sin_addr;
	else if (at && at->sa_family == AF_INET6)
		address = &((const struct sockaddr_in6 *)(const void *)at)->sin6_addr;
	if (!address || !inet_ntop(at->sa_family, address, out, WEB_ADDRESS_BYTES))
		out[0] = '\0';
}

static bool make_room(struct web_request *x, size_t n)
{
	size_t cap = x->body_cap ? x->body_cap : 1024;
	char *body;

	while (cap <= n)
		cap *= 2;
	if (cap == x->body_cap)
		return true;
	body = realloc(x->body, cap);
	if (!body)
		return false;
	x->body = body;
	x->body_cap = cap;
	return true;
}

bool web_request_more(struct web_request *x, const char *bytes, size_t n, size_t most)
{
	x->body_came += n;
	if (x->body_came > most)
		return true;
	if (!make_room(x, x->body_n + n))
		return false;
	memcpy(x->body + x->body_n, bytes, n);
	x->body_n += n;
	x->body[x->body_n] = '\0';
	return true;
}
