/* The channels that have a file; channel_settings.h has what one is. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "gateway/channel/channel_settings.h"
#include "templates/file/fault.h"
#include "templates/wording/wording.h"

/* All channels with a file. Reference-counted, from any thread. */
struct channels {
	_Atomic int holders; /* of channel.c alone */
	struct channel *all;
	size_t n;
};

/* Reads the files that the setup names, and their secrets. NULL if there is any fault; `channels` with none in it if
 * the setup names no file. It has one holder: the caller. `w`: the wording whose templates `approved` may name; NULL:
 * they are not looked at. */
struct channels *channels_load(const struct setup *s, const struct wording *w, struct faults *f);
struct channels *channels_hold(struct channels *c); /* NULL is fine, here and below */
void channels_release(struct channels *c);
/* NULL: it has no file. */
const struct channel *channels_find(const struct channels *c, const char *name);
/* For showing what is sent: from now on each of its secrets reads `HIDDEN`. Nothing can be sent by it any more, so the channels
 * must be this process's own, and nobody else's. */
void channel_hide_secrets(struct channel *c);
/* What need not be mended at once, as a secret in a URL that is not encrypted. */
void channels_warn(const struct channels *c, struct faults *warnings);

#endif
