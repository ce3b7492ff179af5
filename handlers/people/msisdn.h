/* Numbers of mobile phones. */
#ifndef MSISDN_H
#define MSISDN_H

#include <stdbool.h>

#define MSISDN_MAX 24 /* "+" and at most 15 digits; other senders (short numbers, words) as they came */

/* A number as E.164: blanks, dashes and brackets dropped, `00` and missing country codes mended by `country` ("86").
 * False if it cannot be one (short numbers, words): `out` then holds it trimmed and cut. */
bool msisdn_read(const char *s, const char *country, char out[MSISDN_MAX]);
/* "+86138****0001", for logs. */
void msisdn_mask(const char *number, char out[MSISDN_MAX]);

#endif
