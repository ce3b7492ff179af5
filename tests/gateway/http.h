/* HTTP by plain sockets, for tests: one request, one connection. All waiting ends after a time. */
#ifndef TESTS_HTTP_H
#define TESTS_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#define HTTP_BYTES (256 * 1024)

struct http_answer {             /* too large for a stack */
	int status;              /* 0: none came, the connection was ended */
	char text[HTTP_BYTES];   /* head and body */
	const char *head, *body; /* in `text`, the body behind the blank line; "" where there is none */
};

/* A connection to 127.0.0.1, from `from` ("127.0.0.2") or NULL. -1 if it is refused. */
int http_connect(const char *from, int port);
/* Sends raw bytes; false if the other side has hung up. */
bool http_send(int fd, const void *bytes, size_t n);
/* Reads until the other side hangs up, and closes. False if it did not in time. */
bool http_read(int fd, struct http_answer *a);
/* All of these together, for bytes that ask for the connection to be closed. */
void http_raw(int port, const void *bytes, size_t n, struct http_answer *a);
void http_ask(int port, const char *method, const char *path, struct http_answer *a);
/* A GET; its status. */
int http_get(int port, const char *path, struct http_answer *a);

/* Waits until a GET says this. */
void http_await(int port, const char *path, int status, struct http_answer *a);

/* The value of a sample, named with its labels as it stands in /metrics; -1 where it is not there. */
double http_metric(int port, const char *sample);

#endif
