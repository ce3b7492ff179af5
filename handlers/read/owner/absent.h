/* Who is named with a time at which they do not come. For handlers/read alone. */
#ifndef ABSENT_H
#define ABSENT_H

#include "handlers/span/span.h"

/* `Li Lei 16:00 not back, Han Mei 16:30`, where it is one code of an order that the text holds: that time is denied, and so is
 * the person, if another stands beside a time of their own. True if it has denied a time. */
bool deny_absent(struct spans *c, const struct code *code);

#endif
