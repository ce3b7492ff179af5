/* A road to drive on: broker, gateway and a desk that listens to all; what goes in and what came out, in the words
 * of the contract. Each fails the test if what it waits for does not come. */
#ifndef ROAD_H
#define ROAD_H

#include <jansson.h>
#include <stdint.h>

#include "tests/gateway/client.h"

#define HEAD "+8613800000001"     /* 阿里木 */
#define ENGINEER "+8613800000011" /* 李雷 */
#define MANAGER "+8613800000021"  /* 赵强 */
#define DIRECTOR "+8613800000031" /* 钱伟 */
#define UNIT "+8613800000032"     /* 孙丽 */
#define AGENT "+8613800000041"    /* 吴敏 */
#define OFFICE "+8613800000045"   /* 总部审批 */
#define CUSTOMER "+8613900000001" /* 王建国 */

struct road {
	struct peer_site site;
	struct client *desk;
};

/* Zero-initialise a struct road, or set the site's wishes, to begin. Returns when the gateway is online. */
void road_begin(struct road *r);
void road_end(struct road *r);
void road_listen(struct client *c); /* to all that the gateway says */
void road_gateway_up(struct road *r);
void road_online(struct road *r, size_t from);

/* ---- in: each with reply/desk/ID as its response topic and ID as correlation data ---- */
void road_send(struct road *r, const char *topic, const char *id, json_t *o); /* takes `o` over */
void road_mo(struct road *r, const char *id, const char *from, const char *text);
void road_open(struct road *r, const char *id, const char *fault); /* EC210-0042, which is down */
void road_opened(struct road *r, const char *id, char number[32]); /* and waits for its number */

/* ---- out: what was heard from `from` on ---- */
json_t *road_reply(struct road *r, size_t from, const char *id); /* to be given back with json_decref() */
void road_ok(struct road *r, size_t from, const char *id);
/* An MT to this number with these words in it; all its fields are checked. */
void road_told(struct road *r, size_t from, const char *number, const char *words);
void road_stands(struct road *r, size_t from, const char *ticket, const char *state);
void road_event(struct road *r, size_t from, const char *code, const char *ticket);
bool road_is_uuid(const char *s);

/* ---- in the database ---- */
int64_t road_ask(const struct road *r, const char *sql);
void road_await(const struct road *r, const char *sql, int64_t answer, int ms);
void road_quiet(const struct road *r); /* every MT was taken, and that is noted */

#endif
