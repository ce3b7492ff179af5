// The phones: begins with the reader's session, as the desk does, and shows the play.
import { render } from "preact";
import "./style.css";
import { keepFocus } from "./base/focus";
import { me, resume } from "./base/session";
import { followTabs } from "./base/tabs";
import { apply } from "./base/theme";
import { begin } from "./base/words";
import { Login } from "./pages/login";
import { Stage } from "./phones/stage";

function Phones() {
	return me.value ? <Stage /> : <Login />;
}

apply();
followTabs();
keepFocus();
void begin()
	.catch(() => undefined)
	.then(resume)
	.then(() => render(<Phones />, document.body));
