/* People and machines for the breaker, beside the sample's: many small stations, so that nobody has many tickets at once. */
#ifndef REGION_H
#define REGION_H

#include "tests/gateway/peer.h"

#define STATIONS 16
#define ENGINEERS 3 /* of each station */
#define MACHINES 2  /* likewise, each of a customer of its own */

#define AGENT "+8613800000041"    /* of the sample, as are these */
#define DIRECTOR "+8613800000031" /* hears of every ticket */
#define UNIT "+8613800000032"     /* of machines that are down */

enum whom { HEAD, MANAGER, ENGINEER, CUSTOMER };

/* Imports them. Fails the test if it cannot. */
void region_import(const struct peer_site *s);

/* `which` tells a station's engineers, customers and machines apart. Each result holds until the fourth call after it. */
const char *region_number(enum whom whom, int station, int which);
const char *region_name(enum whom whom, int station, int which);
const char *region_serial(int station, int which);

#endif
