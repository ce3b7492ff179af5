/* Numbers with at most three decimals, kept as whole thousandths. */
#ifndef THOUSANDTHS_H
#define THOUSANDTHS_H

#include <stddef.h>
#include <stdint.h>

#define THOUSANDTHS_BYTES 24

/* Reads the number that s[n] begins with, as 12000, 12,000 or 0.5, of at most twelve digits before the point: its length;
 * 0 if there is none, or it has more decimals or more digits. */
size_t thousandths_read(const char *s, size_t n, int64_t *value);
/* Writes it with as many decimals as it needs, and returns where it begins. */
const char *thousandths_write(int64_t value, char out[THOUSANDTHS_BYTES]);

#endif
