import { NodeHtmlMarkdown } from 'node-html-markdown';
import { cleanText } from './clean.ts';

/** A pattern that matches nothing: the text is for readers and for search, not only for a renderer. */
const never = [/(?!)/g, ''] as const;

const converter = new NodeHtmlMarkdown({
  globalEscape: never,
  lineStartEscape: never,
  maxConsecutiveNewlines: 2,
  bulletMarker: '-',
});

/**
 * The converter's time grows with the square of the nesting, and its stack with the nesting. Posts of
 * people nest a dozen levels; what goes deeper is stripped of its tags instead.
 */
const deepestNesting = 40;

const tags = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi;
const withoutEnd = new Set(['br', 'hr', 'img', 'wbr', 'input', 'col', 'source', 'area']);

/** HTML as Markdown: code blocks are fenced, links, lists, tables and emphasis are kept. */
export function htmlToMarkdown(html: string): string {
  // The line end before the end of a block would become an empty line in the fence.
  const trimmed = html.replaceAll('\n</code></pre>', '</code></pre>');
  return cleanText(isTooDeep(trimmed) ? stripTags(trimmed) : converter.translate(trimmed));
}

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, end, name = ''] of html.matchAll(tags)) {
    if (withoutEnd.has(name.toLowerCase())) continue;
    depth += end ? -1 : 1;
    if (depth > deepestNesting) return true;
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
