// What was played is kept as a talk, or given up for a new play.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Refusal, refusalOf } from "../base/api";
import { say } from "../base/words";
import { Icon } from "../parts/icon";
import { ask } from "./ask";
import { at, begin, busy, fault, given, texts } from "./play";
import { Refused } from "./refused";

async function saveTalk(play: string): Promise<void> {
	const talk = await ask.talk(play);
	const url = URL.createObjectURL(new Blob([talk.words], { type: "text/plain" }));
	const a = document.createElement("a");
	a.href = url;
	a.download = talk.name;
	a.click();
	URL.revokeObjectURL(url);
}

/** The play's time zone is that of the gateway; a field of the browser has none. */
const zoneOf = (time: string): string => /(Z|[+-]\d\d:\d\d)$/.exec(time)?.[0] ?? "Z";

function Anew({ done }: { done: () => void }) {
	const [from, set] = useState("");
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const go = async (e: Event): Promise<void> => {
		e.preventDefault();
		await begin(from ? `${from}:00${zoneOf(at.value)}` : undefined);
		if (!fault.value) done();
	};
	return (
		<form class="panel anew" onSubmit={(e) => void go(e)} onKeyDown={(e) => e.key === "Escape" && done()}>
			<p>{say("phones.anew_what")}</p>
			<div class="row">
				<label for="anew-at" class="soft">
					{say("phones.anew_at")}
				</label>
				<input ref={field} id="anew-at" class="input" type="datetime-local" value={from} onInput={(e) => set(e.currentTarget.value)} />
				<button class="button main" type="submit" disabled={busy.value}>
					{say("phones.anew")}
				</button>
				<button class="button" type="button" onClick={done}>
					{say("form.not")}
				</button>
			</div>
		</form>
	);
}

export function Keeping() {
	const [refused, setRefused] = useState<Refusal>();
	const [anew, setAnew] = useState(false);
	const opener = useRef<HTMLButtonElement>(null);
	const close = (): void => {
		opener.current?.focus();
		setAnew(false);
	};
	const save = (): void => {
		setRefused(undefined);
		saveTalk(given.value?.play ?? "").catch((f: unknown) => setRefused(refusalOf(f)));
	};
	return (
		<>
			<div class="row keeping">
				<button class="button" type="button" disabled={!texts.value.length} onClick={save}>
					<Icon name="save" />
					{say("phones.save")}
				</button>
				<button ref={opener} class="button" type="button" aria-expanded={anew} onClick={() => setAnew(!anew)}>
					<Icon name="again" />
					{say("phones.anew")}
				</button>
			</div>
			<Refused fault={refused} />
			{anew && <Anew done={close} />}
		</>
	);
}
