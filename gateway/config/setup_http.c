#include "gateway/config/setup_http.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml.h"
#include "templates/file/yaml_get.h"
#include "templates/text/text.h"

void setup_http_default(struct setup *s)
{
	s->http.port = 8088;
	text_copy(s->http.host, sizeof(s->http.host), "127.0.0.1");
}

static bool is_address(const char *s)
{
	unsigned char to[16];

	return inet_pton(AF_INET, s, to) == 1 || inet_pton(AF_INET6, s, to) == 1;
}

/* 1 to 65535; 0: it is none. */
static int port_of(const char *s)
{
	size_t digits = strlen(s);
	long number = digits >= 1 && digits <= 5 && strspn(s, "0123456789") == digits ? strtol(s, NULL, 10) : 0;

	return number > 65535 ? 0 : (int)number;
}

/* "127.0.0.1:8088", "[::1]:8088" or "localhost:8088" into an address and a port. */
static bool split_listen(struct setup *s, char *typed)
{
	char *colon = strrchr(typed, ':');
	const char *host = typed;
	int port;

	if (!colon)
		return false;
	*colon = '\0';
	port = port_of(colon + 1);
	if (typed[0] == '[' && colon > typed && colon[-1] == ']') {
		host++;
		colon[-1] = '\0';
	} else if (strchr(typed, ':')) {
		return false;
	}
	if (strcmp(host, "localhost") == 0)
		host = "127.0.0.1";
	if (!is_address(host) || !port)
		return false;
	s->http.port = port;
	return text_copy(s->http.host, sizeof(s->http.host), host);
}

static void read_listen(struct setup_reader *r, const struct yaml *listen)
{
	char typed[80];

	if (!listen || !yaml_text(listen, typed, sizeof(typed), r->f))
		return;
	if (strcmp(typed, "off") == 0)
		r->s->http.port = 0;
	else if (!split_listen(r->s, typed))
		yaml_fault(
			r->f, listen,
			"this is not an address and a port; write 127.0.0.1:8088, 0.0.0.0:8088 for everywhere, or off");
}

/* ---- the proxy ---- */

/* Letters, digits and `-`, as all headers are named that proxies set. */
static bool is_header(const char *s)
{
	while ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || *s == '-')
		s++;
	return !*s;
}

static void read_header(struct setup_reader *r, const struct yaml *map, const char *key, const char *mend,
			char out[HEADER_BYTES])
{
	const struct yaml *n = yaml_need(map, key, mend, r->f);

	if (n && yaml_text(n, out, HEADER_BYTES, r->f) && !is_header(out))
		yaml_fault(r->f, n, "this is not the name of a header; write one like X-Forwarded-For");
}

/* All three must be there: headers that counted from any address would let any caller pretend to another's. */
static void read_proxy(struct setup_reader *r, const struct yaml *map)
{
	static const char *const keys[] = {"address", "client", "scheme", NULL};
	struct setup_proxy *p = &r->s->http.proxy;
	const struct yaml *address;

	if (!map || !yaml_is_map(map, "{address: 127.0.0.1, client: X-Forwarded-For, scheme: X-Forwarded-Proto}", r->f))
		return;
	yaml_keys(map, keys, r->f);
	address = yaml_need(map, "address", "`address: 127.0.0.1`", r->f);
	if (address && yaml_text(address, p->address, sizeof(p->address), r->f) && !is_address(p->address))
		yaml_fault(r->f, address, "this is not an address; write the one the proxy calls from, as 127.0.0.1");
	read_header(r, map, "client", "`client: X-Forwarded-For`", p->client);
	read_header(r, map, "scheme", "`scheme: X-Forwarded-Proto`", p->scheme);
}

void setup_http_read(struct setup_reader *r, const struct yaml *map)
{
	static const char *const keys[] = {"listen", "proxy", "phones", NULL};
	const struct yaml *phones;

	if (!yaml_is_map(map, "http: {listen: 127.0.0.1:8088}, or http: {listen: off}", r->f))
		return;
	yaml_keys(map, keys, r->f);
	read_listen(r, yaml_get(map, "listen"));
	read_proxy(r, yaml_get(map, "proxy"));
	phones = yaml_get(map, "phones");
	if (phones)
		yaml_yes(phones, &r->s->http.phones, r->f);
}
