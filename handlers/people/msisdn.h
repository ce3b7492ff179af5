/* Numbers of mobile phones. */
#ifndef MSISDN_H
#define MSISDN_H

#include <stdbool.h>
#include <stddef.h>

#define MSISDN_MAX 24 /* "+" and at most 15 digits; other senders (short numbers, words) as they came */

/* Writes a number as E.164: without blanks, dashes, brackets and `00`, and with the country's code if it had none ("86";
 * "" where none is known). False if it is not a phone number, but a short number or a word: `out` then holds it without leading blanks,
 * and cut. */
bool msisdn_read(const char *s, const char *country, char out[MSISDN_MAX]);
/* "+86138****0001", for logs. */
void msisdn_mask(const char *number, char out[MSISDN_MAX]);
/* A line with all masked that may be a number, in one run of digits or in groups with blanks or dashes between, but for
 * dates; cut to size. */
void msisdn_mask_all(const char *line, char *out, size_t size);

#endif
