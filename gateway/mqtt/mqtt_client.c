#include "gateway/mqtt/mqtt_client.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <string.h>

bool mqtt_client_library_is_known(char *why, size_t size)
{
	int major, minor, revision;

	mosquitto_lib_version(&major, &minor, &revision);
	if (major == 2)
		return true;
	snprintf(why, size, "libmosquitto %d.%d.%d is not known to keep acknowledgements back; install version 2",
		 major, minor, revision);
	return false;
}

static const char *or_null(const char *s)
{
	return s[0] ? s : NULL;
}

static int login(const struct setup *s, struct mosquitto *m)
{
	int rc = MOSQ_ERR_SUCCESS;

	if (s->broker.username[0])
		rc = mosquitto_username_pw_set(m, s->broker.username, or_null(s->broker.password));
	if (!rc && s->broker.ca[0])
		rc = mosquitto_tls_set(m, s->broker.ca, NULL, or_null(s->broker.cert), or_null(s->broker.key), NULL);
	return rc;
}

static int options(const struct setup *s, struct mosquitto *m)
{
	int rc = mosquitto_threaded_set(m, true);

	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_PROTOCOL_VERSION, s->broker.protocol);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_RECEIVE_MAXIMUM, s->broker.window);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_SEND_MAXIMUM, s->broker.window);
	rc = rc ? rc : mosquitto_int_option(m, MOSQ_OPT_TCP_NODELAY, 1);
	return rc ? rc : login(s, m);
}

struct mosquitto *mqtt_client_new(const struct setup *s, const char *id, struct connection *c, char *why, size_t size)
{
	struct mosquitto *m = mosquitto_new(id, false, c);
	int rc;

	if (!m) {
		snprintf(why, size, "cannot set up the broker's client: %s", strerror(errno));
		return NULL;
	}
	rc = options(s, m);
	if (!rc)
		return m;
	snprintf(why, size, "cannot set up the broker's client: %s; check the keys under `broker`",
		 mosquitto_strerror(rc));
	mosquitto_destroy(m);
	return NULL;
}

int mqtt_client_connect(const struct setup *s, struct mosquitto *m)
{
	mosquitto_property *properties = NULL;
	int rc = MOSQ_ERR_SUCCESS, error;

	if (s->broker.protocol == MQTT_PROTOCOL_V5)
		rc = mosquitto_property_add_int32(&properties, MQTT_PROP_SESSION_EXPIRY_INTERVAL,
						  (uint32_t)s->broker.session_expiry);
	if (!rc)
		rc = mosquitto_connect_bind_v5(m, s->broker.host, s->broker.port, s->broker.keepalive, NULL,
					       properties);
	error = errno;
	mosquitto_property_free_all(&properties);
	errno = error;
	return rc;
}
