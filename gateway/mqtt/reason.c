#include "gateway/mqtt/reason.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include "gateway/mqtt/publish_queue.h"

/* Nothing is refused for good: whatever else the broker says, an administrator can mend it there, and then the same
 * text is taken. */
enum transport_outcome reason_outcome(int reason, const char **why)
{
	*why = "";
	switch (reason) {
	case MQTT_RC_SUCCESS:
		return TRANSPORT_TAKEN;
	case EXPIRED_UNSENT:
		return TRANSPORT_EXPIRED;
	case MQTT_RC_NO_MATCHING_SUBSCRIBERS:
		*why = "no subscriber";
		return TRANSPORT_NOBODY;
	case MQTT_RC_NOT_AUTHORIZED:
		*why = "the broker's ACL forbids it";
		return TRANSPORT_LATER;
	default:
		*why = mosquitto_reason_string(reason);
		return TRANSPORT_LATER;
	}
}
