/* Serving: an open gateway, with its broker and HTTP, until it is told to stop. */
#ifndef SERVE_H
#define SERVE_H

#include "gateway/state/gateway.h"

/* Runs until SIGTERM or SIGINT; SIGHUP reads `config_file` and all it names again, into *g->rules. Returns an exit
 * code: 0; 3, said why on standard error, if another process serves this database, or the environment fails. */
int serve(struct gateway *g, const char *config_file);

#endif
