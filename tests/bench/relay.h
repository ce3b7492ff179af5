/* The ceiling that MQTT sets: for each MO as many publishes as the gateway makes, of the same sizes, by the same loop
 * and within the same window, with nothing in between. Runs until killed. */
#ifndef RELAY_H
#define RELAY_H

#include <stddef.h>

int relay(int port, const char *prefix, size_t mt_bytes);

#endif
