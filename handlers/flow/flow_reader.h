/* What is needed while a flow's file is read. For this wing alone.
 *
 * Whatever is wrong goes to r->f as a fault; reading goes on, so that more can be found. */
#ifndef FLOW_READER_H
#define FLOW_READER_H

#include "handlers/model/flow.h"
#include "templates/file/yaml_get.h"
#include "templates/wording/template.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The names are those of the flow's states and nodes, for looking up. */
struct flow_reader {
	struct flow *flow;
	struct faults *f;
	const char *states[STATES_MAX];
	const char *nodes[NODES_MAX];
};

/* The key of n as a name; names go into topics, templates' names and the ledger, so they are plain. */
void reader_name(struct flow_reader *r, const struct yaml *n, char *out, size_t size);
/* The same for `s`, which stands at n. */
bool reader_check_name(struct flow_reader *r, const struct yaml *n, const char *s, char *out, size_t size);
/* {zh: ..., en: ...}, with no other keys than these. */
extern const char *const reader_label_keys[]; /* those two alone */
void reader_label(struct flow_reader *r, const struct yaml *n, struct label *l, const char *const *keys);
/* False, with a fault, at the first one too many. */
bool reader_has_room(struct flow_reader *r, const struct yaml *n, size_t have, size_t max, const char *what);
/* A list of names as bits. */
uint32_t reader_bits(struct flow_reader *r, const struct yaml *list, const char *what, const char *const *names,
		     size_t n);
uint32_t reader_states(struct flow_reader *r, const struct yaml *list);
uint32_t reader_nodes(struct flow_reader *r, const struct yaml *list);
/* A template's name. */
void reader_template(struct flow_reader *r, const struct yaml *n, char out[TEMPLATE_NAME]);
/* The key of y (`tells`, `stated`), if it is there, into out[TELLS_MAX]. */
void reader_tells(struct flow_reader *r, const struct yaml *y, const char *key, struct tell *out, size_t *n);
/* The condition `down`, the only one there is; false, with a fault, if it is another. */
bool reader_if_down(struct flow_reader *r, const struct yaml *y);
/* A word people may type, folded; false, with a fault, if nobody can. */
bool reader_word(struct flow_reader *r, const struct yaml *n, char folded[WORD_BYTES]);

#endif
