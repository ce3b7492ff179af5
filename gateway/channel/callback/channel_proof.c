#include "gateway/channel/callback/channel_proof.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gateway/config/file_span.h"
#include "templates/file/yaml_get.h"

#define WITHIN_MOST_S (24 * 3600)
#define MS_FROM 100000000000.0 /* a time above is one in milliseconds: as seconds it would be the year 5138 */
#define SHAPE "proof: {path: SECRET}, or `proof: none` if anyone may call"

/* ---- reading the file ---- */

/* What is read with. */
struct reading {
	struct channel_proof *p;
	const struct channel_secrets *secrets;
	struct faults *f;
};

static void read_basic(const struct reading *r, const struct yaml *map)
{
	static const char *const keys[] = {"user", "secret", NULL};
	const struct yaml *user, *secret;

	if (!yaml_is_map(map, "basic: {user: NAME, secret: NAME}", r->f))
		return;
	yaml_keys(map, keys, r->f);
	user = yaml_need(map, "user", "`user: NAME`", r->f);
	secret = yaml_need(map, "secret", "`secret: NAME`", r->f);
	if (user)
		yaml_text(user, r->p->user, sizeof(r->p->user), r->f);
	if (secret)
		r->p->password = channel_secret(r->secrets, secret, r->f);
}

static void read_header(const struct reading *r, const struct yaml *map)
{
	static const char *const keys[] = {"name", "secret", NULL};
	const struct yaml *name, *secret;

	if (!yaml_is_map(map, "header: {name: X-Token, secret: NAME}", r->f))
		return;
	yaml_keys(map, keys, r->f);
	name = yaml_need(map, "name", "`name: X-Token`", r->f);
	secret = yaml_need(map, "secret", "`secret: NAME`", r->f);
	if (name)
		header_name_read(name, r->p->header, r->f);
	if (secret)
		r->p->header_secret = channel_secret(r->secrets, secret, r->f);
}

/* A time that is not signed could be written by anyone. */
static void read_time(const struct reading *r, const struct yaml *map)
{
	const struct yaml *time = yaml_get(map, "time"), *within = yaml_get(map, "within");
	const struct yaml *over = yaml_get(map, "over");
	bool has_time = place_text_has(&r->p->signature.over, "time");

	if (time)
		header_name_read(time, r->p->time, r->f);
	if (within)
		file_span(within, WITHIN_MOST_S, "24h", "300s", &r->p->within_s, r->f);
	if (within && !time)
		yaml_fault_key(r->f, within, "it is not said which header has the time; add `time: X-Timestamp`");
	if (time && over && !has_time)
		yaml_fault(r->f, over,
			   "a time that is not signed proves nothing; add {time} here, or leave out `time`");
	if (!time && over && has_time)
		yaml_fault(r->f, over, "it is not said which header has {time}; add `time: X-Timestamp`");
}

static void read_hmac(const struct reading *r, const struct yaml *map, bool by_query)
{
	static const char *const keys[] = {SIGNATURE_KEYS, "time", "within", NULL};
	const struct place_text *over = &r->p->signature.over;
	size_t before = r->f->n;

	if (!yaml_is_map(map, "hmac: {secret: NAME, over: \"{body}\", header: X-Signature}", r->f))
		return;
	yaml_keys(map, keys, r->f);
	signature_read(&r->p->signature, map, PLACES_OF_CALLBACK, r->secrets, r->f);
	if (r->f->n > before)
		return;
	read_time(r, map);
	if (!place_text_has(over, by_query ? "query" : "body"))
		yaml_fault(r->f, yaml_get(map, "over"),
			   "what the values stand in must be signed, or anyone could change them; add {%s}",
			   by_query ? "query" : "body");
}

static void read_addresses(const struct reading *r, const struct yaml *list)
{
	char typed[64];

	if (!yaml_is_list(list, "[127.0.0.1, 10.0.0.0/8]", r->f))
		return;
	for (size_t i = 0; i < yaml_count(list); i++) {
		const struct yaml *one = yaml_item(list, i);

		if (r->p->addresses_n == ADDRESSES_MAX) {
			yaml_fault(r->f, one, "at most %d addresses can be named; leave some out", ADDRESSES_MAX);
			return;
		}
		if (!yaml_text(one, typed, sizeof(typed), r->f))
			continue;
		if (address_range_read(typed, &r->p->addresses[r->p->addresses_n]))
			r->p->addresses_n++;
		else
			yaml_fault(r->f, one,
				   "this is not an address; write one like 192.0.2.7, 10.0.0.0/8 or "
				   "2001:db8::/32");
	}
}

