#include "gateway/http/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 64

static int listen_at(const struct addrinfo *at)
{
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1, error;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (at->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

int listener_open(const struct setup *s, char *why, size_t size)
{
	const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *at = NULL;
	bool six = strchr(s->http.host, ':');
	char port[16];
	int rc, fd = -1;

	snprintf(port, sizeof(port), "%d", s->http.port);
	rc = getaddrinfo(s->http.host, port, &hints, &at);
	if (rc == 0)
		fd = listen_at(at);
	if (fd < 0)
		snprintf(why, size,
			 "cannot listen on %s%s%s:%s: %s; change `http: {listen: …}` in %s, or say off there",
			 six ? "[" : "", s->http.host, six ? "]" : "", port, rc ? gai_strerror(rc) : strerror(errno),
			 s->file);
	if (at)
		freeaddrinfo(at);
	return fd;
}
