// What the roles are called. A role of the installation's own stands as its file writes it.
import { say, type Word } from "./words";

export function roleName(role: string): string {
	const key = `role.${role}` as Word;
	const said = say(key);
	return said === key ? role.replaceAll("_", " ") : said;
}

export const rolesOf = (who: { roles: string[] }): string => who.roles.map(roleName).join(", ");
