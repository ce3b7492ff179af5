#include "tests/year/stages.h"

static enum stage serviced_after(enum act_kind kind, enum stage s)
{
	switch (kind) {
	case DISPATCH:
	case REASSIGN:
		return PLANNED;
	case DEPART:
		return DRIVING;
	case ARRIVE:
		return SERVICING;
	case REPAIRED:
	case SEND_BACK:
		return UNREPORTED;
	case LEFT:
		return UNPLANNED;
	case POSTPONE:
		return PUT_OFF;
	case REPORT:
		return UNFILED;
	case FILED:
		return OVER;
	default:
		return s;
	}
}

enum stage stage_after(enum process process, enum act_kind kind, enum stage s)
{
	if (process == MAINTENANCE)
		return serviced_after(kind, s);
	switch (kind) {
	case ANSWER:
	case UNSOLVED:
		return ANSWERED;
	case MEND:
		return MENDED;
	case INVALID:
		return CALLED;
	case REOPEN:
		return RECEIVED;
	case DISPATCH:
	case REASSIGN:
		return DISPATCHED;
	case DEPART:
		return EN_ROUTE;
	case ARRIVE:
		return ON_SITE;
	case WAIT:
		return WAITING;
	case LEFT:
		return GONE;
	case PHONE:
	case REPAIRED:
		return RESOLVED;
	case CLOSE:
		return process == COMPLAINT ? CALLED : OVER;
	case CANCEL:
		return OVER;
	default:
		return s;
	}
}

const struct stage_next stages_next[] = {
	[CALLED] = {{REOPEN, UNDO}, {15, 85, 0}},
	[REPORTED] = {{DISPATCH, PHONE, CANCEL, UNDO}, {70, 24, 4, 2, 0}},
	[DISPATCHED] = {{DEPART, DISPATCH, REASSIGN, DELAY, WAIT, ARRIVE, REPAIRED, PHONE, CANCEL, UNDO},
			{64, 8, 5, 9, 4, 4, 2, 1, 2, 1, 0}},
	[EN_ROUTE] = {{ARRIVE, DELAY, REPAIRED, LEFT, WAIT, REASSIGN, CANCEL, UNDO}, {66, 18, 7, 2, 2, 2, 2, 1, 0}},
	[ON_SITE] = {{REPAIRED, LEFT, WAIT, CANCEL, UNDO}, {78, 12, 8, 1, 1, 0}},
	[WAITING] = {{DEPART, DISPATCH, ARRIVE, REPAIRED, LEFT, REASSIGN, CANCEL, UNDO}, {42, 36, 6, 4, 4, 4, 3, 1, 0}},
	[GONE] = {{DEPART, DISPATCH, REASSIGN, WAIT, ARRIVE, CANCEL, UNDO}, {48, 28, 8, 6, 6, 3, 1, 0}},
	[RESOLVED] = {{CLOSE, CANCEL, UNDO}, {84, 1, 15, 0}},
	[UNPLANNED] = {{DISPATCH, POSTPONE, UNDO}, {86, 12, 2, 0}},
	[PLANNED] = {{DEPART, DISPATCH, REASSIGN, DELAY, POSTPONE, ARRIVE, UNDO}, {70, 6, 5, 8, 6, 4, 1, 0}},
	[DRIVING] = {{ARRIVE, DELAY, REPAIRED, LEFT, REASSIGN, UNDO}, {68, 17, 8, 3, 3, 1, 0}},
	[SERVICING] = {{REPAIRED, LEFT, UNDO}, {89, 10, 1, 0}},
	[PUT_OFF] = {{DISPATCH, POSTPONE, UNDO}, {84, 14, 2, 0}},
	[UNREPORTED] = {{REPORT, UNDO}, {96, 4, 0}},
	[UNFILED] = {{FILED, SEND_BACK, UNDO}, {82, 14, 4, 0}},
	[RECEIVED] = {{ANSWER, ENTRUST, REPORT_PHONED, REPORT_WRITTEN, GRADE, INVALID, UNDO},
		      {58, 10, 12, 6, 7, 5, 2, 0}},
	[ANSWERED] = {{MEND, ENTRUST, ANSWER, REPORT_PHONED, REPORT_WRITTEN, GRADE, INVALID, UNDO},
		      {56, 8, 5, 9, 11, 5, 3, 3, 0}},
	[MENDED] = {{CLOSE, UNSOLVED, REPORT_PHONED, REPORT_WRITTEN, GRADE, UNDO}, {68, 12, 3, 8, 4, 5, 0}},
};
