/* Serving: the loop that takes what comes through the four steps until it is told to stop. */
#ifndef SERVE_H
#define SERVE_H

#include "gateway/road/batch.h"

/* Runs on an open gateway until SIGTERM or SIGINT; SIGHUP reads `config_file` and all it names again, into *g->rules.
 * Returns an exit code: 0; 3 if another process serves this database, or the environment fails. */
int serve(struct gateway *g, const char *config_file);

#endif
