/* A row of stations.csv: checked, put into the store, counted. For this wing alone. */
#ifndef IMPORT_STATIONS_H
#define IMPORT_STATIONS_H

#include "gateway/import/import_run.h"

/* The fields are in the order of the columns in import.c. What is wrong is a fault of the row; false: the store
 * failed. */
bool import_put_station(struct import_run *im, char *const *fields);

#endif
