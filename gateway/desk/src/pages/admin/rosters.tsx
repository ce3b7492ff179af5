// The four lists that an import fills, in the columns of an import.
import { all, api, take, type Schemas } from "../../base/api";
import { roleKeys, roleName } from "../../base/roles";
import { languages } from "../../base/words";
import { DeputyPanel, readDeputies, standsIn, useDeputies } from "../../parts/deputy";
import type { Roster, Row } from "./roster";

type Tagged = { data?: unknown; response: Response };

const stationNames = async (): Promise<string[]> =>
	(await all(async (after) => take(api.GET("/v1/stations", { params: { query: { limit: 200, after } } })))).map((s) => s.station);
const customerNames = async (): Promise<string[]> =>
	(await all(async (after) => take(api.GET("/v1/customers", { params: { query: { limit: 200, after } } })))).map((c) => c.name);
const roles = async (): Promise<string[]> => roleKeys();
const languageKeys = async (): Promise<string[]> => languages.value;

/** One row, with the tag that says which it was. */
async function tagged(asked: Promise<Tagged>): Promise<{ row: Row; tag: string }> {
	let tag = "";
	const row = await take(
		asked.then((answer) => {
			tag = answer.response.headers.get("ETag") ?? "";
			return answer;
		}) as Promise<{ data?: Row; response: Response }>,
	);
	return { row, tag };
}

const writes = (tag: string, key: string) => ({ "If-Match": tag, "Idempotency-Key": key });

let deputies: Promise<Map<string, string>> | undefined; // by the id of whom they stand in for

const standIns = async (): Promise<Map<string, string>> => new Map((await readDeputies()).map((d) => [d.id, standsIn(d)]));

/** People, each with who stands in for them, which is asked with the first page for all. */
async function pageOfPeople(after: string | undefined): Promise<{ items: Row[]; next?: string | null }> {
	if (!after || !deputies) deputies = standIns();
	const [page, of] = await Promise.all([take(api.GET("/v1/people", { params: { query: { limit: 200, after } } })), deputies]);
	return { ...page, items: page.items.map((row): Row => ({ ...row, deputy: of.get(row.id) })) };
}

function DeputyOf({ id }: { id: string }) {
	const loaded = useDeputies();
	const row = loaded.data?.find((d) => d.id === id);
	return row ? <DeputyPanel of={row} again={loaded.again} /> : null;
}

export const people: Roster = {
	path: "people",
	title: "admin.people",
	add: "admin.add_person",
	note: "admin.people_note",
	id: (row) => String(row.id),
	columns: [
		{ key: "name", word: "column.name" },
		{ key: "mobile", word: "column.mobile", list: true, hint: "column.mobile_hint" },
		{ key: "roles", word: "column.roles", list: true, hint: "column.roles_hint", options: roles, named: roleName },
		{ key: "station", word: "ticket.station", options: stationNames },
		{ key: "language", word: "settings.language", options: languageKeys },
		{ key: "email", word: "column.email", aside: true },
		{ key: "deputy", word: "column.deputy", seen: true },
	],
	beside: (id) => <DeputyOf id={id} />,
	page: pageOfPeople,
	one: async (id) => tagged(api.GET("/v1/people/{id}", { params: { path: { id } } })),
	put: async (id, row, tag, key) => {
		await take(
			api.PUT("/v1/people/{id}", { params: { path: { id }, header: writes(tag, key) }, body: row as Schemas["PersonRow"] }),
		);
	},
	post: async (row, key) => {
		await take(api.POST("/v1/people", { params: { header: { "Idempotency-Key": key } }, body: row as Schemas["PersonRow"] }));
	},
};

export const customers: Roster = {
	path: "customers",
	title: "admin.customers",
	add: "admin.add_customer",
	id: (row) => String(row.id),
	columns: [
		{ key: "name", word: "column.name" },
		{ key: "mobile", word: "column.mobile", list: true, hint: "column.mobile_hint" },
		{ key: "class", word: "column.class" },
		{ key: "language", word: "settings.language", options: languageKeys },
		{ key: "sales_manager", word: "column.sales_manager" },
	],
	page: async (after) => take(api.GET("/v1/customers", { params: { query: { limit: 200, after } } })),
	one: async (id) => tagged(api.GET("/v1/customers/{id}", { params: { path: { id } } })),
	put: async (id, row, tag, key) => {
		await take(
			api.PUT("/v1/customers/{id}", { params: { path: { id }, header: writes(tag, key) }, body: row as Schemas["CustomerRow"] }),
		);
	},
	post: async (row, key) => {
		await take(api.POST("/v1/customers", { params: { header: { "Idempotency-Key": key } }, body: row as Schemas["CustomerRow"] }));
	},
};

export const stations: Roster = {
	path: "stations",
	title: "admin.stations",
	add: "admin.add_station",
	id: (row) => String(row.station),
	columns: [
		{ key: "station", word: "column.name", fixed: true },
		{ key: "region", word: "column.region" },
		{ key: "address", word: "column.address" },
	],
	page: async (after) => take(api.GET("/v1/stations", { params: { query: { limit: 200, after } } })),
	one: async (name) => tagged(api.GET("/v1/stations/{name}", { params: { path: { name } } })),
	put: async (name, row, tag, key) => {
		await take(
			api.PUT("/v1/stations/{name}", { params: { path: { name }, header: writes(tag, key) }, body: row as Schemas["StationRow"] }),
		);
	},
	post: async (row, key) => {
		await take(api.POST("/v1/stations", { params: { header: { "Idempotency-Key": key } }, body: row as Schemas["StationRow"] }));
	},
};

export const machines: Roster = {
	path: "machines",
	title: "admin.machines",
	add: "admin.add_machine",
	id: (row) => String(row.serial),
	columns: [
		{ key: "serial", word: "column.serial", fixed: true },
		{ key: "model", word: "column.model" },
		{ key: "customer", word: "ticket.customer", options: customerNames },
		{ key: "station", word: "ticket.station", options: stationNames },
		{ key: "km", word: "column.km", number: true },
		{ key: "hours", word: "column.hours", number: true },
		{ key: "warranty_until", word: "column.warranty" },
		{ key: "latitude", word: "column.latitude", number: true, aside: true },
		{ key: "longitude", word: "column.longitude", number: true, aside: true },
	],
	page: async (after) => take(api.GET("/v1/machines", { params: { query: { limit: 200, after } } })),
	one: async (serial) => tagged(api.GET("/v1/machines/{serial}", { params: { path: { serial } } })),
	put: async (serial, row, tag, key) => {
		await take(
			api.PUT("/v1/machines/{serial}", {
				params: { path: { serial }, header: writes(tag, key) },
				body: row as Schemas["MachineRow"],
			}),
		);
	},
	post: async (row, key) => {
		await take(api.POST("/v1/machines", { params: { header: { "Idempotency-Key": key } }, body: row as Schemas["MachineRow"] }));
	},
};
