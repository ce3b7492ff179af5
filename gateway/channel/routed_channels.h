/* The channels that routes name. */
#ifndef ROUTED_CHANNELS_H
#define ROUTED_CHANNELS_H

#include "gateway/channel/channel.h"

/* A route may name a channel that has no file, which goes by the broker; where others have one it may be a slip. */
void routed_channels_warn(const struct setup *s, const struct channels *c, struct faults *warnings);

#endif
