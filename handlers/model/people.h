/* People, stations, roles: the roster (domain.md section 1).
 *
 * The roster holds everybody who works here, in memory, as db/people fills it; customers, who may be many,
 * are loaded one by one. Ids are the database's. Nothing here reads a clock or a file. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include <stddef.h>
#include <stdint.h>

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
	ROLES
};
#define ROLE_BIT(r) (1u << (r))

/* "station_head" … to a role; false if there is none. The names in enum order end with NULL. */
bool role_read(const char *name, enum role *r);
extern const char *const role_names[ROLES + 1];

#define MSISDN_MAX 24 /* "+" and at most 15 digits; other senders (short numbers, words) as they came */
#define NAME_BYTES 128
#define SERIAL_BYTES 64
#define CHANNEL_BYTES 32

struct person {
	int64_t id; /* 0: nobody, or the desk */
	char name[NAME_BYTES];
	char folded[NAME_BYTES];     /* of the name, for comparing; made by roster_index() or person_fold() */
	char number[MSISDN_MAX];     /* the first mobile */
	char channel[CHANNEL_BYTES]; /* last written on; "" for none yet */
	enum lang lang;
	uint32_t roles; /* ROLE_BIT; 0 for a pure customer and for the retired */
	bool customer;
	char class;            /* 'A' to 'D', or 0 */
	int64_t station;       /* 0: serves all */
	int64_t sales_manager; /* a customer's own; 0: the station's */
	int64_t deputy;        /* who stands in for this station head; 0 for none */
	int64_t deputy_until;  /* UTC ms; 0 with a deputy: until further notice */
};

struct station {
	int64_t id;
	char name[NAME_BYTES];
	char folded[NAME_BYTES];
	char region[16];
	char address[256];
};

struct roster {
	struct person *people; /* staff with at least one role, by id */
	size_t n;
	struct station *stations; /* by id */
	size_t stations_n;
	uint32_t *by_name;     /* indexes into people, by folded name: made by roster_index() */
	uint32_t *with_deputy; /* indexes of the station heads who have named one, over or not: made likewise */
	size_t with_deputy_n;
	uint32_t *by_role; /* likewise: the people of the first role, of the second … */
	size_t role_begins[ROLES + 1];
};

/* To be called once the arrays are filled, before anything below, and again should a person change. False when out of
 * memory. */
bool roster_index(struct roster *r);
void roster_free(struct roster *r);

const struct person *roster_person(const struct roster *r, int64_t id);   /* NULL if none */
const struct station *roster_station(const struct roster *r, int64_t id); /* NULL if none */
/* By folded name; NULL if none. */
const struct station *roster_station_named(const struct roster *r, const char *folded);

/* The person who has `role` for a station as from *i on, deputies not considered; a person without a station serves
 * all, a ticket without one (0) is served only by those. Advances *i; NULL at the end. */
const struct person *roster_next(const struct roster *r, enum role role, int64_t station, size_t *i);

/* Who gets the texts of this station head now: the deputy while one is named, else the head. */
const struct person *roster_acting(const struct roster *r, const struct person *head, int64_t now);
/* The station heads for whom `deputy` stands in now, from *i (0 to begin) on. Advances *i; NULL at the end. */
const struct person *roster_next_head(const struct roster *r, const struct person *deputy, int64_t now, size_t *i);
/* True if p has the role for that station, as deputy too. `station` 0: for any. */
bool roster_holds(const struct roster *r, const struct person *p, enum role role, int64_t station, int64_t now);
/* The same for a ticket's station; 0, a ticket without one, is only for who serves all. */
bool roster_serves(const struct roster *r, const struct person *p, enum role role, int64_t station, int64_t now);

/* The longest names that folded text s[n] begins with: indexes people with exactly that name into out[max], returns how
 * many, *len their folded length. Latin names must end at a word's end. Binary search. */
size_t roster_names_at(const struct roster *r, const char *s, size_t n, const struct person **out, size_t max,
		       size_t *len);

/* By full number, written with or without the country's code: digits[n], at least nine of them. */
const struct person *roster_numbered(const struct roster *r, const char *digits, size_t n);
/* The person one key off a folded name that is nobody's, or the only one with that word in a Latin name; NULL. */
const struct person *roster_near(const struct roster *r, const char *folded);

/* A number as E.164: blanks, dashes and brackets dropped, `00` and missing country codes mended by `country` ("86").
 * False if it cannot be one (short numbers, words): `out` then holds it trimmed and cut. */
bool msisdn_read(const char *s, const char *country, char out[MSISDN_MAX]);
/* "+86138****0001", for logs. */
void msisdn_mask(const char *number, char out[MSISDN_MAX]);

#endif
