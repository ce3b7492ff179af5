#include "templates/text/letter.h"

#include <utf8proc.h>

#include "templates/text/utf8.h"

bool letter_is_two(const char *s, size_t n)
{
	uint32_t cp;
	utf8proc_category_t category;

	if (utf8_next(s, n, &cp) != 2)
		return false;
	category = utf8proc_category((utf8proc_int32_t)cp);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool letters_begin_name(const char *s, size_t n)
{
	uint32_t first, second;
	size_t len = n > 0 ? utf8_next(s, n, &first) : 0;

	if (len == 0 || len == n)
		return false;
	utf8_next(s + len, n - len, &second);
	return utf8proc_category((utf8proc_int32_t)first) == UTF8PROC_CATEGORY_LU &&
	       utf8proc_category((utf8proc_int32_t)second) == UTF8PROC_CATEGORY_LL;
}
