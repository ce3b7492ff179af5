/* People and stations. Ids are the database's. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "handlers/people/msisdn.h"
#include "handlers/people/roles.h"
#include "templates/wording/wording.h"

#define NAME_BYTES 128
#define SERIAL_BYTES 64
#define REGION_BYTES 16
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
	int64_t deputy;        /* who stands in for this person, until told that it is over; 0: nobody */
	int64_t deputy_until;  /* UTC ms; 0 with a deputy: until further notice */
};

struct station {
	int64_t id;
	char name[NAME_BYTES];
	char folded[NAME_BYTES];
	char region[REGION_BYTES];
	char address[256];
};

#endif
