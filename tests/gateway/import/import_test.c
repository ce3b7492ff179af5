/* Importing: what is taken, what is refused and where, and that a refused file leaves nothing behind. */
#include "tests/gateway/import/import_bench.h"

#include <stdio.h>
#include <string.h>

#include "db/store/machine_rows.h"
#include "gateway/command/verb.h"
#include "gateway/import/csv/csv_table.h"
#include "tests/langs.h"

static void people_are_added_changed_and_retired(void **state)
{
	struct bench *b = *state;
	struct person p = {0};
	assert_int_equal(import(b, "people",
				STAFF "李雷,138 0000 0011;+8613800000012,engineer; station_head,库尔勒站,en\n"
				      "韩梅,13800000013,engineer,,\n"),
			 VERB_DONE);
	assert_int_equal(b->count.added, 2);
	assert_true(known(b, "+8613800000012", &p));
	assert_string_equal(p.name, "李雷");
	assert_string_equal(p.number, "+8613800000011");
	assert_int_equal(p.roles, ROLE_BIT(ENGINEER) | ROLE_BIT(STATION_HEAD));
	assert_int_equal(p.lang, EN);
	assert_true(p.station > 0);
	b->ways.rename = true;
	assert_int_equal(import(b, "people", STAFF "李大雷,13800000011,engineer,,\n韩梅,13800000013,,,\n"), VERB_DONE);
	assert_int_equal(b->count.added, 0);
	assert_int_equal(b->count.changed, 1);
	assert_int_equal(b->count.retired, 1);
	assert_true(known(b, "+8613800000011", &p));
	assert_string_equal(p.name, "李大雷");
	assert_int_equal(p.lang, ZH);
	assert_false(known(b, "+8613800000012", &p));
	assert_false(known(b, "+8613800000013", &p));
}

static void form_is_free_where_it_may_be(void **state)
{
	struct bench *b = *state;
	struct person p = {0};
	/* A byte order mark, CRLF, another order of columns, a quoted line break and a doubled quote, blank rows. */
	assert_int_equal(
		import(b, "people",
		       "\xEF\xBB\xBFroles,station,Name,language,mobile\r\n\r\nengineer,,\"李\r\n\"\"雷\"\"\",zh,"
		       "13800000011\r\n,,,,\r\n"),
		VERB_DONE);
	assert_true(known(b, "+8613800000011", &p));
	assert_string_equal(p.name, "李  \"雷\"");
}

static void a_wrong_header_is_named(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "people", "name,mobil,roles,station\nx,y,z,u\n"), VERB_FAULTY);
	has_fault(b, 1, "did you mean `mobile`?");
	has_fault(b, 1, "`language` is missing");
	assert_int_equal(import(b, "stations", "station,region,address,region\n"), VERB_FAULTY);
	has_fault(b, 1, "`region` is there twice");
	assert_int_equal(import(b, "stations", ""), VERB_FAULTY);
	has_fault(b, 1, "no header line");
	has_faults(b, 1);
}

static void every_bad_row_is_named_and_nothing_is_kept(void **state)
{
	struct bench *b = *state;
	struct person p = {0};
	assert_int_equal(import(b, "people",
				STAFF "好人,13800000001,engineer,,\n" /* 2 */
				      ",13800000002,engineer,,\n"     /* 3 */
				      "无号,,engineer,,\n"
				      "短号,10086,engineer,,\n"                 /* 5 */
				      "\"两\n行\",13800000003,enginer,,\n"      /* 6 and 7 */
				      "站,13800000004,engineer,库尔勒,\n"       /* 8 */
				      "话,13800000005,engineer,,fr\n"           /* 9 */
				      "重,+86 13800000001,engineer,,\n"         /* 10 */
				      "又,13800000006;13800000006,engineer,,\n" /* 11 */
				      "多,13800000007,engineer,,,\n"),          /* 12 */
			 VERB_FAULTY);
	has_fault(b, 3, "there is no name");
	has_fault(b, 4, "there is no mobile");
	has_fault(b, 5, "`10086` is no mobile number");
	has_fault(b, 6, "did you mean `engineer`?");
	has_fault(b, 8, "did you mean `库尔勒站`?");
	has_fault(b, 9, "no language `fr`");
	has_fault(b, 10, "in line 2 already");
	has_fault(b, 11, "twice in this row");
	has_fault(b, 12, "6 fields and the header 5");
	has_faults(b, 9);
	assert_int_equal(b->count.added, 0);
	assert_false(known(b, "+8613800000001", &p));
}

