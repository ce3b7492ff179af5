#include "tests/handlers/fake_example.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

bool fake_example(const char *answer, char *out, size_t size)
{
	static const char *const before[] = {"例：", "e.g. ", "Пример: "};
	const char *found = NULL;
	for (size_t i = 0; i < COUNT(before); i++) {
		for (const char *p = strstr(answer, before[i]); p; p = strstr(p + 1, before[i]))
			found = p + strlen(before[i]);
	}
	if (found)
		snprintf(out, size, "%.*s", (int)strcspn(found, "\n"), found);
	return found != NULL;
}

/* The code whose word an example begins with; NULL for none. */
static const struct code *code_shown(struct fake *f, const char *who, const char *example)
{
	const enum lang l = fake_person(f, who)->lang;
	const struct code *best = NULL;
	size_t longest = 0;
	for (size_t i = 0; i < f->rules->flows.n; i++) {
		for (size_t k = 0; k < f->rules->flows.all[i]->codes_n; k++) {
			const struct code *c = &f->rules->flows.all[i]->codes[k];
			size_t n = strlen(c->word.in[l]);
			if (n > longest && strncmp(example, c->word.in[l], n) == 0 && strchr(" ", example[n])) {
				best = c;
				longest = n;
			}
		}
	}
	return best;
}

/* Whether deciding the example came to what its code's word says, on the ticket whose number stands behind that. */
static bool does_as_shown(const struct code *c, const struct effects *e, long long ticket)
{
	const char *template = e->messages_n > 0 ? e->messages[e->messages_n - 1].template : "";
	if (c->does == DOES_HELP || c->does == DOES_LIST)
		return e->outcome == ANSWERED && e->events_n == 0 && strcmp(template, c->answer) == 0;
	if (c->does == DOES_DEPUTY)
		return e->outcome == DONE && e->events_n == 0 && e->new_deputy;
	return e->events_n == 1 && strcmp(e->events[0].code, c->name) == 0 && e->events[0].ticket == ticket;
}

/* True where a lone digit stands in the answer as something to send: behind what asks for it. */
static bool shows_digit(const char *answer)
{
	static const char *const before[] = {"回",     "回“",   "回复",    "发",   "发“",   "text ",       "text \"",
					     "reply ", "send ", "send \"", "例：", "e.g. ", "отправьте: ", "Пример: "};
	for (size_t i = 0; i < COUNT(before); i++) {
		for (const char *p = strstr(answer, before[i]); p; p = strstr(p + 1, before[i])) {
			const char *at = p + strlen(before[i]);
			if (at[0] >= '0' && at[0] <= '9' && !strchr("0123456789:.-", at[1] ? at[1] : ' '))
				return true;
		}
	}
	return false;
}

/* The answer speaks of the code that its example shows; anyone may be shown the word for help. Where codes stand in an
 * impossible order, it speaks of the one that comes too late, and shows one that need not. */
static bool is_spoken_of(const struct code *c, enum lang l, const struct effects *e, const char *answer)
{
	const char *word = strstr(answer, c->word.in[l]);
	return c->does == DOES_HELP || strcmp(e->why, "refused.order") == 0 ||
	       (word && strstr(word + 1, c->word.in[l]));
}

static bool example_holds(struct fake *f, const char *who, const struct effects *e, const char *answer,
			  const char *example)
{
	const struct code *c = code_shown(f, who, example);
	struct effects again;
	long long ticket = 0;
	bool works;
	if (!c || !is_spoken_of(c, fake_person(f, who)->lang, e, answer))
		return false;
	sscanf(example + strlen(c->word.in[fake_person(f, who)->lang]), "%lld", &ticket);
	fake_decide(f, who, 0, example, &again);
	works = again.outcome != REFUSED && again.outcome != UNKNOWN && !again.failed &&
		does_as_shown(c, &again, ticket);
	if (!works)
		fprintf(stderr, "  its example came to: %s\n", again.messages_n ? again.messages[0].text : "nothing");
	effects_free(&again);
	return works;
}

bool fake_example_works(struct fake *f, const char *who, const struct effects *e)
{
	for (size_t i = 0; i < e->messages_n; i++) {
		const char *answer = e->messages[i].text;
		char example[600];
		if (!e->messages[i].answer)
			continue;
		if (fake_example(answer, example, sizeof(example)) && example_holds(f, who, e, answer, example) &&
		    !shows_digit(answer))
			return true;
		fprintf(stderr, "what this teaches does not hold: %s\n", answer);
		return false;
	}
	return false;
}
