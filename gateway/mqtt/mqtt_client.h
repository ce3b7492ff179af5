/* The library's handle for one connection, with all that the configuration says of it. It is for this wing alone. */
#ifndef MQTT_CLIENT_H
#define MQTT_CLIENT_H

#include "gateway/config/settings.h"
#include "gateway/mqtt/connection.h"

/* That PUBACKs stay back until we write is known of version 2 alone (pin_test). False with one line in why[size]. */
bool mqtt_client_library_is_known(char *why, size_t size);

/* Not connected yet. Callbacks are given `c`; the window of `s` must be one that MQTT knows. NULL with one line in
 * why[size]. */
struct mosquitto *mqtt_client_new(const struct setup *s, const char *id, struct connection *c, char *why, size_t size);

/* Connects: blocks for name resolution and TCP. The library's code, and errno behind it. */
int mqtt_client_connect(const struct setup *s, struct mosquitto *m);

#endif
