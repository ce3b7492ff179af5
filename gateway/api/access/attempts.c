#include "gateway/api/access/attempts.h"

#include <arpa/inet.h>
#include <string.h>

#define HALF 8 /* bytes of an address of IPv6 */

/* What is no address is one for all. */
static void read_key(const char *address, unsigned char out[16])
{
	memset(out, 0, 16);
	if (inet_pton(AF_INET, address, out) == 1)
		out[15] = 4;
	else if (inet_pton(AF_INET6, address, out) == 1)
		memset(out + HALF, 0, HALF);
}

static struct attempts_row *find(const struct attempts *a, const unsigned char key[16])
{
	for (size_t i = 0; i < a->n; i++)
		if (memcmp(a->rows[i].of, key, 16) == 0)
			return (struct attempts_row *)&a->rows[i];
	return NULL;
}

/* The one that would be missed least. */
static struct attempts_row *oldest(struct attempts *a)
{
	struct attempts_row *found = &a->rows[0];

	for (size_t i = 1; i < a->n; i++)
		if (a->rows[i].full < found->full)
			found = &a->rows[i];
	return found;
}

int attempts_wait_s(const struct attempts *a, const char *address, int64_t now)
{
	unsigned char key[16];
	const struct attempts_row *row;
	int64_t over;

	read_key(address, key);
	row = find(a, key);
	over = row ? row->full - now - (int64_t)(ATTEMPTS_AT_ONCE - 1) * ATTEMPTS_EACH_MS : 0;
	if (over > ATTEMPTS_EACH_MS)
		over = ATTEMPTS_EACH_MS; /* the clock was set back */
	return over > 0 ? (int)((over + 999) / 1000) : 0;
}

void attempts_count(struct attempts *a, const char *address, int64_t now)
{
	unsigned char key[16];
	struct attempts_row *row;
	int64_t most = now + (int64_t)ATTEMPTS_AT_ONCE * ATTEMPTS_EACH_MS;

	read_key(address, key);
	row = find(a, key);
	if (!row) {
		row = a->n < ATTEMPTS_ADDRESSES ? &a->rows[a->n++] : oldest(a);
		memcpy(row->of, key, 16);
		row->full = now;
	}
	if (row->full < now)
		row->full = now;
	row->full += ATTEMPTS_EACH_MS;
	if (row->full > most)
		row->full = most;
}
