/* Inside db/sqlite only: the row of a ticket, with the names of those whom it concerns. */
#ifndef TICKET_ROW_H
#define TICKET_ROW_H

#include "db/sqlite/sql.h"
#include "handlers/model/ticket.h"

/* The columns of a ticket, in the order in which row_read_ticket() takes them; the first few are what
 * row_read_brief() takes. */
#define ROW_HEAD "SELECT t.number, t.flow, t.standing, t.opened, "
#define ROW_LAST "t.last_text, t.last_by, t.last_at, t.ended"
#define BRIEF ROW_HEAD ROW_LAST ", coalesce(m.serial, t.serial)"
/* BARE begins with the columns of LIGHT, so what reads LIGHT reads BARE. */
#define LIGHT_COLUMNS ROW_HEAD "t.station, t.clocks"
#define LIGHT LIGHT_COLUMNS " FROM ticket t "
#define BARE_COLUMNS LIGHT_COLUMNS ", t.customer, c.sales_manager, t.lead, " ROW_LAST
#define BARE_TICKET BARE_COLUMNS " FROM ticket t "
#define BARE_WORDS "LEFT JOIN person c ON c.id = t.customer "
#define BARE BARE_TICKET BARE_WORDS
#define SERIAL_TICKET BARE_COLUMNS ", coalesce(m.serial, t.serial) FROM ticket t "
#define SERIAL_WORDS BARE_WORDS "LEFT JOIN machine m ON m.id = t.machine "
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
/* And the serial, from those of SERIAL_TICKET. */
bool row_read_with_serial(struct query *q, const struct flow *flow, struct ticket *out);
/* From LIGHT or BARE, in steps, so that nothing is read in vain. First: when it was opened and its station; the rest is
 * blank. */
bool row_read_light(struct query *q, const struct flow *flow, struct ticket *out);
/* Then, from BARE, its customer, their sales manager, its lead, companions and fields. */
bool row_read_whom(struct query *q, struct ticket *out);
/* Then its nodes, and what clock_text_read_dues() reads of its clocks. */
bool row_read_days(struct query *q, struct ticket *out);
/* The row's flow, or NULL. */
const struct flow *row_flow(struct query *q, const struct flows *flows);
/* Asks for one by number; ended by the caller. */
struct query row_of_ticket(struct store *s, int64_t number);

#endif