void channel_proof_read(struct channel_proof *p, const struct yaml *n, bool by_query,
			const struct channel_secrets *secrets, struct faults *f)
{
	static const char *const keys[] = {"path", "basic", "bearer", "header", "hmac", "addresses", NULL};
	struct reading r = {p, secrets, f};
	const struct yaml *one;

	if (n->kind == YAML_SCALAR && strcmp(n->text, "none") == 0)
		return;
	if (!yaml_is_map(n, SHAPE, f))
		return;
	yaml_keys(n, keys, f);
	if ((one = yaml_get(n, "path")))
		p->path = channel_secret(secrets, one, f);
	if ((one = yaml_get(n, "basic")))
		read_basic(&r, one);
	if ((one = yaml_get(n, "bearer")))
		p->bearer = channel_secret(secrets, one, f);
	if ((one = yaml_get(n, "header")))
		read_header(&r, one);
	if ((one = yaml_get(n, "hmac")))
		read_hmac(&r, one, by_query);
	if ((one = yaml_get(n, "addresses")))
		read_addresses(&r, one);
}

void channel_proof_free(struct channel_proof *p)
{
	signature_free(&p->signature);
}

/* ---- asking ---- */

static const char *header_of(const struct callback_request *r, const char *name)
{
	const char *value = r->header ? r->header(r->ctx, name) : NULL;

	return value ? value : "";
}

static bool same(const char *secret, const char *given)
{
	return crypto_same(secret, strlen(secret), given, strlen(given));
}

/* What stands behind `Basic ` or `Bearer `, in any case; "": nothing. */
static const char *authorization(const struct callback_request *r, const char *scheme)
{
	const char *value = header_of(r, "Authorization");
	size_t n = strlen(scheme);

	return strncasecmp(value, scheme, n) == 0 && value[n] == ' ' ? value + n + strspn(value + n, " ") : "";
}

static bool basic_fits(const struct channel_proof *p, const struct callback_request *r)
{
	char right[sizeof(p->user) + SECRET_BYTES + 1], given[sizeof(right)];
	size_t n = 0;

	snprintf(right, sizeof(right), "%s:%s", p->user, p->password);
	return crypto_base64_read(authorization(r, "Basic"), given, sizeof(given), &n) &&
	       crypto_same(right, strlen(right), given, n);
}

static bool time_fits(const struct channel_proof *p, const struct callback_request *r)
{
	char *end;
	const char *written = header_of(r, p->time);
	double at = strtod(written, &end);
	double seconds = at > MS_FROM ? at / 1000 : at, now = (double)r->now / 1000;

	if (end == written || *end || !(seconds > 0))
		return false;
	return seconds >= now - p->within_s && seconds <= now + p->within_s;
}

static bool signature_is_right(const struct channel_proof *p, const struct channel *c, enum input_kind kind,
			       const struct callback_request *r)
{
	char path[16 + CHANNEL_BYTES + 2 * SECRET_BYTES];
	struct place_values v = {.channel = c->name,
				 .now = r->now,
				 .method = r->method,
				 .path = path,
				 .query = r->query,
				 .body = r->body,
				 .body_n = r->n,
				 .time = p->time[0] ? header_of(r, p->time) : NULL,
				 .header = r->header,
				 .ctx = r->ctx};

	snprintf(path, sizeof(path), "/%s/%s%s%s", input_kind_name(kind), c->name, r->secret[0] ? "/" : "", r->secret);
	return signature_fits(&p->signature, &v, header_of(r, p->signature.header));
}

static bool address_fits(const struct channel_proof *p, const char *address)
{
	for (size_t i = 0; i < p->addresses_n; i++)
		if (address_range_has(&p->addresses[i], address))
			return true;
	return p->addresses_n == 0;
}

const char *channel_proof_lacks(const struct channel_proof *p, const struct channel *c, enum input_kind kind,
				const struct callback_request *r)
{
	if (!address_fits(p, r->address))
		return "this address may not call here";
	if (p->path && !same(p->path, r->secret))
		return "what stands behind the channel's name is missing or wrong";
	if (p->password && !basic_fits(p, r))
		return "the user or the password is missing or wrong";
	if (p->bearer && !same(p->bearer, authorization(r, "Bearer")))
		return "the token is missing or wrong";
	if (p->header_secret && !same(p->header_secret, header_of(r, p->header)))
		return "a header that proves the caller is missing or wrong";
	if (p->within_s && !time_fits(p, r))
		return "the time is missing, or too far from now";
	if (p->signature.secret && !signature_is_right(p, c, kind, r))
		return "the signature is missing or wrong";
	return NULL;
}
