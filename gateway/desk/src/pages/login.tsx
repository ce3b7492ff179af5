// The door: a token is shown once, and becomes a session.
import { useState } from "preact/hooks";
import { type Refusal, refusalOf } from "../base/api";
import { begin, ended, other, resume, unreached } from "../base/session";
import { say } from "../base/words";
import { LanguageChoice, Mark } from "../parts/frame";
import { Fault } from "../parts/state";

/** Why who was here is not any more. */
function Over() {
	return (
		<>
			{ended.value && (
				<div class="notice" role="status">
					<p>{say("login.ended")}</p>
				</div>
			)}
			{other.value && (
				<>
					<div class="notice" role="status">
						<p>{say("login.other", { name: other.value.name })}</p>
					</div>
					<button class="button" type="button" onClick={() => void resume()}>
						{say("login.go_on", { name: other.value.name })}
					</button>
				</>
			)}
			{unreached.value && (
				<div class="notice bad" role="alert">
					<p>{say("fault.unreached")}</p>
					<button class="button plain" type="button" onClick={() => void resume()}>
						{say("fault.again")}
					</button>
				</div>
			)}
		</>
	);
}

export function Login() {
	const [token, set] = useState("");
	const [fault, setFault] = useState<Refusal>();
	const [busy, setBusy] = useState(false);

	const enter = async (e: Event): Promise<void> => {
		e.preventDefault();
		setBusy(true);
		setFault(undefined);
		try {
			await begin(token.trim());
		} catch (f) {
			setFault(refusalOf(f));
		}
		setBusy(false);
	};
	return (
		<main class="door">
			<form class="panel" onSubmit={(e) => void enter(e)}>
				<div class="spread">
					<span class="brand">
						<Mark />
						<h1>{say("product")}</h1>
					</span>
				</div>
				<p class="soft">{say("login.title")}</p>
				<Over />
				<div class="field">
					<label for="token">{say("login.token")}</label>
					<input
						id="token"
						class="input"
						type="password"
						autocomplete="off"
						spellcheck={false}
						required
						value={token}
						onInput={(e) => set(e.currentTarget.value)}
					/>
				</div>
				{fault && <Fault fault={fault} />}
				<button class="button main" type="submit" disabled={busy || !token.trim()}>
					{say("login.enter")}
				</button>
				<p class="soft small">{say("login.how")}</p>
				<LanguageChoice />
			</form>
		</main>
	);
}
