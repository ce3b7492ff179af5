/* What is answered to each doubt. */
#include "handlers/span/doubt.h"

static const struct {
	const char *refusal;
	bool shows_code;
} answers[] = {
	[DOUBT_NONE] = {"refused.unread", true},        [DOUBT_CONTRARY] = {"refused.not_done", false},
	[DOUBT_COUNTED] = {"refused.unread", false},    [DOUBT_OBJECT] = {"refused.unclear", false},
	[DOUBT_NO_CODE] = {"refused.unread", false},    [DOUBT_PLANNED] = {"refused.not_done", false},
	[DOUBT_RANGE] = {"refused.unclear", true},      [DOUBT_PROMISE] = {"refused.unclear", false},
	[DOUBT_PLACE] = {"refused.not_done", false},    [DOUBT_STRAY] = {"refused.unclear", true},
	[DOUBT_ASKED] = {"refused.not_done", true},     [DOUBT_SHIFT] = {"refused.unclear", true},
	[DOUBT_CHOICE] = {"refused.unclear", true},     [DOUBT_CONDITION] = {"refused.unclear", false},
	[DOUBT_HOUR] = {"refused.hour", false},         [DOUBT_DAY] = {"refused.unclear", false},
	[DOUBT_TIMED] = {"refused.unclear", true},      [DOUBT_BLANK_FORM] = {"refused.unclear", true},
	[DOUBT_NOT_OVER] = {"refused.not_over", false}, [DOUBT_ALONE] = {"refused.alone", true},
	[DOUBT_MISTAKE] = {"refused.unclear", false},
};

const char *doubt_refusal(enum doubt d)
{
	return answers[d].refusal;
}

bool doubt_shows_code(enum doubt d)
{
	return answers[d].shows_code;
}
