import { z } from 'zod';
import { type Outside, outsideOf } from './addressee.ts';
import { readEvent } from './events.ts';
import type { Heard, Origin } from './heard.ts';
import { readMessageEvent } from './message-events.ts';
import { viewState } from './submission.ts';
import { readShortcut, readViewPress } from './surfaces.ts';

const id = z.string().min(1);
const user = z.object({ id, name: z.string().optional(), username: z.string().optional() });

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
const slash = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  trigger_id: id,
  user_id: id,
  user_name: z.string().optional(),
  channel_id: id,
  channel_name: z.string().optional(),
  response_url: id.optional(),
});

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const press = z.object({
  type: z.literal('block_actions'),
  trigger_id: id.optional(),
  response_url: id.optional(),
  user,
  channel: z.object({ id, name: z.string().optional() }),
  container: z
    .object({ is_ephemeral: z.boolean().optional(), thread_ts: id.optional() })
    .optional(),
  actions: z.tuple(
    [z.object({ action_id: z.string(), value: z.string().nullish(), action_ts: z.string() })],
    z.unknown(),
  ),
});

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const submission = z.object({
  type: z.literal('view_submission'),
  trigger_id: id.optional(),
  user,
  view: z.object({
    id,
    hash: z.string().default(''),
    callback_id: z.literal('form'),
    private_metadata: z.string(),
    title: z.object({ text: z.string() }),
    state: z.object({ values: viewState }),
  }),
});

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
const suggestion = z.object({
  type: z.literal('block_suggestion'),
  user,
  block_id: z.string(),
  value: z.string(),
  view: z.object({
    callback_id: z.literal('form'),
    private_metadata: z.string(),
    state: z.object({ values: viewState }).optional(),
  }),
});

/** What a delivery means; undefined when it means nothing to us. Never throws. */
export function readHeard(body: unknown): Heard | undefined {
  const readers = [
    readSlash,
    readPress,
    readViewPress,
    readShortcut,
    readSubmission,
    readSuggestion,
    readEvent,
    readMessageEvent,
  ];
  for (const read of readers) {
    const heard = read(body);
    if (heard) return withOutside(heard, outsideOf(body));
  }
  return undefined;
}

/** The same, with what is said of other organisations added to whom and where it names. */
function withOutside(heard: Heard, { userTeam, isShared }: Outside): Heard {
  if (!('user' in heard) || typeof heard.user === 'string') return heard;
  const user = { ...heard.user, ...(userTeam && { team: userTeam }) };
  const channel = 'channel' in heard ? { channel: { ...heard.channel, isShared } } : {};
  return { ...heard, user, ...channel } as Heard;
}

function readSlash(body: unknown): Heard | undefined {
  const { data } = slash.safeParse(body);
  return (
    data && {
      kind: 'slash',
      delivery: `slash:${data.trigger_id}`,
      command: data.command,
      text: data.text,
      user: { id: data.user_id, ...(data.user_name && { name: data.user_name }) },
      channel: { id: data.channel_id, ...(data.channel_name && { name: data.channel_name }) },
      trigger: data.trigger_id,
      ...(data.response_url && { responseUrl: data.response_url }),
    }
  );
}

function readPress(body: unknown): Heard | undefined {
  const { data } = press.safeParse(body);
  if (!data) return undefined;
  const [{ action_id: action, value, action_ts: at }] = data.actions;
  const { thread_ts: thread, is_ephemeral: isEphemeral } = data.container ?? {};
  return {
    kind: 'press',
    delivery: `press:${data.trigger_id ?? `${data.user.id}:${action}:${at}`}`,
    action,
    value: value ?? '',
    user: toUser(data.user),
    channel: { id: data.channel.id, ...(data.channel.name && { name: data.channel.name }) },
    ...(thread && { thread }),
    ...(data.trigger_id && { trigger: data.trigger_id }),
    ...(data.response_url && { responseUrl: data.response_url }),
    ...(isEphemeral !== undefined && { isEphemeral }),
  };
}

function readSubmission(body: unknown): Heard | undefined {
  const { data } = submission.safeParse(body);
  return (
    data && {
      kind: 'submission',
      delivery: `view:${data.view.id}:${data.view.hash}`,
      user: toUser(data.user),
      ...(data.trigger_id && { trigger: data.trigger_id }),
      view: {
        id: data.view.id,
        title: data.view.title.text,
        memory: data.view.private_metadata,
      },
      state: data.view.state.values,
    }
  );
}

function readSuggestion(body: unknown): Heard | undefined {
  const { data } = suggestion.safeParse(body);
  return (
    data && {
      kind: 'suggestion',
      user: toUser(data.user),
      memory: data.view.private_metadata,
      arg: data.block_id,
      typed: data.value,
      state: data.view.state?.values ?? {},
    }
  );
}

function toUser({ id, name, username }: z.infer<typeof user>): Origin['user'] {
  const known = name ?? username;
  return known ? { id, name: known } : { id };
}
