import type { Door } from '../../commands/kit/command.ts';

/** The words that are the console's own, beside the bot's commands. */
export const ownWords = [
  { word: 'as', usage: 'as <member>', summary: 'Speak as another member' },
  { word: 'join', usage: 'join <name>', summary: 'Come in as a newcomer of that name' },
  { word: 'people', usage: 'people [start]', summary: 'List the members' },
  { word: 'in', usage: 'in <channel>', summary: 'Go to another channel' },
  { word: 'channels', usage: 'channels', summary: 'List the channels' },
  { word: 'thread', usage: 'thread [number]', summary: 'Go into the thread of a card, or out' },
  { word: 'say', usage: 'say <words>', summary: 'Say something to the others, not to the bot' },
  {
    word: 'on',
    usage: 'on <message> <entry or emoji>',
    summary: 'Choose an entry of the menu of what was said, or react to it',
  },
  { word: 'open', usage: 'open <channel> [--private]', summary: 'Open a new channel' },
  { word: 'back', usage: 'back', summary: 'Show the buttons before these again' },
  { word: 'more', usage: 'more', summary: 'Show the whole of what was cut' },
  { word: 'quit', usage: 'quit', summary: 'Leave; so does Ctrl-D' },
] as const;

export type OwnWord = (typeof ownWords)[number]['word'];

/** What a typed line stands for. */
export type Typed =
  | { readonly kind: 'nothing' }
  /** A button, by its number on the screen. */
  | { readonly kind: 'press'; readonly number: number }
  | { readonly kind: 'own'; readonly word: OwnWord; readonly rest: string }
  /** Something for the bot. */
  | { readonly kind: 'said'; readonly door: Door; readonly line: string };

const mention = /^@praxis(?=[\s:,]|$)[\s:,]*/i;

/** A line that starts with `/` is always for the bot; one that starts with `# ` is a comment. */
export function readTyped(typed: string): Typed {
  const line = typed.trim();
  if (line === '' || isComment(line)) return { kind: 'nothing' };
  if (/^\d{1,9}$/.test(line)) return { kind: 'press', number: Number(line) };
  if (mention.test(line)) return { kind: 'said', door: 'mention', line: line.replace(mention, '') };
  const [first = '', ...rest] = line.split(/\s+/);
  const name = first.toLowerCase() === 'exit' ? 'quit' : first.toLowerCase();
  const own = ownWords.find(({ word }) => word === name);
  if (own) return { kind: 'own', word: own.word, rest: rest.join(' ') };
  return { kind: 'said', door: 'slash', line: line.replace(/^\//, '') };
}

/** `# like this`, but not `#tag`. */
export function isComment(line: string): boolean {
  return /^#(\s|$)/.test(line.trim());
}

/** A channel's name as people type it: `#databases` or `databases`; undefined when it cannot be one. */
export function readChannelName(typed: string): string | undefined {
  return /^#?([\p{L}\p{N}][\p{L}\p{N}_-]{0,79})$/u.exec(typed.trim().toLowerCase())?.[1];
}
