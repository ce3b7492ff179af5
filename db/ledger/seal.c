#include "db/ledger/seal.h"

#include <string.h>

#include "db/ledger/digest.h"
#include "templates/text/hex.h"
#include "templates/text/number.h"
#include "templates/text/text.h"

/* What is digested, gathered first: libcrypto is slow to take it bit by bit. */
struct gathered {
	EVP_MD_CTX *c;
	char bytes[1024];
	size_t n;
	bool bad;
};

static void flush(struct gathered *g)
{
	g->bad = g->bad || !EVP_DigestUpdate(g->c, g->bytes, g->n);
	g->n = 0;
}

static void add(struct gathered *g, const void *bytes, size_t n)
{
	if (n > sizeof(g->bytes) - g->n)
		flush(g);
	if (n > sizeof(g->bytes)) {
		g->bad = g->bad || !EVP_DigestUpdate(g->c, bytes, n);
		return;
	}
	memcpy(g->bytes + g->n, bytes, n);
	g->n += n;
}

static void add_line(struct gathered *g, struct ledger_bytes b)
{
	add(g, b.s, b.n);
	add(g, "\n", 1);
}

static void add_int(struct gathered *g, int64_t v)
{
	char buffer[DECIMAL_BYTES];
	const char *digits = number_write(v, buffer);

	add_line(g, (struct ledger_bytes){digits, strlen(digits)});
}

static void add_hex(struct gathered *g, struct ledger_bytes b)
{
	char hex[HEX_BYTES(1)];

	for (size_t i = 0; i < b.n; i++) {
		hex_write(b.s + i, 1, hex);
		add(g, hex, 2);
	}
	add(g, "\n", 1);
}

static void add_event(struct gathered *g, const struct ledger_event *e)
{
	add_int(g, e->seq);
	add_int(g, e->ticket);
	add_line(g, e->flow);
	add_line(g, e->code);
	add_int(g, e->by);
	add_int(g, e->at);
	add_int(g, e->came);
	add_int(g, e->inbox);
	add_hex(g, e->digest);
	add_line(g, e->change);
}

bool seal_event(const unsigned char before[HASH_BYTES], const struct ledger_event *e, unsigned char hash[HASH_BYTES])
{
	struct gathered g;
	bool ok;

	g.c = EVP_MD_CTX_new();
	g.n = 0;
	g.bad = !g.c || !EVP_DigestInit_ex(g.c, digest_kind(), NULL);
	if (!g.bad) {
		add(&g, before, HASH_BYTES);
		add_event(&g, e);
		flush(&g);
	}
	ok = !g.bad && EVP_DigestFinal_ex(g.c, hash, NULL);
	EVP_MD_CTX_free(g.c);
	return ok;
}
