/* A text by a channel, put into the outbox for a running gateway to send, and watched until something becomes of it.
 * For this wing alone. */
#ifndef CHANNEL_TRIAL_H
#define CHANNEL_TRIAL_H

#include "gateway/command/workspace.h"

/* Says each step on standard output, and returns the exit code. `number` in E.164. */
int channel_trial_run(struct workspace *w, const char *channel, const char *number);

#endif
