import { toString as wordsOf } from 'mdast-util-to-string';
import { unreachable } from '../../errors.ts';
import { mentionsIn, type Targets } from '../markdown/mentions.ts';
import { type Nodes, parseMarkdown, walk, webAddress } from '../markdown/tree.ts';
import { Html, html } from './html.ts';

/** Where `S7` and `#42` lead, as seen from the page. */
export interface PageLinks extends Targets {
  readonly pageOf: (number: number) => string;
}

type NodeOf<K extends Nodes['type']> = Extract<Nodes, { type: K }>;

interface Context {
  readonly links: PageLinks;
  readonly definitions: ReadonlyMap<string, NodeOf<'definition'>>;
  /** Links hold no links. */
  readonly isInLink: boolean;
  readonly levels: ReadonlyMap<Nodes, number>;
}

/** A member's text as markup: its Markdown, and nothing that does more. HTML is text, pictures are links. */
export function renderText(text: string, links: PageLinks): Html {
  const tree = parseMarkdown(text);
  if (!tree) return html`<pre tabindex="0"><code>${text}</code></pre>`;
  const nodes = [...walk(tree)];
  const definitions = nodes.filter((node) => node.type === 'definition');
  return all(tree.children, {
    links,
    definitions: new Map(definitions.toReversed().map((one) => [one.identifier, one])),
    isInLink: false,
    levels: levelsOf(nodes.filter((node) => node.type === 'heading')),
  });
}

function all(nodes: readonly Nodes[], context: Context): Html {
  return html`${nodes.map((node) => one(node, context))}`;
}

function one(node: Nodes, context: Context): Html {
  switch (node.type) {
    case 'root':
      return all(node.children, context);
    case 'paragraph':
      return html`<p dir="auto">${all(node.children, context)}</p>\n`;
    case 'heading':
      return headingOf(node, context);
    case 'text':
      return textOf(node.value, context);
    case 'emphasis':
      return html`<em>${all(node.children, context)}</em>`;
    case 'strong':
      return html`<strong>${all(node.children, context)}</strong>`;
    case 'delete':
      return html`<del>${all(node.children, context)}</del>`;
    case 'inlineCode':
      return html`<code>${node.value}</code>`;
    case 'code':
      return codeOf(node);
    case 'blockquote':
      return html`<blockquote>${all(node.children, context)}</blockquote>\n`;
    case 'list':
      return node.ordered
        ? html`<ol start="${node.start ?? 1}">${all(node.children, context)}</ol>\n`
        : html`<ul>${all(node.children, context)}</ul>\n`;
    case 'listItem':
      return html`<li dir="auto">${boxOf(node.checked)}${node.children.map((child) => itemOf(child, node.spread ?? false, context))}</li>\n`;
    case 'thematicBreak':
      return html`<hr>\n`;
    case 'break':
      return html`<br>\n`;
    case 'link':
      return linkOf(node.url, node, all(node.children, { ...context, isInLink: true }), context);
    case 'linkReference': {
      const url = context.definitions.get(node.identifier)?.url ?? '';
      return linkOf(url, node, all(node.children, { ...context, isInLink: true }), context);
    }
    case 'image':
      return imageOf(node.url, node.alt, context);
    case 'imageReference':
      return imageOf(context.definitions.get(node.identifier)?.url ?? '', node.alt, context);
    case 'definition':
      return html``;
    case 'html':
    case 'yaml':
      return html`<span class="literal">${node.value}</span>`;
    case 'table':
      return tableOf(node, context);
    case 'tableRow':
    case 'tableCell':
      return all(node.children, context);
    case 'footnoteReference':
      return html`[${node.label ?? node.identifier}]`;
    case 'footnoteDefinition':
      return html`<div class="footnote"><p>[${node.label ?? node.identifier}]</p>${all(node.children, context)}</div>\n`;
    default:
      return unreachable(node);
  }
}

