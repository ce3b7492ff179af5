#include "gateway/state/input.h"

#include <stdlib.h>

const char *input_kind_name(enum input_kind kind)
{
	static const char *const names[INPUT_KINDS] = {"mo", "dlr", "open", "due", "hand", "say", "row"};

	return names[kind];
}

void input_forget_results(struct input *in)
{
	free(in->answer);
	free(in->reply);
	free(in->rejected);
	in->answer = in->reply = in->rejected = NULL;
	in->row = in->ticket = in->made = 0;
	in->again = in->differs = in->reloads = in->reported = false;
	in->forbidden = FORBIDDEN_NOT;
	in->lacks = ROW_LACKS_NOTHING;
	in->outcome[0] = '\0';
	in->texts = in->events = in->kept_back = in->opened = 0;
}

void input_free(struct input *in)
{
	input_forget_results(in);
	free(in->payload);
	free(in->reply_to);
	free(in->correlation);
	free(in->refused);
}
