/* Inside db/sqlite only: the row of a person, with their first number. */
#ifndef PERSON_ROW_H
#define PERSON_ROW_H

#include "db/sqlite/sql.h"
#include "handlers/people/people.h"

/* The columns of a person, in the order in which row_read_person() takes them: of `person p`, to which FIRST_NUMBER
 * is joined. */
#define PERSON                                                                                                  \
	"SELECT p.id, p.name, p.folded, n.number, p.channel, p.lang, p.roles, p.customer, p.class, p.station, " \
	"p.sales_manager, p.deputy, p.deputy_until FROM "
#define FIRST_NUMBER " LEFT JOIN mobile n ON n.person = p.id AND n.rank = 0 "

void row_read_person(struct query *q, struct person *out);

#endif
