/* Small things that reading any part of a flow's file needs.
 *
 * Whatever is wrong goes to r->f as a fault; reading goes on, so that more can be found. */
#ifndef FLOW_READER_H
#define FLOW_READER_H

#include "handlers/model/flow.h"
#include "templates/file/yaml_get.h"
#include "templates/wording/template.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The names are those of the flow's states and nodes, to look them up. */
struct flow_reader {
	struct flow *flow;
	struct faults *f;
	const char *states[STATES_MAX];
	const char *nodes[NODES_MAX];
	bool declares; /* the flow says which fields it has */
};

/* Reads the key of n as a name: small letters, digits and `_`. */
void reader_name(struct flow_reader *r, const struct yaml *n, char *out, size_t size);
/* The same for `s`, which was read at n; false, with a fault, if it is not a name. */
bool reader_check_name(struct flow_reader *r, const struct yaml *n, const char *s, char *out, size_t size);
/* yaml_need() and yaml_is_map(), where `%s` in what mends it stands for how labels are written. */
const struct yaml *reader_need(struct flow_reader *r, const struct yaml *map, const char *key, const char *mend);
bool reader_is_map(struct flow_reader *r, const struct yaml *n, const char *shape);
/* False, with a fault, at the first one too many. */
bool reader_has_room(struct flow_reader *r, const struct yaml *n, size_t have, size_t max, const char *what);
/* Reads a list of names, of which there are `names[n]`, as bits. */
uint64_t reader_bits(struct flow_reader *r, const struct yaml *list, const char *what, const char *const *names,
		     size_t n);
uint32_t reader_states(struct flow_reader *r, const struct yaml *list);
uint32_t reader_nodes(struct flow_reader *r, const struct yaml *list);
/* An audience by the entry's key, or, for `key` false, by its text; -1, with a fault, if it is none. */
int reader_audience(struct flow_reader *r, const struct yaml *n, bool key);
/* A template's name. */
void reader_template(struct flow_reader *r, const struct yaml *n, char out[TEMPLATE_NAME]);
/* Reads a span of days or months, as `6 months`. */
void reader_within(struct flow_reader *r, const struct yaml *n, struct within *w);
/* Gives `add` each word of a list, until it returns false. An item may be {LANG: [WORD, ...]}, for words of one language, and
 * all of these are read. */
void reader_each_word(struct flow_reader *r, const struct yaml *list,
		      bool (*add)(struct flow_reader *r, const struct yaml *word, void *to), void *to);
/* Reads a word that people may text, folded; false, with a fault, if nobody can type it. */
bool reader_word(struct flow_reader *r, const struct yaml *n, char folded[WORD_BYTES]);

#endif
