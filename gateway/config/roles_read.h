/* `roles`: an installation's own, beside those of the program. For this wing alone. */
#ifndef ROLES_READ_H
#define ROLES_READ_H

#include "gateway/config/setup_path.h"

/* Before whatever may name a role. */
void roles_of_its_own_read(struct setup_reader *r, const struct yaml *map);

#endif
