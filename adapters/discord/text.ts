import type { Inline, Text } from '../../commands/kit/text.ts';
import { unreachable } from '../../src/errors.ts';
import { cut } from '../../src/text.ts';
import { inlinesWithin } from '../inlines.ts';
import { cutEscaped, safe, safeLine } from '../safe.ts';

/** An address as it stands, without any sign that Markdown would read: it links to what it says. */
const address = /(https?:\/\/[A-Za-z0-9._:/?#!$&'+,;=%-]*[A-Za-z0-9/_=%-])/;

/** A backslash that would hide itself, and signs that link, mention, hide, quote, or begin code or a heading. */
const active = [
  String.raw`\\(?=[^\p{L}\p{N}\s]|$)`,
  '`',
  String.raw`(?<=\])\(`,
  String.raw`<(?=\S)`,
  '@(?=everyone|here)',
  String.raw`\|(?=\|)|(?<=\|)\|`,
  String.raw`(?<=^[^\S\n]*)(?:#{1,3}(?=\s)|-(?=#)|>(?=\s|>))`,
];

/** Signs that only change how words look: emphasis, lists. */
const looks = [
  String.raw`\*`,
  String.raw`(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])`,
  '~(?=~)|(?<=~)~',
  String.raw`(?<=^[^\S\n]*)-(?=\s)`,
  String.raw`(?<=^[^\S\n]*\d{1,9})\.(?=\s)`,
];

const signs = new RegExp([...active, ...looks].join('|'), 'gmu');
const activeSigns = new RegExp(active.join('|'), 'gmu');

/**
 * The text with a backslash before every sign that Discord would read:
 * https://docs.discord.com/developers/reference#message-formatting
 */
function escaped(text: string): string {
  return outsideAddresses(text, (part) => part.replace(signs, '\\$&'));
}

/** The same, but emphasis and lists stay what they are. */
export function harmless(text: string): string {
  return outsideAddresses(text, (part) => part.replace(activeSigns, '\\$&'));
}

/** The text with `write` done to all of it but web addresses, which Discord links to what they say. */
function outsideAddresses(text: string, write: (part: string) => string): string {
  return text
    .split(address)
    .map((part, i) => (i % 2 === 1 ? part : write(part)))
    .join('');
}

/** A sign and its backslash. */
const longestSign = 2;

/** Safe and escaped, at most `limit` units long, never cut behind a backslash or inside a character. */
export function literal(text: string, limit: number): string {
  return cutEscaped(text, limit, escaped, longestSign);
}

/** The text as Markdown of at most `limit` units, whole inlines first; "…" says where it is cut. */
export function markdown(text: Text, limit: number): string {
  return inlinesWithin(text, limit, pieceOf, literal);
}

function pieceOf(inline: Inline, limit: number): string {
  if (typeof inline === 'string') return escaped(safe(inline));
  if (inline.kind !== 'time' && inline.kind !== 'person' && inline.text === '') return '';
  switch (inline.kind) {
    case 'strong':
      return `**${literal(safeLine(inline.text), limit - 4)}**`;
    case 'code':
      return `\`${cut(safeLine(inline.text).replaceAll('`', 'ˋ'), limit - 2)}\``;
    case 'link':
      return `[${literal(safeLine(inline.text), 200)}](<${inline.url}>)`;
    case 'person':
      return literal(`@${safeLine(inline.handle)}`, limit);
    case 'time':
      return time(inline);
    default:
      return unreachable(inline);
  }
}

/** In the reader's own zone and words: https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
function time({ at, style }: { readonly at: number; readonly style: 'ago' | 'day' }): string {
  return `<t:${Math.floor(at / 1000)}:${style === 'ago' ? 'R' : 'D'}>`;
}

/** The text as plain words on one line, where no markup is read: labels, thread names. */
export function words(text: Text): string {
  const parts = text.map((inline) => {
    if (typeof inline === 'string') return inline;
    if (inline.kind === 'time') return new Date(inline.at).toISOString().slice(0, 10);
    return inline.kind === 'person' ? `@${inline.handle}` : inline.text;
  });
  return safeLine(parts.join('')).trim();
}

/** One plain line of at most `limit` units, never empty. */
export function plain(text: string, limit: number): string {
  return cut(safeLine(text).trim() || '…', limit);
}
