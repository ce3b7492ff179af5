#include "handlers/model/people.h"

#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char *const role_names[ROLES + 1] = {
	"station_head",    "engineer",
	"sales_manager",   "sales_director",
	"unit_manager",    "service_director",
	"service_manager", "general_manager",
	"agent",           "supervisor",
	"parts",           "claims",
	"headquarters",    NULL,
};

bool role_read(const char *name, enum role *r)
{
	for (int i = 0; i < ROLES; i++) {
		if (strcmp(role_names[i], name) == 0) {
			*r = (enum role)i;
			return true;
		}
	}
	return false;
}

static int by_folded(const void *a, const void *b, void *ctx)
{
	const struct person *people = ctx;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int order = strcmp(people[i].folded, people[j].folded);
	return order != 0 ? order : (i > j) - (i < j);
}

static bool named_deputy(const struct person *p)
{
	return (p->roles & ROLE_BIT(STATION_HEAD)) && p->deputy != 0;
}

/* Few have a deputy, and nearly every text asks for them. */
static bool index_deputies(struct roster *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++)
		n += named_deputy(&r->people[i]);
	free(r->with_deputy);
	r->with_deputy_n = 0;
	r->with_deputy = calloc(n + 1, sizeof(*r->with_deputy));
	if (!r->with_deputy)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		if (named_deputy(&r->people[i]))
			r->with_deputy[r->with_deputy_n++] = (uint32_t)i;
	}
	return true;
}

/* A role is held by few, and of each ticket's several are told. */
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
	for (int role = 0; role < ROLES; role++) {
		r->role_begins[role] = n;
		for (size_t i = 0; i < r->n; i++) {
			if (r->people[i].roles & ROLE_BIT(role))
				r->by_role[n++] = (uint32_t)i;
		}
	}
	r->role_begins[ROLES] = n;
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

/* A ticket without a station (0) is for those who serve all. */
static bool serves_ticket(const struct person *p, int64_t station)
{
	return p->station == 0 || (station != 0 && p->station == station);
}

const struct person *roster_next(const struct roster *r, enum role role, int64_t station, size_t *i)
{
	while (r->role_begins[role] + *i < r->role_begins[role + 1]) {
		const struct person *p = &r->people[r->by_role[r->role_begins[role] + (*i)++]];
		if (serves_ticket(p, station))
			return p;
	}
	return NULL;
}

static bool has_deputy(const struct person *head, int64_t now)
{
	return head->deputy != 0 && (head->deputy_until == 0 || now < head->deputy_until);
}

const struct person *roster_acting(const struct roster *r, const struct person *head, int64_t now)
{
	if (!has_deputy(head, now))
		return head;
	const struct person *deputy = roster_person(r, head->deputy);
	return deputy ? deputy : head; /* a deputy who has left stands in for nobody */
}

static bool serves(const struct person *p, int64_t station)
{
	return station == 0 || p->station == 0 || p->station == station;
}

const struct person *roster_next_head(const struct roster *r, const struct person *deputy, int64_t now, size_t *i)
{
	while (*i < r->with_deputy_n) {
		const struct person *head = &r->people[r->with_deputy[(*i)++]];
		if (head->deputy == deputy->id && has_deputy(head, now))
			return head;
	}
	return NULL;
}

bool roster_serves(const struct roster *r, const struct person *p, enum role role, int64_t station, int64_t now)
{
	const struct person *head;
	size_t i = 0;
	if ((p->roles & ROLE_BIT(role)) && serves_ticket(p, station))
		return true;
	while (role == STATION_HEAD && (head = roster_next_head(r, p, now, &i))) {
		if (serves_ticket(head, station))
			return true;
	}
	return false;
}

bool roster_holds(const struct roster *r, const struct person *p, enum role role, int64_t station, int64_t now)
{
	const struct person *head;
	size_t i = 0;
	if ((p->roles & ROLE_BIT(role)) && serves(p, station))
		return true;
	while (role == STATION_HEAD && (head = roster_next_head(r, p, now, &i))) {
		if (serves(head, station))
			return true;
	}
	return false;
}

/* A Latin name ends where its word ends; a Chinese one ends anywhere. */
static bool ends_here(const char *s, size_t n, size_t len)
{
	return len >= n || !isalnum((unsigned char)s[len]) || !isalnum((unsigned char)s[len - 1]);
}

static const char *name_at(const struct roster *r, size_t i)
{
	return r->people[r->by_name[i]].folded;
}

