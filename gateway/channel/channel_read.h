/* Reading the file of one channel. It is for this wing alone. */
#ifndef CHANNEL_READ_H
#define CHANNEL_READ_H

#include "gateway/channel/channel_settings.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"
#include "templates/wording/wording.h"

/* Reads what stands at the top of the file; whether `then` names a channel is for whoever knows all of them. Faults go
 * to `f`; channel_drop() it in any case. */
void channel_read(struct channel *c, const struct yaml *root, const struct setup *s, const struct wording *w,
		  struct faults *f);
/* Frees what is in it. */
void channel_drop(struct channel *c);

#endif
