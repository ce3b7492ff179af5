/* Inside db/sqlite only: the row of a ticket, with the names of those whom it concerns. */
#ifndef TICKET_ROW_H
#define TICKET_ROW_H

#include "db/sqlite/sql.h"
#include "handlers/model/ticket.h"

/* The columns of a ticket, in the order in which row_read_ticket() takes them; the first few are what
 * row_read_brief() takes. */
#define LEDGERED "SELECT t.number, t.flow, t.standing, t.last_text, t.last_by, t.last_at, t.opened, t.ended, "
#define BRIEF LEDGERED "coalesce(m.serial, t.serial)"
#define BARE_TICKET LEDGERED "t.clocks, c.sales_manager FROM ticket t "
#define BARE_CLOCKS 8 /* the column */
#define BARE_WORDS "LEFT JOIN person c ON c.id = t.customer "
#define BARE BARE_TICKET BARE_WORDS
#define LIGHT "SELECT t.number, t.flow, t.standing, t.opened, t.station, t.clocks FROM ticket t "
#define LIGHT_CLOCKS 5
#define TICKET                                                                                                      \
	BRIEF ", t.fault, t.site, m.model, m.latitude, m.longitude, m.km, "                                         \
	      "coalesce(c.name, t.customer_words), n.number, c.sales_manager, coalesce(st.name, t.station_words), " \
	      "t.clocks, c.class FROM ticket t "
#define WORDS                                                                              \
	"LEFT JOIN machine m ON m.id = t.machine LEFT JOIN person c ON c.id = t.customer " \
	"LEFT JOIN mobile n ON n.person = c.id AND n.rank = 0 LEFT JOIN station st ON st.id = t.station "

/* Fills all of *out. False if what is kept of it cannot be read: it then counts as none, for one damaged row must
 * not stop the rest. */
bool row_read_ticket(struct query *q, const struct flow *flow, struct ticket *out);
/* What the ledger decides, when it was opened and the serial; no clocks and no other words, which would cost as much
 * again. */
bool row_read_brief(struct query *q, const struct flow *flow, struct ticket *out);
/* What the ledger decides, when it was opened, its clocks and whose customer it is of, from the columns of BARE. */
bool row_read_bare(struct query *q, const struct flow *flow, struct ticket *out);
/* The same without its clocks. */
bool row_read_unclocked(struct query *q, const struct flow *flow, struct ticket *out);
/* When it was opened, its station and nodes, from the columns of LIGHT; the rest is blank. */
bool row_read_light(struct query *q, const struct flow *flow, struct ticket *out);
/* What clock_text_read_dues() reads of its clocks, from that column. */
void row_read_dues(struct query *q, int column, struct ticket *out);
/* The row's flow, or NULL. */
const struct flow *row_flow(struct query *q, const struct flows *flows);
/* Asks for one by number; ended by the caller. */
struct query row_of_ticket(struct store *s, int64_t number);

#endif
