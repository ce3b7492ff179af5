/* A channel that somebody names for a text to go out by. */
#ifndef CHANNEL_CHOICE_H
#define CHANNEL_CHOICE_H

#include "gateway/command/workspace.h"

enum channel_choice {
	CHANNEL_CHOSEN,
	CHANNEL_NO_NAME,   /* no channel can be called so */
	CHANNEL_IS_SLIP,   /* it looks like one that has a file, and has none */
	CHANNEL_NOT_NAMED, /* by no file, nor by the configuration: the broker has it, where somebody listens */
	CHANNEL_IN_ALONE   /* its file has no `send` */
};

/* *near, of a slip: what was meant. */
enum channel_choice channel_choose(const struct workspace *w, const char *name, const char **near);

#endif
