import { z } from 'zod';
import { KnownError } from '../errors.ts';
import type { Actor, Conversation, Message } from '../model.ts';
import { withoutSecretsIn } from '../secrets.ts';
import type { Tables } from '../store/store.ts';
import type { World } from '../world.ts';
import { askingIn, choices } from './compose.ts';

/** What a member writes about what they keep. */
const written = z.object({
  title: z.string(),
  details: z.string(),
  answer: z.string(),
  tags: z.array(z.string()),
});
export type Written = z.infer<typeof written>;

const message = z.object({
  id: z.string(),
  text: z.string(),
  author: z.object({ externalId: z.string(), name: z.string() }).optional(),
  at: z.number(),
  link: z.string().optional(),
  files: z.number().optional(),
});

const stored = z.object({
  channelId: z.number(),
  thread: z.string().optional(),
  title: z.string().optional(),
  picks: z.array(z.string()),
  kept: z.array(message),
  written: written.optional(),
});

/** A part of a conversation that a member is about to keep. Only they see it. */
export interface Capture {
  readonly id: number;
  readonly channelId: number;
  readonly thread: string | undefined;
  /** What the thread is called, where it is not read again. */
  readonly title?: string;
  /** The chosen messages by name, in order. */
  readonly picks: readonly string[];
  /** Those messages that cannot be read again: the chosen, and the one that they answer. */
  readonly kept: readonly Message[];
  readonly written: Written | undefined;
}

/** In the place of a command's name: no command has it. */
const name = 'capture';
/** As many messages make one answer. */
export const mostPicks = 20;

/**
 * Captures that are open: which messages a member chose, in order, until they save or discard them.
 * Of a conversation that can be read again only the messages' names are kept; of another, the chosen
 * messages themselves, without secrets.
 */
export function createOpenCaptures({ store, clock }: World) {
  async function change(
    actor: Actor,
    id: number,
    edit: (capture: Capture) => Omit<Capture, 'id'>,
  ): Promise<Capture> {
    return store.write(async (tables) => {
      const next = { ...edit(await theCapture(tables, actor, id)), id };
      await tables.drafts.replace(actor.memberId, id, toArgs(next));
      return next;
    });
  }

  return {
    /** @throws KnownError 'not_found' when it is not the actor's, or was saved or discarded. */
    find: (actor: Actor, id: number): Promise<Capture> => theCapture(store, actor, id),

    /** The actor's open one of the thread where they stand. */
    async open(actor: Actor): Promise<Capture | undefined> {
      if (actor.thread === undefined) return undefined;
      const all = await store.drafts.named(actor.memberId, name);
      return all
        .flatMap(({ id, args }) => toCapture(id, args) ?? [])
        .find(({ channelId, thread, written: text }) => {
          const isHere = channelId === actor.channelId && thread === actor.thread;
          return isHere && text === undefined;
        });
    },

    /** Begins one where the actor stands; `kept` are those messages that cannot be read again. */
    async begin(
      actor: Actor,
      picks: readonly string[],
      kept: readonly Message[],
    ): Promise<Capture> {
      const { channelId, thread } = actor;
      const begun = { channelId, thread, picks, kept, written: undefined };
      const draft = { command: name, args: toArgs({ ...begun, id: 0 }) };
      return { ...begun, id: await store.drafts.add(actor.memberId, draft, clock()) };
    },

    /** Adds a message that cannot be read again behind the others, or takes it as it is now. */
    add: (actor: Actor, id: number, added: Message): Promise<Capture> =>
      change(actor, id, (capture) => ({
        ...capture,
        picks: limited([...capture.picks.filter((one) => one !== added.id), added.id]),
        kept: [...capture.kept.filter((one) => one.id !== added.id), added],
      })),

    /** Keeps what the chosen answer: who goes on elsewhere cannot read the thread again. */
    remember: (actor: Actor, id: number, { title, messages }: Conversation): Promise<Capture> =>
      change(actor, id, (capture) => {
        const isNew = ({ id: one }: Message) => !capture.picks.includes(one);
        const asking = askingIn(choices(undefined, { messages }).filter(isNew));
        const kept = asking ? [...capture.kept, asking] : capture.kept;
        return { ...capture, kept, ...(title !== undefined && { title }) };
      }),

    /** Chooses these, in this order. */
    order: (actor: Actor, id: number, picks: readonly string[]): Promise<Capture> =>
      change(actor, id, (capture) => ({ ...capture, picks: limited([...new Set(picks)]) })),

    /** Keeps what the actor wrote, so that they can go on later. */
    write: (actor: Actor, id: number, text: Written): Promise<Capture> =>
      change(actor, id, (capture) => ({ ...capture, written: text })),

    /** False when the actor did something later about that message: deliveries overtake each other. */
    isLatest: ({ channelId, memberId }: Actor, messageId: string, at: number): Promise<boolean> =>
      store.latest.advance({ channelId, message: messageId }, `save:${memberId}`, at),

    discard: (actor: Actor, id: number): Promise<void> => store.drafts.remove(actor.memberId, id),

    /** The actor takes back that they chose the message: what is open of it goes. */
    async withdraw(actor: Actor, messageId: string): Promise<void> {
      for (const { id, args } of await store.drafts.named(actor.memberId, name)) {
        const capture = toCapture(id, args);
        if (capture?.channelId !== actor.channelId || !capture.picks.includes(messageId)) continue;
        const picks = capture.picks.filter((one) => one !== messageId);
        if (picks.length === 0) await store.drafts.remove(actor.memberId, id);
        else {
          const kept = capture.kept.filter((one) => one.id !== messageId);
          await store.drafts.replace(actor.memberId, id, toArgs({ ...capture, picks, kept }));
        }
      }
    },
  };
}

/** @throws KnownError 'not_found' when it is not the actor's, or was saved or discarded. */
export async function theCapture(
  tables: Pick<Tables, 'drafts'>,
  actor: Actor,
  id: number,
): Promise<Capture> {
  const draft = await tables.drafts.find(actor.memberId, id);
  const capture = draft?.command === name ? toCapture(id, draft.args) : undefined;
  if (capture) return capture;
  throw new KnownError(
    'not_found',
    'This was saved or discarded already. Choose `Save as knowledge` on a message to begin anew.',
  );
}

function toCapture(id: number, args: unknown): Capture | undefined {
  const { data } = stored.safeParse(args);
  if (!data) return undefined;
  const { channelId, thread, title, picks, written: text } = data;
  const kept = data.kept.map(({ link, author, files, ...rest }) => ({
    ...rest,
    author,
    ...(link !== undefined && { link }),
    ...(files !== undefined && { files }),
  }));
  const named = title === undefined ? {} : { title };
  return { id, channelId, thread, ...named, picks, kept, written: text };
}

const toArgs = ({ id: _, kept, ...capture }: Capture) =>
  withoutSecretsIn({ ...capture, kept: kept.map(plain) });

function limited(picks: readonly string[]): readonly string[] {
  if (picks.length <= mostPicks) return picks;
  throw new KnownError(
    'invalid',
    `That is ${picks.length} messages; choose at most ${mostPicks}, those that the answer needs.`,
  );
}

function plain({ id, text, author, at, link, files }: Message) {
  const person = author && { externalId: author.externalId, name: author.name };
  return { id, text, author: person, at, link, files };
}
