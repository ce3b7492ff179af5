#include "gateway/config/setup_broker.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "gateway/config/file_path.h"
#include "gateway/config/file_span.h"
#include "gateway/config/settings.h"
#include "templates/file/yaml.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

#define SESSION_MAX_S (3650 * 24 * 3600)

void setup_broker_default(struct setup *s)
{
	s->broker = (struct setup_broker){.host = "127.0.0.1",
					  .port = 1883,
					  .prefix = "fieldgate/v1",
					  .protocol = 5,
					  .client_id = "fieldgate",
					  .keepalive = 60,
					  .window = 1000,
					  .session_expiry = 7 * 24 * 3600};
}

/* ---- simple keys ---- */

static void read_host(struct setup_reader *r, const struct yaml *n)
{
	char *host = r->s->broker.host;

	if (yaml_text(n, host, sizeof(r->s->broker.host), r->f) && strpbrk(host, " /"))
		yaml_fault(r->f, n,
			   "this is not a host; write its name or address alone, such as 127.0.0.1, and the port as "
			   "`port`");
}

static void read_prefix(struct setup_reader *r, const struct yaml *n)
{
	char *prefix = r->s->broker.prefix;

	if (!yaml_text(n, prefix, sizeof(r->s->broker.prefix), r->f))
		return;
	if (strpbrk(prefix, "+#"))
		yaml_fault(r->f, n, "`+` and `#` stand for other topics; leave them out of the prefix");
	else if (prefix[0] == '$')
		yaml_fault(r->f, n, "topics that begin with `$` are the broker's own; begin the prefix with a letter");
	else if (prefix[strlen(prefix) - 1] == '/')
		yaml_fault(r->f, n, "the prefix ends with `/`, which is put in by itself; leave the last `/` out");
}

static void read_protocol(struct setup_reader *r, const struct yaml *n)
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

static void read_client_id(struct setup_reader *r, const struct yaml *n)
{
	yaml_text(n, r->s->broker.client_id, sizeof(r->s->broker.client_id), r->f);
}

static void read_session_expiry(struct setup_reader *r, const struct yaml *n)
{
	file_span(n, SESSION_MAX_S, "3650d", "7d", &r->s->broker.session_expiry, r->f);
}

/* ---- who we are ---- */

/* A byte more than fits is asked for, so that a longer password is seen, not cut. */
static ssize_t read_secret(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t got;

	if (fd < 0)
		return -1;
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

static void read_password(struct setup_reader *r, const struct yaml *n)
{
	char path[PATH_BYTES], typed[sizeof(r->s->broker.password) + 2];
	ssize_t len;

	if (!file_path_to_read(n, true, path, r->f))
		return;
	len = read_secret(path, typed, sizeof(typed));
	if (len < 0) {
		yaml_fault(r->f, n, "this file cannot be read (%s); mend the path or its permissions", strerror(errno));
		return;
	}
	if (len > 0 && typed[len - 1] == '\n')
		len--;
	if (len > 0 && typed[len - 1] == '\r')
		len--;
	if (len == 0 || len >= (ssize_t)sizeof(r->s->broker.password) || memchr(typed, '\0', (size_t)len))
		yaml_fault(r->f, n,
			   "this file holds no password; write one of 1 to %zu bytes into it, and nothing else",
			   sizeof(r->s->broker.password) - 1);
	else
		memcpy(r->s->broker.password, typed, (size_t)len);
	explicit_bzero(typed, sizeof(typed));
}

static void read_login(struct setup_reader *r, const struct yaml *map)
{
	const struct yaml *username = yaml_get(map, "username"), *password = yaml_get(map, "password_file");

	if (username)
		yaml_text(username, r->s->broker.username, sizeof(r->s->broker.username), r->f);
	if (password)
		read_password(r, password);
	if (password && !username)
		yaml_fault_key(r->f, password, "a password without a name is of no use to a broker; add `username`");
}

static void read_tls(struct setup_reader *r, const struct yaml *map)
{
	const struct yaml *ca = yaml_get(map, "ca_file"), *cert = yaml_get(map, "cert_file"),
			  *key = yaml_get(map, "key_file");

	if (ca)
		file_path_to_read(ca, false, r->s->broker.ca, r->f);
	if (cert)
		file_path_to_read(cert, false, r->s->broker.cert, r->f);
	if (key)
		file_path_to_read(key, true, r->s->broker.key, r->f);
	if (!cert != !key)
		yaml_fault_key(r->f, cert ? cert : key, "a certificate and its key go together; add `%s`",
			       cert ? "key_file" : "cert_file");
	else if (cert && !ca)
		yaml_fault_key(r->f, cert,
			       "with a certificate of ours the broker's must be checked too; add `ca_file`");
}

/* ---- all of it ---- */

static void read_number(struct setup_reader *r, const struct yaml *map, const char *key, int min, int *out)
{
	const struct yaml *n = yaml_get(map, key);

	if (n)
		yaml_number(n, min, 65535, out, r->f);
}

void setup_broker_read(struct setup_reader *r, const struct yaml *map)
{
	static const char *const keys[] = {"host",      "port",      "prefix",         "protocol", "client_id",
					   "keepalive", "window",    "session_expiry", "username", "password_file",
					   "ca_file",   "cert_file", "key_file",       NULL};
	static const struct {
		const char *key;
		void (*read)(struct setup_reader *r, const struct yaml *n);
	} simple[] = {{"host", read_host},
		      {"prefix", read_prefix},
		      {"protocol", read_protocol},
		      {"client_id", read_client_id},
		      {"session_expiry", read_session_expiry}};
	struct setup_broker *b = &r->s->broker;

	if (!yaml_is_map(map, "broker: {host: 127.0.0.1, port: 1883}", r->f))
		return;
	yaml_keys(map, keys, r->f);
	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++) {
		const struct yaml *n = yaml_get(map, simple[i].key);

		if (n)
			simple[i].read(r, n);
	}
	read_number(r, map, "port", 1, &b->port);
	read_number(r, map, "keepalive", 5, &b->keepalive);
	read_number(r, map, "window", 1, &b->window);
	read_login(r, map);
	read_tls(r, map);
}
