#include "gateway/transport/connection.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* One call of the library reads one packet or many, and tells by errno that the socket was dry. A queued PUBACK may set
 * errno too (the library's own socket pair is full by then), so a dry socket is believed only when nothing was handled. */
bool connection_read(struct connection *l, int *rc)
{
	unsigned before = l->handled;

	errno = 0;
	*rc = mosquitto_loop_read(l->m, 1);
	return !*rc && (l->handled != before || (errno != EAGAIN && errno != EWOULDBLOCK));
}

/* The library writes each packet by itself, and TCP would send each in a segment of its own: so it waits for the last. */
static void cork(const struct connection *l, int on)
{
	int fd = mosquitto_socket(l->m);

	if (fd >= 0)
		(void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof(on));
}

int connection_write(const struct connection *l)
{
	int rc, error;

	cork(l, 1);
	rc = mosquitto_loop_write(l->m, 1);
	error = errno;
	cork(l, 0);
	errno = error;
	return rc;
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

void connection_ended(int rc, int error, char *why, size_t size)
{
	if (rc >= MQTT_RC_UNSPECIFIED)
		snprintf(why, size, "the broker ended the connection: %s", mosquitto_reason_string(rc));
	else
		snprintf(why, size, "%s", rc ? connection_cause(rc, error) : "the broker ended the connection");
}
