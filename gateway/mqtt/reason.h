/* What the broker's answer to a publish means to whoever sent it. It is for this wing alone. */
#ifndef REASON_H
#define REASON_H

#include "gateway/transport/transport.h"

/* `reason`: of a PUBACK as MQTT 5 has it, or EXPIRED_UNSENT. *why is for people, and static. */
enum transport_outcome reason_outcome(int reason, const char **why);

#endif
