/* Plays the nineteen nodes of a repair ticket through a running gateway: play PORT PREFIX.
 *
 * What the people of scripts/sample text goes to the broker as their carrier would put it there; what each of them gets
 * is shown and checked, and so is where the ticket stands. Exits 0 if all came, 1 with what was missing. */
#include <jansson.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LIMIT_MS 60000
#define TEXT_AT 38 /* columns: where a text begins and is wrapped, and where a gloss begins */
#define TEXT_END 108
#define GLOSS_AT 54

enum who { TICKET, DESK, WANG, ALIM, LI, ZHAO, QIAN, SUN, WU };
static const struct {
	const char *name, *number, *role;
} people[] = {
	[TICKET] = {"工单", "", "the ticket is"},
	[WANG] = {"王建国", "+8613900000001", "customer"},
	[ALIM] = {"阿里木", "+8613800000001", "station head"},
	[LI] = {"李雷", "+8613800000011", "lead engineer"},
	[ZHAO] = {"赵强", "+8613800000021", "sales manager"},
	[QIAN] = {"钱伟", "+8613800000031", "sales director"},
	[SUN] = {"孙丽", "+8613800000032", "unit manager"},
	[WU] = {"吴敏", "+8613800000041", "400 agent"},
};

/* What a step causes: a text to somebody, or the ticket's state, "" when it is cleared. */
struct line {
	const char *node;
	enum who who;
	const char *state;
};
static const struct line none[] = {{0}};
static const struct line opened[] = {{"3", ALIM, 0}, {"3", QIAN, 0}, {"3", SUN, 0}, {"", TICKET, "reported"}, {0}};
static const struct line planned[] = {{"8", LI, 0}, {"9", ALIM, 0}, {"10", TICKET, "dispatched"}, {"11", WANG, 0}, {0}};
static const struct line gone[] = {{"12", LI, 0},   {"13", WANG, 0},          {"14", ALIM, 0},
				   {"14", ZHAO, 0}, {"", TICKET, "en_route"}, {0}};
static const struct line there[] = {{"15", LI, 0}, {"16", ALIM, 0}, {"16", ZHAO, 0}, {"", TICKET, "on_site"}, {0}};
static const struct line done[] = {{"17", LI, 0}, {"18", TICKET, "resolved"}, {"19", ALIM, 0}, {"19", ZHAO, 0}, {0}};
static const struct line closed[] = {{"", WU, 0}, {"", TICKET, ""}, {0}};

/* What somebody texts: the word, the ticket's number, the time so many hours ahead (0: none), the rest. */
static const struct step {
	const char *node;
	enum who who;
	int hours;
	const char *word, *rest, *gloss;
	const struct line *lines;
} steps[] = {
	{"1", DESK, 0, "王建国拨打 400 热线报修", "", "the customer calls the hotline", none},
	{"2", DESK, 0, "400 客服录入工单", "", "the agent enters the ticket: machine down", opened},
	{"4", DESK, 0, "站长致电用户核实故障", "", "the head calls the customer", none},
	{"5-6", DESK, 0, "电话无法解决", "", "solved by phone: not this time", none},
	{"7", DESK, 0, "安排备件、人员、时间", "", "parts, people and time are planned", none},
	{"8-9", ALIM, 2, "派工", " 李雷", "dispatch: planned time, engineer", planned},
	{"12", LI, 3, "出发", " 同行 韩梅", "depart: expected arrival, companion", gone},
	{"15", LI, 0, "到达", "", "arrive", there},
	{"17", LI, 0, "修复", " 更换继电器", "repaired: replaced the relay", done},
	{"", WU, 0, "回访", " 客户满意", "close: called back, the customer is satisfied", closed},
};

struct play {
	struct mosquitto *m;
	const char *prefix;
	char id[37];     /* of the message sent last */
	char ticket[32]; /* its number, once it has one */
	char why[256];   /* going on is useless, because of this */
	json_t *heard;   /* what came on mt/ and ticket/, in turn */
};

/* Prints s at column `at`, wrapped, then blanks up to column `to`. */
static void put(const char *s, int at, int to)
{
	int column = at;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		/* A line may begin with a word or a Chinese character, not with Chinese punctuation. */
		if (c == '\n' || (column >= TEXT_END && (c == ' ' || (c >= 0xE4 && c <= 0xE9)))) {
			printf("\n%*s", at, "");
			column = at;
		}
		if (c != '\n' && (c != ' ' || column > at)) {
			putchar(c);
			column += c < 0x80 ? 1 : c >= 0xC0 ? 2 : 0;
		}
	}
	printf("%*s", column < to ? to - column : 0, "");
}

