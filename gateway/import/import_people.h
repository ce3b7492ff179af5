/* A row of people.csv or customers.csv: checked, put into the store, counted. For this wing alone. */
#ifndef IMPORT_PEOPLE_H
#define IMPORT_PEOPLE_H

#include "gateway/import/import_run.h"

/* The fields are in the order of the columns in import.c. What is wrong is a fault of the row; false: the store
 * failed. */
bool import_put_staff(struct import_run *im, char *const *fields);
bool import_put_customer(struct import_run *im, char *const *fields);

#endif
