#include "gateway/api/problem.h"

#include <stdarg.h>
#include <stdio.h>

#include "gateway/wire/json_writer.h"
#include "templates/text/units.h"

static const char *title_of(unsigned status)
{
	static const struct {
		unsigned status;
		const char *title;
	} titles[] = {{400, "Bad request"},  {401, "No good token"}, {403, "Not allowed"}, {404, "Not found"},
		      {405, "Wrong method"}, {409, "Conflict"},      {413, "Too long"},    {503, "Not now, try again"}};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (titles[i].status == status)
			return titles[i].title;
	return "Refused";
}

struct api_reply problem(unsigned status, const char *detail, const char *example)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "type", "about:blank");
	json_put_string(&j, "title", title_of(status));
	json_put_number(&j, "status", status);
	json_put_string(&j, "detail", detail);
	if (example)
		json_put_string(&j, "example", example);
	return (struct api_reply){
		.status = status, .type = "application/problem+json", .body = json_end(&j), .later_s = status == 503};
}

struct api_reply problem_of(unsigned status, const char *fmt, ...)
{
	char detail[WHY_BYTES];
	va_list args;

	va_start(args, fmt);
	vsnprintf(detail, sizeof(detail), fmt, args);
	va_end(args);
	return problem(status, detail, NULL);
}
