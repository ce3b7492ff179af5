/* PREFIX/status: whether this gateway serves, retained. The broker itself says `offline` there if the connection is
 * lost, for that is our will. It is for this wing alone. */
#ifndef STATUS_TOPIC_H
#define STATUS_TOPIC_H

#include <stdbool.h>
#include <stdint.h>

struct mosquitto;

struct status_topic {
	char *topic;
	int64_t started; /* UTC ms */
	bool under_way;  /* said, and not answered yet */
};

/* False: out of memory. */
bool status_topic_init(struct status_topic *s, const char *prefix, int64_t started);
void status_topic_free(struct status_topic *s);

/* Before connecting. The library's code. */
int status_topic_leave_will(const struct status_topic *s, struct mosquitto *m);
/* On the connection that has the will, so that the broker says nothing older later. False, with a line in the log,
 * if it cannot be said. */
bool status_topic_say(struct status_topic *s, struct mosquitto *m, bool online);
/* The broker has answered it. */
void status_topic_answered(struct status_topic *s);

#endif
