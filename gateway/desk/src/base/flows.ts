// The processes of the installation, as /v1/flows tells them: the pages know none by name.
import { signal } from "@preact/signals";
import { api, take, type Argument, type Flow } from "./api";
import { language, named } from "./words";

export const flows = signal<Flow[]>([]);

export async function readFlows(): Promise<void> {
	flows.value = (await take(api.GET("/v1/flows", { params: { query: { language: language.value } } }))).items;
}

export const flow = (name: string): Flow | undefined => flows.value.find((f) => f.name === name);
export const flowTitle = (name: string, otherwise = name): string => named(flow(name)?.title, otherwise);
export const stateLabel = (of: string, state: string, otherwise = state): string =>
	named(flow(of)?.states.find((s) => s.name === state)?.label, otherwise);
export const nodeLabel = (of: string, node: string, otherwise = node): string =>
	named(flow(of)?.nodes.find((n) => n.name === node)?.label, otherwise);
/** Where a state stands among those of its process, so that groups follow the work. */
export const stateRank = (of: string, state: string): number => {
	const rank = flow(of)?.states.findIndex((s) => s.name === state) ?? -1;
	return rank < 0 ? 99 : rank;
};

export interface Openable {
	flow: string;
	arguments: Argument[];
}

/** What the reader may open by hand, with what is asked for beside the words. */
export function openings(): Openable[] {
	return flows.value.flatMap((f) => (f.opening ? [{ flow: f.name, arguments: f.opening.arguments }] : []));
}