/* The first entry not below key[len]. */
static size_t lower_bound(const struct roster *r, const char *key, size_t len)
{
	size_t low = 0, high = r->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const char *name = name_at(r, mid);
		int order = strncmp(name, key, len);
		if (order == 0 && strlen(name) > len)
			order = 1;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t roster_names_at(const struct roster *r, const char *s, size_t n, const struct person **out, size_t max,
		       size_t *len)
{
	size_t found = 0;
	uint32_t cp;
	*len = 0;
	for (size_t take = 0; take < n && take < NAME_BYTES - 1;) {
		take += utf8_next(s + take, n - take, &cp);
		size_t i = lower_bound(r, s, take);
		if (i == r->n || strncmp(name_at(r, i), s, take) != 0)
			break; /* no name begins so */
		if (strlen(name_at(r, i)) != take || !ends_here(s, n, take))
			continue;
		*len = take;
		for (found = 0;
		     i < r->n && found < max && strlen(name_at(r, i)) == take && strncmp(name_at(r, i), s, take) == 0;
		     i++)
			out[found++] = &r->people[r->by_name[i]];
	}
	return found;
}

const struct person *roster_numbered(const struct roster *r, const char *digits, size_t n)
{
	for (size_t i = 0; n >= 9 && i < r->n; i++) {
		const char *number = r->people[i].number;
		size_t len = strlen(number);
		/* "+", and at most three digits of the country. */
		if (len > n && len - n <= 4 && memcmp(number + len - n, digits, n) == 0)
			return &r->people[i];
	}
	return NULL;
}

/* One of the words of a Latin name. */
static bool part_of_name(const char *part, const char *name)
{
	const char *hit = isalnum((unsigned char)part[0]) ? strstr(name, part) : NULL;
	char after = hit ? hit[strlen(part)] : '\0';
	return hit && (hit == name || hit[-1] == ' ') && (after == '\0' || after == ' ');
}

const struct person *roster_near(const struct roster *r, const char *folded)
{
	const struct person *part = NULL;
	size_t parts = 0, len = strlen(folded);
	for (size_t i = 0; i < r->n; i++) {
		const char *name = r->people[i].folded;
		size_t n = strlen(name);
		/* One character is at most four bytes. */
		if (n <= len + 4 && len <= n + 4 && utf8_count(name) >= 2 && spelling_distance(folded, name, 1) <= 1)
			return &r->people[i];
		if (part_of_name(folded, name))
			part = &r->people[i], parts++;
	}
	return parts == 1 ? part : NULL;
}

static bool national(const char *digits, const char *country, char out[MSISDN_MAX])
{
	while (*digits == '0')
		digits++; /* the trunk prefix */
	if (strlen(digits) < 7 || strlen(digits) + strlen(country) > 15)
		return false;
	out[0] = '+';
	strcpy(out + 1, country);
	strcat(out, digits);
	return true;
}

bool msisdn_read(const char *s, const char *country, char out[MSISDN_MAX])
{
	char d[40] = "";
	size_t n = 0;
	bool plus = false, number = true;
	for (const char *p = s; *p; p++) {
		if (isdigit((unsigned char)*p) && n < sizeof(d) - 1)
			d[n++] = *p;
		else if (*p == '+' && n == 0 && !plus)
			plus = true;
		else if (!strchr(" -().", *p))
			number = false;
	}
	d[n] = '\0';
	if (number && !plus && strncmp(d, "00", 2) == 0 && d[2] != '0') {
		plus = true;
		memmove(d, d + 2, n - 1);
		n -= 2;
	}
	size_t c = strlen(country);
	/* A number that begins with the country's code and is longer than any national one has lost its plus. */
	if (number && !plus && strncmp(d, country, c) == 0 && n >= c + 9 && n <= 15)
		plus = true;
	if (number && plus && n >= 8 && n <= 15 && d[0] != '0') {
		out[0] = '+';
		strcpy(out + 1, d);
		return true;
	}
	if (number && !plus && national(d, country, out))
		return true;
	while (*s == ' ')
		s++;
	text_copy(out, MSISDN_MAX, s);
	return false;
}

void msisdn_mask(const char *number, char out[MSISDN_MAX])
{
	text_copy(out, MSISDN_MAX, number);
	size_t n = strlen(out);
	if (n < 8)
		return;
	for (size_t i = n - 8; i < n - 4; i++)
		out[i] = '*';
}
