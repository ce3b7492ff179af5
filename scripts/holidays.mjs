// holidays.mjs FOLDER YEAR: writes an .ics of China's public holidays and make-up working days to standard output.
//
// FOLDER is the npm package chinese-days, unpacked: its table of that year is all that is used. To have a new year:
//
//     cd "$(mktemp -d)" && npm install chinese-days
//     node .../scripts/holidays.mjs node_modules/chinese-days 2027 >holidays-2027-cn.ics
//
// then add the file to `days` of a calendar. The State Council announces a year's days late in the year before.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, year] = process.argv.slice(2);
if (!folder || !/^20\d\d$/.test(year ?? "")) {
	console.error("usage: node holidays.mjs FOLDER-OF-chinese-days YEAR");
	process.exit(2);
}

const read = (...path) => {
	try {
		return JSON.parse(readFileSync(join(folder, ...path), "utf8"));
	} catch (error) {
		console.error(`holidays.mjs: ${join(folder, ...path)}: ${error.message}; is that year in this version?`);
		process.exit(1);
	}
};
const { name, version, license } = read("package.json");
const table = join("dist", "years", `${year}.json`);
const { holidays, workdays } = read(table);

const plain = (date) => date.replaceAll("-", "");
const next = (date) => new Date(Date.parse(date) + 24 * 3600 * 1000).toISOString().slice(0, 10);
const title = (value) => value.split(",")[1];

// Days in a row with one name are one event; its end is the day after the last.
const events = (days, category, suffix) => {
	const found = [];
	for (const date of Object.keys(days).sort()) {
		const last = found.at(-1);
		if (last && last.end === date && last.title === title(days[date]) && category === "HOLIDAY")
			last.end = next(date);
		else
			found.push({ start: date, end: next(date), title: title(days[date]), category, suffix });
	}
	return found;
};

const all = [...events(holidays, "HOLIDAY", ""), ...events(workdays, "WORKDAY", "调休上班")];
if (all.length === 0 || all.some((e) => !e.start.startsWith(year) || !e.title)) {
	console.error(`holidays.mjs: ${table} of ${name} ${version} does not look as expected; nothing is written`);
	process.exit(1);
}
all.sort((a, b) => (a.start < b.start ? -1 : 1));

const lines = [
	"BEGIN:VCALENDAR",
	"VERSION:2.0",
	"PRODID:-//Fieldgate//holidays.mjs//ZH",
	`X-WR-CALNAME:${year}年中国节假日与调休`,
	`X-SOURCE:npm package ${name} ${version} (${license}), ${table}`,
	"X-MADE-BY:scripts/holidays.mjs; make it again rather than edit it",
	...all.flatMap((e) => [
		"BEGIN:VEVENT",
		`UID:${plain(e.start)}-${e.category.toLowerCase()}@${name}`,
		`DTSTAMP:${year}0101T000000Z`,
		`DTSTART;VALUE=DATE:${plain(e.start)}`,
		`DTEND;VALUE=DATE:${plain(e.end)}`,
		`SUMMARY:${e.title}${e.suffix}`,
		`CATEGORIES:${e.category}`,
		"TRANSP:TRANSPARENT",
		"END:VEVENT",
	]),
	"END:VCALENDAR",
];
process.stdout.write(lines.join("\r\n") + "\r\n");
