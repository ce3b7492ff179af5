/* What a verb works in: the configuration, the rules and the store, opened in that order as far as it needs them. */
#ifndef OFFICE_H
#define OFFICE_H

#include "gateway/batch.h"
#include "gateway/verb.h"

/* What it needs besides the configuration, as bits. */
#define OFFICE_RULES 1u   /* flows and templates */
#define OFFICE_READING 2u /* the store, for looking */
#define OFFICE_WRITING 4u /* the store, by way of a gateway */
#define OFFICE_PEOPLE 8u  /* the roster, with either of the two before */

struct office {
	struct setup setup;
	struct rules rules;
	struct gateway gateway; /* of OFFICE_WRITING */
	struct store *store;    /* the gateway's, or one of its own */
	struct roster roster;   /* of OFFICE_PEOPLE */
	bool has_rules, has_gateway;
};

/* Says on standard error why it could not, and returns the exit code; VERB_DONE if all is open. Close it in any
 * case. */
int office_open(struct office *o, const struct call *c, unsigned needs);
void office_close(struct office *o);

/* The file of the configuration: -c, or the default one. NULL, and said why, if there is none that can be read. */
const char *office_config(const struct call *c);
/* A flow by name; NULL, and said why, if there is none. */
const struct flow *office_flow(const struct office *o, const char *name);
/* A person's name for showing: the desk for 0, the id where it is gone. */
void office_name(struct store *s, int64_t person, char *out, size_t size);

#endif
