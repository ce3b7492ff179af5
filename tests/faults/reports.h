/* The carrier's reports: of every fourth MT it says that it was delivered, as soon as it is heard, so that many a report
 * overtakes the mark of its MT. A report is repeated until it was taken: by the reply, or by PUBACK where that is trusted. */
#ifndef REPORTS_H
#define REPORTS_H

#include "tests/faults/party.h"
#include "tests/faults/truth.h"

struct reports;

/* Fails the test when out of memory. `truth` is borrowed. */
struct reports *reports_new(int port, struct truth *truth, bool trust_puback);
void reports_free(struct reports *r);

struct party *reports_party(const struct reports *r);
void reports_mt(struct reports *r, const char *uuid); /* was heard */
/* Sends what may be sent. */
void reports_turn(struct reports *r);
bool reports_idle(const struct reports *r);

#endif
