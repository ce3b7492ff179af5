/* What somebody could send about a ticket now. */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "gateway/api/access/access.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/json_writer.h"

struct actions {
	const struct access *access;
	const struct workspace *w;
	const struct ticket *ticket;
	enum lang lang;
};

/* Puts them as `actions`: each code with its word in that language, and its arguments: name, kind, whether it must be
 * there, label and an example of words. */
void actions_put(struct json_writer *j, const struct actions *a);

#endif
