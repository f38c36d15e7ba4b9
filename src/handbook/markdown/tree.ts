import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

export type Root = ReturnType<typeof fromMarkdown>;
/** A piece of a text: https://github.com/syntax-tree/mdast */
export type Nodes = Root | Root['children'][number];

/** Quotes and lists so deep are not meant to be read, and would exhaust the parser's stack. */
const tooDeep = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){32}/m;
const tooIndented = /^[ \t]{200}/m;

export const isTooDeep = (text: string) => tooDeep.test(text) || tooIndented.test(text);

/** A text as Markdown (CommonMark and GitHub's tables, strikes and bare links); undefined: it is none. */
export function parseMarkdown(text: string): Root | undefined {
  if (isTooDeep(text)) return undefined;
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** From where to where a node stands in its text. */
export function spanOf(node: Nodes): readonly [start: number, end: number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}

/** A node and all below it, in their order; `enter` says whether to look below. */
export function* walk(node: Nodes, enter: (node: Nodes) => boolean = () => true): Generator<Nodes> {
  yield node;
  if (!('children' in node) || !enter(node)) return;
  for (const child of node.children) yield* walk(child, enter);
}

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The address as a reader may follow it; undefined for one that is not on the web (`javascript:`, a path). */
export function webAddress(url: string): URL | undefined {
  const parsed = URL.parse(url);
  return parsed && schemes.has(parsed.protocol) ? parsed : undefined;
}

const address = /(?:https?:\/\/|www\.)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?![\p{L}\p{N}])/giu;

/** Whether a link's words name another host than the one it leads to. */
export function isMasked(words: string, url: URL): boolean {
  const host = url.hostname.replace(/^www\./, '');
  // Names of files (`node.js`) look like hosts: only what is written as an address counts.
  return Array.from(words.slice(0, 2_000).matchAll(address)).some(([written, named = '']) => {
    const isAddress = /^(?:https?:|www\.)/i.test(written);
    return isAddress && named.toLowerCase().replace(/^www\./, '') !== host;
  });
}
