// Requests made up along openapi.json, and some a step beside it: each answer is one that the document speaks of, by ajv.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";

const follow = (document, o) => (o?.$ref ? o.$ref.split("/").slice(1).reduce((at, word) => at[word], document) : o);

// Values of a schema; a word that is known there under that name now and then, so that more than refusals come back.
function valueOf(document, schema, known, name = "") {
	const s = follow(document, schema);
	const type = Array.isArray(s.type) ? fc.constantFrom(...s.type) : fc.constant(s.type);
	return type.chain((one) => {
		if (s.enum) return fc.constantFrom(...s.enum);
		switch (one) {
			case "object":
				return objectOf(document, s, known);
			case "array":
				return fc.array(valueOf(document, s.items ?? {}, known), { maxLength: 3 });
			case "boolean":
				return fc.boolean();
			case "integer":
				return fc.integer({ min: s.minimum ?? -5, max: s.maximum ?? 300 });
			case "number":
				return fc.double({ noNaN: true, noDefaultInfinity: true });
			case "null":
				return fc.constant(null);
			default:
				return stringOf(s, known[name] ?? []);
		}
	});
}

function stringOf(s, words) {
	const made = s.pattern
		? fc.stringMatching(new RegExp(s.pattern), { maxLength: 80 })
		: fc.fullUnicodeString({ minLength: s.minLength ?? 0, maxLength: s.maxLength ?? 40 });
	const fits = words.filter((one) => !s.pattern || new RegExp(s.pattern).test(one));
	return fits.length > 0 ? fc.oneof(made, { weight: 3, arbitrary: fc.constantFrom(...fits) }) : made;
}

function objectOf(document, s, known) {
	const members = Object.fromEntries(
		Object.entries(s.properties ?? {}).map(([name, one]) => [name, valueOf(document, one, known, name)]),
	);
	const whole = fc.record(members, { requiredKeys: s.required ?? [] });
	return s.properties || !s.additionalProperties
		? whole
		: fc.dictionary(fc.string({ maxLength: 10 }), valueOf(document, s.additionalProperties, known), { maxKeys: 3 });
}

// [name, value] of all parameters of that place; what need not be there now and then is not.
const parametersOf = (document, operation, place, known) =>
	fc.tuple(
		...(operation.parameters ?? [])
			.map((one) => follow(document, one))
			.filter((one) => one.in === place)
			.map((one) => {
				const value = valueOf(document, one.schema, known, one.name).map((v) => [one.name, String(v)]);
				return one.required ? value : fc.option(value, { freq: 2 });
			}),
	);

function requestOf(document, path, method, operation, tokens, known) {
	const schema = follow(document, operation.requestBody)?.content["application/json"].schema;
	const body = schema
		? fc.oneof({ weight: 5, arbitrary: valueOf(document, schema, known).map((v) => JSON.stringify(v)) },
			{ weight: 1, arbitrary: fc.json() }, { weight: 1, arbitrary: fc.string() })
		: fc.constant(undefined);
	return fc.record({
		token: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...tokens) }, { weight: 1, arbitrary: fc.constant("") }),
		inPath: parametersOf(document, operation, "path", known),
		inQuery: parametersOf(document, operation, "query", known),
		inHeader: parametersOf(document, operation, "header", known),
		body,
	});
}

const printable = /^[!-~]([ -~]*[!-~])?$/;

async function ask(url, path, method, request) {
	const target = request.inPath.reduce((at, [name, value]) => at.replace(`{${name}}`, encodeURIComponent(value.toWellFormed?.() ?? value)), path);
	const query = new URLSearchParams(request.inQuery.filter((one) => one));
	const headers = { "Content-Type": "application/json", "Accept-Language": "en" };
	if (request.token) headers.Authorization = `Bearer ${request.token}`;
	for (const [name, value] of request.inHeader.filter((one) => one)) if (printable.test(value)) headers[name] = value;
	const stop = new AbortController();
	const answer = await fetch(`${url}${target}?${query}`, { method, headers, body: request.body, signal: stop.signal });
	const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
	const text = type === "text/event-stream" ? "" : await answer.text();
	stop.abort(); // a stream has no end
	return { status: answer.status, type, text, target: `${target}?${query}` };
}

// What is not as the document says; undefined: all is.
function lacks(ajv, document, operation, answer) {
	const response = follow(document, operation.responses[answer.status]);
	if (!response) return "the status is not documented";
	if (!response.content) return answer.text ? "it has a body" : undefined;
	const media = response.content[answer.type];
	if (!media) return `the type ${answer.type} is not documented`;
	if (!answer.type.includes("json")) return undefined;
	const validate = ajv.schemas(media.schema);
	return validate(JSON.parse(answer.text)) ? undefined : ajv.ajv.errorsText(validate.errors);
}

// Schemas lie in the document, so references in them are made to lead there.
function schemasOf(document) {
	const ajv = new Ajv2020({ strict: false, allErrors: false });
	const made = new Map();
	addFormats(ajv);
	ajv.addSchema({ $id: "document", components: document.components });
	const lead = (o) => JSON.parse(JSON.stringify(o).replaceAll('"#/', '"document#/'));
	return {
		ajv,
		schemas: (schema) => {
			if (!made.has(schema)) made.set(schema, ajv.compile(lead(schema)));
			return made.get(schema);
		},
	};
}

export async function generated(url, tree, tokens, known, { seed, runs }) {
	const document = JSON.parse(readFileSync(`${tree}/gateway/api/openapi.json`, "utf8"));
	const ajv = schemasOf(document);
	const seen = {};
	let asked = 0;
	for (const [path, methods] of Object.entries(document.paths))
		for (const [method, operation] of Object.entries(methods)) {
			if (method === "parameters") continue;
			const all = { ...operation, parameters: [...(methods.parameters ?? []), ...(operation.parameters ?? [])] };
			await fc.assert(
				fc.asyncProperty(requestOf(document, path, method, all, tokens, known), async (request) => {
					const answer = await ask(url, path, method.toUpperCase(), request);
					const lack = lacks(ajv, document, operation, answer);
					asked++;
					seen[answer.status] = (seen[answer.status] ?? 0) + 1;
					if (lack) throw new Error(`${method} ${answer.target}: ${answer.status} ${answer.text.slice(0, 500)}: ${lack}`);
				}),
				{ seed, numRuns: runs },
			);
		}
	return { asked, seen };
}
