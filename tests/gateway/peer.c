#include "tests/gateway/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define ARGS_MAX 16

static void die(const char *what)
{
	fprintf(stderr, "peer: %s: %s\n", what, strerror(errno));
	fail();
}

long peer_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool peer_until(bool (*holds)(void *ctx), void *ctx, int ms)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	long end = peer_ms() + ms;

	while (!holds(ctx)) {
		if (peer_ms() >= end)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

/* ---- ports ---- */

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
				     .sin_port = htons((uint16_t)port),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

int peer_free_port(void)
{
	struct sockaddr_in a = loopback(0);
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) < 0 || getsockname(fd, (struct sockaddr *)&a, &n) < 0)
		die("a free port");
	close(fd);
	return ntohs(a.sin_port);
}

bool peer_listens(int port)
{
	struct sockaddr_in a = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* ---- processes ---- */

static void quiet_to(const char *log)
{
	int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);

	if (fd < 0)
		_exit(127);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
}

static pid_t start(char *const args[], const char *log)
{
	pid_t parent = getpid(), pid = fork();

	if (pid < 0)
		die("fork");
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	quiet_to(log);
	execvp(args[0], args);
	_exit(127);
}

static int reap(pid_t *pid)
{
	int status = 0;

	while (waitpid(*pid, &status, 0) < 0 && errno == EINTR)
		;
	*pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int end(pid_t *pid, int sig)
{
	if (*pid <= 0)
		return 0;
	kill(*pid, sig);
	return reap(pid);
}

/* ---- the broker ---- */

static void write_broker_config(const struct peer_site *s, const char *file)
{
	FILE *f = fopen(file, "we");

	if (!f)
		die(file);
	fprintf(f, "listener %d 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nset_tcp_nodelay true\n", s->port);
	if (geteuid() == 0)
		fprintf(f, "user root\n"); /* else it gives root away, and cannot write here */
	if (s->persistence)
		fprintf(f, "persistence true\npersistence_location %s/\nautosave_interval 1\nautosave_on_changes true\n",
			s->dir);
	if (s->broker_lines)
		fputs(s->broker_lines, f);
	fclose(f);
}

struct listening {
	int port;
	pid_t pid;
	bool ended;
};

static bool listens_or_ended(void *ctx)
{
	struct listening *l = ctx;

	l->ended = waitpid(l->pid, NULL, WNOHANG) == l->pid;
	return l->ended || peer_listens(l->port);
}

void peer_broker_start(struct peer_site *s)
{
	char config[600], log[600];
	char *args[] = { "mosquitto", "-c", config, NULL };
	struct listening l;

	snprintf(config, sizeof(config), "%s/mosquitto.conf", s->dir);
	snprintf(log, sizeof(log), "%s/mosquitto.log", s->dir);
	write_broker_config(s, config);
	if (access("/usr/sbin/mosquitto", X_OK) == 0)
		args[0] = "/usr/sbin/mosquitto"; /* not in everybody's PATH */
	s->broker = start(args, log);
	l = (struct listening){ .port = s->port, .pid = s->broker };
	if (peer_until(listens_or_ended, &l, PEER_PATIENCE) && !l.ended)
		return;
	s->broker = l.ended ? 0 : s->broker;
	errno = 0;
	die("mosquitto does not listen; see mosquitto.log");
}

void peer_broker_stop(struct peer_site *s)
{
	end(&s->broker, SIGTERM);
}

void peer_broker_kill(struct peer_site *s)
{
	end(&s->broker, SIGKILL);
}

/* ---- the gateway ---- */

static const char *program(void)
{
	const char *p = getenv("FIELDGATE");

	return p ? p : "build/fieldgate";
}

static void write_config(const struct peer_site *s)
{
	char *here = realpath(".", NULL);
	FILE *f = fopen(s->config, "we");

	if (!f || !here)
		die(s->config);
	fprintf(f, "database: %s\ntime_zone: Asia/Shanghai\ncountry_code: \"86\"\n", s->database);
	fprintf(f, "flows: [%s/handlers/repair.yaml]\ntemplates: %s/templates\ndefault_channel: sms\n", here, here);
	fprintf(f, "broker: {host: 127.0.0.1, port: %d, prefix: %s, protocol: %s}\n", s->port, PEER_PREFIX,
		s->protocol == 4 ? "3.1.1" : "5");
	fclose(f);
	free(here);
}

static void import(const struct peer_site *s, const char *kind)
{
	char file[256], out[2048];

	snprintf(file, sizeof(file), "scripts/sample/%s.csv", kind);
	if (peer_run(s, out, sizeof(out), "import", kind, file, NULL) != 0) {
		fprintf(stderr, "peer: import %s: %s\n", kind, out);
		fail();
	}
}

void peer_make(struct peer_site *s)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(s->dir, sizeof(s->dir), "%s/fieldgate-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(s->dir))
		die(s->dir);
	snprintf(s->config, sizeof(s->config), "%s/fieldgate.yaml", s->dir);
	snprintf(s->log, sizeof(s->log), "%s/gateway.log", s->dir);
	snprintf(s->database, sizeof(s->database), "%s/fieldgate.db", s->dir);
	s->port = s->port ? s->port : peer_free_port();
	write_config(s);
	import(s, "stations");
	import(s, "people");
	import(s, "customers");
	import(s, "machines");
}

void peer_clear(struct peer_site *s)
{
	char *args[] = { "rm", "-rf", s->dir, NULL };
	pid_t rm;

	end(&s->gateway, SIGKILL);
	end(&s->broker, SIGKILL);
	if (getenv("PEER_KEEP")) {
		fprintf(stderr, "peer: kept %s\n", s->dir);
		return;
	}
	rm = start(args, "/dev/null");
	reap(&rm);
}

void peer_gateway_start(struct peer_site *s)
{
	char *args[] = { (char *)program(), "-c", s->config, "serve", NULL };

	s->gateway = start(args, s->log);
}

int peer_gateway_stop(struct peer_site *s, int sig)
{
	return end(&s->gateway, sig);
}

struct searching {
	const char *file, *what;
};

static bool file_says(void *ctx)
{
	const struct searching *q = ctx;
	char line[4096];
	bool found = false;
	FILE *f = fopen(q->file, "re");

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, q->what);
	if (f)
		fclose(f);
	return found;
}

