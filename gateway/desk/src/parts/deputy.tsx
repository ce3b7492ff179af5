// Who stands in for somebody: it is seen, set and ended as by text, the gateway's answer shown.
import { api, take, type Schemas } from "../base/api";
import { useDraftValues } from "../base/draft";
import { type Loaded, useLoad } from "../base/load";
import { me } from "../base/session";
import { when } from "../base/time";
import { language, say } from "../base/words";
import { ArgumentField } from "./argument";
import { Said, useSending } from "./send";

export type DeputyRow = Schemas["DeputyRow"];

/** All who may have a deputy, as far as the reader may know. */
export const readDeputies = async (): Promise<DeputyRow[]> =>
	(await take(api.GET("/v1/deputies", { params: { query: { language: language.value } } }))).items;

export const useDeputies = (): Loaded<DeputyRow[]> => useLoad(`deputies ${language.value}`, readDeputies);

/** Who it is and until when; empty: nobody. */
export function standsIn(of: DeputyRow): string {
	if (!of.deputy) return "";
	return of.deputy_until ? say("deputy.until", { name: of.deputy, time: when(of.deputy_until) }) : say("deputy.open", { name: of.deputy });
}

export function DeputyPanel({ of, again }: { of: DeputyRow; again: () => void }) {
	const [values, set] = useDraftValues(`deputy.${of.id}`);
	const sending = useSending();
	const mine = me.value?.person === of.number;
	const asked = of.names_by.arguments;
	const put = async (words: string[]): Promise<void> => {
		const text = [of.names_by.word, ...words.map((w) => w.trim()).filter(Boolean)].join(" ");
		if (!(await sending.send({ text, ...(mine ? {} : { as: of.number }) }))) return;
		set({});
		again();
	};
	const name = (e: Event): void => {
		e.preventDefault();
		void put(asked.map((one) => values[one.name] ?? ""));
	};
	return (
		<form class="panel form deputy" aria-label={say(mine ? "deputy.mine" : "deputy.title")} onSubmit={name}>
			<h2>{say(mine ? "deputy.mine" : "deputy.title")}</h2>
			<p>{standsIn(of) || say("deputy.none")}</p>
			<p class="soft small">{say(mine ? "deputy.what_mine" : "deputy.what")}</p>
			<div class="form wide">
				{asked.map((one) => (
					<ArgumentField
						key={one.name}
						of={one}
						id={`deputy-${one.name}`}
						value={values[one.name] ?? ""}
						set={(next) => set({ ...values, [one.name]: next })}
					/>
				))}
			</div>
			<Said of={sending} />
			<div class="row end">
				{of.deputy && (
					<button class="button" type="button" disabled={sending.busy} onClick={() => void put([of.number])}>
						{say("deputy.end")}
					</button>
				)}
				{/* Beside somebody's own form the main thing is to save that. */}
				<button class={mine ? "button main" : "button"} type="submit" disabled={sending.busy}>
					<span class="word">{of.names_by.word}</span>
				</button>
			</div>
		</form>
	);
}
