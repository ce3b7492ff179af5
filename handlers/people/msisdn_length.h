/* How many digits a mobile number has in its country. */
#ifndef MSISDN_LENGTH_H
#define MSISDN_LENGTH_H

#include <stddef.h>

struct msisdn_length {
	size_t code;  /* digits of the country's code; 0: no country known here */
	size_t has;   /* digits behind it */
	size_t least; /* digits that a mobile number there has at least; 0: not known */
	size_t most;  /* and at most; 0: not known, or of several lengths */
};

/* Of a number as msisdn_read() writes it. */
struct msisdn_length msisdn_length(const char *number);

#endif
