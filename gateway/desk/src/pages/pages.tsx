// Each page, by the first part of its address.
import type { ComponentType } from "preact";
import { AdminPage } from "./admin/admin";
import { Board } from "./board";
import { FindPage } from "./find";
import { MinePage } from "./mine";
import { OpenPage } from "./open";
import { TicketPage } from "./ticket";
import { TodayPage } from "./today";

export interface PageOf {
	rest: string[]; // the further parts of the address
}

export const pages: ReadonlyMap<string, ComponentType<PageOf>> = new Map<string, ComponentType<PageOf>>([
	["admin", AdminPage],
	["board", Board],
	["find", FindPage],
	["mine", MinePage],
	["open", OpenPage],
	["ticket", TicketPage],
	["today", TodayPage],
]);
