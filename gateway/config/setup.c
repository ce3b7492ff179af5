#include "gateway/config/setup.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "handlers/calendar/calendars.h"
#include "handlers/calendar/calendars_load.h"
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/time/when.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"
#include "templates/wording/wording.h"

#define SESSION_MAX_S (3650 * 24 * 3600)
#define KEEP_DAYS_LEAST 30 /* the keys by which a repeated message is known must not go before */

static const char *const top_keys[] = {"database",  "time_zone",       "country_code", "flows",
				       "templates", "default_channel", "broker",       "http",
				       "keep_days", "limits",          "calendars",    NULL};
static const char *const broker_keys[] = {"host",      "port",      "prefix",         "protocol", "client_id",
					  "keepalive", "window",    "session_expiry", "username", "password_file",
					  "ca_file",   "cert_file", "key_file",       NULL};
static const char *const http_keys[] = {"listen", NULL};
static const char *const limits_keys[] = {"answers", NULL};

/* What is needed while the file is read. */
struct reader {
	struct setup *s;
	struct faults *f;
};

/* ---- paths ---- */

/* Makes a path relative to the configuration's folder one that can be opened from here. */
static bool resolve(struct reader *r, const struct yaml *n, const char *path, char out[PATH_BYTES])
{
	const char *slash = strrchr(r->s->file, '/');
	int dir = path[0] != '/' && slash != NULL ? (int)(slash - r->s->file) + 1 : 0;
	int len = snprintf(out, PATH_BYTES, "%.*s%s", dir, r->s->file, path);
	if (len >= 0 && len < PATH_BYTES)
		return true;
	out[0] = '\0';
	yaml_fault(r->f, n, "this path is too long; at most %d bytes, with the folder of this file", PATH_BYTES - 1);
	return false;
}

static bool read_path(struct reader *r, const struct yaml *n, char out[PATH_BYTES])
{
	char typed[PATH_BYTES];
	return yaml_text(n, typed, sizeof(typed), r->f) && resolve(r, n, typed, out);
}

/* A file that must be there and be readable; one that holds a secret, by its owner and group alone. */
static bool read_file_path(struct reader *r, const struct yaml *n, bool secret, char out[PATH_BYTES])
{
	if (!read_path(r, n, out))
		return false;
	struct stat st;
	if (stat(out, &st) != 0 || access(out, R_OK) != 0) {
		yaml_fault(r->f, n, "this file cannot be read (%s); mend the path or its permissions", strerror(errno));
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		yaml_fault(r->f, n, "this is no file; name one");
		return false;
	}
	if (secret && (st.st_mode & 007) != 0) {
		yaml_fault(r->f, n, "anybody on this computer could read this secret; `chmod o-rwx` it");
		return false;
	}
	return true;
}

/* ---- flows ---- */

static bool add_flow(struct reader *r, const struct yaml *n, const char *path)
{
	if (r->s->flows_n == FLOW_FILES_MAX) {
		yaml_fault(r->f, n, "at most %d flow files can be used; leave some out", FLOW_FILES_MAX);
		return false;
	}
	text_copy(r->s->flows[r->s->flows_n++], PATH_BYTES, path);
	return true;
}

static int is_yaml(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return e->d_name[0] != '.' && n > 5 && strcmp(e->d_name + n - 5, ".yaml") == 0;
}

static void add_folder(struct reader *r, const struct yaml *n, const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_yaml, alphasort);
	if (count < 0) {
		yaml_fault(r->f, n, "this folder cannot be read (%s); mend its permissions", strerror(errno));
		return;
	}
	if (count == 0)
		yaml_fault(r->f, n, "there is no *.yaml in this folder; put a flow there, or name another folder");
	bool room = true;
	for (int i = 0; i < count; i++) {
		char path[PATH_BYTES + 256 + 2]; /* a name has at most 255 bytes */
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
		if (strlen(path) >= PATH_BYTES)
			yaml_fault(r->f, n, "the path of `%s` is too long; shorten it", names[i]->d_name);
		else
			room = room && add_flow(r, n, path);
		free(names[i]);
	}
	free(names);
}

static void read_flow_path(struct reader *r, const struct yaml *n)
{
	char path[PATH_BYTES];
	if (!read_path(r, n, path))
		return;
	struct stat st;
	if (stat(path, &st) != 0)
		yaml_fault(r->f, n, "there is no such file or folder (%s); paths are relative to this file",
			   strerror(errno));
	else if (S_ISDIR(st.st_mode))
		add_folder(r, n, path);
	else
		add_flow(r, n, path);
}

