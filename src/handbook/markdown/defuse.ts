import { toString as wordsOf } from 'mdast-util-to-string';
import { applyEdits, type Edit } from './edits.ts';
import { mentionsIn, type Targets } from './mentions.ts';
import {
  isMasked,
  isTooDeep,
  type Nodes,
  parseMarkdown,
  spanOf,
  walk,
  webAddress,
} from './tree.ts';

/** What an escape uncovers is escaped in another round; this many are more than nesting allows. */
const mostRounds = 8;

export interface Links extends Targets {
  /** Where the file of a snippet is, as seen from the file that names it. */
  readonly fileOf: (number: number) => string;
}

/**
 * A member's text as it can stand in a file on a code host, and mean there what it means here: HTML
 * is text, images (which report who reads them) are links, and links lead to the web, and to where
 * their words say. `S7` and `#42` lead to their files.
 */
export function toMarkdown(text: string, links: Links): string {
  // HTML has a `<`, and every link, picture and definition with words of its own a `]`.
  const isPlain = !/[<\]]/.test(text) && !isTooDeep(text);
  const safe = isPlain ? text : defuse(text);
  if (mentionsIn(safe, links).length === 0) return safe;
  const linked = withLinks(safe, links);
  // Brackets around a mention may make something else of the link.
  return hasBait(linked, links) ? safe : linked;
}

function hasBait(text: string, { fileOf, ofSnippet }: Links): boolean {
  const ours = new Set(Array.from(ofSnippet, fileOf));
  const tree = parseMarkdown(text);
  return [...walk(tree ?? { type: 'root', children: [] })].some(
    (node) => !(node.type === 'link' && ours.has(node.url)) && defusing(node, text).length > 0,
  );
}

function defuse(text: string): string {
  let safe = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const tree = parseMarkdown(safe);
    if (!tree) return asCode(safe);
    const source = safe;
    const edits = [...walk(tree)].flatMap((node) => defusing(node, source));
    if (edits.length === 0) return safe;
    safe = applyEdits(safe, edits);
  }
  return asCode(text);
}

function defusing(node: Nodes, text: string): Edit[] {
  const [start, end] = spanOf(node);
  const escapeAt = (at: number): Edit => ({ start: at, end: at, by: '\\' });
  switch (node.type) {
    case 'html': {
      const signs = Array.from(text.slice(start, end).matchAll(/</g));
      return signs.map(({ index }) => escapeAt(start + index));
    }
    case 'image':
    case 'imageReference':
      return [escapeAt(start)];
    case 'definition':
      return webAddress(node.url) ? [] : [escapeAt(start)];
    case 'link': {
      const url = webAddress(node.url);
      if (url && !isMasked(wordsOf(node), url)) return [];
      // A bare address that is recognised without brackets leads where it says.
      return /[[<]/.test(text.charAt(start)) ? [escapeAt(start)] : [];
    }
    default:
      return [];
  }
}

function withLinks(text: string, { fileOf, ...targets }: Links): string {
  const tree = parseMarkdown(text);
  if (!tree) return text;
  const edits = [...walk(tree, ({ type }) => type !== 'link' && type !== 'linkReference')]
    .filter(({ type }) => type === 'text')
    .flatMap((node): Edit[] => {
      const [from, to] = spanOf(node);
      const words = text.slice(from, to);
      return mentionsIn(words, targets).map(({ start, end, number }) => ({
        start: from + start,
        end: from + end,
        by: `[${words.slice(start, end)}](${fileOf(number)})`,
      }));
    });
  return applyEdits(text, edits);
}

/** As it is, in a fence longer than any in it. */
function asCode(text: string): string {
  const longest = Array.from(text.matchAll(/`+/g), ([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...longest.slice(0, 10_000)) + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Turns back what `toMarkdown` wrote: for a text that was edited in a file. */
export function fromFile(text: string): string {
  if (!/\\[<!]|\.md\)/.test(text)) return text;
  const tree = parseMarkdown(text);
  if (!tree) return text;
  const edits = [...walk(tree, ({ type }) => type !== 'link')].flatMap((node): Edit[] => {
    const [start, end] = spanOf(node);
    const source = text.slice(start, end);
    if (node.type === 'text') {
      // The bracket of an image that became a link is a node of its own.
      const escapes = text.slice(start, end + 1).matchAll(/\\(?=<[a-zA-Z/!?])|\\(?=!\[)/g);
      return Array.from(escapes, ({ index }) => ({
        start: start + index,
        end: start + index + 1,
        by: '',
      }));
    }
    const [, mention] = /^\[(S\d+|#\d+)\]\([\w.%-]+\.md\)$/.exec(source) ?? [];
    return node.type === 'link' && mention ? [{ start, end, by: mention }] : [];
  });
  return applyEdits(text, edits);
}
