/* The steady clock of this test program: it stands still until it is moved, for libcurl too. */
#ifndef STEADY_H
#define STEADY_H

#include <stdint.h>

void steady_forward(int64_t ms);
/* The machine's own, in ms. */
int64_t steady_real(void);

#endif
