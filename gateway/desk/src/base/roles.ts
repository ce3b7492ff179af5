// What the roles are called, those of the program and the installation's own, as /v1/roles tells them.
import { signal } from "@preact/signals";
import { api, take, type Schemas } from "./api";
import { named, say } from "./words";

const roles = signal<Schemas["Role"][]>([]);

export async function readRoles(): Promise<void> {
	roles.value = (await take(api.GET("/v1/roles", {}))).items;
}

/** All that there are, in the order of what they are called. */
export const roleKeys = (): string[] => roles.value.map((r) => r.name).sort((a, b) => roleName(a).localeCompare(roleName(b)));

/** Who is no more than a customer has no role, and is called so. */
export const roleName = (role: string): string =>
	role === "customer" ? say("role.customer") : named(roles.value.find((r) => r.name === role)?.title, role.replaceAll("_", " "));

export const rolesOf = (who: { roles: string[] }): string => who.roles.map(roleName).join(", ");
