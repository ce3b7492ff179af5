#include "handlers/people/roster_names.h"

#include "templates/file/fault.h"
#include "templates/text/letter.h"
#include "templates/text/spelling.h"
#include "templates/text/utf8.h"

#include <ctype.h>
#include <string.h>

/* A name in letters ends where its word ends; a Chinese one ends anywhere. */
static bool ends_here(const char *s, size_t n, size_t len)
{
	bool inside = (isdigit((unsigned char)s[len - 1]) || letter_ends(s, len)) && len < n;

	return !inside || !(isdigit((unsigned char)s[len]) || letter_at(s + len, n - len));
}

static const char *name_at(const struct roster *r, size_t i)
{
	return r->people[r->by_name[i]].folded;
}

/* The first entry that is not less than key[len]. */
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
		size_t i;
		take += utf8_next(s + take, n - take, &cp);
		i = lower_bound(r, s, take);
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

const struct person *roster_begins(const struct roster *r, const char *s, size_t n, size_t *next)
{
	size_t i = *next > 0 ? *next : lower_bound(r, s, n);

	*next = i + 1;
	return n > 0 && i < r->n && strncmp(name_at(r, i), s, n) == 0 ? &r->people[r->by_name[i]] : NULL;
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
	const char *hit = isdigit((unsigned char)part[0]) || letter_at(part, strlen(part)) ? strstr(name, part) : NULL;
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
