/* Plays the nineteen nodes of a repair ticket through a running gateway: play PORT PREFIX SCRIPT.
 *
 * What the people of scripts/sample text goes to the broker as their carrier would put it there; what each of them gets
 * is shown and checked, and so is where the ticket stands. Exits 0 if all came, 1 with what was missing.
 *
 * SCRIPT is play.json: people, and steps. A step is what somebody texts, a word, the ticket's number, the time so many
 * `hours` ahead, the `rest`; without `who`, what happens on the phone, which may open a ticket (`opens`). It `causes`
 * texts to somebody, or a state of the ticket, "" where it is cleared. */
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

struct play {
	struct mosquitto *m;
	const char *prefix;
	json_t *script;
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

/* Somebody of the script. */
static const char *of_person(const struct play *p, const json_t *o, const char *key)
{
	return field(json_object_get(json_object_get(p->script, "people"), field(o, "who")), key);
}

/* NULL: it is no state, but a text. */
static const char *state_of(const json_t *line)
{
	return json_string_value(json_object_get(line, "state"));
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
static const char *find(const struct play *p, const json_t *line, size_t from)
{
	const char *state = state_of(line);

	for (size_t i = json_array_size(p->heard); *p->ticket && i-- > (state ? 0 : from);) {
		const json_t *o = json_array_get(p->heard, i);
		const char *text = field(o, state ? "state" : "text");
		bool same = strcmp(field(o, "ticket"), p->ticket) == 0 &&
			    strcmp(field(o, "to"), of_person(p, line, "number")) == 0;
		if (same && state)
			return strcmp(text, state) == 0 ? text : NULL; /* the newest counts */
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
static bool came(struct play *p, const json_t *step, size_t from)
{
	long long end = ms_now(CLOCK_MONOTONIC) + LIMIT_MS, left = LIMIT_MS;
	const json_t *causes = json_object_get(step, "causes"), *line;

	for (size_t i = 0; !*p->why && (line = json_array_get(causes, i)); left = end - ms_now(CLOCK_MONOTONIC)) {
		int rc = MOSQ_ERR_SUCCESS;
		if (find(p, line, from))
			i++;
		else if (left <= 0)
			snprintf(p->why, sizeof(p->why), "%s: %s did not come in %d s; does the gateway run?",
				 of_person(p, line, "name"), state_of(line) ? state_of(line) : "a text",
				 LIMIT_MS / 1000);
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

static void send_text(struct play *p, const json_t *step)
{
	long long now = ms_now(CLOCK_REALTIME);
	time_t hours = (time_t)json_integer_value(json_object_get(step, "hours"));
	time_t sent = now / 1000, ahead = sent + hours * 3600;
	char text[160], said[200], clock[16] = "", second[24], at[40];
	struct tm tm;

	if (hours)
		strftime(clock, sizeof(clock), " %H:%M", localtime_r(&ahead, &tm));
	snprintf(text, sizeof(text), "%s %s%s%s", field(step, "word"), p->ticket, clock, field(step, "rest"));
	snprintf(said, sizeof(said), "%s：%s", of_person(p, step, "name"), text);
	say(field(step, "node"), said, field(step, "gloss"));
	strftime(second, sizeof(second), "%FT%T", gmtime_r(&sent, &tm));
	snprintf(at, sizeof(at), "%s.%03dZ", second, (int)(now % 1000));
	send(p, "mo/sms",
	     json_pack("{s:s, s:s, s:s}", "from", of_person(p, step, "number"), "text", text, "sent_at", at));
}

/* Shows what the step caused; true if nothing is missing. */
static bool show(struct play *p, const json_t *step, size_t from)
{
	bool ok = came(p, step, from);
	size_t i;
	const json_t *line;

	json_array_foreach(json_object_get(step, "causes"), i, line)
	{
		const char *text = find(p, line, from);
		printf("%5s    %s ", field(line, "node"), state_of(line) ? "·" : "→");
		put(of_person(p, line, "name"), 11, 20);
		put(of_person(p, line, "role"), 20, TEXT_AT);
		put(!text ? "MISSING" : *text ? text : "cleared", TEXT_AT, 0);
		putchar('\n');
	}
	return ok;
}

static bool play_all(struct play *p)
{
	const json_t *steps = json_object_get(p->script, "steps"), *step;
	bool ok = !*p->why;

	for (size_t i = 0; ok && (step = json_array_get(steps, i)); i++) {
		size_t from = json_array_size(p->heard);
		json_t *opens = json_object_get(step, "opens");
		if (*field(step, "who"))
			send_text(p, step);
		else
			say(field(step, "node"), field(step, "word"), field(step, "gloss"));
		if (opens)
			send(p, "ticket/open", json_copy(opens));
		ok = show(p, step, from);
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
	struct play p = {.heard = NULL};
	json_error_t error;
	bool ok;

	if (argc != 4) {
		fputs("usage: play PORT PREFIX SCRIPT, as in: play 1883 fieldgate/v1 scripts/play.json\n", stderr);
		return 2;
	}
	p.prefix = argv[2];
	p.script = json_load_file(argv[3], 0, &error);
	if (!p.script) {
		fprintf(stderr, "play: %s:%d: %s\n", argv[3], error.line, error.text);
		return 1;
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
	json_decref(p.script);
	return ok ? 0 : 1;
}
