import type { Words } from '../conversation.ts';
import { KnownError } from '../errors.ts';
import { preferencesOf } from '../experts/preferences.ts';
import type { Members } from '../members.ts';
import type { Actor, Message, Snippet } from '../model.ts';
import { settingsOf } from '../settings.ts';
import { readText } from '../text.ts';
import { act, type World } from '../world.ts';
import { type Capture, createOpenCaptures, theCapture, type Written } from './captures.ts';
import { linkIn, mergeIn } from './instead.ts';
import { type Linted, lint, type Moment } from './lint.ts';
import { readWritten, type Saved, saveIn } from './saving.ts';
import { partsFrom } from './words.ts';

/** Keeping a part of a conversation as knowledge. */
export function createCaptures(world: World, members: Pick<Members, 'author'>) {
  const { store, clock } = world;
  const open = createOpenCaptures(world);

  /** The actor where the capture was begun, wherever they go on with it. */
  async function there(actor: Actor, capture: Capture | undefined): Promise<Actor> {
    if (!capture || capture.channelId === actor.channelId) return actor;
    const place = await store.recipients.channel(capture.channelId);
    if (!place) throw new KnownError('not_found', 'The channel that this is from is gone.');
    const { channel } = place;
    const { thread: _, ...elsewhere } = actor;
    const thread = capture.thread === undefined ? {} : { thread: capture.thread };
    return { ...elsewhere, ...thread, channel, channelId: channel.id };
  }

  async function zoneOf(actor: Actor, memberId: number | undefined): Promise<string> {
    const said = memberId === undefined ? undefined : await preferencesOf(store, memberId);
    return said?.zone ?? (await settingsOf(store, actor)).zone;
  }

  /** When it was said, where its writer is. */
  async function momentOf(actor: Actor, { author, at }: Message): Promise<Moment> {
    const { workspaceId } = actor.channel;
    const member = author && (await store.members.byAccount(workspaceId, author.externalId));
    return { at, zone: await zoneOf(actor, member?.id) };
  }

  return {
    ...open,

    /** The reaction that means it in that workspace; null where there is none. */
    async emoji({ platform, workspace }: { platform: string; workspace: string }) {
      const known = await store.communities.connectedWorkspace(platform, workspace);
      return known ? (await settingsOf(store, known))['capture-emoji'] : null;
    },

    /** @throws KnownError 'invalid' for what cannot be kept, or holds a secret. */
    check: (text: Written): void => void readWritten(text),

    /** What its reader would stumble over. `messages`: those that the text may be from. */
    async lint(actor: Actor, text: Written, messages: readonly Message[]): Promise<Linted> {
      const told = messages.map(async (message) => ({
        message,
        ...(await momentOf(actor, message)),
      }));
      const now = { at: clock(), zone: await zoneOf(actor, actor.memberId) };
      const { language } = await settingsOf(store, actor);
      return lint(text, await Promise.all(told), now, language);
    },

    /**
     * Keeps what was written, in the channel where the capture was begun; the capture is done with.
     * @throws KnownError 'invalid' for what cannot be kept, or holds a secret; 'not_found' for a capture
     * that was saved or discarded.
     */
    async save(
      actor: Actor,
      id: number | undefined,
      text: Written,
      messages: readonly Message[],
    ): Promise<Saved> {
      const capture = id === undefined ? undefined : await open.find(actor, id);
      readWritten(text);
      const standing = await there(actor, capture);
      const told = await wordsIn(standing, text, messages);
      return act(world, standing, async (tables, now) => {
        if (id !== undefined) {
          await theCapture(tables, actor, id);
          await tables.drafts.remove(actor.memberId, id);
        }
        return saveIn(world, tables, standing, text, told, now);
      });
    },

    /** Notes the conversation as one more source of the snippet, which says it already. */
    async link(
      actor: Actor,
      id: number,
      snippet: number,
      messages: readonly Message[],
    ): Promise<Snippet> {
      const { standing, told } = await toldIn(actor, id, undefined, messages);
      return act(world, standing, async (tables) => {
        await tables.drafts.remove(actor.memberId, id);
        return linkIn(tables, standing, snippet, told);
      });
    },

    /**
     * Adds what was written to a snippet that says it already: `answer` is the whole of it then.
     * @throws KnownError as saving does; 'forbidden' unless the actor may edit that snippet.
     */
    async merge(
      actor: Actor,
      id: number,
      snippet: number,
      answer: string,
      messages: readonly Message[],
    ): Promise<Saved> {
      readText(answer, 'The answer');
      const { standing, told } = await toldIn(actor, id, answer, messages);
      return act(world, standing, async (tables, now) => {
        await theCapture(tables, actor, id);
        await tables.drafts.remove(actor.memberId, id);
        return mergeIn(tables, standing, snippet, answer, told, now);
      });
    },
  };

  async function toldIn(
    actor: Actor,
    id: number,
    answer: string | undefined,
    messages: readonly Message[],
  ) {
    const capture = await open.find(actor, id);
    const standing = await there(actor, capture);
    const written = capture.written ?? { title: '', details: '', answer: '', tags: [] };
    const text = answer === undefined ? written : { ...written, title: '', details: '', answer };
    return { standing, told: await wordsIn(standing, text, messages) };
  }

  /** Those messages of people of which something is in the text. Nobody else becomes known by it. */
  async function wordsIn(
    actor: Actor,
    { title, details, answer }: Written,
    messages: readonly Message[],
  ): Promise<readonly Words[]> {
    const parts = partsFrom(
      [title, details, answer].join('\n\n'),
      messages.map(({ text }) => text),
    );
    const told: Words[] = [];
    for (const [i, message] of messages.entries()) {
      if (!message.author || parts[i] === '') continue;
      told.push({ message, author: await members.author(actor, message.author) });
    }
    return told;
  }
}

export type Captures = ReturnType<typeof createCaptures>;
