import type { Core } from '../../src/core.ts';
import type { Channel, Question, Workspace } from '../../src/model.ts';
import { questionOfCard } from '../../src/notices/cards.ts';
import type { Standing } from './cards.ts';
import type { Directory } from './directory.ts';
import { isSolvedTag, tagsFor, topicOf } from './forum-tags.ts';
import type { Guilds, Tag } from './guilds.ts';
import { isForum } from './guilds.ts';
import { limits } from './limits.ts';
import { isTitled, renamed } from './posts.ts';
import { plain } from './text.ts';
import type { Failure, Web } from './web.ts';

/** A week without a word: https://docs.discord.com/developers/resources/channel#channel-object */
const archiveAfter = 10_080;
const check = encodeURIComponent('✅');
/** A thread that is there already, under the message or in the forum. */
const isThere: readonly number[] = [160004];

/** The thread of a question: it is opened with the card, and shows how the question stands. */
export function createThreads(options: {
  readonly web: Web;
  readonly directory: Directory;
  readonly core: Pick<Core, 'questions' | 'tags' | 'posts'>;
  readonly guilds: Guilds;
  /** Whether a closed question's thread is archived and locked. */
  readonly archivesClosed: boolean;
}) {
  const { web, directory, core, guilds } = options;
  /** How each question was shown last, so that nothing is said twice. A restart says it once more. */
  const shown = new Map<string, string>();

  async function question(key: string, channel: Channel, workspace: Workspace) {
    const number = questionOfCard(key);
    const { communityId } = workspace;
    const reader = { communityId, memberId: 0, channelId: channel.id, isGuest: false };
    return number === undefined ? undefined : core.questions.find(reader, Number(number));
  }

  /** The forum's tags for the question's, aliases among them. */
  async function tagged(
    asked: Question,
    available: readonly Tag[],
    applied: readonly string[],
  ): Promise<readonly string[]> {
    const topics = available.flatMap(({ name }) => topicOf(name) ?? []);
    const reader = { communityId: asked.communityId, memberId: 0, channelId: 0, isGuest: false };
    const known = await core.tags.named(reader, topics);
    const meant = (topic: string) =>
      known.find(({ aliases }) => aliases.includes(topic))?.name ?? topic;
    return tagsFor(asked, available, applied, meant);
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
      return asked && forum ? tagged(asked, forum.tags, []) : [];
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

    /** Shows in the thread how the question stands now. Gives why we may not. */
    async update(key: string, channel: Channel, workspace: Workspace, at: Standing) {
      const asked = await question(key, channel, workspace);
      if (!asked) return undefined;
      const now = [asked.state, asked.title, ...asked.tags].join(' ');
      const name = `${channel.id} ${key}`;
      const before = shown.get(name);
      shown.set(name, now);
      if (before === now) return undefined;
      const isSolved = asked.state === 'answered';
      const isNews = before === undefined ? isSolved : before.startsWith('answered') !== isSolved;
      const inThread = at.channel !== channel.externalId;
      const thread = inThread ? at.channel : at.message;
      const forum = inThread ? await directory.facts(channel.externalId) : undefined;
      const change = forum ? await showInForum(asked, thread, forum.tags, isNews) : {};
      const closing =
        options.archivesClosed && asked.state === 'closed' ? { archived: true, locked: true } : {};
      const { applied_tags: applied, ...named } = change;
      const body = { ...change, ...closing };
      if (Object.keys(body).length === 0) return undefined;
      const was = guilds.channel(thread);
      guilds.note(thread, { ...named, ...(applied && { applied }) });
      const answer = await web.call('PATCH', `/channels/${thread}`, { body });
      if (answer.ok) return undefined;
      if (was) guilds.note(thread, was);
      return answer.code === 50013 ? notAllowed(channel) : undefined;
    },
  };

  async function showInForum(
    asked: Question,
    thread: string,
    available: readonly Tag[],
    isNews: boolean,
  ): Promise<{ readonly applied_tags?: readonly string[]; readonly name?: string }> {
    const { applied = [], name = '' } = (await directory.facts(thread)) ?? {};
    const wanted = await tagged(asked, available, applied);
    if (isNews && !available.some((one) => isSolvedTag(one.name))) {
      // A forum's post and its first message have the same id.
      await mark({ channel: thread, message: thread }, asked.state === 'answered');
    }
    const isSame = wanted.length === applied.length && wanted.every((id) => applied.includes(id));
    const title = await newName(asked, name);
    return {
      ...(!isSame && { applied_tags: wanted }),
      ...(title !== undefined && { name: title }),
    };
  }

  /** For a post that has an earlier title of its question still; others have been renamed by someone. */
  async function newName(asked: Question, name: string): Promise<string | undefined> {
    const { communityId, channel, number, title } = asked;
    if (isTitled(name, title, number)) return undefined;
    const titles = await core.posts.titles(communityId, channel.id, number);
    const isEarlier = titles.some((one) => isTitled(name, one, number));
    return isEarlier ? renamed(name, title, number) : undefined;
  }
}

export type Threads = ReturnType<typeof createThreads>;

function threadProblem({ code, status }: Failure, { name }: Channel): string {
  return code === 50013 || code === 50001
    ? `Its card stands in #${name}, but I may not open threads there. Whoever manages the channel can allow me \`Create Public Threads\` and \`Send Messages in Threads\`: Edit Channel, Permissions, Praxis.`
    : `Its card stands in #${name}, but its thread could not be opened (${code || status}).`;
}

const notAllowed = ({ name }: Channel) =>
  `I may not show in #${name} how posts stand. Whoever manages the channel can allow me \`Manage Threads\`: Edit Channel, Permissions, Praxis.`;
