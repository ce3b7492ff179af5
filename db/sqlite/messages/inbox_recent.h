/* Inside db/sqlite only: the day of UTC by which the index inbox_recent knows a text, written as the index has it. */
#ifndef INBOX_RECENT_H
#define INBOX_RECENT_H

#define INBOX_DAY "moment / 86400000"

#endif
