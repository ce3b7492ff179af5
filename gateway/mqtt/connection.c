#include "gateway/mqtt/connection.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/base/wall_clock.h"

/* One call of the library reads one packet or many, and tells by errno that the socket was dry. A queued PUBACK may
 * set errno too (the library's own socket pair is full by then), so a dry socket is believed only when nothing was
 * handled. */
bool connection_read(struct connection *c, int *rc)
{
	unsigned before = c->handled;

	errno = 0;
	*rc = mosquitto_loop_read(c->m, 1);
	return !*rc && (c->handled != before || (errno != EAGAIN && errno != EWOULDBLOCK));
}

/* The library writes each packet by itself, and TCP would send each in a segment of its own: corked, it waits for
 * the last. */
static void cork(const struct connection *c, int on)
{
	int fd = mosquitto_socket(c->m);

	if (fd >= 0)
		(void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof(on));
}

int connection_write(const struct connection *c)
{
	int rc, error;

	cork(c, 1);
	rc = mosquitto_loop_write(c->m, 1);
	error = errno;
	cork(c, 0);
	errno = error;
	return rc;
}

/* ---- ends ---- */

/* The library throws its queue away when it connects again. */
void connection_hang_up(const struct connection *c)
{
	int fd = mosquitto_socket(c->m);

	if (fd >= 0)
		shutdown(fd, SHUT_RDWR);
}

bool connection_is_closed(const struct connection *c)
{
	char byte;

	return recv(mosquitto_socket(c->m), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

bool connection_is_closing(const struct connection *c)
{
	struct pollfd p = {.fd = mosquitto_socket(c->m), .events = POLLRDHUP};

	return poll(&p, 1, 0) > 0;
}

const char *connection_cause(int rc, int error)
{
	if (rc == MOSQ_ERR_ERRNO)
		return strerror(error);
	if (rc == MOSQ_ERR_EAI)
		return "the name of the host cannot be resolved";
	if (rc == MOSQ_ERR_KEEPALIVE)
		return "the broker does not answer";
	return mosquitto_strerror(rc);
}

void connection_end_cause(int rc, int error, char *why, size_t size)
{
	if (rc >= MQTT_RC_UNSPECIFIED)
		snprintf(why, size, "the broker ended the connection: %s", mosquitto_reason_string(rc));
	else
		snprintf(why, size, "%s", rc ? connection_cause(rc, error) : "the broker ended the connection");
}

/* ---- leaving ---- */

static int left_until(int64_t deadline)
{
	int64_t left = deadline - clock_steady();

	return left < 0 ? 0 : (int)left;
}

/* The library closes its socket as soon as DISCONNECT is written. With unread input that sends a reset, which may
 * overtake what we said last: so a second descriptor keeps the connection. */
static void linger(int fd, int64_t deadline)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char waste[4096];
	ssize_t n;

	shutdown(fd, SHUT_WR);
	while (poll(&p, 1, left_until(deadline)) > 0) {
		n = recv(fd, waste, sizeof(waste), MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			break;
	}
	close(fd);
}

void connection_leave(const struct connection *c, int64_t deadline)
{
	struct pollfd p = {.fd = dup(mosquitto_socket(c->m)), .events = POLLOUT};

	if (mosquitto_disconnect(c->m) == MOSQ_ERR_SUCCESS)
		while (c->up && mosquitto_want_write(c->m) && poll(&p, 1, left_until(deadline)) > 0)
			if (mosquitto_loop_write(c->m, 1) != MOSQ_ERR_SUCCESS)
				break;
	if (p.fd >= 0)
		linger(p.fd, deadline);
}
