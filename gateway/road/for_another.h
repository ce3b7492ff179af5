/* A text that somebody puts in for another, who is told of it by SMS: `as` of POST /v1/texts. It is for this wing alone. */
#ifndef FOR_ANOTHER_H
#define FOR_ANOTHER_H

#include "gateway/road/intake.h"

/* True if the input is one: who asks is not the sender of the text. */
bool for_another(const struct intake *intake, const struct mo *m);
/* Nobody approves, signs, takes back, opts out or in, or answers as a customer for the sender. An administrator names their
 * deputy, and agents put in the rest. */
enum forbidden for_another_forbids(const struct intake *intake, const struct mo *m, const struct effects *e);
/* Keeps it as refused for that reason, and marks it as forbidden. False if the store or memory failed. */
bool for_another_refuse(struct intake *intake, enum forbidden why);
/* What came again had been refused so: it is marked as forbidden once more. */
void for_another_again(struct input *in);
/* Has the ledger keep who put it in, beside the events that stand under the sender, a person. Likewise. */
bool for_another_note(struct intake *intake, int64_t sender);

#endif
