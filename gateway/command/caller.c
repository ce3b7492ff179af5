#include "gateway/command/caller.h"

#include <stdio.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "handlers/people/msisdn.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define NAMES_MAX 1024

/* How many have this name: 0, 1, or 2 for more. *out is the first. Somebody who is both staff and customer counts
 * once. */
static int named(const struct roster *r, struct store *s, const char *folded, struct person *out)
{
	int n = 0;
	struct person customer;
	int customers;

	for (size_t i = 0; i < r->n; i++) {
		if (strcmp(r->people[i].folded, folded) != 0)
			continue;
		if (n++ == 0)
			*out = r->people[i];
	}
	customers = people_customer_named(s, folded, &customer);
	if (customers == 1 && n == 1 && customer.id == out->id)
		return 1;
	if (customers > 0 && n == 0)
		*out = customer;
	n += customers;
	return n > 2 ? 2 : n;
}

/* Reads a number, a short one as it stands. */
static bool is_number(const char *said, const char *country, char number[MSISDN_MAX])
{
	size_t n;

	if (msisdn_read(said, country, number))
		return true;
	n = strlen(said);
	return n > 0 && n < MSISDN_MAX && strspn(said, "+0123456789") == n;
}

static bool nobody(const struct roster *r, const char *said, char *why, size_t size)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	const char *near;
	char shown[NAME_BYTES];

	for (; n < r->n && n < NAMES_MAX; n++)
		names[n] = r->people[n].name;
	near = spelling_nearest(said, names, n);
	text_copy(shown, sizeof(shown), said);
	if (near)
		snprintf(why, size, "nobody is called `%s`; did you mean `%s`?", shown, near);
	else
		snprintf(why, size, "nobody is called `%s`; write a name that was imported, or a number", shown);
	return false;
}

bool caller_find(const struct roster *r, struct store *s, const char *country, const char *said, struct caller *out,
		 char *why, size_t size)
{
	char folded[NAME_BYTES];
	int n;

	*out = (struct caller){0};
	n = fold_small(folded, sizeof(folded), said) && *folded ? named(r, s, folded, &out->who) : 0;
	if (n > 1) {
		snprintf(why, size, "several people are called `%s`; write the number instead", said);
		return false;
	}
	if (n == 1) {
		text_copy(out->number, sizeof(out->number), out->who.number);
		return true;
	}
	if (!is_number(said, country, out->number))
		return nobody(r, said, why, size);
	out->by_number = true;
	if (!people_by_number(s, out->number, &out->who))
		out->who = (struct person){0};
	return true;
}
