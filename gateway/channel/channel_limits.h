/* What a channel takes: `takes` and `signature` of its file, and whether a text is one it takes. */
#ifndef CHANNEL_LIMITS_H
#define CHANNEL_LIMITS_H

#include "db/outbox/outbox.h"
#include "gateway/channel/channel_settings.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"
#include "templates/wording/wording.h"

/* Into the channel. `w`: NULL: what `approved` names is not looked for. It is for this wing alone. */
void channel_limits_read(struct channel *c, const struct yaml *root, const struct wording *w, struct faults *f);

/* SMS segments of a text as the channel bills them, with its signature. `c` may be NULL. */
int channel_segments(const struct channel *c, const char *text);
/* What the carrier calls this template; "" if the file does not say. */
const char *channel_template_code(const struct channel *c, const char *template);
/* Whether it takes this text; if not, for good, with one line in why[size]. `c` may be NULL: it takes any. */
bool channel_takes(const struct channel *c, const struct outbox_mt *mt, char *why, size_t size);

#endif
