#include "tests/gateway/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define ARGS_MAX 16
#define UNDER_WAY_MS 10000 /* for what a gateway that has died had said before */

void peer_die(const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	fail_msg("%s", line);
	abort(); /* fail_msg() jumps away, but does not say so to the compiler */
}

__attribute__((noreturn)) static void die(const char *what)
{
	peer_die("%s: %s", what, strerror(errno));
}

long peer_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static pid_t serving; /* the gateway that was started last, until a test ends it */

static bool has_ended(pid_t pid)
{
	siginfo_t info = {0};

	return pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid;
}

long peer_give_up(long end)
{
	static long died_at;

	if (!has_ended(serving)) {
		died_at = 0;
		return end;
	}
	died_at = died_at ? died_at : peer_ms();
	return died_at + UNDER_WAY_MS < end ? died_at + UNDER_WAY_MS : end;
}

bool peer_until(bool (*holds)(void *ctx), void *ctx, int ms)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	long end = peer_ms() + ms;

	while (!holds(ctx)) {
		if (peer_ms() >= peer_give_up(end))
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

/* ---- ports ---- */

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static bool is_free(int port)
{
	struct sockaddr_in a = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok;

	if (fd < 0)
		die("a socket");
	ok = bind(fd, (struct sockaddr *)&a, sizeof(a)) == 0;
	close(fd);
	return ok;
}

#define PORT_FIRST 10000 /* below those that the kernel gives to connections */
#define SLOTS 500
#define SLOT_PORTS 40

/* Tests run side by side, and a port is not taken yet when it is chosen, nor while its broker is started again. So
 * they are given away by the forty: whoever has bound the slot's name may use them, and has it until the process
 * ends. */
static bool take_slot(int slot)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX}; /* the name begins with a NUL: it lies in no folder */
	int n = snprintf(a.sun_path + 1, sizeof(a.sun_path) - 1, "fieldgate-test-ports-%d", slot);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("a socket");
	if (bind(fd, (struct sockaddr *)&a, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n)) == 0)
		return true;
	close(fd);
	return false;
}

static int any_slot(void)
{
	for (int i = 0; i < SLOTS; i++) {
		int slot = (int)(((long)getpid() + i) % SLOTS);

		if (take_slot(slot))
			return slot;
	}
	peer_die("all ports from %d to %d are other tests'", PORT_FIRST, PORT_FIRST + SLOTS * SLOT_PORTS - 1);
}

