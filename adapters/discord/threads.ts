import type { Core } from '../../src/core.ts';
import type { Channel, Question, Workspace } from '../../src/model.ts';
import { questionOfCard } from '../../src/notices/cards.ts';
import type { Standing } from './cards.ts';
import { type Directory, isForum } from './directory.ts';
import type { Tag } from './guilds.ts';
import { limits } from './limits.ts';
import { plain } from './text.ts';
import type { Failure, Web } from './web.ts';

/** A week without a word: https://docs.discord.com/developers/resources/channel#channel-object */
const archiveAfter = 10_080;
const solvedTag = /^(solved|answered|resolved|done)$/i;
const check = encodeURIComponent('✅');
/** A thread that is there already, under the message or in the forum. */
const isThere: readonly number[] = [160004];

/** The thread of a question: it is opened with the card, and shows how the question stands. */
export function createThreads(options: {
  readonly web: Web;
  readonly directory: Directory;
  readonly core: Pick<Core, 'questions' | 'tags'>;
  /** Whether a closed question's thread is archived and locked. */
  readonly archivesClosed: boolean;
}) {
  const { web, directory, core } = options;
  /** How each question was shown last, so that nothing is said twice. A restart says it once more. */
  const shown = new Map<string, string>();

  async function question(key: string, channel: Channel, workspace: Workspace) {
    const number = questionOfCard(key);
    const { communityId } = workspace;
    const reader = { communityId, memberId: 0, channelId: channel.id, isGuest: false };
    return number === undefined ? undefined : core.questions.find(reader, Number(number));
  }

  /** The forum's tags for the question's: as many as fit, the one for solved questions first. */
  function tagsFor(
    { tags, state }: Question,
    available: readonly Tag[],
    applied: readonly string[],
  ) {
    const solved = available.find(({ name }) => solvedTag.test(name))?.id;
    const own = available.filter(({ name }) => tags.includes(name.trim().toLowerCase()));
    // Tags that no topic of ours could be are someone's own business.
    const others = available.filter(({ id }) => applied.includes(id) && id !== solved);
    const all = [
      ...(solved !== undefined && state === 'answered' ? [solved] : []),
      ...[...own, ...others].map(({ id }) => id),
    ];
    return [...new Set(all)].slice(0, limits.appliedTags);
  }

  async function mark(at: Standing, isSolved: boolean): Promise<void> {
    const path = `/channels/${at.channel}/messages/${at.message}/reactions/${check}/@me`;
    await web.call(isSolved ? 'PUT' : 'DELETE', path);
  }

  return {
    /** The tags that a new post in the forum gets. */
    async tagsOf(key: string, channel: Channel, workspace: Workspace): Promise<readonly string[]> {
      const forum = await directory.facts(channel.externalId);
      const asked = isForum(forum?.type) ? await question(key, channel, workspace) : undefined;
      return asked && forum ? tagsFor(asked, forum.tags, []) : [];
    },

    /** Opens the thread under a question's card. Gives why it could not be opened. */
    async open(key: string, channel: Channel, workspace: Workspace, at: Standing) {
      const asked = at.channel === channel.externalId && (await question(key, channel, workspace));
      if (!asked) return undefined;
      const answer = await web.call(
        'POST',
        `/channels/${at.channel}/messages/${at.message}/threads`,
        {
          body: {
            name: plain(`#${asked.number} ${asked.title}`, limits.threadName),
            auto_archive_duration: archiveAfter,
          },
          isRepeatable: true,
        },
      );
      return answer.ok || isThere.includes(answer.code)
        ? undefined
        : threadProblem(answer, channel);
    },

    /** Shows in the thread how the question stands now. */
    async update(key: string, channel: Channel, workspace: Workspace, at: Standing): Promise<void> {
      const asked = await question(key, channel, workspace);
      if (!asked) return;
      const now = [asked.state, ...asked.tags].join(' ');
      const name = `${channel.id} ${key}`;
      const before = shown.get(name);
      shown.set(name, now);
      if (before === now) return;
      const isSolved = asked.state === 'answered';
      const isNews = before === undefined ? isSolved : before.startsWith('answered') !== isSolved;
      const inThread = at.channel !== channel.externalId;
      const thread = inThread ? at.channel : at.message;
      const forum = inThread ? await directory.facts(channel.externalId) : undefined;
      const change = forum ? await showInForum(asked, thread, forum.tags, isNews) : {};
      const closing =
        options.archivesClosed && asked.state === 'closed' ? { archived: true, locked: true } : {};
      const body = { ...change, ...closing };
      if (Object.keys(body).length > 0) await web.call('PATCH', `/channels/${thread}`, { body });
    },
  };

  async function showInForum(
    asked: Question,
    thread: string,
    available: readonly Tag[],
    isNews: boolean,
  ) {
    const applied = (await directory.facts(thread))?.applied ?? [];
    const wanted = tagsFor(asked, available, applied);
    if (isNews && !available.some(({ name }) => solvedTag.test(name))) {
      // A forum's post and its first message have the same id.
      await mark({ channel: thread, message: thread }, asked.state === 'answered');
    }
    const isSame = wanted.length === applied.length && wanted.every((id) => applied.includes(id));
    return isSame ? {} : { applied_tags: wanted };
  }
}

export type Threads = ReturnType<typeof createThreads>;

function threadProblem({ code, status }: Failure, { name }: Channel): string {
  return code === 50013 || code === 50001
    ? `Its card stands in #${name}, but I may not open threads there. Whoever manages the channel can allow me \`Create Public Threads\` and \`Send Messages in Threads\`: Edit Channel, Permissions, Praxis.`
    : `Its card stands in #${name}, but its thread could not be opened (${code || status}).`;
}
