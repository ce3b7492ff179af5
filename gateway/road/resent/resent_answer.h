/* A resend, by its sender or the network: the first answer again, and nothing else. It is for this wing alone. */
#ifndef RESENT_ANSWER_H
#define RESENT_ANSWER_H

#include "gateway/road/intake.h"

/* `first` is the inbox row of the text that came before, with the same words. False if the store or memory failed. */
bool resent_answer(struct intake *intake, const struct mo *m, int64_t first);

#endif
