/* Which tickets somebody means, and what is asked about one among others. */
#ifndef TICKETS_FOUND_H
#define TICKETS_FOUND_H

#include "db/store/store.h"
#include "handlers/model/world.h"

/* As struct world's `tickets`, and as briefly: by index, one state after another, at most `max`, in order of number. */
size_t tickets_find(struct store *s, enum whose whose, int64_t id, const struct flow *flow, uint32_t states,
		    struct ticket *out, size_t max);
/* As struct world's `tickets_that`. */
size_t tickets_find_that(struct store *s, const struct flow *flow, uint32_t states, ticket_is *is, void *of,
			 struct ticket *out, size_t max);
/* As struct world's `claimed`. */
size_t tickets_claimed(struct store *s, enum whose whose, int64_t id, const struct flow *flow, struct ticket *out,
		       size_t max);
/* As struct world's `load` and `earlier`. */
size_t tickets_load_of(struct store *s, const struct ticket *t, int64_t from, int64_t until);
bool tickets_earlier(struct store *s, const struct ticket *t, int node, int64_t since, int64_t *number, int64_t *at);
/* Newest first, `max` at most, from below `before` (0: from the newest); open ones only, or all. For `list`. */
size_t tickets_list(struct store *s, const struct flows *flows, bool all, int64_t before, struct ticket *out,
		    size_t max);
/* Numbers of those of one station, lead, customer or machine, likewise; ended ones only of a machine. */
enum tickets_by {
	TICKETS_BY_STATION,
	TICKETS_BY_LEAD,
	TICKETS_BY_CUSTOMER,
	TICKETS_BY_MACHINE,
	TICKETS_BY_MACHINE_ALL
};
size_t tickets_numbers(struct store *s, enum tickets_by by, int64_t id, int64_t before, int64_t *numbers, size_t max);
/* Tickets of the flow in one of `states` (bits) without a station or a machine: the first `max` by number; *count is
 * how many there are, up to UNPLACED_COUNTED. */
#define UNPLACED_COUNTED 1000
size_t tickets_unplaced(struct store *s, const struct flow *flow, uint32_t states, struct ticket *out, size_t max,
			size_t *count);
/* Numbers of open tickets above `after`, in order, at most max. */
size_t tickets_open_after(struct store *s, int64_t after, int64_t *numbers, size_t max);
/* Open tickets that a person leads, or that name them in a field: writes up to max numbers in order, returns how many
 * there are in all. */
size_t tickets_of_person(struct store *s, int64_t person, int64_t *numbers, size_t max);
/* The same of open tickets whose customer they are. */
size_t tickets_of_customer(struct store *s, int64_t person, int64_t *numbers, size_t max);
/* The same of people who have left: the first max, person by person. */
struct ticket_left {
	int64_t person, number;
};
size_t tickets_left(struct store *s, struct ticket_left *out, size_t max);
/* Open tickets of that machine, of any flow, the newest first; at most max. */
size_t tickets_open_of(struct store *s, int64_t machine, int64_t *numbers, size_t max);
/* True if that machine has an open ticket of that flow. */
bool tickets_has_open(struct store *s, int64_t machine, const char *flow);
/* Tickets of that flow that the ticket `parent` has opened, ended ones too, as their keys lie; at most max. */
size_t tickets_opened_by(struct store *s, const char *flow, int64_t parent, int64_t *numbers, size_t max);
/* Whether one of them is open. */
bool tickets_opened_stand(struct store *s, const char *flow, int64_t parent);
/* As struct world's `untouched`. */
bool tickets_untouched(struct store *s, int64_t number);
/* The flows, in order of their names, that have open tickets: for check. */
size_t tickets_flows(struct store *s, char out[][FLOW_NAME], size_t max);
/* The states, in order of their names, in which the flow has open tickets: for reload and check. */
size_t tickets_states(struct store *s, const char *flow, char out[][FLOW_NAME], size_t max);
/* Open tickets in that state: writes up to max numbers, returns how many there are in all. */
size_t tickets_in_state(struct store *s, const char *flow, const char *state, int64_t *numbers, size_t max);
/* How many open tickets of the flow keep something in that field, the first in *first. Reads all that are open: for
 * reload and check. */
size_t tickets_holding(struct store *s, const char *flow, const char *field, int64_t *first);
#endif
