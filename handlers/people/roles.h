/* Roles: those of the program, to which it may give a meaning of its own, and an installation's own, which are data: the
 * key `roles` of the configuration. Where a function takes roles, NULL stands for those of the program alone. */
#ifndef ROLES_H
#define ROLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/text/text.h"
#include "templates/wording/lang.h"

enum role {
	STATION_HEAD,
	ENGINEER,
	SALES_MANAGER,
	SALES_DIRECTOR,
	UNIT_MANAGER,
	SERVICE_DIRECTOR,
	SERVICE_MANAGER,
	GENERAL_MANAGER,
	AGENT,
	SUPERVISOR,
	PARTS,
	CLAIMS,
	HEADQUARTERS,
	ADMINISTRATOR,
	RETAIL,
	SUPPORT,
	TECHNICAL,
	FINANCE,
	WORKSHOP,
	ROLES /* from here on an installation's own, in the order of the configuration */
};
#define ROLE_BIT(r) (1u << (r))
#define ROLES_MAX 32 /* bits of a mask, own roles among them */
#define OWN_ROLES_MAX (ROLES_MAX - ROLES)
#define ALL_ROLES UINT32_MAX

#define ROLE_BYTES 32
#define ROLE_TITLE_BYTES 64

struct own_role {
	char name[ROLE_BYTES];
	char title[LANGS_MAX][ROLE_TITLE_BYTES];
	bool deputy;   /* who has it may name a deputy, as a station head may */
	int line, col; /* where the configuration names it */
};

struct roles {
	struct own_role own[OWN_ROLES_MAX];
	size_t own_n;
};

/* How many there are; each is less than this. */
int roles_count(const struct roles *r);
/* "station_head" …; the role is one of these. */
const char *role_name(const struct roles *r, int role);
/* From such a name; -1 if there is none. */
int role_find(const struct roles *r, const char *name);
/* All names, in order; returns how many. They are valid as long as `r`. */
size_t role_names(const struct roles *r, const char *out[ROLES_MAX]);
/* Those whose holders may name a deputy, as bits. */
uint32_t roles_with_deputy(const struct roles *r);

/* Roles as they are kept: their names with a blank between, in order; "" for none. */
#define ROLES_BYTES (ROLES_MAX * ROLE_BYTES)
void roles_write(const struct roles *r, uint32_t mask, char out[ROLES_BYTES]);
/* From such names to bits. What is no role is passed over. */
uint32_t roles_read(const struct roles *r, const char *names);
/* The first of such names that is no role, from *names on, into out[ROLE_BYTES]; false if there is none. *names becomes
 * what stands behind it. */
bool roles_next_unknown(const struct roles *r, const char **names, char out[ROLE_BYTES]);
/* "`station_head`, `engineer` …" for a message. */
void roles_list(const struct roles *r, struct text *out);

#endif
