import { type ApiCall, messagesIn } from './discord-rules.ts';

type Json = Readonly<Record<string, unknown>>;

/** A button that Discord would show. */
export interface Button {
  readonly id: string;
  readonly label: string;
}

/** Every string that Discord would show of a message or a modal, as a reader sees it. */
export function textOf(value: unknown): string {
  return shown(value).map(asRead).join('\n');
}

function shown(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(shown);
  if (typeof value !== 'object' || value === null) return [];
  const { content, label, title, description, value: typed, ...rest } = value as Json;
  const own = [title, content, label, description, typed];
  const inside = [
    rest.components,
    rest.items,
    rest.component,
    rest.data,
    rest.message,
    rest.accessory,
  ];
  return [
    ...own.filter((one): one is string => typeof one === 'string' && one !== ''),
    ...inside.flatMap(shown),
  ];
}

/** What Discord makes of Markdown that we write: no backslashes, times in words. */
const asRead = (text: string) =>
  text.replace(/<t:(\d+):[A-Z]>/gi, '(time)').replace(/\\([^\p{L}\p{N}\s])/gu, '$1');

/** The buttons in a message, in reading order. */
export function buttonsOf(value: unknown): readonly Button[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, custom_id, label, components, accessory, data, message } = value as Json;
  if (type === 2) return [{ id: String(custom_id), label: String(label) }];
  return [components, accessory, data, message].flatMap(buttonsOf);
}

const ephemeral = 1 << 6;

/** Whether a call shows something, and to whom. */
export function audienceOf(call: ApiCall): 'private' | 'public' | undefined {
  const { type } = (call.body ?? {}) as Json;
  if (/\/callback$/.test(call.path) && (type === 9 || type === 7)) return 'private';
  const [message] = messagesIn(call);
  if (!message) return undefined;
  const isDirect = /^\/channels\/51\d+\//.test(call.path);
  const isPrivate = isDirect || (Number(message.flags ?? 0) & ephemeral) !== 0;
  return isPrivate || /@original$/.test(call.path) ? 'private' : 'public';
}
