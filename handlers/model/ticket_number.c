#include "handlers/model/ticket_number.h"

#include "templates/text/number.h"
#include "templates/text/text.h"

/* Damm's quasigroup of order ten. It is totally anti-symmetric, so one wrong digit, or two neighbours swapped, never
 * passes. */
static const unsigned char damm[10][10] = {
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

static int damm_digit(int64_t number)
{
	char digits[DECIMAL_BYTES];
	int check = 0;
	for (const char *d = number_write(number, digits); *d; d++)
		check = damm[check][*d - '0'];
	return check;
}

int64_t ticket_number(int64_t running)
{
	return running * 10 + damm_digit(running);
}

bool ticket_number_ok(int64_t number)
{
	return number >= 10000 && damm_digit(number) == 0;
}
