/* Reading a number in a row's fields, and knowing it again where a spreadsheet has spoilt it. For this wing alone. */
#ifndef IMPORT_MOBILE_H
#define IMPORT_MOBILE_H

#include "gateway/import/import_run.h"

/* Writes a mobile number as E.164, without the invisible marks that a spreadsheet or a chat leaves around one. False,
 * and a fault, if it is none: no spoilt number is ever read as another one. */
bool import_mobile(struct import_run *im, const char *said, char number[MSISDN_MAX]);
/* The first number of a field with several, if it can be read; else false, and nothing is said. */
bool import_mobile_first(const struct import_run *im, const char *field, char number[MSISDN_MAX]);
/* Writes what a number looks like in the installation's own country, for faults. */
void import_mobile_example(const struct import_run *im, char example[MSISDN_MAX]);

#endif
