/* The ids of MTs: those of version 8 name no row (fixtures/v8.sql), those of today do. */
#include "tests/db/fixture.h"

#include "db/messages/mt_id.h"
#include "db/outbox/outbox.h"
#include "db/outbox/outbox_hand.h"

#define FIRST "01a21562-6bb4-7bb4-9a82-bff3d504d2b2" /* of the fixture's row 1 */
#define LAST "01a21564-3db9-7f60-a49f-d6cd51fb3c06"  /* of its row 6 */

static int begin(void **state)
{
	set_up_folder(state);
	run_bare(text_of("tests/db/fixtures/v8.sql"));
	return 0;
}

static int64_t row_of(struct store *s, const char *uuid)
{
	int64_t id = -1;

	assert_true(outbox_find(s, uuid, &id));
	return id;
}

static void a_report_for_a_text_of_version_8_finds_it(void **state)
{
	struct store *s = open_store();
	struct outbox_line line;
	bool known = false;

	(void)state;
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
	assert_int_equal(number_of(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	assert_int_equal(number_of(s, "SELECT count(*) FROM outbox WHERE state = 'ready'"), 6);
	assert_int_equal(row_of(s, FIRST), 1);
	assert_int_equal(row_of(s, LAST), 6);
	assert_true(store_begin(s));
	assert_true(outbox_mark(s, 6, DELIVERY_SENT, NULL, T0));
	assert_true(put_report(s, LAST, DELIVERY_DELIVERED, NULL, T0, &known));
	assert_true(store_commit(s));
	assert_true(known);
	assert_true(outbox_read_uuid(s, LAST, &line, NULL));
	assert_true(line.id == 6 && line.state == DELIVERY_DELIVERED);
	store_close(s);
}

static void a_text_of_version_8_that_is_sent_again_has_a_new_id_and_the_old_is_nobodys(void **state)
{
	struct store *s = open_store();
	struct outbox_line line;

	(void)state;
	assert_true(store_begin(s));
	assert_true(outbox_mark(s, 1, DELIVERY_FAILED, "no", T0));
	assert_true(outbox_resend(s, 1, T0));
	assert_true(store_commit(s));
	assert_int_equal(row_of(s, FIRST), 0);
	assert_true(outbox_read(s, 1, &line, NULL));
	assert_string_not_equal(line.uuid, FIRST);
	assert_int_equal(row_of(s, line.uuid), 1);
	store_close(s);
}

static void a_new_text_goes_behind_them_under_an_id_that_names_its_row(void **state)
{
	struct store *s = open_store();
	char uuid[UUID_TEXT];
	uuid_t id;

	(void)state;
	assert_true(store_begin(s));
	put_out(s, 1, 0, 1, false, uuid);
	assert_true(store_commit(s));
	assert_int_equal(row_of(s, uuid), 7);
	assert_int_equal(uuid_parse(uuid, id), 0);
	assert_int_equal(mt_id_row(id), 7);
	assert_int_equal(number_of(s, "SELECT count(*) FROM old_id"), 6);
	store_close(s);
}

/* Somebody else's id may end like one of ours. */
static void an_id_with_the_row_of_another_is_nobodys(void **state)
{
	struct store *s = open_store();

	(void)state;
	assert_int_equal(row_of(s, "01a21564-3db9-7f60-a49f-000000000006"), 0);
	assert_int_equal(row_of(s, "no id"), 0);
	store_close(s);
}

/* What a savepoint takes back gives its row back too. */
static void a_text_that_was_taken_back_leaves_its_row_to_the_next(void **state)
{
	struct store *s = open_store();
	char first[UUID_TEXT], second[UUID_TEXT];

	(void)state;
	assert_true(store_begin(s));
	assert_true(store_mark(s));
	put_out(s, 1, 0, 1, false, first);
	assert_true(store_back(s));
	put_out(s, 1, 0, 1, false, second);
	assert_true(store_commit(s));
	assert_int_equal(row_of(s, first), 0);
	assert_int_equal(row_of(s, second), 7);
	store_close(s);
}

static void an_id_holds_its_time_and_its_row(void **state)
{
	struct mt_noise noise = {.left = 0};
	uuid_t a, b;
	char text[UUID_TEXT];

	(void)state;
	mt_id_make(&noise, 0x01890a0b0c0d, 0x1234567890, a);
	mt_id_make(&noise, 0x01890a0b0c0d, 0x1234567890, b);
	uuid_unparse_lower(a, text);
	assert_memory_equal(text, "01890a0b-0c0d-7", 15);
	assert_string_equal(text + 26, "1234567890");
	assert_true(mt_id_row(a) == 0x1234567890);
	assert_memory_not_equal(a, b, sizeof(a)); /* another installation may have the same time and row */
}

#define ON_8(f) cmocka_unit_test_setup_teardown(f, begin, tear_down_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_8(a_report_for_a_text_of_version_8_finds_it),
		ON_8(a_text_of_version_8_that_is_sent_again_has_a_new_id_and_the_old_is_nobodys),
		ON_8(a_new_text_goes_behind_them_under_an_id_that_names_its_row),
		ON_8(an_id_with_the_row_of_another_is_nobodys),
		ON_8(a_text_that_was_taken_back_leaves_its_row_to_the_next),
		cmocka_unit_test(an_id_holds_its_time_and_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
