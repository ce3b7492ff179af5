#include "handlers/people/msisdn_length.h"

#include <stdint.h>
#include <string.h>

/* The shortest mobile numbers of countries whose numbering plan sets one (ITU-T E.129), without the trunk prefix. No code
 * begins with another one. */
static const struct {
	char code[4];
	uint8_t least;
} countries[] = {
	{"1", 10},  {"7", 10},  {"20", 10}, {"27", 9},   {"30", 10},  {"31", 9},  {"32", 9},  {"33", 9},   {"34", 9},
	{"36", 9},  {"39", 9},  {"40", 9},  {"41", 9},   {"43", 10},  {"44", 10}, {"45", 8},  {"46", 9},   {"47", 8},
	{"48", 9},  {"49", 10}, {"51", 9},  {"52", 10},  {"53", 8},   {"54", 10}, {"55", 10}, {"56", 9},   {"57", 10},
	{"58", 10}, {"60", 9},  {"61", 9},  {"62", 9},   {"63", 10},  {"64", 8},  {"65", 8},  {"66", 9},   {"81", 10},
	{"82", 9},  {"84", 9},  {"86", 11}, {"90", 10},  {"91", 10},  {"92", 10}, {"93", 9},  {"94", 9},   {"95", 8},
	{"98", 10}, {"212", 9}, {"213", 9}, {"216", 8},  {"218", 9},  {"221", 9}, {"233", 9}, {"234", 10}, {"244", 9},
	{"251", 9}, {"254", 9}, {"255", 9}, {"256", 9},  {"260", 9},  {"263", 9}, {"351", 9}, {"353", 9},  {"355", 9},
	{"357", 8}, {"359", 8}, {"370", 8}, {"371", 8},  {"373", 8},  {"374", 8}, {"375", 9}, {"380", 9},  {"381", 8},
	{"385", 8}, {"386", 8}, {"420", 9}, {"421", 9},  {"852", 8},  {"853", 8}, {"855", 8}, {"856", 9},  {"880", 10},
	{"886", 9}, {"962", 9}, {"963", 9}, {"964", 10}, {"965", 8},  {"966", 9}, {"967", 9}, {"968", 8},  {"971", 9},
	{"972", 9}, {"973", 8}, {"974", 8}, {"976", 8},  {"977", 10}, {"992", 9}, {"993", 8}, {"994", 9},  {"995", 9},
	{"996", 9}, {"998", 9},
};

/* Those of the countries above in which all of people's mobile numbers are as long as the shortest. */
static const char *const one_length[] = {"1", "7", "44", "61", "65", "81", "86", "91", "852", "853", "886"};

static size_t longest(const char *code, size_t least)
{
	for (size_t i = 0; i < sizeof(one_length) / sizeof(*one_length); i++)
		if (strcmp(one_length[i], code) == 0)
			return least;
	return 0;
}

struct msisdn_length msisdn_length(const char *number)
{
	const char *digits = number + (*number == '+');

	for (size_t i = 0; i < sizeof(countries) / sizeof(*countries); i++) {
		size_t n = strlen(countries[i].code);

		if (strncmp(digits, countries[i].code, n) == 0)
			return (struct msisdn_length){n, strlen(digits) - n, countries[i].least,
						      longest(countries[i].code, countries[i].least)};
	}
	return (struct msisdn_length){0};
}
