import { NodeHtmlMarkdown } from 'node-html-markdown';
import { cleanText } from '../text.ts';

/** A pattern that matches nothing: the text is for readers and for search, not only for a renderer. */
const never = [/(?!)/g, ''] as const;

const converter = new NodeHtmlMarkdown({
  globalEscape: never,
  lineStartEscape: never,
  maxConsecutiveNewlines: 2,
  bulletMarker: '-',
});

/**
 * The converter's time grows with the square of the nesting and of the number of elements, and its
 * stack with the nesting. Posts of people nest a dozen levels and have some hundred elements; what
 * goes far beyond is stripped of its tags instead.
 */
const deepestNesting = 40;
/** The sum of the levels at which elements stand. */
const mostWork = 20_000;
/** In characters. A post of a Stack Exchange site has at most 30,000 before it becomes HTML. */
const longestHtml = 200_000;

const tags = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi;
const withoutEnd = new Set(['br', 'hr', 'img', 'wbr', 'input', 'col', 'source', 'area']);

/** HTML as Markdown: code blocks are fenced, links, lists, tables and emphasis are kept. */
export function htmlToMarkdown(html: string): string {
  // The line end before the end of a block would become an empty line in the fence.
  const trimmed = html.replaceAll('\n</code></pre>', '</code></pre>');
  const isHostile = trimmed.length > longestHtml || isTooMuch(trimmed);
  return cleanText(isHostile ? stripTags(trimmed) : converter.translate(trimmed));
}

function isTooMuch(html: string): boolean {
  const open: string[] = [];
  let work = 0;
  for (const [, end, tag = ''] of html.matchAll(tags)) {
    const name = tag.toLowerCase();
    if (withoutEnd.has(name)) continue;
    // An end tag that ends nothing must not make up for a start tag without an end.
    if (!end) open.push(name);
    else if (open.includes(name)) open.length = open.lastIndexOf(name);
    work += open.length;
    if (open.length > deepestNesting || work > mostWork) return true;
  }
  return false;
}

const entities = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
]);

function stripTags(html: string): string {
  return html
    .replace(tags, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities.get(entity) ?? entity);
}
