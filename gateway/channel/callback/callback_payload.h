/* One text or report that a carrier called back with, as a payload of the wire. It is for this wing alone. */
#ifndef CALLBACK_PAYLOAD_H
#define CALLBACK_PAYLOAD_H

#include "gateway/channel/callback/callback_keys.h"
#include "gateway/channel/callback/callback_request.h"
#include "gateway/channel/callback/callback_source.h"
#include "gateway/state/input.h"

/* Fills `out` with the payload or, where it is none, with why; then raw[raw_n] is what is kept. *nothing: it says
 * nothing new, and is left alone. False if memory ran out; out->payload is to be freed in any case. */
bool callback_payload(const struct channel_callback *c, enum input_kind kind, const struct callback_source *s,
		      const char *raw, size_t raw_n, struct callback_input *out, bool *nothing);

#endif
