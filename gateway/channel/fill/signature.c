#include "gateway/channel/fill/signature.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "templates/file/yaml_get.h"
#include "templates/text/hex.h"

#define SIGNED_MAX (1024 * 1024)

/* ---- reading ---- */

bool header_name_read(const struct yaml *n, char out[HEADER_BYTES], struct faults *f)
{
	if (!yaml_text(n, out, HEADER_BYTES, f))
		return false;
	for (const char *s = out; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("-_", *s)) {
			yaml_fault(f, n, "this is not the name of a header; write one like X-Signature");
			out[0] = '\0';
			return false;
		}
	return true;
}

static void read_over(struct signature *s, const struct yaml *n, unsigned where, const struct channel_secrets *secrets,
		      struct faults *f)
{
	/* Line breaks may be in it, and so it is no yaml_text(). */
	if (n->kind != YAML_SCALAR || !n->text[0])
		yaml_fault(f, n, "what is signed is expected here; write a text with places, as \"{time}{body}\"");
	else
		place_text_add(&s->over, n, n->text, where, PLACE_PLAIN, PLACE_PLAIN, secrets, f);
}

static void read_form(struct signature *s, const struct yaml *map, struct faults *f)
{
	static const char *const forms[] = {"hex", "base64"};
	const struct yaml *as = yaml_get(map, "as"), *hash = yaml_get(map, "hash"), *prefix = yaml_get(map, "prefix");
	int i;

	s->base64 = as && yaml_one_of(as, "form of a signature", forms, 2, f) == 1;
	i = hash ? yaml_one_of(hash, "hash", crypto_hash_names, CRYPTO_HASHES, f) : 0;
	s->hash = i > 0 ? (enum crypto_hash)i : CRYPTO_SHA256;
	if (prefix)
		yaml_text(prefix, s->prefix, sizeof(s->prefix), f);
}

void signature_read(struct signature *s, const struct yaml *map, unsigned where, const struct channel_secrets *secrets,
		    struct faults *f)
{
	const struct yaml *secret = yaml_need(map, "secret", "`secret: NAME`", f);
	const struct yaml *over = yaml_need(map, "over", "`over: \"{body}\"`", f);
	const struct yaml *header = yaml_need(map, "header", "`header: X-Signature`", f);

	if (secret)
		s->secret = channel_secret(secrets, secret, f);
	if (over)
		read_over(s, over, where, secrets, f);
	if (header)
		header_name_read(header, s->header, f);
	read_form(s, map, f);
}

void signature_free(struct signature *s)
{
	place_text_free(&s->over);
	*s = (struct signature){0};
}

/* ---- signing ---- */

static size_t sign(const struct signature *s, const struct place_values *v, unsigned char out[CRYPTO_BYTES_MAX])
{
	struct text over = text_new(SIGNED_MAX);
	size_t n = place_text_fill(&s->over, v, &over) ? crypto_hmac(s->hash, s->secret, text_str(&over), over.len, out)
						       : 0;

	text_free(&over);
	return n;
}

bool signature_add(const struct signature *s, const struct place_values *v, struct text *out)
{
	unsigned char bytes[CRYPTO_BYTES_MAX];
	char digits[HEX_BYTES(CRYPTO_BYTES_MAX)];
	size_t n = sign(s, v, bytes);

	text_add(out, s->prefix);
	if (s->base64)
		crypto_base64_add(bytes, n, out);
	else
		hex_write(bytes, n, digits);
	if (!s->base64)
		text_add(out, digits);
	return n > 0 && !out->full;
}

bool signature_fits(const struct signature *s, const struct place_values *v, const char *given)
{
	struct text right = text_new(sizeof(s->prefix) + HEX_BYTES(CRYPTO_BYTES_MAX));
	char typed[sizeof(s->prefix) + HEX_BYTES(CRYPTO_BYTES_MAX)];
	bool fits = signature_add(s, v, &right) && text_copy(typed, sizeof(typed), given);

	for (char *c = typed; fits && !s->base64 && *c; c++)
		if ((size_t)(c - typed) >= strlen(s->prefix))
			*c = (char)tolower((unsigned char)*c);
	fits = fits && crypto_same(text_str(&right), right.len, typed, strlen(typed));
	text_free(&right);
	return fits;
}
