/* `secrets` of a channel's file: names, each with what its file held. It is for this wing alone. */
#ifndef CHANNEL_SECRETS_H
#define CHANNEL_SECRETS_H

#include "templates/file/fault.h"
#include "templates/file/yaml.h"
#include "templates/text/text.h"

#define SECRET_BYTES 256
#define SECRETS_MAX 16

struct channel_secrets;

/* Reads the files that `secrets` of a channel's file names, if it is there. NULL, with a fault, if memory runs out; a
 * secret with a fault is there all the same, so that its name is known. */
struct channel_secrets *channel_secrets_read(const struct yaml *root, struct faults *f);
/* Wipes them. NULL is fine. */
void channel_secrets_free(struct channel_secrets *s);

/* Each reads `HIDDEN` from now on. */
void channel_secrets_hide(struct channel_secrets *s);

/* Adds a line to `out`, until that is full, with `HIDDEN` in place of each of them, as it is or with percent signs:
 * carriers repeat what they were asked. One of less than four bytes stays. NULL is fine. */
void channel_secrets_hide_in(const struct channel_secrets *s, const char *line, struct text *out);

/* By a name that the file says; NULL, with a fault, if there is none. Valid as long as the secrets are. */
const char *channel_secret(const struct channel_secrets *s, const struct yaml *name, struct faults *f);
/* By the name that stands in the text at `at`. */
const char *channel_secret_named(const struct channel_secrets *s, const struct yaml *at, const char *name,
				 struct faults *f);

#endif
