#include "gateway/road/resent/tries.h"

#include <stdlib.h>
#include <string.h>

#include "db/ledger/digest.h"
#include "db/store/inbox_gist.h"
#include "db/store/tickets.h"
#include "handlers/model/world.h"
#include "handlers/people/gist.h"
#include "templates/text/units.h"

_Static_assert(GIST_BYTES == 32, "a gist is a SHA-256");

static bool is_ticket(void *ctx, int64_t number)
{
	return tickets_known(ctx, number);
}

static bool find_gist(struct store *s, const struct mo *m, unsigned char gist[GIST_BYTES])
{
	const struct gist_tickets tickets = {.ctx = s, .known = is_ticket};
	char *words = malloc(m->folded->len + 1);

	if (!words) {
		store_fail(s, "out of memory");
		return false;
	}
	digest_of(words, gist_write(m->folded, &tickets, words), gist);
	free(words);
	return true;
}

static struct around within(const struct mo *m)
{
	return (struct around){.at = m->came, .ms = TRIES_WITHIN_MS};
}

size_t tries_before(struct store *s, const struct mo *m)
{
	struct around when = within(m);
	unsigned char gist[GIST_BYTES];

	return find_gist(s, m, gist) ? inbox_alike(s, m->sender->id, gist, &when, TRIES_MAX) : 0;
}

bool tries_count(struct store *s, int64_t row, const struct mo *m)
{
	unsigned char gist[GIST_BYTES];

	return find_gist(s, m, gist) && inbox_set_gist(s, row, gist);
}

bool tries_resent(struct store *s, int64_t row, const struct mo *m)
{
	struct around when = within(m);
	unsigned char gist[GIST_BYTES];

	if (!find_gist(s, m, gist))
		return false;
	if (inbox_alike_or_resent(s, m->sender->id, gist, &when, TRIES_MAX) >= TRIES_MAX)
		return true;
	inbox_set_gist(s, row, gist);
	return false;
}
