/* Requests of HTTP, many at a time, over libcurl: connections are kept and used again, and nothing here blocks, looking
 * up names neither. What is sent is never sent again by itself, in no case. It is for this wing alone. */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/carrier/http_outcome.h"
#include "gateway/channel/channel_request.h"

struct http_client;

struct http_hooks {
	void *ctx;
	/* Of each request, once, from within http_client_turn(). */
	void (*done)(void *ctx, void *owner, const struct http_outcome *o);
};

/* NULL with one line in why[size]. */
struct http_client *http_client_new(const struct http_hooks *hooks, char *why, size_t size);
/* Breaks off what is under way, and tells forget() the owner of each. */
void http_client_free(struct http_client *c, void (*forget)(void *owner));
/* As many connections stay open while they are not used. */
void http_client_keep(struct http_client *c, size_t connections);

/* It leaves with the next turn. The request is borrowed until done() is told. `fresh`: by a connection of
 * its own. False: out of memory. */
bool http_client_start(struct http_client *c, const struct carrier_request *r, int timeout_ms, bool fresh, void *owner);
/* Sends, reads, and tells of what is done. */
void http_client_turn(struct http_client *c);

/* To be watched for POLLIN. */
int http_client_fd(const struct http_client *c);
/* ms until the next turn is needed; -1: none is. */
int http_client_timeout(const struct http_client *c);

#endif
