#include "gateway/import/import_names.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "gateway/import/import_mobile.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define NAMES_MAX 1024 /* looked through for "did you mean" */

bool import_same_name(const char *a, const char *b)
{
	char x[NAME_BYTES], y[NAME_BYTES];

	return fold_small(x, sizeof(x), a) && fold_small(y, sizeof(y), b) && strcmp(x, y) == 0;
}

/* `Granite` for `Granite Ltd`, or the other way round: one folded name begins with the other. */
static bool begins_alike(const char *a, const char *b)
{
	char x[NAME_BYTES], y[NAME_BYTES];
	size_t n, m;

	if (!fold_small(x, sizeof(x), a) || !fold_small(y, sizeof(y), b))
		return false;
	n = strlen(x);
	m = strlen(y);
	return n > 0 && m > 0 && strncmp(x, y, n < m ? n : m) == 0;
}

/* The name that was meant: by its spelling, or the only one that begins alike. NULL if there is none. */
static const char *nearest(const char *said, const char *const *names, size_t n)
{
	const char *near = spelling_nearest(said, names, n);
	size_t alike = 0;

	for (size_t i = 0; i < n && !near; i++)
		alike += begins_alike(said, names[i]);
	for (size_t i = 0; i < n && !near && alike == 1; i++)
		if (begins_alike(said, names[i]))
			return names[i];
	return near;
}

static void no_station(struct import_run *im, const char *name)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	const char *near;

	for (; n < im->roster.stations_n && n < NAMES_MAX; n++)
		names[n] = im->roster.stations[n].name;
	near = nearest(name, names, n);
	if (near)
		import_wrong(im, WRONG_STATION_NEAR, VALUES(name, near));
	else
		import_wrong(im, WRONG_STATION, VALUES(name));
}

int64_t import_station(struct import_run *im, const char *name)
{
	char folded[NAME_BYTES];
	const struct station *s = NULL;

	if (!*name)
		return 0;
	if (fold_small(folded, sizeof(folded), name))
		s = roster_station_named(&im->roster, folded);
	if (!s)
		no_station(im, name);
	return s ? s->id : 0;
}

/* Suggests a sales manager, and nobody else. */
static void no_sales_manager(struct import_run *im, const char *name)
{
	const char *names[NAMES_MAX];
	size_t n = 0;
	const char *near;

	for (size_t i = 0; i < im->roster.n && n < NAMES_MAX; i++)
		if (im->roster.people[i].roles & ROLE_BIT(SALES_MANAGER))
			names[n++] = im->roster.people[i].name;
	near = nearest(name, names, n);
	if (near)
		import_wrong(im, WRONG_MANAGER_NEAR, VALUES(name, near));
	else
		import_wrong(im, WRONG_MANAGER, VALUES(name));
}

int64_t import_sales_manager(struct import_run *im, const char *said)
{
	char folded[NAME_BYTES], number[MSISDN_MAX];
	const struct person *found = NULL;
	bool is_number;

	if (!*said)
		return 0;
	if (!fold_small(folded, sizeof(folded), said))
		folded[0] = '\0';
	is_number = import_mobile_first(im, said, number);
	for (size_t i = 0; i < im->roster.n; i++) {
		const struct person *p = &im->roster.people[i];
		bool meant = is_number ? strcmp(p->number, number) == 0 : strcmp(p->folded, folded) == 0;

		if (!meant || !(p->roles & ROLE_BIT(SALES_MANAGER)))
			continue;
		if (found) {
			import_wrong(im, WRONG_MANAGERS, VALUES(said));
			return 0;
		}
		found = p;
	}
	if (!found)
		no_sales_manager(im, said);
	return found ? found->id : 0;
}

static void no_customer(struct import_run *im, const char *said)
{
	char(*read)[NAME_BYTES] = calloc(NAMES_MAX, sizeof(*read));
	const char *names[NAMES_MAX], *near = NULL;
	size_t n = read ? people_customers_names(im->store, read, NAMES_MAX) : 0;

	for (size_t i = 0; i < n; i++)
		names[i] = read[i];
	near = nearest(said, names, n);
	if (near)
		import_wrong(im, WRONG_CUSTOMER_NEAR, VALUES(said, near));
	else
		import_wrong(im, WRONG_CUSTOMER, VALUES(said));
	free(read);
}

int64_t import_customer(struct import_run *im, const char *said)
{
	struct person p = {0};
	char folded[NAME_BYTES], number[MSISDN_MAX];
	int n;

	if (!*said)
		return 0;
	n = fold_small(folded, sizeof(folded), said) ? people_customer_named(im->store, folded, &p) : 0;
	if (n == 1)
		return p.id;
	if (n > 1) {
		import_wrong(im, WRONG_CUSTOMERS, VALUES(said));
		return 0;
	}
	if (import_mobile_first(im, said, number) && people_by_number(im->store, number, &p) && p.customer)
		return p.id;
	no_customer(im, said);
	return 0;
}
