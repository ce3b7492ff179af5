#include "db/store/place.h"

#include <string.h>
#include <unistd.h>

const char store_trial[] = ":memory:";

const char *store_place_fault(const char *place)
{
	if (strcmp(place, store_trial) == 0)
		return "a database in memory would lose every ticket; name a file";
	return NULL;
}

bool store_place_is_file(const char *place)
{
	return strcmp(place, store_trial) != 0;
}

bool store_is_there(const char *place)
{
	return access(place, F_OK) == 0;
}
