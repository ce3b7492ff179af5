/* What a gateway has around it, for tests: a real mosquitto on a free loopback port, and the built program in an
 * installation of its own. Nothing sleeps for luck: all waiting is for a condition. It ends with false once the
 * condition cannot come about any more because the gateway has died, or after PEER_PATIENCE: a slow machine only
 * makes a test slower. Processes die with the test. */
#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PEER_PREFIX "fieldgate/v1"
#define PEER_PATIENCE 180000 /* ms; only what never happens takes so long */

/* A folder under TMPDIR with an installation in it; removed by peer_clear(). */
struct peer_site {
	char dir[512], config[600], log[600], database[600];
	int port;                 /* of its broker */
	int http;                 /* the gateway's own on 127.0.0.1; 0: off */
	bool phones;              /* of it too: they may be played */
	const char *proxy;        /* the value of `proxy` under `http`, or NULL */
	int protocol;             /* 5, or 4 */
	bool persistence;         /* of its broker */
	const char *broker_lines; /* more lines for mosquitto.conf, or NULL */
	const char *config_lines; /* more lines for fieldgate.yaml, `default_channel` among them; or NULL */
	const char *zone;         /* the gateway's time zone, or NULL: that of peer_zone() */
	const char *flow; /* one more flow, "/tests/...yaml", whose wording lies beside it in templates; or NULL */
	pid_t broker, gateway;
};
/* Asia/Shanghai, or what PEER_ZONE says: `make dates` tries the night in which another changes its clocks. */
const char *peer_zone(void);
/* Likewise; else one where it is between 12:00 and 13:00 now, for texts that name times of the same afternoon. */
const char *peer_noon_zone(void);
/* Makes the folder alone, for what must lie in it before the configuration is read. */
void peer_make_folder(struct peer_site *s);
/* Makes folder and configuration, imports the sample's files. Fails the test if it cannot. */
void peer_make(struct peer_site *s);
/* Stops what still runs and removes the folder, or names it if PEER_KEEP is set. Fails the test if the gateway, when
 * told to stop, does not end with 0. */
void peer_clear(struct peer_site *s);

void peer_broker_start(struct peer_site *s); /* on the same port each time; returns when it listens */
void peer_broker_stop(struct peer_site *s);  /* SIGTERM: it saves */
void peer_broker_kill(struct peer_site *s);

void peer_gateway_start(struct peer_site *s);           /* does not wait */
int peer_gateway_stop(struct peer_site *s, int signal); /* waits; its exit code, or -signal */
bool peer_gateway_ended(const struct peer_site *s);     /* and peer_gateway_stop() still says how */
/* True when the gateway's log has this in it. */
bool peer_log_says(const struct peer_site *s, const char *what);
/* Runs the program with these arguments after -c CONFIG, (char *)NULL at the end; what it said, both streams, is in
 * out[size]. */
int peer_run(const struct peer_site *s, char *out, size_t size, ...) __attribute__((sentinel));

/* A process of the test's own, which dies with it; what it says is added to `log`. */
pid_t peer_start(char *const args[], const char *log);
/* Waits for its end; its exit code, or -signal. Does nothing to one that was never started. */
int peer_end(pid_t *pid, int signal);

/* Fails the test. */
void peer_die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));
int peer_free_port(void);
bool peer_listens(int port);
/* Waits until holds(ctx). */
bool peer_until(bool (*holds)(void *ctx), void *ctx, int ms);
/* For waits of one's own, each time round: when to give up, on peer_ms()'s clock. That is `end`, or soon if the
 * gateway has died by itself: then only what is under way may still come. */
long peer_give_up(long end);
long peer_ms(void); /* steady */

#endif