int peer_free_port(void)
{
	static int slot, taken = SLOT_PORTS;
	int port;

	do {
		if (taken == SLOT_PORTS) {
			slot = any_slot();
			taken = 0;
		}
		port = PORT_FIRST + slot * SLOT_PORTS + taken++;
	} while (!is_free(port));
	return port;
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

pid_t peer_start(char *const args[], const char *log)
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

int peer_end(pid_t *pid, int sig)
{
	if (*pid <= 0)
		return 0;
	serving = *pid == serving ? 0 : serving;
	kill(*pid, sig);
	return reap(pid);
}

/* ---- the broker ---- */

static void write_broker_config(const struct peer_site *s, const char *file)
{
	FILE *f = fopen(file, "we");

	if (!f)
		die(file);
	fprintf(f, "listener %d 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nset_tcp_nodelay true\n",
		s->port);
	if (geteuid() == 0)
		fprintf(f, "user root\n"); /* else it gives root away, and cannot write here */
	if (s->persistence)
		fprintf(f,
			"persistence true\npersistence_location %s/\nautosave_interval 1\nautosave_on_changes true\n",
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
	char *args[] = {"mosquitto", "-c", config, NULL};
	struct listening l;

	snprintf(config, sizeof(config), "%s/mosquitto.conf", s->dir);
	snprintf(log, sizeof(log), "%s/mosquitto.log", s->dir);
	write_broker_config(s, config);
	if (access("/usr/sbin/mosquitto", X_OK) == 0)
		args[0] = "/usr/sbin/mosquitto"; /* not in everybody's PATH */
	s->broker = peer_start(args, log);
	l = (struct listening){.port = s->port, .pid = s->broker};
	if (peer_until(listens_or_ended, &l, PEER_PATIENCE) && !l.ended)
		return;
	s->broker = l.ended ? 0 : s->broker;
	errno = 0;
	die("mosquitto does not listen; see mosquitto.log");
}

void peer_broker_stop(struct peer_site *s)
{
	peer_end(&s->broker, SIGTERM);
}

void peer_broker_kill(struct peer_site *s)
{
	peer_end(&s->broker, SIGKILL);
}

/* ---- the gateway ---- */

static const char *program(void)
{
	const char *p = getenv("FIELDGATE");

	return p ? p : "build/fieldgate";
}

const char *peer_zone(void)
{
	const char *zone = getenv("PEER_ZONE");

	return zone ? zone : "Asia/Shanghai";
}

const char *peer_noon_zone(void)
{
	static char zone[16];
	int east = 12 - (int)(time(NULL) / 3600 % 24);

	if (getenv("PEER_ZONE"))
		return peer_zone();
	snprintf(zone, sizeof(zone), "Etc/GMT%+d", -east); /* POSIX counts them westwards */
	return zone;
}

/* The flow's own wording is laid over that of the floor. */
static void lay_wording(const struct peer_site *s)
{
	char command[1600];

	snprintf(command, sizeof(command), "cp -R templates '%s' && cp -R '.%.*s/templates' '%s'", s->dir,
		 (int)(strrchr(s->flow, '/') - s->flow), s->flow, s->dir);
	if (system(command) != 0)
		die(s->flow);
}

static void write_config(const struct peer_site *s)
{
	char *here = realpath(".", NULL);
	FILE *f = fopen(s->config, "we");

	if (!f || !here)
		die(s->config);
	fprintf(f, "database: %s\ntime_zone: %s\ncountry_code: \"86\"\n", s->database, s->zone ? s->zone : peer_zone());
	fprintf(f, "flows: [%s/handlers/repair.yaml%s%s%s]\n", here, s->flow ? ", " : "", s->flow ? here : "",
		s->flow ? s->flow : "");
	fprintf(f, "templates: %s/templates\n", s->flow ? s->dir : here);
	fputs(s->config_lines ? s->config_lines : "default_channel: sms\n", f);
	fprintf(f, "broker: {host: 127.0.0.1, port: %d, prefix: %s, protocol: %s}\n", s->port, PEER_PREFIX,
		s->protocol == 4 ? "3.1.1" : "5");
	if (s->http)
		fprintf(f, "http: {listen: 127.0.0.1:%d%s%s%s}\n", s->http, s->phones ? ", phones: yes" : "",
			s->proxy ? ", proxy: " : "", s->proxy ? s->proxy : "");
	else
		fprintf(f, "http: {listen: off}\n");
	fclose(f);
	free(here);
}

static void import(const struct peer_site *s, const char *kind)
{
	char file[256], out[2048];

	snprintf(file, sizeof(file), "scripts/sample/%s.csv", kind);
	if (peer_run(s, out, sizeof(out), "import", kind, file, (char *)NULL) != 0)
		peer_die("import %s: %s", kind, out);
}

void peer_make_folder(struct peer_site *s)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(s->dir, sizeof(s->dir), "%s/fieldgate-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(s->dir))
		die(s->dir);
	snprintf(s->config, sizeof(s->config), "%s/fieldgate.yaml", s->dir);
	snprintf(s->log, sizeof(s->log), "%s/gateway.log", s->dir);
	snprintf(s->database, sizeof(s->database), "%s/fieldgate.db", s->dir);
	s->port = s->port ? s->port : peer_free_port();
}

void peer_make(struct peer_site *s)
{
	if (!*s->dir)
		peer_make_folder(s);
	if (s->flow)
		lay_wording(s);
	write_config(s);
	import(s, "stations");
	import(s, "people");
	import(s, "customers");
	import(s, "machines");
}

bool peer_gateway_ended(const struct peer_site *s)
{
	return has_ended(s->gateway);
}

static bool gateway_ended(void *ctx)
{
	return peer_gateway_ended(ctx);
}

/* Whatever a test has done to it, it must still stop when it is told to. */
static void end_well(struct peer_site *s)
{
	int code;

	kill(s->gateway, SIGTERM);
	if (!peer_until(gateway_ended, s, PEER_PATIENCE))
		peer_die("the gateway does not stop; see %s", s->log);
	code = reap(&s->gateway);
	if (code)
		peer_die("the gateway ended with %d; see %s", code, s->log);
}

void peer_clear(struct peer_site *s)
{
	char *args[] = {"rm", "-rf", s->dir, NULL};
	pid_t rm;

	if (s->gateway > 0)
		end_well(s);
	peer_end(&s->broker, SIGKILL);
	if (getenv("PEER_KEEP")) {
		fprintf(stderr, "peer: kept %s\n", s->dir);
		return;
	}
	rm = peer_start(args, "/dev/null");
	reap(&rm);
}

void peer_gateway_start(struct peer_site *s)
{
	char *args[] = {(char *)program(), "-c", s->config, "serve", NULL};

	s->gateway = serving = peer_start(args, s->log);
}

int peer_gateway_stop(struct peer_site *s, int sig)
{
	return peer_end(&s->gateway, sig);
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
	struct searching q = {s->log, what};

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
	char *args[ARGS_MAX + 4] = {(char *)program(), "-c", (char *)s->config};
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
	pid = peer_start(args, log);
	code = reap(&pid);
	slurp(log, out, size);
	return code;
}
