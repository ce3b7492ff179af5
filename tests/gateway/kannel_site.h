/* An installation that sends through a real Kannel, by the file that is shipped for it: made as that file's comment
 * tells an administrator to make it. */
#ifndef KANNEL_SITE_H
#define KANNEL_SITE_H

#include "tests/gateway/kannel.h"
#include "tests/gateway/peer.h"

/* For the site's config_lines. */
#define KANNEL_CONFIG "default_channel: kannel\nchannels: [channels]\n"

/* What the file is to say instead. */
struct kannel_other {
	int segments_per_second; /* 0: what the file says */
	bool resends; /* what may have been sent goes out again: wrong, as Kannel does not know a text again */
};
/* Before peer_make(), in a folder that peer_make_folder() has made, with the site's `http` chosen; kannel_start() may
 * follow. `other` may be NULL. */
void kannel_site_make(struct kannel *k, const struct peer_site *s, const struct kannel_other *other);

#endif
