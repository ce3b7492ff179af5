#include "gateway/init/whole_file.h"

#include <stdio.h>

bool whole_file_write(const char *path, const struct text *all)
{
	FILE *to = fopen(path, "we");
	bool good;

	if (!to)
		return false;
	good = fputs(text_str(all), to) >= 0;
	return fclose(to) == 0 && good;
}
