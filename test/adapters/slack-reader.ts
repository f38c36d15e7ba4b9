import { z } from 'zod';
import type { ApiCall } from './slack-api.ts';

const button = z.object({
  type: z.literal('button'),
  action_id: z.string(),
  value: z.string(),
  text: z.object({ text: z.string() }),
});

export type Button = z.infer<typeof button>;

/** Every string that Slack would show of a message, as it shows it. */
export function textOf(value: unknown): string {
  return shown(value).map(unescaped).join('\n');
}

function shown(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(shown);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  const isText = (type === 'mrkdwn' || type === 'plain_text') && typeof text === 'string';
  return isText ? [text] : Object.values(value).flatMap(shown);
}

/** Every text in which Slack reads formatting. */
export function mrkdwnIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  if (type === 'mrkdwn' && typeof text === 'string') return [text];
  return Object.values(value).flatMap(mrkdwnIn);
}

const unescaped = (text: string) =>
  text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<https:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** The buttons in a message, in reading order. */
export function buttonsOf(value: unknown): readonly Button[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  const { data } = button.safeParse(value);
  if (data) return [data];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(buttonsOf) : [];
}

/** Whether a call shows something, and to whom. */
export function audienceOf({ method, args }: ApiCall): 'private' | 'public' | undefined {
  switch (method) {
    case 'respond':
      return args.response_type === 'in_channel' ? 'public' : 'private';
    case 'chat.postEphemeral':
    case 'views.open':
    case 'views.push':
    case 'views.publish':
    case 'views.update':
      return 'private';
    case 'chat.postMessage':
      return /^[UD]/.test(String(args.channel)) ? 'private' : 'public';
    case 'chat.update':
      return 'public';
    default:
      return undefined;
  }
}
