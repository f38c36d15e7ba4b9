import { foundAnswer } from './answers.ts';
import type { Message, Reader, Thread } from './model.ts';
import { indexQuestion } from './search/documents.ts';
import { holdsSecret } from './secrets.ts';
import { syncSnippet } from './snippets.ts';
import type { KeptAnswer } from './store/sources.ts';
import type { Tables } from './store/store.ts';
import { cleanText } from './text.ts';
import { everyoneIn, type World } from './world.ts';

/** Where something was overheard, and when, as the platform says. */
export interface HeardAt {
  readonly communityId: number;
  readonly workspaceId: number;
  readonly channelId: number;
  readonly at: number;
}

/** An answer in a conversation is rarely shorter. */
const shortestOffered = 30;

/** What conversations mean for answers, in channels that opted in. */
export function createOverhearing(world: World) {
  const { store } = world;
  return {
    /**
     * Whom to ask whether a reply in the thread of this open question answers it: the account of who
     * asked. Once for each thread, for the first reply of someone else that may be one.
     */
    async offer(
      where: HeardAt,
      number: number,
      thread: string,
      message: Message,
    ): Promise<string | undefined> {
      const text = cleanText(message.text);
      if (!message.author || text.length < shortestOffered || text.endsWith('?')) return undefined;
      const { communityId, workspaceId, channelId } = where;
      const asked = await store.questions.askerOf({ communityId, channelId }, number);
      const to = asked && (await store.members.accountIn(asked.askerId, workspaceId));
      if (!asked?.isOpen || to === undefined || to === message.author.externalId) return undefined;
      const isFirst = await store.latest.addOnce({ channelId, message: thread }, 'offer', where.at);
      return isFirst ? to : undefined;
    },

    /**
     * Lets the answer that was kept from a message follow an edit of it by its author, unless it was
     * edited itself. Gives the thread that changed, as everyone in the channel sees it.
     */
    follow: (where: HeardAt, message: Message): Promise<Thread | undefined> =>
      store.write(async (tables) => {
        const name = { channelId: where.channelId, message: message.id };
        const kept = await tables.sources.answerOf(name);
        if (!kept || !(await tables.latest.advance(name, 'text', where.at))) return undefined;
        const text = cleanText(message.text);
        if (!kept.follows || text === '' || text === kept.body) return undefined;
        if (holdsSecret(text)) return undefined;
        if (!(await isAuthor(tables, where, message, kept))) return undefined;
        const now = world.clock();
        const old = { title: '', body: kept.body };
        await tables.revisions.add('answer', kept.answerId, old, kept.authorId, now);
        await tables.answers.edit(kept.answerId, text, now);
        const reader: Reader = { ...where, memberId: kept.authorId, isGuest: false };
        const { question } = await foundAnswer(tables, reader, kept);
        await syncSnippet(tables, reader, question.id, now);
        await indexQuestion(tables, question.id);
        return foundAnswer(tables, everyoneIn(question.channel, reader), kept);
      }),

    /** The message is gone: what was kept of it stays, without the link to it. */
    forget: (where: HeardAt, message: string): Promise<void> =>
      store.write(async (tables) => {
        const name = { channelId: where.channelId, message };
        if (!(await tables.sources.isKnown(name))) return;
        await tables.latest.advance(name, 'text', where.at);
        await tables.sources.unlink(name);
      }),
  };
}

async function isAuthor(
  tables: Tables,
  { workspaceId }: HeardAt,
  message: Message,
  { authorId }: KeptAnswer,
): Promise<boolean> {
  const { author } = message;
  const member = author && (await tables.members.byAccount(workspaceId, author.externalId));
  return member?.id === authorId;
}
