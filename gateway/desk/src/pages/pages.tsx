// Each page, by the first part of its address.
import type { ComponentType } from "preact";
import { Board } from "./board";
import { TicketPage } from "./ticket";

export interface PageOf {
	rest: string[]; // the further parts of the address
}

export const pages: Record<string, ComponentType<PageOf>> = {
	board: Board,
	ticket: TicketPage,
};
