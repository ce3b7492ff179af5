/* Serving: an open gateway, with its transports and HTTP, until it is told to stop. */
#ifndef SERVE_H
#define SERVE_H

#include "gateway/state/gateway.h"
#include "gateway/transport/transports.h"

/* Speaks by these transports (transport_rows, or of a test), a NULL behind. Runs until SIGTERM or SIGINT; SIGHUP reads
 * `config_file` and all it names again, and g->rules is then another rulebook. Returns an exit code: 0; 3, said why on
 * standard error, if another process serves this database, or the environment fails. */
int serve(struct gateway *g, const char *config_file, const struct transport_row *const rows[]);

#endif
