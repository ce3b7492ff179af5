/* What a talk expects: that something was sent, that nothing else was, where a ticket stands. What does not hold is
 * a fault of the stage. */
#ifndef EXPECT_H
#define EXPECT_H

#include "gateway/stage.h"

void expect_text(struct stage *st, const struct step *s);
void expect_nobody(struct stage *st, const struct step *s);
/* Whatever went out because of the last send and was not named; forgets it. */
void expect_no_more(struct stage *st);
/* `t` is room for a ticket. */
void expect_state(struct stage *st, const struct step *s, struct ticket *t);
void expect_node(struct stage *st, const struct step *s, struct ticket *t);
void expect_clock(struct stage *st, const struct step *s, struct ticket *t);

#endif
