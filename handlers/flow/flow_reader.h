/* Reading a flow's file: shared by flow_read.c and clock_read.c alone. */
#ifndef FLOW_READER_H
#define FLOW_READER_H

#include "handlers/model/flow.h"
#include "templates/file/yaml.h"

/* What is needed while a file is read. The names are those of its states and nodes, for looking up. */
struct flow_reader {
	struct flow *flow;
	struct faults *f;
	const char *states[STATES_MAX];
	const char *nodes[NODES_MAX];
};

void read_name(struct flow_reader *r, const struct yaml *n, char *out, size_t size);
void read_label(struct flow_reader *r, const struct yaml *n, struct label *l, const char *const *keys);
/* False, with a fault, at the first one too many. */
bool read_has_room(struct flow_reader *r, const struct yaml *n, size_t have, size_t max, const char *what);
/* A list of names as bits. */
uint32_t read_bits(struct flow_reader *r, const struct yaml *list, const char *what, const char *const *names,
		   size_t n);
uint32_t read_states(struct flow_reader *r, const struct yaml *list);
uint32_t read_nodes(struct flow_reader *r, const struct yaml *list);
/* The key of y (`tells`, `stated`), if it is there, into out[TELLS_MAX]. */
void read_tells(struct flow_reader *r, const struct yaml *y, const char *key, struct tell *out, size_t *n);
/* A word people may type, folded; false, with a fault, if nobody can. */
bool read_word(struct flow_reader *r, const struct yaml *n, char folded[WORD_BYTES]);

/* HH:MM into local minutes of a day; false, with a fault, if it is none. */
bool read_clock_time(struct flow_reader *r, const struct yaml *y, int *minute);
/* daily_read.c: the key `daily`. */
void read_dailies(struct flow_reader *r, const struct yaml *root);
/* clock_read.c: the keys `quiet`, `faults` and `clocks` of a flow. */
void read_clocks(struct flow_reader *r, const struct yaml *root);

#endif
