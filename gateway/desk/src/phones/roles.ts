// What the roles are called. A role of the installation's own stands as its file writes it.
import { say, type Word } from "../base/words";
import type { Who } from "./ask";

export function roleName(role: string): string {
	const key = `role.${role}`;
	const said = say(key as Word);
	return said === key ? role.replaceAll("_", " ") : said;
}

export const rolesOf = (who: Who): string => who.roles.map(roleName).join(", ");
