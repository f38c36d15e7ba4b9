import type { Beside, BesideFinder } from '../beside.ts';
import type { Digest } from '../digests/digests.ts';
import { KnownError, unreachable } from '../errors.ts';
import { preferencesOf } from '../experts/preferences.ts';
import type { Channel, Person, Question, Reader, Schedule, Snippet, Thread } from '../model.ts';
import type { Approach, Notice, NoticeDetails } from '../model-owed.ts';
import type { Quote } from '../model-quotes.ts';
import type { Helped } from '../store/effects.ts';
import { anywhere, everyoneIn, type World } from '../world.ts';
import { approached } from './approached.ts';
import { type Expiring, expiring } from './expiring.ts';
import { helped, outdated, verify } from './helping.ts';
import type { Ladder } from './ladder.ts';
import { quoted } from './quoted.ts';
import { stewardOf } from './stewards.ts';
import { afterWaking, isWaking, wakingOf } from './waking.ts';

/** What a notice tells, as the facts are when it is sent. */
export type Matter =
  | { readonly kind: 'card'; readonly thread: Thread; readonly beside: Partial<Beside> }
  /** `asksZone`: it is the first one, and nobody knows when it is day there. */
  | { readonly kind: 'ping'; readonly question: Question; readonly asksZone: boolean }
  | { readonly kind: 'waiting' | 'steward'; readonly question: Question }
  | { readonly kind: 'approach'; readonly approach: Approach; readonly asker: Person }
  | { readonly kind: 'outcome'; readonly approach: Approach; readonly member: Person }
  | { readonly kind: 'taken'; readonly question: Question; readonly by: Person }
  | { readonly kind: 'accept' | 'resolved'; readonly thread: Thread }
  | { readonly kind: 'merged'; readonly question: Question; readonly into: Question }
  | Expiring
  | { readonly kind: 'helped'; readonly helped: readonly Helped[] }
  | { readonly kind: 'verify'; readonly snippets: readonly Snippet[] }
  /** The snippet only if its receiver may see it. */
  | { readonly kind: 'quote'; readonly quote: Quote; readonly snippet: Snippet | undefined }
  | { readonly kind: 'outdated'; readonly snippets: readonly Snippet[] }
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'unread'; readonly channel: Channel }
  | ({ readonly kind: 'link' } & NonNullable<NoticeDetails['link']>)
  | { readonly kind: 'gone'; readonly number: number }
  | {
      readonly kind: 'undeliverable';
      readonly sentence: string;
      readonly channel: Channel | undefined;
    };

/** What is to be done about a notice that fell due. */
export type Verdict =
  | { readonly kind: 'tell'; readonly matter: Matter }
  /** Not before then: it is not the member's time. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'pointless'; readonly why: string }
  /** Done without a word: there was nothing to say. */
  | { readonly kind: 'silent'; readonly why: string }
  /** A step of the ladder, for this question. */
  | { readonly kind: 'step'; readonly question: Question }
  /** The expert must not be asked any more, nor the steward told: somebody else is. */
  | { readonly kind: 'lost'; readonly question: Question };

/** Who is not to be woken for it. */
const inWakingHours = new Set([
  'ping',
  'steward',
  'approach',
  'accept',
  'resolved',
  'merged',
  'expiring',
  'helped',
  'verify',
  'quote',
  'outdated',
  'unread',
]);

