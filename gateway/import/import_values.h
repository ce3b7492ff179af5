/* Reading the values in a row's fields. What is wrong is a fault of the row, and what is returned then means
 * nothing. For this wing alone. */
#ifndef IMPORT_VALUES_H
#define IMPORT_VALUES_H

#include "db/store/people_rows.h"
#include "gateway/import/import_run.h"

struct numbers {
	char all[PERSON_NUMBERS][MSISDN_MAX];
	size_t n;
};

/* A text of less than `size` bytes. */
bool import_fits(struct import_run *im, const char *what, const char *s, size_t size);
/* A name or serial number, folded. False if it is empty or too long. */
bool import_key(struct import_run *im, const char *what, const char *s, char *folded, size_t size);

enum lang import_lang(struct import_run *im, const char *s);
uint32_t import_roles(struct import_run *im, const char *s);
/* A mail address, or nothing. Only its form is looked at. */
void import_email(struct import_run *im, const char *s);
char import_class(struct import_run *im, const char *s);
/* Mobiles separated by `;`, at least one. */
void import_numbers(struct import_run *im, const char *s, struct numbers *to);
/* These as such a field has them; to be freed. */
struct text import_numbers_text(const char (*numbers)[MSISDN_MAX], size_t n);
/* A decimal number from min to max, and a day of the calendar; both may be empty. */
void import_number(struct import_run *im, const char *what, const char *s, double min, double max);
void import_date(struct import_run *im, const char *what, const char *s);

#endif
