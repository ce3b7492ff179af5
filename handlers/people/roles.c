#include "handlers/people/roles.h"

#include <string.h>

static const char *const of_the_program[ROLES] = {
	"station_head",    "engineer",        "sales_manager", "sales_director", "unit_manager", "service_director",
	"service_manager", "general_manager", "agent",         "supervisor",     "parts",        "claims",
	"headquarters",    "administrator",   "retail",        "support",        "technical",    "finance",
	"workshop",
};

int roles_count(const struct roles *r)
{
	return ROLES + (r ? (int)r->own_n : 0);
}

const char *role_name(const struct roles *r, int role)
{
	if (role < ROLES)
		return of_the_program[role];
	return r ? r->own[role - ROLES].name : "";
}

static int find(const struct roles *r, const char *name, size_t n)
{
	for (int i = 0; i < roles_count(r); i++) {
		const char *one = role_name(r, i);

		if (strncmp(one, name, n) == 0 && one[n] == '\0')
			return i;
	}
	return -1;
}

int role_find(const struct roles *r, const char *name)
{
	return find(r, name, strlen(name));
}

size_t role_names(const struct roles *r, const char *out[ROLES_MAX])
{
	int n = roles_count(r);

	for (int i = 0; i < n; i++)
		out[i] = role_name(r, i);
	return (size_t)n;
}

uint32_t roles_with_deputy(const struct roles *r)
{
	uint32_t mask = ROLE_BIT(STATION_HEAD);

	for (size_t i = 0; r && i < r->own_n; i++)
		mask |= r->own[i].deputy ? ROLE_BIT(ROLES + i) : 0;
	return mask;
}

void roles_write(const struct roles *r, uint32_t mask, char out[ROLES_BYTES])
{
	size_t n = 0;

	out[0] = '\0';
	for (int i = 0; i < roles_count(r); i++) {
		if (!(mask & ROLE_BIT(i)))
			continue;
		if (n > 0)
			out[n++] = ' ';
		text_copy(out + n, ROLES_BYTES - n, role_name(r, i));
		n += strlen(out + n);
	}
}

/* The next of the names, of *length bytes; NULL behind the last. *at becomes what stands behind it. */
static const char *next_name(const char **at, size_t *length)
{
	const char *name = *at + strspn(*at, " ");

	*length = strcspn(name, " ");
	*at = name + *length;
	return *length ? name : NULL;
}

uint32_t roles_read(const struct roles *r, const char *names)
{
	uint32_t mask = 0;
	const char *name;
	size_t n;

	while ((name = next_name(&names, &n))) {
		int role = find(r, name, n);

		mask |= role < 0 ? 0 : ROLE_BIT(role);
	}
	return mask;
}

bool roles_next_unknown(const struct roles *r, const char **names, char out[ROLE_BYTES])
{
	const char *name;
	size_t n;

	while ((name = next_name(names, &n))) {
		if (find(r, name, n) >= 0)
			continue;
		n = n < ROLE_BYTES ? n : ROLE_BYTES - 1;
		memcpy(out, name, n);
		out[n] = '\0';
		return true;
	}
	return false;
}

void roles_list(const struct roles *r, struct text *out)
{
	int n = roles_count(r);

	for (int i = 0; i < n; i++)
		text_addf(out, "%s`%s`", i == 0 ? "" : i + 1 < n ? ", " : " and ", role_name(r, i));
}
