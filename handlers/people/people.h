/* People, stations and roles. Ids are the database's. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "handlers/people/msisdn.h"
#include "templates/wording/wording.h"

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
	ROLES
};
#define ROLE_BIT(r) (1u << (r))

/* "station_head" … to a role; false if there is none. The names in enum order end with NULL. */
bool role_read(const char *name, enum role *r);
extern const char *const role_names[ROLES + 1];
/* Roles as they are kept: their names with a blank between, in enum order; "" for none. */
#define ROLES_BYTES 256
void roles_write(uint32_t roles, char out[ROLES_BYTES]);
/* From such names to bits. A name that is no role of this program is passed over. */
uint32_t roles_read(const char *names);

#define NAME_BYTES 128
#define SERIAL_BYTES 64
#define CHANNEL_BYTES 32

struct person {
	int64_t id; /* 0: nobody, or the desk */
	char name[NAME_BYTES];
	char folded[NAME_BYTES];     /* of the name, for comparing; made by roster_index() */
	char number[MSISDN_MAX];     /* the first mobile */
	char channel[CHANNEL_BYTES]; /* that they last wrote on; "" for none yet */
	enum lang lang;
	uint32_t roles; /* ROLE_BIT; 0 for a pure customer and for the retired */
	bool customer;
	char class;            /* 'A' to 'D', or 0 */
	int64_t station;       /* 0: serves all */
	int64_t sales_manager; /* a customer's own; 0: the station's */
	int64_t deputy;        /* who stands in for this station head, until told that it is over; 0: nobody */
	int64_t deputy_until;  /* UTC ms; 0 with a deputy: until further notice */
};

struct station {
	int64_t id;
	char name[NAME_BYTES];
	char folded[NAME_BYTES];
	char region[16];
	char address[256];
};

#endif