bool peer_log_says(const struct peer_site *s, const char *what)
{
	struct searching q = { s->log, what };

	return peer_until(file_says, &q, PEER_PATIENCE);
}

static void slurp(const char *file, char *out, size_t size)
{
	FILE *f = fopen(file, "re");
	size_t n = f ? fread(out, 1, size - 1, f) : 0;

	out[n] = '\0';
	if (f)
		fclose(f);
}

int peer_run(const struct peer_site *s, char *out, size_t size, ...)
{
	char *args[ARGS_MAX + 4] = { (char *)program(), "-c", (char *)s->config };
	char log[600];
	size_t n = 3;
	va_list ap;
	pid_t pid;
	int code;

	va_start(ap, size);
	while (n < ARGS_MAX + 3 && (args[n] = va_arg(ap, char *)))
		n++;
	va_end(ap);
	snprintf(log, sizeof(log), "%s/run.log", s->dir);
	unlink(log);
	pid = start(args, log);
	code = reap(&pid);
	slurp(log, out, size);
	return code;
}

/* ---- clients ---- */

struct peer_client {
	struct mosquitto *m;
	pthread_mutex_t lock;
	pthread_cond_t news;
	bool connected;
	int granted;   /* packet id of the last SUBACK */
	size_t waiting; /* publishes without PUBACK */
	struct peer_message **all;
	size_t n, cap;
};

