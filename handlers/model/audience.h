/* Names and labels as flows give them, and who is told of a text. */
#ifndef AUDIENCE_H
#define AUDIENCE_H

#include "handlers/model/condition.h"
#include "handlers/people/people.h"
#include "templates/wording/label.h"
#include "templates/wording/template.h"

#define FLOW_NAME 32
#define WORDS_MAX 32
#define WORD_BYTES 48
#define TELLS_MAX 10

/* Who is told of a text. A role stands for everyone who has it for the ticket's station. */
enum audience {
	TO_LEAD = ROLES_MAX,
	TO_FORMER, /* the lead before this text */
	TO_CUSTOMER,
	TO_TOLD,            /* everyone who was told of this ticket before */
	TO_PERSON,          /* the person the text names */
	TO_ASKER,           /* who asked for what is decided on */
	TO_FORMER_HEAD,     /* the head of the station that had the ticket before this text */
	TO_FORMER_CUSTOMER, /* the customer before this text */
	TO_ASKED,           /* whose turn it is to sign */
	AUDIENCES,
	TO_FIELD = AUDIENCES, /* whom a field names; it has no name of its own */
};
/* All names that there are, in an order of their own; returns how many. They are valid as long as the roles. */
size_t audience_names(const struct roles *r, const char *out[AUDIENCES]);
/* The audience whose name stands at this index, less than roles_count() for a role; -1 for -1. */
int audience_at(const struct roles *r, int index);
const char *audience_name(const struct roles *r, int audience);

/* Whom a field names: the person, or everyone who has a role for that person's station, or for the station that it
 * names. */
struct field_people {
	int field; /* of the flow */
	int role;  /* enum role; -1: the person */
};

struct tell {
	enum audience to;
	struct field_people named; /* of TO_FIELD */
	char template[TEMPLATE_NAME];
	const struct condition *when; /* only where this holds */
	int line, col;
};

#endif