static void a_number_belongs_to_one(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "people", STAFF "甲,13800000001;13800000002,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "乙,13800000002,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2, "+8613800000002 belongs to 甲 already");
	assert_int_equal(import(b, "people", STAFF "乙,13800000003;13800000001,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2, "+8613800000001 belongs to 甲 already");
}

static void the_mobile_of_staff_is_no_customer_s_of_another_name(void **state)
{
	struct bench *b = *state;
	struct person p = {0};
	assert_int_equal(import(b, "people", STAFF "李雷,13800000001,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "customers", CUSTOMERS "王建国,13800000001,,,\n"), VERB_FAULTY);
	has_fault(b, 2, "+8613800000001 is that of 李雷, who is on the staff, and this row calls its owner 王建国");
	assert_true(known(b, "+8613800000001", &p));
	assert_string_equal(p.name, "李雷");
	/* One and the same may be both. */
	assert_int_equal(import(b, "customers", CUSTOMERS "李雷,13800000001,A,,\n王建国,13900000001,,,\n"), VERB_DONE);
	assert_int_equal(b->count.added, 2);
	assert_int_equal(import(b, "people", STAFF "韩梅,13900000001,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2, "is that of 王建国, who is a customer");
}

static void the_first_number_is_the_key(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "people", STAFF "甲,13800000001;13800000002,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "甲,13800000002;13800000001,engineer,,\n"), VERB_FAULTY);
	has_fault(b, 2, "the first number is the key, and that of 甲 is +8613800000001; write it first");
	has_faults(b, 1);
}

static void nobody_is_retired_and_who_returns_is_no_new_one(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "people", STAFF "甲,13800000001,,,\n"), VERB_FAULTY);
	has_fault(b, 2, "nobody has the mobile +8613800000001, so nobody can be retired");
	assert_int_equal(import(b, "people", STAFF "甲,13800000001,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "甲,13800000001,,,\n"), VERB_DONE);
	assert_int_equal(b->count.retired, 1);
	/* The same file again. */
	assert_int_equal(import(b, "people", STAFF "甲,13800000001,,,\n"), VERB_DONE);
	assert_int_equal(b->count.retired, 0);
	assert_int_equal(b->count.unchanged, 1);
	assert_int_equal(import(b, "people", STAFF "甲,13800000001,engineer,,\n"), VERB_DONE);
	assert_int_equal(b->count.added, 0);
	assert_int_equal(b->count.changed, 1);
}

static void quotes_are_strict(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "stations", "station,region,address\na\"b,x,y\n\"a\"b,x,y\n好,x,y\n坏,\"x,y\n"),
			 VERB_FAULTY);
	has_fault(b, 2, "a quote stands in the middle of a field");
	has_fault(b, 3, "a quote stands in the middle of a field");
	has_fault(b, 5, "never closed");
	has_faults(b, 3);
}

static void a_field_has_a_limit(void **state)
{
	struct bench *b = *state;
	char csv[FIELD_BYTES_MAX + 64], field[FIELD_BYTES_MAX + 2];
	memset(field, 'a', sizeof(field));
	field[FIELD_BYTES_MAX + 1] = '\0';
	snprintf(csv, sizeof(csv), "station,region,address\n%s,,\n", field);
	assert_int_equal(import(b, "stations", csv), VERB_FAULTY);
	has_fault(b, 2, "field 1 has 2001 bytes");
}

static void only_utf8_is_taken(void **state)
{
	struct bench *b = *state;
	static const char zero[] = "station,region,address\na\0b,,\n";
	assert_int_equal(import(b, "stations", "station,region,address\n\xCE\xDA,,\n好,,\n\xFF,,\n"), VERB_FAULTY);
	has_fault(b, 2, "not UTF-8");
	has_fault(b, 4, "not UTF-8");
	has_faults(b, 2);
	assert_int_equal(import_bytes(b, "stations", zero, sizeof(zero) - 1), VERB_FAULTY);
	has_fault(b, 2, "not UTF-8");
}

static void customers_are_checked(void **state)
{
	struct bench *b = *state;
	struct person p = {0}, manager = {0};
	assert_int_equal(import(b, "people",
				STAFF "赵强,13800000021,sales_manager,,\n同名,13800000022,sales_manager,,\n"
				      "同名,13800000023,sales_manager,,\n钱伟,13800000024,engineer,,\n"),
			 VERB_DONE);
	assert_int_equal(import(b, "customers",
				CUSTOMERS "王建国,13900000001,E,,\n昆仑,13900000002,a,,赵墙\n"
					  "马忠,13900000003,,,同名\n艾山江,13900000004,,,钱伟\n"),
			 VERB_FAULTY);
	has_fault(b, 2, "no class `E`");
	has_fault(b, 3, "did you mean `赵强`?");
	has_fault(b, 4, "several sales managers `同名`");
	has_fault(b, 5, "no sales manager `钱伟`");
	has_faults(b, 4);
	assert_int_equal(
		import(b, "customers", CUSTOMERS "昆仑,13900000002,a,en,赵强\n马忠,13900000003,,,13800000023\n"),
		VERB_DONE);
	assert_true(known(b, "+8613900000002", &p) && known(b, "+8613800000021", &manager));
	assert_int_equal(p.class, 'A');
	assert_true(p.customer);
	assert_int_equal(p.sales_manager, manager.id);
	assert_true(known(b, "+8613900000003", &p) && known(b, "+8613800000023", &manager));
	assert_int_equal(p.sales_manager, manager.id);
}

static void machines_are_checked(void **state)
{
	struct bench *b = *state;
	struct machine m = {0};
	struct person p = {0};
	assert_int_equal(import(b, "customers", CUSTOMERS "王,13900000001,,,\n王,13900000002,,,\n"), VERB_DONE);
	assert_int_equal(import(b, "machines",
				MACHINES "A1,m,王,,,,,,\n"
					 "A2,m,无人,,,,,,\n"
					 "A3,m,,乌鲁木齐,1e3,,,nan,\n"
					 "A4,m,,,,91,0,,\n"            /* 5 */
					 "A5,m,,,,,1,,\n"              /* 6 */
					 ",m,,,,,,,\n"                 /* 7 */
					 "Ａ６,m,,,,,,,\na6,,,,,,,,\n" /* 8 and 9 */
					 "A7,m,,,,,,,2027-02-29\n"),   /* 10 */
			 VERB_FAULTY);
	has_fault(b, 2, "several customers `王`; write the mobile");
	has_fault(b, 3, "no customer `无人`");
	has_fault(b, 4, "did you mean `乌鲁木齐站`?");
	has_fault(b, 4, "km `1e3`");
	has_fault(b, 4, "hours `nan`");
	has_fault(b, 5, "latitude `91`");
	has_fault(b, 6, "belong together");
	has_fault(b, 7, "no serial");
	has_fault(b, 9, "in line 8 already");
	has_fault(b, 10, "`2027-02-29` is no date");
	assert_int_equal(import(b, "machines", MACHINES "EC1,m,13900000002,库尔勒站,35.5,-1,+2,0,2028-02-29\n"),
			 VERB_DONE);
	assert_int_equal(b->count.added, 1);
	assert_true(machine_by_serial(b->gateway.store, "ec1", &m) && known(b, "+8613900000002", &p));
	assert_int_equal(m.customer, p.id);
	assert_int_equal(import(b, "machines", MACHINES "ec1,n,,,,,,,\n"), VERB_DONE);
	assert_int_equal(b->count.changed, 1);
}

static void a_name_that_is_nearly_one_there_is_is_asked_for(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "people", STAFF "Granite Tom,13800000011,engineer,,\n"), VERB_DONE);
	assert_int_equal(
		import(b, "customers", CUSTOMERS "Granite Ltd,13900000001,,,\nSilk Road Quarry,13900000002,,,\n"),
		VERB_DONE);
	assert_int_equal(import(b, "machines",
				MACHINES "A1,m,Granit Ltd,,,,,,\n"
					 "A2,m,granite,,,,,,\n"
					 "A3,m,Silk Road Quarry Ltd,库尔勒,,,,,\n"
					 "A4,m,Nobody,,,,,,\n"
					 "A5,m,Granite Tom,,,,,,\n"),
			 VERB_FAULTY);
	has_fault(b, 2, "there is no customer `Granit Ltd`; did you mean `Granite Ltd`?");
	has_fault(b, 3, "there is no customer `granite`; did you mean `Granite Ltd`?");
	has_fault(b, 4, "there is no customer `Silk Road Quarry Ltd`; did you mean `Silk Road Quarry`?");
	has_fault(b, 4, "there is no station `库尔勒`; did you mean `库尔勒站`?");
	has_fault(b, 5, "there is no customer `Nobody`; import them first");
	has_fault(b, 6, "there is no customer `Granite Tom`; ");
}

static void a_file_that_is_not_there_is_the_environment(void **state)
{
	struct bench *b = *state;
	faults_free(&b->faults);
	assert_int_equal(import_file(&b->gateway, "people", "/nowhere/people.csv", &b->faults, &b->count), VERB_BROKEN);
	has_fault(b, 0, "cannot be opened");
	faults_free(&b->faults);
	assert_int_equal(import_file(&b->gateway, "persons", b->file, &b->faults, &b->count), VERB_FAULTY);
	has_fault(b, 0, "no kind `persons`");
}

static void each_field_that_cannot_be_taken_says_why(void **state)
{
	static const struct {
		const char *kind, *header, *row, *says;
	} all[] = {
		{"stations", "station,region,address\n", ",C,x\n", "there is no station; every row needs one"},
		{"people", STAFF, "李,;,engineer,,\n", "no mobile, only `;`"},
		{"people", STAFF, "李, ; ; ,engineer,,\n", "no mobile, only `;`"},
		{"people", STAFF, "李,13800000001,whatever,,\n", "the roles are `station_head`, `engineer`, "},
		{"people", STAFF, "李,13800000001,engineer,南极科考站,\n",
		 "import it first with `fieldgate import stations`"},
		{"customers", CUSTOMERS, "王,13900000001,E,,\n", "there is no class `E`"},
		{"customers", CUSTOMERS, "王,13900000001,AB,,\n", "there is no class `AB`"},
		{"customers", CUSTOMERS, "王,13900000001,@,,\n", "there is no class `@`"},
		{"customers", CUSTOMERS, "王,13900000001,A,,无此人\n", "import them first with the role sales_manager"},
		{"machines", MACHINES, "A-1,M,13900000009,,,,,,\n", "there is no customer `13900000009`"},
		{"machines", MACHINES, "A-1,M,,,x,,,,\n", "the km `x` is no number"},
		{"machines", MACHINES, "A-1,M,,,0x10,,,,\n", "is no number"},
		{"machines", MACHINES, "A-1,M,,,.,,,,\n", "is no number"},
		{"machines", MACHINES, "A-1,M,,,-1,,,,\n", "is no number"},
		{"machines", MACHINES, "A-1,M,,,,91,,,\n", "is no number from -90 to 90"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-02-29\n", "`2027-02-29` is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2100-02-29\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-00-01\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-01-00\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-01-32\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,1899-01-01\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,202x-01-01\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-0x-01\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-01-0x\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027/01-01\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-01/01\n", "is no date"},
		{"machines", MACHINES, "A-1,M,,,,,,,2027-1-1\n", "is no date"},
	};
	struct bench *b = *state;
	char csv[512];
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		snprintf(csv, sizeof(csv), "%s%s", all[i].header, all[i].row);
		if (import(b, all[i].kind, csv) != VERB_FAULTY)
			fail_msg("taken: %s", all[i].row);
		has_fault(b, 2, all[i].says);
	}
	/* What they could be mistaken for is taken. */
	assert_int_equal(import(b, "customers", CUSTOMERS "王,13900000001,d,,\n李,13900000002,,,\n"), VERB_DONE);
	assert_int_equal(import(b, "machines",
				MACHINES "A-1,M,13900000001,,+1.5,-1,.5,10.,2028-02-29\nA-2,M,李,,,,,,2000-02-29\n"),
			 VERB_DONE);
}

static void a_header_of_another_file_is_no_header(void **state)
{
	struct bench *b = *state;
	assert_int_equal(import(b, "stations", "station,,region,address\nx,y,C,z\n"), VERB_FAULTY);
	has_fault(b, 1, "a column has no name; the columns are station,region,address");
	assert_int_equal(import(b, "stations",
				"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,"
				"aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp,qq,rr,ss,tt,uu,vv,ww,xx,yy,zz,1,2,3,4,"
				"5,6,7,8,9,10,11,12,13,14\n"),
			 VERB_FAULTY);
	has_fault(b, 1, "the header has 66 columns");
	faults_free(&b->faults);
	assert_int_equal(import_file(&b->gateway, "stations", "/tmp", &b->faults, &b->count), VERB_FAULTY);
	has_fault(b, 0, "this is a folder; name a CSV file");
	/* Line breaks as an old Macintosh writes them, and blanks around names and fields. */
	assert_int_equal(import(b, "stations", " station , region,address \r 伊宁站 ,C, x\x7f\r"), VERB_DONE);
	assert_int_equal(b->count.added, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(people_are_added_changed_and_retired),
		TEST(form_is_free_where_it_may_be),
		TEST(a_wrong_header_is_named),
		TEST(every_bad_row_is_named_and_nothing_is_kept),
		TEST(a_number_belongs_to_one),
		TEST(the_mobile_of_staff_is_no_customer_s_of_another_name),
		TEST(the_first_number_is_the_key),
		TEST(nobody_is_retired_and_who_returns_is_no_new_one),
		TEST(quotes_are_strict),
		TEST(a_field_has_a_limit),
		TEST(only_utf8_is_taken),
		TEST(customers_are_checked),
		TEST(machines_are_checked),
		TEST(each_field_that_cannot_be_taken_says_why),
		TEST(a_header_of_another_file_is_no_header),
		TEST(a_name_that_is_nearly_one_there_is_is_asked_for),
		TEST(a_file_that_is_not_there_is_the_environment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
