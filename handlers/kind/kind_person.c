/* Anyone who works here. */
#include "handlers/kind/kinds.h"
#include "handlers/kind/person_take.h"
#include "handlers/people/roster_names.h"
#include "templates/text/fold.h"

#include <string.h>

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	return person_read(d, t, &a->person);
}

/* A full number, or a name that only one has. */
static bool read_plain(const struct context *ctx, const struct value *v, const char *typed, int64_t *value)
{
	const char *digits = typed + (*typed == '+');
	const struct person *two[2], *p = roster_numbered(ctx->roster, digits, strlen(digits));
	char folded[NAME_BYTES];
	size_t len, n;
	(void)v;
	if (!p && fold_small(folded, sizeof(folded), typed)) {
		n = roster_names_at(ctx->roster, folded, strlen(folded), two, 2, &len);
		p = n == 1 && folded[len] == '\0' ? two[0] : NULL;
	}
	*value = p ? p->id : 0;
	return p != NULL;
}

const struct value_kind kind_person = {
	.name = "person",
	.brings = BRINGS_PERSON,
	.max = 24,
	.say = person_say,
	.read = read,
	.example = person_example,
	.plain = person_plain,
	.read_plain = read_plain,
	.shape = "the full number, or the name, of one person who works here",
};