static void read_flows(struct reader *r, const struct yaml *n)
{
	if (!yaml_is_list(n, "[FILE or FOLDER, ...]", r->f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_flow_path(r, yaml_item(n, i));
}

/* ---- simple keys ---- */

static void read_database(struct reader *r, const struct yaml *n)
{
	if (read_path(r, n, r->s->database) && strcmp(n->text, ":memory:") == 0)
		yaml_fault(r->f, n, "a database in memory would lose every ticket; name a file");
}

static void read_country(struct reader *r, const struct yaml *n)
{
	char typed[16];
	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return;
	const char *digits = typed[0] == '+' ? typed + 1 : typed;
	size_t len = strlen(digits);
	if (len < 1 || len > 3 || digits[0] == '0' || strspn(digits, "0123456789") != len)
		yaml_fault(r->f, n, "this is no country code; write 86 or +86");
	else
		text_copy(r->s->country, sizeof(r->s->country), digits);
}

bool channel_ok(const char *name)
{
	size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
	return n > 0 && n < CHANNEL_BYTES && name[n] == '\0';
}

static void read_channel(struct reader *r, const struct yaml *n)
{
	char *out = r->s->default_channel;
	if (yaml_text(n, out, CHANNEL_BYTES, r->f) && !channel_ok(out))
		yaml_fault(r->f, n, "this names no channel; write 1 to 31 of A-Z a-z 0-9 _ . -, as sms");
}

/* "7d" to seconds. */
static void read_span(struct reader *r, const struct yaml *n, int *out)
{
	static const struct {
		char unit;
		int seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 24 * 3600}};
	char typed[16];
	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return;
	size_t digits = strspn(typed, "0123456789");
	for (size_t i = 0; i < 4; i++) {
		if (digits == 0 || digits > 9 || typed[digits] != units[i].unit || typed[digits + 1] != '\0')
			continue;
		long long seconds = strtoll(typed, NULL, 10) * units[i].seconds;
		if (seconds < 1 || seconds > SESSION_MAX_S)
			break;
		*out = (int)seconds;
		return;
	}
	yaml_fault(r->f, n, "this is no span; write a number and s, m, h or d, as 7d, at most 3650d");
}

/* ---- the broker ---- */

static void read_host(struct reader *r, const struct yaml *n)
{
	char *host = r->s->broker.host;
	if (yaml_text(n, host, sizeof(r->s->broker.host), r->f) && strpbrk(host, " /") != NULL)
		yaml_fault(r->f, n,
			   "this is no host; write its name or address alone, as 127.0.0.1, and the port as `port`");
}

static void read_prefix(struct reader *r, const struct yaml *n)
{
	char *prefix = r->s->broker.prefix;
	if (!yaml_text(n, prefix, sizeof(r->s->broker.prefix), r->f))
		return;
	if (strpbrk(prefix, "+#") != NULL)
		yaml_fault(r->f, n, "`+` and `#` stand for other topics; leave them out of the prefix");
	else if (prefix[0] == '$')
		yaml_fault(r->f, n, "topics that begin with `$` are the broker's own; begin the prefix with a letter");
	else if (prefix[strlen(prefix) - 1] == '/')
		yaml_fault(r->f, n, "the prefix ends with `/`, which is put in by itself; leave the last `/` out");
}

static void read_protocol(struct reader *r, const struct yaml *n)
{
	char typed[16];
	if (!yaml_text(n, typed, sizeof(typed), r->f))
		return;
	if (strcmp(typed, "5") == 0 || strcmp(typed, "5.0") == 0)
		r->s->broker.protocol = 5;
	else if (strcmp(typed, "3.1.1") == 0)
		r->s->broker.protocol = 4;
	else
		yaml_fault(r->f, n, "this version of MQTT is not spoken here; write 5, or 3.1.1 for older brokers");
}

/* A byte more than fits is asked for, so that a longer password is seen, not cut. */
static ssize_t read_secret(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	size_t n = 0;
	ssize_t got;
	while (n < size && (got = read(fd, out + n, size - n)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		n += (size_t)got;
	}
	close(fd);
	return (ssize_t)n;
}

static void read_password(struct reader *r, const struct yaml *n)
{
	char path[PATH_BYTES], typed[sizeof(r->s->broker.password) + 2];
	if (!read_file_path(r, n, true, path))
		return;
	ssize_t len = read_secret(path, typed, sizeof(typed));
	if (len < 0) {
		yaml_fault(r->f, n, "this file cannot be read (%s); mend the path or its permissions", strerror(errno));
		return;
	}
	if (len > 0 && typed[len - 1] == '\n')
		len--;
	if (len > 0 && typed[len - 1] == '\r')
		len--;
	if (len == 0 || len >= (ssize_t)sizeof(r->s->broker.password) || memchr(typed, '\0', (size_t)len) != NULL)
		yaml_fault(r->f, n,
			   "this file holds no password; write one of 1 to %zu bytes into it, and nothing else",
			   sizeof(r->s->broker.password) - 1);
	else
		memcpy(r->s->broker.password, typed, (size_t)len);
	explicit_bzero(typed, sizeof(typed));
}

static void read_login(struct reader *r, const struct yaml *y)
{
	const struct yaml *username = yaml_get(y, "username"), *password = yaml_get(y, "password_file");
	if (username != NULL)
		yaml_text(username, r->s->broker.username, sizeof(r->s->broker.username), r->f);
	if (password != NULL)
		read_password(r, password);
	if (password != NULL && username == NULL)
		yaml_fault_key(r->f, password, "a password without a name says nothing to a broker; add `username`");
}

static void read_tls(struct reader *r, const struct yaml *y)
{
	const struct yaml *ca = yaml_get(y, "ca_file"), *cert = yaml_get(y, "cert_file"),
			  *key = yaml_get(y, "key_file");
	if (ca != NULL)
		read_file_path(r, ca, false, r->s->broker.ca);
	if (cert != NULL)
		read_file_path(r, cert, false, r->s->broker.cert);
	if (key != NULL)
		read_file_path(r, key, true, r->s->broker.key);
	if ((cert != NULL) != (key != NULL))
		yaml_fault_key(r->f, cert != NULL ? cert : key, "a certificate and its key go together; add `%s`",
			       cert != NULL ? "key_file" : "cert_file");
	else if (cert != NULL && ca == NULL)
		yaml_fault_key(r->f, cert,
			       "with a certificate of ours the broker's must be checked too; add `ca_file`");
}

static void read_number(struct reader *r, const struct yaml *y, const char *key, int min, int max, int *out)
{
	const struct yaml *n = yaml_get(y, key);
	if (n != NULL)
		yaml_number(n, min, max, out, r->f);
}

static void read_broker(struct reader *r, const struct yaml *y)
{
	struct setup *s = r->s;
	if (!yaml_is_map(y, "broker: {host: 127.0.0.1, port: 1883}", r->f))
		return;
	yaml_keys(y, broker_keys, r->f);
	const struct yaml *host = yaml_get(y, "host"), *prefix = yaml_get(y, "prefix");
	const struct yaml *protocol = yaml_get(y, "protocol"), *client = yaml_get(y, "client_id");
	const struct yaml *expiry = yaml_get(y, "session_expiry");
	if (host != NULL)
		read_host(r, host);
	if (prefix != NULL)
		read_prefix(r, prefix);
	if (protocol != NULL)
		read_protocol(r, protocol);
	if (client != NULL)
		yaml_text(client, s->broker.client_id, sizeof(s->broker.client_id), r->f);
	if (expiry != NULL)
		read_span(r, expiry, &s->broker.session_expiry);
	read_number(r, y, "port", 1, 65535, &s->broker.port);
	read_number(r, y, "keepalive", 5, 65535, &s->broker.keepalive);
	read_number(r, y, "window", 1, 65535, &s->broker.window);
	read_login(r, y);
	read_tls(r, y);
}

/* ---- HTTP ---- */

static bool is_address(const char *s)
{
	unsigned char to[16];
	return inet_pton(AF_INET, s, to) == 1 || inet_pton(AF_INET6, s, to) == 1;
}

/* "127.0.0.1:8088", "[::1]:8088" or "localhost:8088" into an address and a port. */
static bool split_listen(struct setup *s, char *typed)
{
	char *colon = strrchr(typed, ':');
	if (colon == NULL)
		return false;
	*colon = '\0';
	char *host = typed, *port = colon + 1;
	if (host[0] == '[' && colon > typed && colon[-1] == ']') {
		host++;
		colon[-1] = '\0';
	} else if (strchr(host, ':') != NULL) {
		return false;
	}
	size_t digits = strlen(port);
	long number = digits >= 1 && digits <= 5 && strspn(port, "0123456789") == digits ? strtol(port, NULL, 10) : 0;
	if (strcmp(host, "localhost") == 0)
		host = "127.0.0.1";
	if (!is_address(host) || number < 1 || number > 65535)
		return false;
	s->http.port = (int)number;
	return text_copy(s->http.host, sizeof(s->http.host), host);
}

static void read_http(struct reader *r, const struct yaml *y)
{
	if (!yaml_is_map(y, "http: {listen: 127.0.0.1:8088}, or http: {listen: off}", r->f))
		return;
	yaml_keys(y, http_keys, r->f);
	const struct yaml *listen = yaml_get(y, "listen");
	char typed[80];
	if (listen == NULL || !yaml_text(listen, typed, sizeof(typed), r->f))
		return;
	if (strcmp(typed, "off") == 0)
		r->s->http.port = 0;
	else if (!split_listen(r->s, typed))
		yaml_fault(r->f, listen,
			   "this is no address and port; write 127.0.0.1:8088, 0.0.0.0:8088 for everywhere, or off");
}

static void read_limits(struct reader *r, const struct yaml *y)
{
	if (!yaml_is_map(y, "limits: {answers: 1200}", r->f))
		return;
	yaml_keys(y, limits_keys, r->f);
	read_number(r, y, "answers", 0, 1000000, &r->s->answers_per_hour);
}

/* ---- the file ---- */

static void read_required(struct reader *r, const struct yaml *root)
{
	const struct yaml *database = yaml_need(root, "database", "`database: fieldgate.db`", r->f);
	const struct yaml *country = yaml_need(root, "country_code", "`country_code: 86`", r->f);
	const struct yaml *flows = yaml_need(root, "flows", "`flows: [FILE or FOLDER]`", r->f);
	const struct yaml *templates = yaml_need(root, "templates", "`templates: FOLDER`", r->f);
	if (database != NULL)
		read_database(r, database);
	if (country != NULL)
		read_country(r, country);
	if (flows != NULL)
		read_flows(r, flows);
	if (templates != NULL)
		read_path(r, templates, r->s->templates);
}

/* Last: the zone is the process's, and should not change for a file that is not to be used. */
static void read_zone(struct reader *r, const struct yaml *root)
{
	char *zone = r->s->time_zone;
	const struct yaml *n = yaml_need(root, "time_zone", "`time_zone: Asia/Shanghai`", r->f);
	if (n == NULL || !yaml_text(n, zone, sizeof(r->s->time_zone), r->f) || when_zone(zone))
		return;
	yaml_fault(r->f, n,
		   "this computer does not know this time zone; write one like Asia/Shanghai, or install tzdata");
	zone[0] = '\0';
}

static void set_defaults(struct setup *s, const char *file)
{
	*s = (struct setup){
		.default_channel = "sms",
		.broker = {.host = "127.0.0.1",
			   .port = 1883,
			   .prefix = "fieldgate/v1",
			   .protocol = 5,
			   .client_id = "fieldgate",
			   .keepalive = 60,
			   .window = 1000,
			   .session_expiry = 7 * 24 * 3600},
		.http = {.host = "127.0.0.1", .port = 8088},
		.keep_days = 400,
		.answers_per_hour = 1200,
	};
	text_copy(s->file, sizeof(s->file), file);
}

static void read_setup(struct reader *r, const struct yaml *root)
{
	const struct yaml *channel = yaml_get(root, "default_channel");
	const struct yaml *broker = yaml_get(root, "broker"), *http = yaml_get(root, "http");
	const struct yaml *limits = yaml_get(root, "limits");
	yaml_keys(root, top_keys, r->f);
	read_required(r, root);
	if (channel != NULL)
		read_channel(r, channel);
	if (broker != NULL)
		read_broker(r, broker);
	if (http != NULL)
		read_http(r, http);
	if (limits != NULL)
		read_limits(r, limits);
	read_number(r, root, "keep_days", KEEP_DAYS_LEAST, 36500, &r->s->keep_days);
	read_zone(r, root);
}

bool setup_load(struct setup *s, const char *file, struct faults *f)
{
	set_defaults(s, file);
	if (strlen(file) >= sizeof(s->file)) {
		fault_add(f, file, 0, 0, 1, "this path is too long; at most %zu bytes", sizeof(s->file) - 1);
		return false;
	}
	struct yaml *root = yaml_open(file, f);
	if (root == NULL)
		return false;
	struct reader r = {s, f};
	read_setup(&r, root);
	yaml_close(root);
	return true;
}

const char *setup_default(void)
{
	static const char *const places[] = {"./fieldgate.yaml", "/etc/fieldgate/fieldgate.yaml"};
	for (size_t i = 0; i < 2; i++)
		if (access(places[i], F_OK) == 0)
			return places[i];
	return NULL;
}

/* ---- the rules ---- */

bool rules_load(struct rules *r, const struct setup *s, struct faults *f)
{
	size_t before = f->n;
	*r = (struct rules){0};
	for (size_t i = 0; i < s->flows_n; i++)
		flow_load(&r->flows, s->flows[i], f);
	if (s->templates[0] != '\0')
		r->wording = wording_load(s->templates, f);
	flows_check(&r->flows, r->wording, f);
	r->calendars = calendars_load(s->file, s->time_zone, f);
	/* What is missing altogether was a fault of the configuration, and may have been told there. */
	if (f->n == before && r->wording != NULL && r->flows.n > 0 && r->calendars != NULL)
		return true;
	rules_free(r);
	return false;
}

void rules_free(struct rules *r)
{
	flows_free(&r->flows);
	wording_free(r->wording);
	calendars_free(r->calendars);
	*r = (struct rules){0};
}
