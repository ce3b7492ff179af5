#include "handlers/people/roster.h"
#include "templates/text/fold.h"

#include <stdlib.h>
#include <string.h>

static int by_folded(const void *a, const void *b, void *ctx)
{
	const struct person *people = ctx;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int order = strcmp(people[i].folded, people[j].folded);
	return order != 0 ? order : (i > j) - (i < j);
}

uint32_t roster_with_deputy(const struct roster *r)
{
	return ROLE_BIT(STATION_HEAD) | r->own_with_deputy;
}

static bool named_deputy(const struct roster *r, const struct person *p)
{
	return (p->roles & roster_with_deputy(r)) && p->deputy != 0;
}

/* Few have a deputy, and nearly every text asks who has. */
static bool index_deputies(struct roster *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++)
		n += named_deputy(r, &r->people[i]);
	free(r->with_deputy);
	r->with_deputy_n = 0;
	r->with_deputy = calloc(n + 1, sizeof(*r->with_deputy));
	if (!r->with_deputy)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		if (named_deputy(r, &r->people[i]))
			r->with_deputy[r->with_deputy_n++] = (uint32_t)i;
	}
	return true;
}

/* Few people hold a role, and of every ticket several roles are told. */
static bool index_roles(struct roster *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++)
		n += (size_t)__builtin_popcount(r->people[i].roles);
	free(r->by_role);
	memset(r->role_begins, 0, sizeof(r->role_begins));
	r->by_role = calloc(n + 1, sizeof(*r->by_role));
	if (!r->by_role)
		return false;
	n = 0;
	for (int role = 0; role < ROLES_MAX; role++) {
		r->role_begins[role] = n;
		for (size_t i = 0; i < r->n; i++) {
			if (r->people[i].roles & ROLE_BIT(role))
				r->by_role[n++] = (uint32_t)i;
		}
	}
	r->role_begins[ROLES_MAX] = n;
	return true;
}

bool roster_index(struct roster *r)
{
	free(r->by_name);
	r->by_name = calloc(r->n + 1, sizeof(*r->by_name));
	if (!r->by_name)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		fold_small(r->people[i].folded, sizeof(r->people[i].folded), r->people[i].name);
		r->by_name[i] = (uint32_t)i;
	}
	for (size_t i = 0; i < r->stations_n; i++)
		fold_small(r->stations[i].folded, sizeof(r->stations[i].folded), r->stations[i].name);
	if (r->n > 0)
		qsort_r(r->by_name, r->n, sizeof(*r->by_name), by_folded, r->people);
	return index_deputies(r) && index_roles(r);
}

void roster_free(struct roster *r)
{
	free(r->people);
	free(r->stations);
	free(r->by_name);
	free(r->with_deputy);
	free(r->by_role);
	memset(r, 0, sizeof(*r));
}

const struct person *roster_person(const struct roster *r, int64_t id)
{
	size_t low = 0, high = r->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (r->people[mid].id == id)
			return &r->people[mid];
		if (r->people[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct station *roster_station(const struct roster *r, int64_t id)
{
	for (size_t i = 0; i < r->stations_n; i++) {
		if (r->stations[i].id == id)
			return &r->stations[i];
	}
	return NULL;
}

const struct station *roster_station_named(const struct roster *r, const char *folded)
{
	for (size_t i = 0; i < r->stations_n; i++) {
		if (strcmp(r->stations[i].folded, folded) == 0)
			return &r->stations[i];
	}
	return NULL;
}
