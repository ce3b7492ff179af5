/* Comparing names, and finding those whom a row's fields name: their ids, 0 where the field is empty. A name that is
 * not known is a fault of the row. For this wing alone. */
#ifndef IMPORT_NAMES_H
#define IMPORT_NAMES_H

#include "gateway/import/import_run.h"

/* True if the two are one name, however each is written. */
bool import_same_name(const char *a, const char *b);
int64_t import_station(struct import_run *im, const char *name);
/* By name or mobile. */
int64_t import_sales_manager(struct import_run *im, const char *said);
int64_t import_customer(struct import_run *im, const char *said);

#endif
