/* What each answer of the broker's to a publish means to the outbox. */
#include "gateway/mqtt/reason.h"

#include <mqtt_protocol.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gateway/mqtt/publish_queue.h"

static void each_reason_has_its_outcome(void **state)
{
	static const struct {
		int reason;
		enum transport_outcome outcome;
		const char *why;
	} all[] = {
		{MQTT_RC_SUCCESS, TRANSPORT_TAKEN, ""},
		{0x10, TRANSPORT_NOBODY, "no subscriber"},
		{0x87, TRANSPORT_LATER, "the broker's ACL forbids it"},
		{0x97, TRANSPORT_LATER, "Quota exceeded"},
		{0x95, TRANSPORT_LATER, "Packet too large"},
		{EXPIRED_UNSENT, TRANSPORT_EXPIRED, ""},
	};
	const char *why = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		assert_int_equal(reason_outcome(all[i].reason, &why), all[i].outcome);
		assert_string_equal(why, all[i].why);
	}
}

/* Nothing that a broker may say loses a text. */
static void no_other_reason_ends_a_text(void **state)
{
	const char *why = NULL;

	(void)state;
	for (int reason = 1; reason < 256; reason++) {
		enum transport_outcome outcome = reason_outcome(reason, &why);

		assert_true(outcome == TRANSPORT_LATER || outcome == TRANSPORT_NOBODY);
		assert_true(why && *why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_reason_has_its_outcome),
		cmocka_unit_test(no_other_reason_ends_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
