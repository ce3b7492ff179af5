#include "tests/gateway/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/gateway/peer.h"

static struct sockaddr_in address(const char *host, int port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

	if (inet_pton(AF_INET, host, &a.sin_addr) != 1)
		peer_die("%s is no address", host);
	return a;
}

int http_connect(const char *from, int port)
{
	struct sockaddr_in to = address("127.0.0.1", port), local = address(from ? from : "127.0.0.1", 0);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&local, sizeof(local)) < 0)
		peer_die("a socket on %s: %s", from ? from : "127.0.0.1", strerror(errno));
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

bool http_send(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t sent = send(fd, at, n, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		at += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* -1: nothing came in time. 0: the other side has hung up. */
static ssize_t receive(int fd, void *to, size_t size, long end)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	long left = end - peer_ms();
	ssize_t n;

	if (left <= 0 || poll(&p, 1, (int)left) <= 0)
		return -1;
	n = recv(fd, to, size, 0);
	return n < 0 ? 0 : n; /* a reset is one way to hang up */
}

bool http_read(int fd, struct http_answer *a)
{
	long end = peer_ms() + PEER_PATIENCE;
	size_t n = 0;
	ssize_t got;
	char *blank;

	while ((got = receive(fd, a->text + n, sizeof(a->text) - 1 - n, end)) > 0)
		n += (size_t)got;
	close(fd);
	a->text[n] = '\0';
	a->status = n > 12 && strncmp(a->text, "HTTP/1.", 7) == 0 ? (int)strtol(a->text + 9, NULL, 10) : 0;
	blank = strstr(a->text, "\r\n\r\n");
	a->head = a->text;
	a->body = blank ? blank + 4 : "";
	if (blank)
		blank[2] = '\0';
	return got == 0;
}

void http_raw(int port, const void *bytes, size_t n, struct http_answer *a)
{
	int fd = http_connect(NULL, port);

	if (fd < 0)
		peer_die("nothing listens on port %d", port);
	http_send(fd, bytes, n); /* whoever refuses it may hang up before it has read all */
	if (!http_read(fd, a))
		peer_die("the connection to port %d was not ended", port);
}

void http_ask(int port, const char *method, const char *path, struct http_answer *a)
{
	char request[512];

	snprintf(request, sizeof(request), "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", method,
		 path);
	http_raw(port, request, strlen(request), a);
}

int http_get(int port, const char *path, struct http_answer *a)
{
	http_ask(port, "GET", path, a);
	return a->status;
}

struct awaited {
	int port, status;
	const char *path;
	struct http_answer *a;
};

static bool says(void *ctx)
{
	const struct awaited *w = ctx;

	return http_get(w->port, w->path, w->a) == w->status;
}

void http_await(int port, const char *path, int status, struct http_answer *a)
{
	struct awaited w = {.port = port, .path = path, .status = status, .a = a};

	if (!peer_until(says, &w, PEER_PATIENCE))
		peer_die("%s says %d and not %d: %s", path, a->status, status, a->body);
}

double http_metric(int port, const char *sample)
{
	static struct http_answer a;
	char line[256];
	const char *at;

	if (http_get(port, "/metrics", &a) != 200)
		return -1;
	snprintf(line, sizeof(line), "\n%s ", sample);
	at = strstr(a.body, line);
	return at ? strtod(at + strlen(line), NULL) : -1;
}
