import type { Inline, Text } from '../../commands/kit/text.ts';
import { unreachable } from '../../src/errors.ts';
import { inlinesWithin } from '../inlines.ts';
import { cutEscaped, safe, safeLine } from '../safe.ts';

/** The three signs by which Slack would find links and mentions: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Signs that Slack reads as formatting, and what looks like them: it has no way to write them as they are. */
const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
/** Where a sign could begin or end formatting: not within a word, nor alone between spaces. */
const formatting = /`|(?<![\p{L}\p{N}])[*_~](?!\s)|(?<!\s)[*_~](?![\p{L}\p{N}])/gu;

/**
 * The text so that mrkdwn shows it as it is: not bold, no code, no quote at the start of a line.
 * https://docs.slack.dev/messaging/formatting-message-text#basic-formatting
 */
export function unformatted(text: string): string {
  return text.replace(formatting, (sign) => lookalikes[sign] ?? sign).replace(/^>/gm, '\u200b>');
}

/** `&amp;`. */
const longestSign = 5;

/** Safe and escaped, at most `limit` units long, never cut inside an entity or a character. */
export function literal(text: string, limit: number): string {
  return cutEscaped(text, limit, escaped, longestSign);
}

/** The text as mrkdwn of at most `limit` units, whole inlines first; "…" says where it is cut. */
export function mrkdwn(text: Text, limit: number): string {
  return inlinesWithin(text, limit, pieceOf, (words, room) => literal(unformatted(words), room));
}

function pieceOf(inline: Inline, limit: number): string {
  if (typeof inline === 'string') return escaped(unformatted(safe(inline)));
  if (inline.kind !== 'time' && inline.kind !== 'person' && inline.text === '') return '';
  switch (inline.kind) {
    case 'strong':
      return strong(inline.text, limit);
    case 'code':
      return `\`${literal(safeLine(inline.text).replaceAll('`', 'ˋ'), limit - 2)}\``;
    case 'person':
      return literal(unformatted(`@${safeLine(inline.handle)}`), limit);
    case 'link':
      return linked(inline, limit);
    case 'time':
      return date(inline);
    default:
      return unreachable(inline);
  }
}

/** The words in bold, at most `limit` units. No sign within them ends it. */
export function strong(text: string, limit: number): string {
  const words = safeLine(text);
  return words.trim() === ''
    ? ''
    : `*${literal(unformatted(words.replaceAll('*', '∗')), limit - 2)}*`;
}

/** A platform's own address behind our words; anything else in its place stays words. */
function linked({ text, url }: { readonly text: string; readonly url: string }, limit: number) {
  const label = literal(unformatted(safeLine(text)), limit);
  const isPlain = /^https:\/\/[^\s<>|]+$/.test(url);
  const whole = `<${escaped(url)}|${label}>`;
  return isPlain && whole.length <= limit ? whole : label;
}

/**
 * In the reader's own zone: https://docs.slack.dev/messaging/formatting-message-text#date-formatting;
 * `{ago}`: https://docs.slack.dev/reference/block-kit/block-elements/date-element. A client that does
 * not know it shows the day.
 */
function date({ at, style }: { readonly at: number; readonly style: 'ago' | 'day' }): string {
  const format = style === 'day' ? '{date_short_pretty}' : '{ago}';
  return `<!date^${Math.floor(at / 1000)}^${format}|${dayWords(at)}>`;
}

/** The text as plain words on one line, where no markup is read: headings, notifications. */
export function words(text: Text): string {
  return safeLine(text.map(spelled).join('')).trim();
}

/** An inline without markup. */
export function spelled(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if (inline.kind === 'time') return dayWords(inline.at);
  return inline.kind === 'person' ? `@${inline.handle}` : inline.text;
}

/** The day in UTC: `2026-11-20`. */
function dayWords(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `text` as a plain-text object. Slack keeps plain text escaped too. */
export function plainText(text: string, limit: number) {
  return {
    type: 'plain_text',
    text: text.trim() === '' ? '…' : literal(safeLine(text), limit),
    emoji: false,
  } as const;
}

/** mrkdwn in which nothing but our own markup is read: no links or mentions are guessed. */
export function mrkdwnText(text: string) {
  return { type: 'mrkdwn', text, verbatim: true } as const;
}
