// Bundles the pages into site/. Runs in a copy of this folder (scripts/desk makes it), beside node_modules and made/.
//
//   node build.mjs WORDS API    writes made/words.d.ts from the English words of the pages, and site/
import { build } from "esbuild";
import { readFileSync, writeFileSync, mkdirSync, rmSync, readdirSync } from "node:fs";
import { load } from "js-yaml";

const words = Object.keys(load(readFileSync(process.argv[2], "utf8")));
mkdirSync("made", { recursive: true });
writeFileSync(
	"made/words.d.ts",
	`/** Each text of the pages, by its key. */\nexport type Word =\n${words.map((w) => `\t| ${JSON.stringify(w)}`).join("\n")};\n`,
);

// A word is used by its key in quotes, or by how its key begins, as in `role.${role}` as Word.
const filesOf = (folder) =>
	readdirSync(folder, { withFileTypes: true }).flatMap((f) => (f.isDirectory() ? filesOf(`${folder}/${f.name}`) : [`${folder}/${f.name}`]));
const sources = filesOf("src").map((path) => readFileSync(path, "utf8")).join("\n");
const families = [...sources.matchAll(/`([a-z_]+\.)\$\{\w+\}` as Word/g)].map(([, family]) => family);
const unused = words.filter((w) => !sources.includes(`"${w}"`) && !families.some((f) => w.startsWith(f)));
if (unused.length) throw new Error(`no page says ${unused.join(", ")}; take the keys out of each pages.yaml`);

rmSync("site", { recursive: true, force: true });
mkdirSync("site");
const result = await build({
	entryPoints: { desk: "src/desk.tsx", phones: "src/phones.tsx" },
	bundle: true,
	format: "esm",
	splitting: true,
	minify: true,
	target: ["es2020"],
	jsx: "automatic",
	jsxImportSource: "preact",
	outdir: "site",
	entryNames: "[name]-[hash]",
	chunkNames: "part-[hash]",
	assetNames: "[name]-[hash]",
	legalComments: "none",
	metafile: true,
	logLevel: "warning",
});
if (result.warnings.length) process.exit(1);

// The name of what an entry became, with its hash.
const made = (entry, end) =>
	Object.keys(result.metafile.outputs)
		.map((path) => path.replace("site/", ""))
		.find((name) => name.startsWith(`${entry}-`) && name.endsWith(end));

for (const [page, entry] of [
	["index.html", "desk"],
	["phones.html", "phones"],
]) {
	const html = readFileSync(page, "utf8")
		.replaceAll("STYLE", `/desk/${made(entry, ".css")}`)
		.replaceAll("SCRIPT", `/desk/${made(entry, ".js")}`);
	writeFileSync(`site/${page}`, html);
}
if (!readdirSync("site").some((name) => name.startsWith("desk-"))) throw new Error("nothing was bundled");