/** Looks again whether what was owed still holds: facts that changed meanwhile make it pointless. */
export function createMatters(
  world: World,
  parts: {
    readonly ladder: Ladder;
    readonly beside: BesideFinder;
    readonly digest: (schedule: Schedule, notice: Notice) => Promise<Digest | undefined>;
  },
) {
  const { store } = world;

  /** Sees what the receiver may: a channel's notices what all there may, a member's what they may anywhere. */
  async function readerOf(notice: Notice, channel: Channel | undefined): Promise<Reader> {
    const { communityId } = notice;
    const reader = await anywhere(store, { communityId, memberId: notice.memberId ?? 0 });
    return channel ? everyoneIn(channel, reader) : reader;
  }

  async function questionOf(notice: Notice): Promise<Question | undefined> {
    if (notice.questionId === null) return undefined;
    const about = await store.concerned.whereabouts(notice.questionId);
    const place = about && (await store.recipients.channel(about.channelId));
    if (!about || !place) return undefined;
    const isPrivate = notice.memberId !== null || notice.channelId !== null;
    const reader = await readerOf(
      notice,
      isPrivate && notice.channelId === null ? undefined : place.channel,
    );
    // Itself, also when it was merged: its card says so.
    return (await store.questions.byIds(reader, [notice.questionId]))[0];
  }

  async function threadOf(notice: Notice, question: Question): Promise<Thread> {
    const reader = await readerOf(notice, notice.channelId === null ? undefined : question.channel);
    return { question, answers: await store.answers.of(reader, question.id) };
  }

  async function mergedInto(notice: Notice, { mergedInto }: Question) {
    if (typeof mergedInto !== 'number') return undefined;
    return store.questions.find(await readerOf(notice, undefined), mergedInto);
  }

  async function channelOf(id: number | null | undefined): Promise<Channel | undefined> {
    return typeof id === 'number' ? (await store.recipients.channel(id))?.channel : undefined;
  }

  /** Its receiver may not see the question, or it is gone. Somebody else is asked, or told, then. */
  async function unseen(notice: Notice): Promise<Verdict> {
    const isPassedOn = notice.kind === 'ping' || notice.kind === 'steward';
    const question = isPassedOn ? await questionOf({ ...notice, memberId: null }) : undefined;
    return question ? { kind: 'lost', question } : pointless('it is not for them to see');
  }

  async function aboutQuestion(notice: Notice, now: number): Promise<Verdict> {
    const question = await questionOf(notice);
    if (!question) return unseen(notice);
    const isOpen = question.state === 'open';
    const isWaiting = isOpen && !(await hasHelp(question));
    switch (notice.kind) {
      case 'card': {
        const thread = await threadOf(notice, question);
        const everyone = await readerOf(notice, question.channel);
        const isFresh = isOpen && question.answerCount === 0;
        const beside = isFresh ? await parts.beside(everyone, question) : {};
        return tell({ kind: 'card', thread, beside });
      }
      case 'route':
        return isWaiting ? { kind: 'step', question } : pointless('it needs nobody any more');
      case 'ping': {
        if (!isWaiting) return pointless('it needs nobody any more');
        const memberId = notice.memberId ?? 0;
        const ping = (await store.pings.of(question.id)).find((one) => one.memberId === memberId);
        if (ping?.state !== 'owed') return pointless('it was said meanwhile');
        // Who is brought it already counts themselves.
        const mayAsk = await parts.ladder.mayAsk(store, memberId, question, now);
        if (!mayAsk) return { kind: 'lost', question };
        return tell({ kind: 'ping', question, asksZone: await asksZone(memberId, question) });
      }
      case 'waiting':
      case 'steward': {
        if (!isWaiting) return pointless('it needs nobody any more');
        const isTold =
          notice.kind === 'waiting' || (await stewardOf(store, question, now)) === notice.memberId;
        return isTold ? tell({ kind: notice.kind, question }) : { kind: 'lost', question };
      }
      case 'taken': {
        const [by] = await store.members.byIds([notice.details.memberId ?? 0]);
        return isOpen && by ? tell({ kind: 'taken', question, by }) : pointless('it is over');
      }
      case 'accept': {
        const isDue = isOpen && question.answerCount > 0;
        const thread = await threadOf(notice, question);
        return isDue ? tell({ kind: 'accept', thread }) : pointless('nothing waits for them');
      }
      case 'resolved': {
        const isDue = question.state === 'answered';
        const thread = await threadOf(notice, question);
        return isDue ? tell({ kind: 'resolved', thread }) : pointless('it is open again');
      }
      case 'merged': {
        const into = await mergedInto(notice, question);
        return tellIf(into && { kind: 'merged', question, into }, 'it was undone');
      }
      case 'expiring':
        return tellIf(await expiring(store, question, notice), 'it stays');
      default:
        throw new KnownError(
          'invalid',
          `A notice of the kind ${notice.kind} is about no question.`,
        );
    }
  }

  /** Once in a member's life: with the first question that they are brought. */
  async function asksZone(memberId: number, { id: questionId }: Question): Promise<boolean> {
    if ((await preferencesOf(store, memberId)).zone !== null) return false;
    const load = (await store.pings.loadOf([memberId], { questionId })).get(memberId);
    return load === undefined || load.pingedAt.length === 0;
  }

  /** Whether somebody else than the asker has answered. */
  async function hasHelp(question: Question): Promise<boolean> {
    if (question.answerCount === 0) return false;
    return store.concerned.hasHelp(question.id);
  }

  async function digest(notice: Notice): Promise<Verdict> {
    const schedule =
      notice.scheduleId === null ? undefined : await store.schedules.find(notice.scheduleId);
    if (!schedule) return pointless('the digest was turned off');
    const composed = await parts.digest(schedule, notice);
    return composed
      ? tell({ kind: 'digest', digest: composed })
      : { kind: 'silent', why: 'there was nothing to say' };
  }

  async function judge(notice: Notice, now: number): Promise<Verdict> {
    switch (notice.kind) {
      case 'card':
      case 'route':
      case 'ping':
      case 'waiting':
      case 'steward':
      case 'taken':
      case 'accept':
      case 'resolved':
      case 'merged':
      case 'expiring':
        return aboutQuestion(notice, now);
      case 'helped':
        return helped(store, notice);
      case 'verify':
        return verify(store, notice, now);
      case 'outdated':
        return outdated(store, notice);
      case 'digest':
        return digest(notice);
      case 'approach':
      case 'outcome':
        return approached(store, notice, now);
      case 'quote':
        return quoted(store, notice);
      case 'unread': {
        const channel = await channelOf(notice.details.channelId);
        return tellIf(channel && { kind: 'unread', channel }, 'the channel is gone');
      }
      case 'gone':
        return tell({ kind: 'gone', number: notice.details.number ?? 0 });
      case 'undeliverable': {
        const { sentence = '', channelId } = notice.details;
        return tell({ kind: 'undeliverable', sentence, channel: await channelOf(channelId) });
      }
      case 'link': {
        const { link } = notice.details;
        return tellIf(link && { kind: 'link', ...link }, 'nothing is told');
      }
      default:
        return unreachable(notice.kind);
    }
  }

  return {
    /** What is to be done about the notice at `now`. */
    async judge(notice: Notice, now: number): Promise<Verdict> {
      const { memberId, kind } = notice;
      if (memberId !== null) {
        const isMuted = (await store.recipients.mutes(memberId)).includes(kind);
        if (isMuted) return pointless('turned off by its receiver');
        // Who is reached without working hours said so themselves: an evening, a digest's time.
        const waking = await wakingOf(store, memberId);
        const isPutOff = kind === 'ping' && notice.key.split(':').at(-1) !== '1';
        if (inWakingHours.has(kind) && !isPutOff && !isWaking(waking, now)) {
          return { kind: 'wait', until: afterWaking(waking, now, 0) };
        }
      }
      return judge(notice, now);
    },
  };
}

const tell = (matter: Matter): Verdict => ({ kind: 'tell', matter });
const tellIf = (matter: Matter | undefined, why: string) =>
  matter ? tell(matter) : pointless(why);
const pointless = (why: string): Verdict => ({ kind: 'pointless', why });