static void on_connect(struct mosquitto *m, void *ctx, int rc, int flags, const mosquitto_property *props)
{
	struct peer_client *c = ctx;

	(void)m, (void)flags, (void)props;
	pthread_mutex_lock(&c->lock);
	c->connected = rc == 0;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static void on_subscribe(struct mosquitto *m, void *ctx, int mid, int n, const int *granted)
{
	struct peer_client *c = ctx;

	(void)m, (void)n, (void)granted;
	pthread_mutex_lock(&c->lock);
	c->granted = mid;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static void on_publish(struct mosquitto *m, void *ctx, int mid)
{
	struct peer_client *c = ctx;

	(void)m, (void)mid;
	pthread_mutex_lock(&c->lock);
	c->waiting--;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static char *keep(const void *from, size_t n)
{
	char *to = calloc(1, n + 1);

	if (!to)
		abort();
	if (n)
		memcpy(to, from, n);
	return to;
}

static void remember(struct peer_client *c, struct peer_message *msg)
{
	pthread_mutex_lock(&c->lock);
	if (c->n == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 64;
		c->all = realloc(c->all, c->cap * sizeof(*c->all));
		if (!c->all)
			abort();
	}
	c->all[c->n++] = msg;
	pthread_cond_broadcast(&c->news);
	pthread_mutex_unlock(&c->lock);
}

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *from, const mosquitto_property *props)
{
	const char *below = strncmp(from->topic, PEER_PREFIX "/", sizeof(PEER_PREFIX)) == 0 ?
				    from->topic + sizeof(PEER_PREFIX) :
				    from->topic;
	struct peer_message *msg = calloc(1, sizeof(*msg));
	void *correlation = NULL;
	uint16_t n = 0;

	(void)m;
	if (!msg)
		abort();
	mosquitto_property_read_binary(props, MQTT_PROP_CORRELATION_DATA, &correlation, &n, false);
	msg->topic = keep(below, strlen(below));
	msg->n = (size_t)from->payloadlen;
	msg->payload = keep(from->payload, msg->n);
	msg->correlation_n = n;
	msg->correlation = keep(correlation, n);
	msg->retain = from->retain;
	free(correlation);
	remember(ctx, msg);
}

/* With the lock held: waits for news until `end`. */
static bool wait_for_news(struct peer_client *c, long end_ms)
{
	struct timespec until = { .tv_sec = end_ms / 1000, .tv_nsec = end_ms % 1000 * 1000000 };

	return pthread_cond_timedwait(&c->news, &c->lock, &until) == 0;
}

struct peer_client *peer_client(int port, const char *id)
{
	struct peer_client *c = calloc(1, sizeof(*c));
	long end_ms = peer_ms() + PEER_PATIENCE;
	mosquitto_property *props = NULL;
	pthread_condattr_t attr;
	bool ok;

	mosquitto_lib_init();
	if (!c || !(c->m = mosquitto_new(id, !id, c)))
		die("a client");
	pthread_mutex_init(&c->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&c->news, &attr);
	mosquitto_int_option(c->m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_int_option(c->m, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_connect_v5_callback_set(c->m, on_connect);
	mosquitto_subscribe_callback_set(c->m, on_subscribe);
	mosquitto_publish_callback_set(c->m, on_publish);
	mosquitto_message_v5_callback_set(c->m, on_message);
	if (id)
		mosquitto_property_add_int32(&props, MQTT_PROP_SESSION_EXPIRY_INTERVAL, 3600);
	if (mosquitto_connect_bind_v5(c->m, "127.0.0.1", port, 60, NULL, props) || mosquitto_loop_start(c->m))
		die("a client's connection");
	mosquitto_property_free_all(&props);
	pthread_mutex_lock(&c->lock);
	while (!c->connected && wait_for_news(c, end_ms))
		;
	ok = c->connected;
	pthread_mutex_unlock(&c->lock);
	assert_true(ok);
	return c;
}

void peer_client_free(struct peer_client *c)
{
	if (!c)
		return;
	mosquitto_disconnect(c->m);
	mosquitto_loop_stop(c->m, true);
	mosquitto_destroy(c->m);
	for (size_t i = 0; i < c->n; i++) {
		free(c->all[i]->topic);
		free(c->all[i]->payload);
		free(c->all[i]->correlation);
		free(c->all[i]);
	}
	free(c->all);
	free(c);
}

void peer_subscribe(struct peer_client *c, const char *filter)
{
	char topic[512];
	long end_ms = peer_ms() + PEER_PATIENCE;
	int mid = 0;
	bool ok;

	snprintf(topic, sizeof(topic), PEER_PREFIX "/%s", filter);
	if (mosquitto_subscribe(c->m, &mid, topic, 1))
		die(topic);
	pthread_mutex_lock(&c->lock);
	while (c->granted != mid && wait_for_news(c, end_ms))
		;
	ok = c->granted == mid;
	pthread_mutex_unlock(&c->lock);
	assert_true(ok);
}

void peer_publish(struct peer_client *c, const char *topic, const void *payload, size_t n, const char *reply,
		  const char *correlation)
{
	char whole[1024], reply_to[512];
	mosquitto_property *props = NULL;

	snprintf(whole, sizeof(whole), PEER_PREFIX "/%s", topic);
	if (reply) {
		snprintf(reply_to, sizeof(reply_to), PEER_PREFIX "/%s", reply);
		mosquitto_property_add_string(&props, MQTT_PROP_RESPONSE_TOPIC, reply_to);
	}
	if (correlation)
		mosquitto_property_add_binary(&props, MQTT_PROP_CORRELATION_DATA, correlation,
					      (uint16_t)strlen(correlation));
	pthread_mutex_lock(&c->lock);
	c->waiting++;
	pthread_mutex_unlock(&c->lock);
	if (mosquitto_publish_v5(c->m, NULL, whole, (int)n, payload, 1, false, props))
		die(whole);
	mosquitto_property_free_all(&props);
}

bool peer_flushed(struct peer_client *c, int ms)
{
	long end_ms = peer_ms() + ms;
	bool ok;

	pthread_mutex_lock(&c->lock);
	while (c->waiting && wait_for_news(c, end_ms))
		;
	ok = !c->waiting;
	pthread_mutex_unlock(&c->lock);
	return ok;
}

size_t peer_heard(struct peer_client *c)
{
	size_t n;

	pthread_mutex_lock(&c->lock);
	n = c->n;
	pthread_mutex_unlock(&c->lock);
	return n;
}

const struct peer_message *peer_message(struct peer_client *c, size_t i)
{
	const struct peer_message *msg;

	pthread_mutex_lock(&c->lock);
	msg = i < c->n ? c->all[i] : NULL;
	pthread_mutex_unlock(&c->lock);
	return msg;
}

static bool fits(const struct peer_message *msg, const char *topic, const char *has)
{
	size_t n = strlen(topic);
	bool there = n && topic[n - 1] == '/' ? strncmp(msg->topic, topic, n) == 0 : strcmp(msg->topic, topic) == 0;

	return there && (!has || memmem(msg->payload, msg->n, has, strlen(has)));
}

static size_t count_locked(const struct peer_client *c, size_t from, const char *topic, const char *has,
			   const struct peer_message **first)
{
	size_t found = 0;

	*first = NULL;
	for (size_t i = from; i < c->n; i++) {
		if (!fits(c->all[i], topic, has))
			continue;
		if (!found++)
			*first = c->all[i];
	}
	return found;
}

static size_t wait_count(struct peer_client *c, size_t from, const char *topic, const char *has, size_t n, int ms,
			 const struct peer_message **first)
{
	long end_ms = peer_ms() + ms;
	size_t found;

	pthread_mutex_lock(&c->lock);
	while ((found = count_locked(c, from, topic, has, first)) < n && wait_for_news(c, end_ms))
		;
	pthread_mutex_unlock(&c->lock);
	return found;
}

const struct peer_message *peer_wait(struct peer_client *c, size_t from, const char *topic, const char *has)
{
	const struct peer_message *first;

	wait_count(c, from, topic, has, 1, PEER_PATIENCE, &first);
	return first;
}

size_t peer_count(struct peer_client *c, size_t from, const char *topic, const char *has)
{
	const struct peer_message *first;

	return wait_count(c, from, topic, has, 0, 0, &first);
}

bool peer_wait_count(struct peer_client *c, size_t from, const char *topic, const char *has, size_t n, int ms)
{
	const struct peer_message *first;

	return wait_count(c, from, topic, has, n, ms, &first) >= n;
}
