/* The phones: plays in memory over the rules of the installation, so that anybody may see what texts do, and try new ones.
 * Nothing live is touched by them (phone_play.h). A thread of their own plays: whoever asks waits, and nobody else does.
 *
 * A reload changes no play: it goes on by the rules with which it began. */
#ifndef PHONES_H
#define PHONES_H

#include "gateway/phones/phones_ask.h"

#define PHONES_WAIT_MOST 16 /* requests that wait at a time */

struct phones;

/* The thread runs. NULL where there is none to be had. */
struct phones *phones_new(void);
/* The thread ends, soon, and all plays do. Whoever waits or comes is told to come later. NULL is fine, here too. */
void phones_close(struct phones *p);
/* Closed. */
void phones_free(struct phones *p);
/* False: too many wait, and over() is not called. */
bool phones_put(struct phones *p, struct phones_ask *a);

#endif
