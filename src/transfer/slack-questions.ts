import { limits } from '../limits.ts';
import { cut } from '../text.ts';
import { type Entry, type Skipped, skipped } from './entry.ts';
import type { SlackPeople } from './slack-people.ts';
import { type SlackChannel, type SlackMessage, toSlackTime } from './slack-schema.ts';
import { isAsking, splitTitle } from './slack-text.ts';
import type { SlackThread } from './slack-threads.ts';

interface ThreadReader {
  readonly workspace: string;
  readonly people: SlackPeople;
  readonly markdown: (message: SlackMessage) => string;
  /** Who marked the message as an answer. */
  readonly markersOf: (message: SlackMessage) => readonly string[];
  readonly allThreads: boolean;
}

/** One answer: a reply, or consecutive replies of one person. */
interface Reply {
  readonly messages: readonly SlackMessage[];
  readonly author: string;
  readonly markers: readonly string[];
}

/** Makes of a thread a question, its answers, and what people thought of them. */
export function createThreadReader(reader: ThreadReader) {
  const { workspace, people, markdown, markersOf, allThreads } = reader;

  return function* read(channel: SlackChannel, thread: SlackThread): Generator<Entry | Skipped> {
    const { first } = thread;
    const asker = first.user ?? '';
    const refTo = (message: SlackMessage) => `${workspace}:${channel.id}:${message.ts}`;
    const text = markdown(first);
    const takesAll = allThreads && isAsking(text);
    const replies = thread.replies.filter(({ user = '' }) => !people.isBot(user));
    const taken = takesAll ? joined(replies, asker) : replies.map(toReply).filter(isMarked);
    const left = thread.replies.length - taken.flatMap((reply) => reply.messages).length;
    if (people.isBot(asker) || taken.length === 0) {
      const reason = people.isBot(asker) ? 'a question of a bot' : 'a thread without answers';
      for (let n = 0; n <= thread.replies.length; n += 1) yield skipped(reason);
      return;
    }
    for (let n = 0; n < left; n += 1) yield skipped('a reply that is not an answer');

    yield* people.introduce([asker], first.user_profile);
    yield {
      kind: 'question',
      ref: refTo(first),
      number: null,
      workspace,
      channel: channel.id,
      author: people.refTo(asker),
      ...splitTitle(text),
      anonymous: false,
      closed: false,
      tags: [],
      createdAt: toSlackTime(first.ts),
      editedAt: null,
      watchers: [],
      revisions: [],
    };
    const accepted = taken.find((reply) => reply.markers.includes(asker));
    for (const reply of taken) {
      yield* readAnswer(reply, reply === accepted);
    }

    function* readAnswer(reply: Reply, isAccepted: boolean): Generator<Entry> {
      const [head] = reply.messages;
      if (!head) return;
      const ref = refTo(head);
      const last = reply.messages.at(-1) ?? head;
      yield* people.introduce([reply.author], head.user_profile);
      yield {
        kind: 'answer',
        ref,
        question: refTo(first),
        number: null,
        author: people.refTo(reply.author),
        body: cut(reply.messages.map(markdown).join('\n\n'), limits.text) || '…',
        createdAt: toSlackTime(head.ts),
        editedAt: null,
        revisions: [],
      };
      if (isAccepted) {
        const [by, at] = [people.refTo(asker), toSlackTime(last.ts)];
        yield { kind: 'acceptance', answer: ref, by, at };
        return;
      }
      const voters = reply.markers.filter((id) => id !== reply.author && !people.isBot(id));
      yield* people.introduce(voters);
      for (const voter of voters) {
        yield {
          kind: 'vote',
          ref: `${ref}:${voter}`,
          on: { kind: 'answer', ref },
          by: people.refTo(voter),
          vote: 'helpful',
          createdAt: toSlackTime(last.ts),
        };
      }
    }
  };

  function toReply(message: SlackMessage): Reply {
    return { messages: [message], author: message.user ?? '', markers: markersOf(message) };
  }

  function isMarked(reply: Reply): boolean {
    return reply.markers.length > 0;
  }

  /** What the asker adds is no answer, unless it is marked as one. */
  function joined(messages: readonly SlackMessage[], asker: string): Reply[] {
    const replies: Reply[] = [];
    let before: string | undefined;
    for (const message of messages) {
      const reply = toReply(message);
      const last = replies.at(-1);
      if (reply.author === asker && !isMarked(reply)) before = asker;
      else if (last && before === reply.author) {
        replies[replies.length - 1] = {
          messages: [...last.messages, message],
          author: last.author,
          markers: [...new Set([...last.markers, ...reply.markers])],
        };
      } else replies.push(reply);
      before = reply.author;
    }
    return replies;
  }
}
