import { limits } from '../limits.ts';
import { cleanLine, cleanText, cut } from '../text.ts';

/** Names for the ids that Slack's text carries. */
export interface Names {
  readonly user: (id: string) => string | undefined;
  readonly channel: (id: string) => string | undefined;
}

const code = /```[\s\S]*?```|`[^`\n]+`/g;
const reference = /<([^<>\n]+)>/g;

/** Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text) as Markdown. */
export function slackToMarkdown(text: string, names: Names): string {
  let markdown = '';
  let end = 0;
  for (const match of text.matchAll(code)) {
    markdown += prose(text.slice(end, match.index), names) + block(match[0]);
    end = match.index + match[0].length;
  }
  return cleanText(markdown + prose(text.slice(end), names));
}

/** A fence stands on a line of its own in Markdown; in Slack it need not. */
function block(text: string): string {
  const plain = decodeEntities(
    text.replace(reference, (_, inside: string) => codeReference(inside)),
  );
  if (!plain.startsWith('```')) return plain;
  return `\n\`\`\`\n${plain.slice(3, -3).replace(/^\n|\n$/g, '')}\n\`\`\`\n`;
}

function codeReference(inside: string): string {
  const [target = '', label] = inside.split('|');
  return label ?? target;
}

function prose(text: string, names: Names): string {
  const linked = text.replace(reference, (_, inside: string) => toLink(inside, names));
  return decodeEntities(emphasise(linked));
}

function emphasise(text: string): string {
  return text
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])/g, '**$1**')
    .replace(/(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])/g, '~~$1~~');
}

function toLink(inside: string, names: Names): string {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : inside.slice(bar + 1);
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${names.user(id) ?? (label || id)}`;
  if (target.startsWith('#')) return `#${label || (names.channel(id) ?? id)}`;
  if (target.startsWith('!')) return label || `@${id.split('^')[0]}`;
  const address = target.replace(/^(mailto|tel):/, '');
  if (label === '' || label === address || label === target) return address;
  return `[${label}](${target})`;
}

function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A title is what is read in a list: a longer first line gives only its first sentence. */
const longTitle = 120;

/** The first line, or its first sentence where the line is long, is the title; the rest is the body. */
export function splitTitle(markdown: string): { title: string; body: string } {
  const [first = '', ...rest] = markdown.split('\n');
  const isCode = first.startsWith('```');
  const line = isCode ? (rest[0] ?? first) : first;
  const sentence = line.length > longTitle ? /^.{20,}?[.?!](?=\s)/.exec(line)?.[0] : undefined;
  const title =
    cut(plainLine(cut(sentence ?? line, 2 * limits.title)), limits.title) ||
    'A question without words';
  const isWhole = !isCode && !title.endsWith('…');
  const after = isWhole ? [line.slice((sentence ?? line).length), ...rest].join('\n') : markdown;
  return { title, body: cut(cleanText(after), limits.text) };
}

/** A title has no markup. */
function plainLine(markdown: string): string {
  return cleanLine(markdown.replace(/\[([^\]\n]*)\]\([^)\s]*\)/g, '$1').replace(/\*\*|~~|`/g, ''));
}

/** Words that open a question where someone left out the question mark. */
const opening =
  /^(who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|any|anyone|anybody|may|might|shall|am)\b/i;
const greeting =
  /^(hi|hey|hello|good (morning|afternoon|evening)|quick question|question)\b[^\w\n]*(all|everyone|everybody|folks|team|there|guys)?[^\w\n]*/i;

/** Whether the text asks: a question mark in it, or an interrogative opening. */
export function isAsking(markdown: string): boolean {
  const words = markdown
    .replace(code, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .trim();
  return words.includes('?') || opening.test(words.replace(greeting, ''));
}
