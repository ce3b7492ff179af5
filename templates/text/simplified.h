/* The simplified form of each Chinese character; for this wing alone, which folds texts. make writes the table from
 * OpenCC's data. */
#ifndef SIMPLIFIED_H
#define SIMPLIFIED_H

#include <stdint.h>

#define SIMPLIFIED_FIRST 0x4E00
#define SIMPLIFIED_LAST 0x9FFF

/* 0: the character is its own. */
extern const uint16_t simplified[SIMPLIFIED_LAST - SIMPLIFIED_FIRST + 1];

#endif
