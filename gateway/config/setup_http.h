/* `http` in the configuration: where to listen. It is for this wing alone. */
#ifndef SETUP_HTTP_H
#define SETUP_HTTP_H

#include "gateway/config/setup_path.h"

void setup_http_default(struct setup *s);
void setup_http_read(struct setup_reader *r, const struct yaml *map);

#endif
