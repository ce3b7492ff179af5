// What the phones ask of the gateway, under /phones/v1; typed by its OpenAPI document.
import { api, take, type Schemas } from "../base/api";

export type Who = Schemas["PlayPerson"];
export type Given = Schemas["Play"];
export type PlayedText = Schemas["PlayedText"];
export type PlayedTicket = Schemas["PlayedTicket"];
export type Heard = Schemas["PlayState"];
export type Opening = Omit<Schemas["PlayOpening"], "fields"> & { fields?: Record<string, string> };
export type Move = { minutes: number } | { until: "next" };

const of = (play: string, after: number): { path: { play: string }; query: { after: number } } => ({ path: { play }, query: { after } });

/** `after`: the number of the last text that is known; what is heard has those behind it. */
export const ask = {
	begin: (at?: string) => take(api.POST("/phones/v1/plays", { body: at ? { at } : {} })),
	after: (play: string, after: number) => take(api.GET("/phones/v1/plays/{play}", { params: of(play, after) })),
	send: (play: string, after: number, from: string, text: string) =>
		take(api.POST("/phones/v1/plays/{play}/texts", { params: of(play, after), body: { from, text } })),
	open: (play: string, after: number, body: Opening) =>
		take(api.POST("/phones/v1/plays/{play}/tickets", { params: of(play, after), body: body as Schemas["PlayOpening"] })),
	clock: (play: string, after: number, body: Move) =>
		take(api.POST("/phones/v1/plays/{play}/clock", { params: of(play, after), body })),
	/** What was played, and what its file is called. */
	talk: async (play: string) => {
		const asked = api.GET("/phones/v1/plays/{play}/talk", { params: { path: { play } }, parseAs: "text" });
		const words = await take(asked);
		const said = (await asked).response.headers.get("Content-Disposition") ?? "";
		return { words, name: /filename="?([^";]+)"?/.exec(said)?.[1] ?? "played.talk" };
	},
	end: (play: string) => take(api.DELETE("/phones/v1/plays/{play}", { params: { path: { play } } })),
};
