import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Action, Block, View } from '../../commands/kit/view.ts';
import type { Heard } from './heard.ts';
import { limits } from './limits.ts';
import { toBlocks } from './outbound.ts';
import { toOnePage } from './pages.ts';
import { shortcutName } from './register.ts';
import { escaped, plainText, words } from './text.ts';

/** What Home and the pages over it remember: the channel in which what is pressed there happens. */
const memory = z.object({ channel: z.string().min(1) });

const remember = (channel: string) => JSON.stringify({ channel } satisfies z.infer<typeof memory>);

/** The member's Home. Slack writes a title of its own over it. */
export function toHome(view: View, channel: string, remark?: View): types.HomeView {
  const blocks = [...(remark?.blocks ?? []), ...view.blocks];
  return {
    type: 'home',
    private_metadata: remember(channel),
    blocks: [...toOnePage(toBlocks({ ...view, title: [], blocks }))],
  };
}

const pageCallback = 'page';

/** The view as a modal to read and press in. */
export function toPage(view: View, channel: string): types.ModalView {
  const title = words(view.title);
  const fits = escaped(title).length <= limits.modalTitle;
  const shown = { ...view, title: fits ? [] : view.title, blocks: view.blocks.map(withoutFields) };
  return {
    type: 'modal',
    callback_id: pageCallback,
    private_metadata: remember(channel),
    title: plainText(fits && title !== '' ? title : 'Praxis', limits.modalTitle),
    close: plainText('Close', limits.modalTitle),
    blocks: [...toOnePage(toBlocks(shown))],
  };
}

/** Slack takes a field in a modal only beside a button to send it: a button asks instead. */
function withoutFields(block: Block): Block {
  return 'actions' in block ? { ...block, actions: block.actions.map(asButton) } : block;
}

const asButton = ({ blank: _, ...action }: Action): Action => action;

const id = z.string().min(1);
const user = z.object({ id, name: z.string().optional(), username: z.string().optional() });

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload, from a view */
const press = z.object({
  type: z.literal('block_actions'),
  trigger_id: id.optional(),
  user,
  view: z.object({ id, type: z.enum(['home', 'modal']), private_metadata: z.string() }),
  actions: z.tuple(
    [z.object({ action_id: z.string(), value: z.string().nullish(), action_ts: z.string() })],
    z.unknown(),
  ),
});

/** What was pressed in Home, or in a page over it; undefined when it is none of ours. */
export function readViewPress(body: unknown): Heard | undefined {
  const { data } = press.safeParse(body);
  const channel = data && readMemory(data.view.private_metadata);
  if (!data || channel === undefined) return undefined;
  const [{ action_id: action, value, action_ts: at }] = data.actions;
  const { id: userId, name = data.user.username } = data.user;
  return {
    kind: 'press',
    delivery: `press:${data.trigger_id ?? `${userId}:${action}:${at}`}`,
    action,
    value: value ?? '',
    user: { id: userId, ...(name && { name }) },
    channel: { id: channel },
    surface: data.view.type === 'home' ? { kind: 'home' } : { kind: 'modal', view: data.view.id },
    ...(data.trigger_id && { trigger: data.trigger_id }),
  };
}

function readMemory(text: string): string | undefined {
  try {
    return memory.safeParse(JSON.parse(text)).data?.channel;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload, a global one */
const shortcut = z.object({
  type: z.literal('shortcut'),
  callback_id: z.string(),
  trigger_id: id,
  user,
});

/** A shortcut that was chosen where there is no message. */
export function readShortcut(body: unknown): Heard | undefined {
  const { data } = shortcut.safeParse(body);
  if (!data) return undefined;
  const { id: userId, name = data.user.username } = data.user;
  return {
    kind: 'global shortcut',
    delivery: `shortcut:${data.trigger_id}`,
    command: shortcutName(data.callback_id),
    user: { id: userId, ...(name && { name }) },
    trigger: data.trigger_id,
  };
}
