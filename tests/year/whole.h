/* What must hold of the year's database as a whole: nothing lost, nothing said twice, children behind their parents. */
#ifndef YEAR_WHOLE_H
#define YEAR_WHOLE_H

#include <sqlite3.h>

#include "tests/year/story.h"

struct whole {
	size_t surveys; /* opened by repairs */
	size_t faults;  /* each is printed */
};

/* `inputs`: so many were played. False if the database cannot be read. */
bool whole_look(sqlite3 *db, const struct story *stories, size_t n, size_t inputs, struct whole *out);

#endif
