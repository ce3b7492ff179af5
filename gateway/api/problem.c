#include "gateway/api/problem.h"

#include <string.h>

#include "gateway/wire/json_writer.h"
#include "templates/text/text.h"
#include "templates/wording/wording.h"

#define DETAIL_MOST (17 * 1024) /* a reload has many faults */

struct api_reply problem(const struct problem_words *words, enum problem_word which, const char *one,
			 const char *example)
{
	unsigned status = problem_status(which);
	struct text detail = text_new(DETAIL_MOST);
	struct json_writer j = json_begin();

	problem_say(words, which, one, &detail);
	json_put_string(&j, "type", "about:blank");
	json_put_string(&j, "title", problem_title(words, status));
	json_put_number(&j, "status", status);
	json_put_string(&j, "detail", text_str(&detail));
	if (example)
		json_put_string(&j, "example", example);
	text_free(&detail);
	return (struct api_reply){
		.status = status, .type = "application/problem+json", .body = json_end(&j), .later_s = status == 503};
}

/* ---- the language ---- */

/* "de-CH;q=0.9" is "de" here. */
static bool read_tag(const char *tag, enum lang *l)
{
	char name[LANG_BYTES];
	size_t n = strcspn(tag, "-_;, \t");

	if (n == 0 || n >= sizeof(name))
		return false;
	for (size_t i = 0; i < n; i++)
		name[i] = (char)(tag[i] >= 'A' && tag[i] <= 'Z' ? tag[i] - 'A' + 'a' : tag[i]);
	name[n] = '\0';
	return lang_read(name, l);
}

enum lang problem_lang(const struct api_request *r, enum lang usual)
{
	const char *at = r->header(r->ctx, "Accept-Language");
	enum lang l;

	while (at && *at) {
		at += strspn(at, ", \t");
		if (read_tag(at, &l))
			return l;
		at += strcspn(at, ",");
	}
	return usual;
}

const struct problem_words *problem_words_in(const struct rulebook *rules, enum lang l)
{
	return &wording_own(rules->wording, l)->problems;
}
