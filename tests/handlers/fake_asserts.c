#include "tests/handlers/fake_asserts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

int fake_begin(void **state)
{
	*state = fake_make();
	return 0;
}

int fake_end(void **state)
{
	fake_free(*state);
	return 0;
}

void is_state(struct fake *f, int64_t number, const char *name)
{
	assert_string_equal(f->repair->states[fake_ticket(f, number)->state].name, name);
}

void is_node(struct fake *f, int64_t number, const char *name, const char *should)
{
	const struct node *n = &fake_ticket(f, number)->nodes[flow_node(f->repair, name)];
	if (strcmp(should, "missed") == 0)
		assert_int_equal(n->how, NODE_MISSED);
	else if (strcmp(should, "-") == 0)
		assert_int_equal(n->how, NODE_OPEN);
	else
		assert_true(n->how == NODE_STAMPED && n->at == fake_time(f, should));
}

void has(const char *text, const char *part)
{
	if (!text || !strstr(text, part))
		fail_msg("`%s` is not in: %s", part, text ? text : "(nothing)");
}

void has_not(const char *text, const char *part)
{
	if (text && strstr(text, part))
		fail_msg("`%s` is in: %s", part, text);
}

void refused(struct fake *f, const char *why)
{
	assert_int_equal(f->e.outcome, REFUSED);
	assert_string_equal(f->e.why, why);
	assert_int_equal(f->e.messages_n, 1);
	assert_int_equal(f->e.events_n, 0);
}

void told(struct fake *f, size_t n, const char *const *names)
{
	for (size_t i = 0; i < n; i++) {
		if (!fake_told(f, names[i]))
			fail_msg("%s was not told", names[i]);
	}
	assert_int_equal(fake_told_count(f), n);
}

int64_t dispatched(struct fake *f, const char *serial, const char *to)
{
	int64_t t = fake_open(f, serial, false, "漏油");
	const char *head = fake_ticket(f, t)->station == 2 ? "买买提" : "阿里木";
	assert_int_equal(fake_send(f, head, "派工 %lld 10:00 %s", L(t), to), DONE);
	return t;
}
