/* What a gateway has around it, for tests: a real mosquitto on a free loopback port, the built program in an installation
 * of its own, and MQTT clients that remember what they hear. Nothing sleeps for luck: all waiting is for a condition, and
 * ends after a time with false. Processes die with the test. */
#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PEER_PREFIX "fieldgate/v1"
#define PEER_PATIENCE 10000 /* ms */

/* A folder under TMPDIR with an installation in it; removed by peer_clear(). */
struct peer_site {
	char dir[512], config[600], log[600], database[600];
	int port;         /* of its broker */
	int protocol;     /* 5, or 4 */
	bool persistence; /* of its broker */
	const char *broker_lines; /* more lines for mosquitto.conf, or NULL */
	pid_t broker, gateway;
};
/* Makes folder and configuration, imports the sample's files. Fails the test if it cannot. */
void peer_make(struct peer_site *s);
/* Kills what still runs and removes the folder, or names it if PEER_KEEP is set. */
void peer_clear(struct peer_site *s);

void peer_broker_start(struct peer_site *s); /* on the same port each time; returns when it listens */
void peer_broker_stop(struct peer_site *s);  /* SIGTERM: it saves */
void peer_broker_kill(struct peer_site *s);

void peer_gateway_start(struct peer_site *s); /* does not wait */
int peer_gateway_stop(struct peer_site *s, int signal); /* waits; its exit code, or -signal */
/* True when the gateway's log has this in it. */
bool peer_log_says(const struct peer_site *s, const char *what);
/* Runs the program with these arguments after -c CONFIG, NULL at the end; what it said, both streams, is in out[size]. */
int peer_run(const struct peer_site *s, char *out, size_t size, ...) __attribute__((sentinel));

int peer_free_port(void);
bool peer_listens(int port);
/* Waits until holds(ctx). */
bool peer_until(bool (*holds)(void *ctx), void *ctx, int ms);
long peer_ms(void); /* steady */

/* ---- clients ---- */
struct peer_client;
struct peer_message {
	char *topic; /* below the prefix, where it lies there */
	char *payload;
	size_t n;
	char *correlation;
	size_t correlation_n;
	bool retain;
};
/* MQTT 5, connected; a NULL id means a clean session. */
struct peer_client *peer_client(int port, const char *id);
void peer_client_free(struct peer_client *c);
/* Below the prefix; returns when the broker has granted it. */
void peer_subscribe(struct peer_client *c, const char *filter);
/* QoS 1, below the prefix. `reply` (below the prefix) and `correlation` may be NULL. */
void peer_publish(struct peer_client *c, const char *topic, const void *payload, size_t n, const char *reply,
		  const char *correlation);
/* Waits until the broker has taken all that was published. */
bool peer_flushed(struct peer_client *c, int ms);
/* How many messages were heard so far; a place to look from. */
size_t peer_heard(struct peer_client *c);
/* The i-th; holds until the client is freed. */
const struct peer_message *peer_message(struct peer_client *c, size_t i);
/* The first from `from` on whose topic is `topic` (or begins with it, if it ends with '/') and whose payload has `has` in
 * it; waits for it. NULL: it did not come. */
const struct peer_message *peer_wait(struct peer_client *c, size_t from, const char *topic, const char *has);
/* How many of these there are from `from` on, without waiting. */
size_t peer_count(struct peer_client *c, size_t from, const char *topic, const char *has);
/* Waits until there are `n` of these. */
bool peer_wait_count(struct peer_client *c, size_t from, const char *topic, const char *has, size_t n, int ms);

#endif
