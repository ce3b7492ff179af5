#include "gateway/mqtt/status_topic.h"

#include <mosquitto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/base/log.h"
#include "gateway/base/wall_clock.h"
#include "gateway/wire/wire_out.h"

bool status_topic_init(struct status_topic *s, const char *prefix, int64_t started)
{
	*s = (struct status_topic){.started = started};
	if (asprintf(&s->topic, "%s/status", prefix) < 0)
		s->topic = NULL;
	return s->topic;
}

void status_topic_free(struct status_topic *s)
{
	free(s->topic);
	s->topic = NULL;
}

int status_topic_leave_will(const struct status_topic *s, struct mosquitto *m)
{
	char *offline = wire_status(false, s->started);
	int rc = MOSQ_ERR_NOMEM;

	if (offline)
		rc = mosquitto_will_set_v5(m, s->topic, (int)strlen(offline), offline, 1, true, NULL);
	free(offline);
	return rc;
}

/* At the end QoS 1 might wait in the library until what was said before is answered; with DISCONNECT right behind
 * it, QoS 0 is as sure. */
bool status_topic_say(struct status_topic *s, struct mosquitto *m, bool online)
{
	char *payload = wire_status(online, online ? s->started : clock_now());
	int qos = online || !s->under_way ? 1 : 0, rc = MOSQ_ERR_NOMEM;

	if (payload)
		rc = mosquitto_publish_v5(m, NULL, s->topic, (int)strlen(payload), payload, qos, true, NULL);
	if (rc)
		log_error("cannot publish the status: %s", mosquitto_strerror(rc));
	s->under_way = !rc;
	free(payload);
	return !rc;
}

void status_topic_answered(struct status_topic *s)
{
	s->under_way = false;
}
