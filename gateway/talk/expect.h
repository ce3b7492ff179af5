/* What a talk expects: that something was sent, that nothing else was, where a ticket stands. What does not hold is
 * a fault of the stage. */
#ifndef EXPECT_H
#define EXPECT_H

#include "gateway/talk/talk_run.h"

void expect_text(struct talk_run *st, const struct step *s);
void expect_nobody(struct talk_run *st, const struct step *s);
/* Whatever went out because of the last send and was not named; forgets it. */
void expect_no_more(struct talk_run *st);
/* `t` is room for a ticket. */
void expect_state(struct talk_run *st, const struct step *s, struct ticket *t);
void expect_node(struct talk_run *st, const struct step *s, struct ticket *t);
void expect_clock(struct talk_run *st, const struct step *s, struct ticket *t);

#endif