/** Ours are h1 and h2; a member's follow below them without a gap, as screen readers need it. */
function levelsOf(headings: readonly NodeOf<'heading'>[]): ReadonlyMap<Nodes, number> {
  const open: number[] = [];
  return new Map(
    headings.map((heading) => {
      while ((open.at(-1) ?? 0) >= heading.depth) open.pop();
      open.push(heading.depth);
      return [heading, Math.min(6, 2 + open.length)];
    }),
  );
}

function headingOf(node: NodeOf<'heading'>, context: Context): Html {
  const tag = new Html(`h${context.levels.get(node) ?? 3}`);
  return html`<${tag} dir="auto">${all(node.children, context)}</${tag}>\n`;
}

function textOf(text: string, { links, isInLink }: Context): Html {
  const made: Html[] = [];
  let from = 0;
  for (const { start, end, number } of isInLink ? [] : mentionsIn(text, links)) {
    made.push(lines(text.slice(from, start)));
    made.push(html`<a href="${links.pageOf(number)}">${text.slice(start, end)}</a>`);
    from = end;
  }
  return html`${made}${lines(text.slice(from))}`;
}

/** In a chat a new line is a new line. */
function lines(text: string): Html {
  const some = text.split('\n');
  return html`${some.map((line, at) => (at === 0 ? html`${line}` : html`<br>\n${line}`))}`;
}

function codeOf({ value, lang }: NodeOf<'code'>): Html {
  const name = lang && /^[\w+#.-]{1,20}$/.test(lang) ? lang : undefined;
  const label = name && html` data-language="${name}"`;
  // It may be wider than a phone: with the keyboard it is scrolled when it has the focus.
  return html`<pre tabindex="0" dir="ltr"${label}><code>${value}</code></pre>\n`;
}

const boxOf = (checked: boolean | null | undefined) =>
  typeof checked === 'boolean' &&
  html`<span aria-hidden="true">${checked ? '☑' : '☐'}</span><span class="unseen">${checked ? 'done: ' : 'to do: '}</span> `;

/** What is said in one line needs no paragraph of its own. */
function itemOf(child: Nodes, isSpread: boolean, context: Context): Html {
  return child.type === 'paragraph' && !isSpread
    ? all(child.children, context)
    : one(child, context);
}

/** A link to the web, with where it leads beside it unless its words say so. */
function linkOf(url: string, node: Nodes, words: Html, { isInLink }: Context): Html {
  const address = webAddress(url);
  if (!address || isInLink) return words;
  const said = wordsOf(node).trim();
  const isTold = said.replace(/^mailto:/, '') === url.replace(/^mailto:/, '') || said === '';
  const host = address.protocol === 'mailto:' ? address.pathname : address.hostname;
  const link = html`<a href="${address.href}" rel="nofollow noopener noreferrer ugc">${said === '' ? url : words}</a>`;
  return isTold ? link : html`${link}<span class="host"> (${host})</span>`;
}

/** Loading a picture would tell its server who reads this. */
function imageOf(url: string, alt: string | null | undefined, context: Context): Html {
  const name = `Picture${alt ? `: ${alt}` : ''}`;
  return linkOf(url, { type: 'text', value: name }, html`${name}`, context);
}

function tableOf({ children: [head, ...rows], align }: NodeOf<'table'>, context: Context): Html {
  const cells = (row: NodeOf<'tableRow'>, tag: Html) =>
    row.children.map((cell, at) => {
      const side = align?.[at] ? html` class="${align[at]}"` : html``;
      return html`<${tag} dir="auto"${side}>${all(cell.children, context)}</${tag}>`;
    });
  const [th, td] = [new Html('th'), new Html('td')];
  return html`<div class="wide" tabindex="0" role="group" aria-label="Table"><table>
<thead><tr>${head && cells(head, th)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row, td)}</tr>\n`)}</tbody>
</table></div>\n`;
}
