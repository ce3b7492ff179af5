#include "handlers/people/people.h"

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
