/* The ceiling that MQTT sets: for each MO as many publishes as the gateway makes, of the same sizes, by the same loop
 * and within the same window, with nothing in between. With `log`, the name of a file that is not there yet, the one
 * that MQTT and the disk set: what was read is acknowledged and passed on only when as many pages as the gateway's
 * commit of so many texts has are written there and synced. Runs until killed. */
#ifndef RELAY_H
#define RELAY_H

#include <stddef.h>

int relay(int port, const char *prefix, size_t mt_bytes, const char *log);

#endif
