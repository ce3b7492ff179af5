/* `broker` in the configuration: where it is, how we say who we are, and what MQTT may cost. It is for this wing
 * alone. */
#ifndef SETUP_BROKER_H
#define SETUP_BROKER_H

#include "gateway/config/setup_path.h"

void setup_broker_default(struct setup *s);
void setup_broker_read(struct setup_reader *r, const struct yaml *map);

#endif
