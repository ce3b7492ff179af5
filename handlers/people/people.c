#include "handlers/people/people.h"

#include <string.h>

#include "templates/text/text.h"

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

void roles_write(uint32_t roles, char out[ROLES_BYTES])
{
	size_t n = 0;

	out[0] = '\0';
	for (int i = 0; i < ROLES; i++) {
		if (!(roles & ROLE_BIT(i)))
			continue;
		if (n > 0)
			out[n++] = ' ';
		text_copy(out + n, ROLES_BYTES - n, role_names[i]);
		n += strlen(out + n);
	}
}

uint32_t roles_read(const char *names)
{
	uint32_t roles = 0;

	while (*names) {
		size_t n = strcspn(names, " ");

		for (int i = 0; i < ROLES; i++)
			if (strncmp(role_names[i], names, n) == 0 && role_names[i][n] == '\0')
				roles |= ROLE_BIT(i);
		names += n;
		names += strspn(names, " ");
	}
	return roles;
}