static void say(const char *node, const char *what, const char *gloss)
{
	printf("\n%5s  ", node);
	put(what, 7, GLOSS_AT);
	printf("  %s\n", gloss);
}

static const char *field(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

/* ---- what comes ---- */

static void on_message(struct mosquitto *m, void *ctx, const struct mosquitto_message *msg)
{
	struct play *p = ctx;
	const char *topic = msg->topic + strlen(p->prefix) + 1;
	json_t *o = json_loadb(msg->payloadlen ? msg->payload : "", (size_t)msg->payloadlen, 0, NULL);

	(void)m;
	if (strncmp(topic, "reply/play/", 11) == 0 && strcmp(topic + 11, p->id) == 0) {
		if (*field(o, "ticket"))
			snprintf(p->ticket, sizeof(p->ticket), "%s", field(o, "ticket"));
		snprintf(p->why, sizeof(p->why), "%s", field(o, "error"));
	} else if (strncmp(topic, "rejected/", 9) == 0 && strstr(field(o, "payload"), p->id)) {
		snprintf(p->why, sizeof(p->why), "the gateway rejects it: %s", field(o, "reason"));
	} else if (strncmp(topic, "mt/", 3) == 0) {
		json_array_append(p->heard, o);
	} else if (strncmp(topic, "ticket/", 7) == 0) {
		json_array_append_new(p->heard,
				      json_pack("{s:s, s:s}", "ticket", topic + 7, "state", field(o, "state")));
	}
	json_decref(o);
}

/* The text to them that bears the ticket's number, come since `from`; or its state. NULL if missing. */
static const char *find(const struct play *p, const struct line *l, size_t from)
{
	for (size_t i = json_array_size(p->heard); *p->ticket && i-- > (l->state ? 0 : from);) {
		const json_t *o = json_array_get(p->heard, i);
		const char *text = field(o, l->state ? "state" : "text");
		bool same = strcmp(field(o, "ticket"), p->ticket) == 0 &&
			    strcmp(field(o, "to"), people[l->who].number) == 0;
		if (same && l->state)
			return strcmp(text, l->state) == 0 ? text : NULL; /* the newest counts */
		if (same && strstr(text, p->ticket))
			return text;
	}
	return NULL;
}

static long long ms_now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* Listens until all that the step causes is there. */
static bool came(struct play *p, const struct step *s, size_t from)
{
	long long end = ms_now(CLOCK_MONOTONIC) + LIMIT_MS, left = LIMIT_MS;

	for (const struct line *l = s->lines; !*p->why && l->node; left = end - ms_now(CLOCK_MONOTONIC)) {
		int rc = MOSQ_ERR_SUCCESS;
		if (find(p, l, from))
			l++;
		else if (left <= 0)
			snprintf(p->why, sizeof(p->why), "%s: %s did not come in %d s; does the gateway run?",
				 people[l->who].name, l->state ? l->state : "a text", LIMIT_MS / 1000);
		else
			rc = mosquitto_loop(p->m, (int)left, 1);
		if (rc && !*p->why)
			snprintf(p->why, sizeof(p->why), "the broker: %s", mosquitto_strerror(rc));
	}
	return !*p->why;
}

/* ---- playing ---- */

/* Publishes an object, which it takes over, under a fresh id. */
static void send(struct play *p, const char *topic, json_t *o)
{
	FILE *f = fopen("/proc/sys/kernel/random/uuid", "re");
	mosquitto_property *properties = NULL;
	char to[200], reply[200], *payload;

	if (!f || fscanf(f, "%36s", p->id) != 1 || fclose(f))
		abort();
	json_object_set_new(o, "id", json_string(p->id));
	payload = json_dumps(o, 0);
	snprintf(to, sizeof(to), "%s/%s", p->prefix, topic);
	snprintf(reply, sizeof(reply), "%s/reply/play/%s", p->prefix, p->id);
	mosquitto_property_add_string(&properties, MQTT_PROP_RESPONSE_TOPIC, reply);
	mosquitto_property_add_binary(&properties, MQTT_PROP_CORRELATION_DATA, p->id, (uint16_t)strlen(p->id));
	if (!payload || mosquitto_publish_v5(p->m, NULL, to, (int)strlen(payload), payload, 1, false, properties))
		snprintf(p->why, sizeof(p->why), "it cannot be published to %s", to);
	mosquitto_property_free_all(&properties);
	free(payload);
	json_decref(o);
}

static void send_text(struct play *p, const struct step *s)
{
	long long now = ms_now(CLOCK_REALTIME);
	time_t sent = now / 1000, ahead = sent + s->hours * 3600;
	char text[160], said[200], clock[16] = "", second[24], at[40];
	struct tm tm;

	if (s->hours)
		strftime(clock, sizeof(clock), " %H:%M", localtime_r(&ahead, &tm));
	snprintf(text, sizeof(text), "%s %s%s%s", s->word, p->ticket, clock, s->rest);
	snprintf(said, sizeof(said), "%s：%s", people[s->who].name, text);
	say(s->node, said, s->gloss);
	strftime(second, sizeof(second), "%FT%T", gmtime_r(&sent, &tm));
	snprintf(at, sizeof(at), "%s.%03dZ", second, (int)(now % 1000));
	send(p, "mo/sms", json_pack("{s:s, s:s, s:s}", "from", people[s->who].number, "text", text, "sent_at", at));
}

/* Shows what the step caused; true if nothing is missing. */
static bool show(struct play *p, const struct step *s, size_t from)
{
	bool ok = came(p, s, from);

	for (const struct line *l = s->lines; l->node; l++) {
		const char *text = find(p, l, from);
		printf("%5s    %s ", l->node, l->state ? "·" : "→");
		put(people[l->who].name, 11, 20);
		put(people[l->who].role, 20, TEXT_AT);
		put(!text ? "MISSING" : *text ? text : "cleared", TEXT_AT, 0);
		putchar('\n');
	}
	return ok;
}

static bool play_all(struct play *p)
{
	bool ok = !*p->why;

	for (const struct step *s = steps; ok && s < steps + sizeof(steps) / sizeof(*steps); s++) {
		size_t from = json_array_size(p->heard);
		if (s->who == DESK)
			say(s->node, s->word, s->gloss);
		else
			send_text(p, s);
		if (s->who == DESK && s->lines->node)
			send(p, "ticket/open",
			     json_pack("{s:s, s:s, s:s, s:b}", "flow", "repair", "machine", "EC210-0042", "fault",
				       "发动机无法启动", "down", 1));
		ok = show(p, s, from);
	}
	return ok;
}

static void join(struct play *p, const char *port)
{
	static const char *const below[] = {"mt/+", "reply/#", "ticket/+", "rejected/#"};
	char topic[200];

	mosquitto_int_option(p->m, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
	mosquitto_message_callback_set(p->m, on_message);
	if (mosquitto_connect(p->m, "127.0.0.1", (int)strtol(port, NULL, 10), 60))
		snprintf(p->why, sizeof(p->why), "no broker answers on 127.0.0.1:%s; start one there", port);
	for (size_t i = 0; !*p->why && i < sizeof(below) / sizeof(*below); i++) {
		snprintf(topic, sizeof(topic), "%s/%s", p->prefix, below[i]);
		if (mosquitto_subscribe_v5(p->m, NULL, topic, 1, MQTT_SUB_OPT_NO_LOCAL, NULL))
			snprintf(p->why, sizeof(p->why), "%s cannot be subscribed to", topic);
	}
}

int main(int argc, char **argv)
{
	struct play p = {.prefix = argv[argc - 1]};
	bool ok;

	if (argc != 3) {
		fputs("usage: play PORT PREFIX, as in: play 1883 fieldgate/v1\n", stderr);
		return 2;
	}
	setenv("TZ", "Asia/Shanghai", 0); /* the sample's */
	setvbuf(stdout, NULL, _IOLBF, 0);
	mosquitto_lib_init();
	p.m = mosquitto_new(NULL, true, &p);
	p.heard = json_array();
	if (!p.m || !p.heard)
		abort();
	join(&p, argv[1]);
	ok = play_all(&p);
	if (ok)
		puts("\nAll nineteen nodes were played, and everyone was told.");
	else
		fprintf(stderr, "play: %s\n", p.why);
	mosquitto_disconnect(p.m);
	mosquitto_destroy(p.m);
	mosquitto_lib_cleanup();
	json_decref(p.heard);
	return ok ? 0 : 1;
}
