/* What a verb works in: the configuration, the rules and the store, opened in that order as far as it needs them. */
#ifndef WORKSPACE_H
#define WORKSPACE_H

#include "gateway/command/verb.h"
#include "gateway/road/batch.h"

/* What it needs besides the configuration, as bits. */
#define WORKSPACE_RULES 1u   /* flows, templates and channels */
#define WORKSPACE_READING 2u /* the store, for looking */
#define WORKSPACE_WRITING 4u /* the store, by way of a gateway */
#define WORKSPACE_PEOPLE 8u  /* the roster, with either of the two before */
#define WORKSPACE_TRIAL 16u  /* with WRITING: where there is no database, one that is gone afterwards */

struct workspace {
	struct setup setup;
	struct locale locale;   /* as the setup says; used by this thread until the workspace is closed */
	struct rulebook *rules; /* of WORKSPACE_RULES, and so are the next */
	struct channels *channels;
	struct gateway gateway; /* of WORKSPACE_WRITING */
	struct store *store;    /* the gateway's, or one of its own */
	struct roster roster;   /* of WORKSPACE_PEOPLE */
	bool has_gateway;
};

/* Says on standard error why it could not, and returns the exit code; VERB_DONE if all is open. Close it in any
 * case. */
int workspace_open(struct workspace *w, const struct call *c, unsigned needs);
void workspace_close(struct workspace *w);

/* The file of the configuration: -c, or the default one. NULL, and said why, if there is none that can be read. */
const char *workspace_config(const struct call *c);
/* A flow by name; NULL, and said why, if there is none. */
const struct flow *workspace_flow(const struct workspace *w, const char *name);
/* A person's name for showing: the desk for 0, the id where it is gone. */
void workspace_name(struct store *s, int64_t person, char *out, size_t size);

#endif
