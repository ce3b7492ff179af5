/* What a talk expects: that something was sent, that nothing else was, where a ticket stands. What does not hold is
 * a fault of the rehearsal. For this wing alone. */
#ifndef EXPECT_H
#define EXPECT_H

#include "gateway/rehearse/rehearsal.h"

void expect_text(struct rehearsal *r, const struct step *s);
void expect_nobody(struct rehearsal *r, const struct step *s);
/* A fault for each text that went out because of the last send and was not named. Then forgets them all. */
void expect_no_more(struct rehearsal *r);
/* `t` is room for a ticket, which is large. */
void expect_state(struct rehearsal *r, const struct step *s, struct ticket *t);
void expect_opened(struct rehearsal *r, const struct step *s, struct ticket *t);
void expect_node(struct rehearsal *r, const struct step *s, struct ticket *t);
void expect_field(struct rehearsal *r, const struct step *s, struct ticket *t);
void expect_clock(struct rehearsal *r, const struct step *s, struct ticket *t);

#endif
