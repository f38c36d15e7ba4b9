import type { ExpertFinder } from '../experts/experts.ts';
import { nameable } from '../experts/naming.ts';
import type { Answer, Channel, DigestSection, Person, Question, Snippet } from '../model.ts';
import type { Period, Scope } from '../store/digests.ts';
import type { Helped } from '../store/effects.ts';
import type { Store } from '../store/store.ts';
import { urgencyOf, worthOf } from './ranking.ts';

/** A section is worth this many lines of a reader's minute; the rest is counted. */
export const mostLines = 10;
const mostHelpers = 2;
/** Looking for who could help is a search each: it is done for the first ones. */
const mostWithHelpers = 3;
/** Who answered fewer threads like it is not said to be able to help: little speaks for it. */
const fewestThreads = 2;
const mostNext = 3;
/** Of what is pleasant to know rather than to act on, fewer lines do. */
const mostNamed = 5;
const mostReused = 3;
const weeksShown = 12;
/** Periods before this one that a rise is compared with. */
const periodsCompared = 4;
const risingFrom = 2;

/** What there is to say, the best of it, and how much more there was. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly more: number;
}

/** What happened in a place in a period, what waits there, and what each thing was like then. */
export interface Digest {
  /** Where it is posted; undefined for a member's own. */
  readonly channel: Channel | undefined;
  readonly scheduleId: number | null;
  readonly period: Period;
  /** How many periods it covers: more than one after a digest was missed. */
  readonly periods: number;
  readonly tags: readonly string[];
  readonly answered: Part<{ readonly question: Question; readonly kept: Snippet | undefined }>;
  readonly open: Part<{ readonly question: Question; readonly couldHelp: readonly Person[] }>;
  readonly kept: Part<Snippet>;
  readonly reused: Part<{
    readonly name: string;
    readonly title: string;
    /** Undefined for who does not want to be named in digests. */
    readonly author: Person | undefined;
    readonly people: number;
  }>;
  /** Members whose answer was accepted for the first time, or more often than before. */
  readonly experts: Part<{
    readonly member: Person;
    readonly accepted: number;
    readonly isFirst: boolean;
  }>;
  readonly thanks: Part<{ readonly member: Person; readonly votes: number }>;
  /** What has waited longest without any answer. */
  readonly next: Part<Question>;
  /** Of a member's own digest: which of their answers helped. */
  readonly helped: readonly Helped[];
  readonly weeks: readonly { readonly asked: number; readonly answered: number }[];
  /** Each thing in it and what it was like, so that the next digest says only what is new. */
  readonly shown: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly scope: Scope;
  readonly channel: Channel | undefined;
  readonly scheduleId: number | null;
  readonly tags: readonly string[];
  /** Empty: all of them. */
  readonly sections: readonly DigestSection[];
  readonly period: Period;
  readonly periods: number;
  /** What earlier digests showed. */
  readonly before: Readonly<Record<string, string>>;
}

const nothing: Part<never> = { items: [], more: 0 };

/** Composes a digest. Every section asks an index for the period; none looks at the whole store. */
export async function compose(store: Store, experts: ExpertFinder, asked: Asked): Promise<Digest> {
  const { scope, period, before } = asked;
  const { reader } = scope;
  const shown: Record<string, string> = {};
  const wants = (section: DigestSection) =>
    asked.sections.length === 0 || asked.sections.includes(section);

  /** The best of what is new since earlier digests; it is remembered as shown. */
  function best<T>(
    all: readonly T[],
    named: (item: T) => readonly [string, string],
    most = mostLines,
  ) {
    const fresh = all.filter((item) => before[named(item)[0]] !== named(item)[1]);
    const items = fresh.slice(0, most);
    for (const item of items) shown[named(item)[0]] = named(item)[1];
    return { items, more: fresh.length - items.length };
  }

  async function answered(): Promise<Digest['answered']> {
    const candidates = await store.digests.answered(scope, period);
    const ranked = candidates.toSorted(
      (a, b) => worthOf(b, period.to) - worthOf(a, period.to) || b.id - a.id,
    );
    const { items, more } = best(ranked, ({ id, acceptedAnswerId }) => [
      `answered:${id}`,
      String(acceptedAnswerId),
    ]);
    const ids = items.map(({ id }) => id);
    const questions = await store.questions.byIds(reader, ids);
    const kept = await store.snippets.ofQuestions(reader, ids);
    const found = inOrder(ids, questions).map((question) => ({
      question,
      kept: kept.find(({ questionNumber }) => questionNumber === question.number),
    }));
    return { items: found, more };
  }

  async function open(): Promise<Digest['open']> {
    const found = await store.digests.open(scope, period.to);
    // In their own digest, a member looks for what they could answer.
    const others = asked.channel
      ? found.items
      : found.items.filter(({ authorId }) => authorId !== reader.memberId);
    const ranked = others.toSorted(
      (a, b) => urgencyOf(b, period.to) - urgencyOf(a, period.to) || b.id - a.id,
    );
    const chosen = best(ranked, ({ id, answerCount }) => [`open:${id}`, String(answerCount)]);
    const ids = chosen.items.map(({ id }) => id);
    const items = inOrder(ids, await store.questions.byIds(reader, ids));
    const waiting = [];
    for (const [i, question] of items.entries()) {
      const couldHelp =
        i < mostWithHelpers
          ? await experts.forQuestion(reader, question, mostHelpers, fewestThreads)
          : [];
      waiting.push({ question, couldHelp });
    }
    return { items: waiting, more: items.length === 0 ? 0 : found.total - items.length };
  }

  async function kept(): Promise<Digest['kept']> {
    const ids = await store.digests.kept(scope, period);
    const snippets = inOrder(ids, await store.snippets.byIds(reader, ids));
    return best(snippets, ({ id, verifiedAt }) => [`kept:${id}`, String(verifiedAt)]);
  }

  async function reused(): Promise<Digest['reused']> {
    const all = await store.digests.reused(scope, period);
    const { items, more } = best(
      all,
      ({ answerId, snippetId, people }) => [
        answerId === null ? `snippet:${snippetId}` : `answer:${answerId}`,
        `${period.from}:${people}`,
      ],
      mostReused,
    );
    const ids = (key: 'answerId' | 'snippetId') => items.flatMap((item) => item[key] ?? []);
    const answers = await store.answers.byIds(reader, ids('answerId'));
    const questions = await store.questions.byIds(
      reader,
      answers.map(({ questionId }) => questionId),
    );
    const snippets = await store.snippets.byIds(reader, ids('snippetId'));
    const named = (answer: Answer) => {
      const question = questions.find(({ id }) => id === answer.questionId);
      return question && { name: `#${question.number}.${answer.number}`, title: question.title };
    };
    const isNamed = await namedHere([...answers, ...snippets].map(({ author }) => author.id));
    const found = items.flatMap(({ answerId, snippetId, people, isWithheld }) => {
      const answer = answers.find(({ id }) => id === answerId);
      const snippet = snippets.find(({ id }) => id === snippetId);
      const by = (author: Person) => (isWithheld === 0 && isNamed(author) ? author : undefined);
      if (snippet) {
        const { number, title, author } = snippet;
        return { name: `S${number}`, title, author: by(author), people };
      }
      const name = answer && named(answer);
      return answer && name ? [{ ...name, author: by(answer.author), people }] : [];
    });
    return { items: found, more };
  }

  /** Who of them is named for what they did: who is here, visible, and did not turn off `thanks`. */
  async function namedHere(ids: readonly number[]): Promise<(member: Person) => boolean> {
    const named = await nameable(store, ids, []);
    const muting = await store.recipients.muting(ids, 'thanks');
    return ({ id }) => named.has(id) && !muting.has(id);
  }

  async function rising(): Promise<Digest['experts']> {
    const since = period.from - periodsCompared * (period.to - period.from);
    const all = await store.digests.accepted(scope, period, since);
    const isNamed = await namedHere(all.map(({ member }) => member.id));
    const found = all.filter(
      ({ member, isFirst, now, before: earlier }) =>
        isNamed(member) &&
        (isFirst || (now >= risingFrom && now > (2 * earlier) / periodsCompared)),
    );
    const { items, more } = best(
      found,
      ({ member, now }) => [`expert:${member.id}`, `${period.from}:${now}`],
      mostNamed,
    );
    return {
      items: items.map(({ member, now, isFirst }) => ({ member, accepted: now, isFirst })),
      more,
    };
  }

  async function thanks(): Promise<Digest['thanks']> {
    const thanked = await store.digests.thanked(scope, period);
    const isNamed = await namedHere(thanked.map(({ member }) => member.id));
    const all = thanked.filter(({ member }) => isNamed(member));
    return { items: all.slice(0, mostNamed), more: Math.max(0, all.length - mostNamed) };
  }

  async function next(): Promise<Digest['next']> {
    const ids = await store.digests.unanswered(scope, period.from, mostLines);
    const questions = inOrder(ids, await store.questions.byIds(reader, ids));
    const left = questions.filter(({ id }) => shown[`open:${id}`] === undefined);
    return { ...best(left, ({ id }) => [`next:${id}`, 'waits'], mostNext), more: 0 };
  }

  const digest = {
    channel: asked.channel,
    scheduleId: asked.scheduleId,
    period,
    periods: asked.periods,
    tags: asked.tags,
    answered: wants('answered') ? await answered() : nothing,
    open: wants('open') ? await open() : nothing,
    kept: wants('kept') ? await kept() : nothing,
    reused: wants('reused') ? await reused() : nothing,
    experts: wants('experts') ? await rising() : nothing,
    thanks: wants('thanks') ? await thanks() : nothing,
    next: wants('next') ? await next() : nothing,
    helped: asked.channel ? [] : await store.effects.of(reader, period.from),
    weeks: await store.digests.weeks(scope, period.to, weeksShown),
  };
  return { ...digest, shown };
}

/** Whether a digest has anything to say. Thanks alone are worth a message; what merely waits is not. */
export function isEmpty(digest: Digest): boolean {
  const { answered, open, kept, reused, experts, thanks } = digest;
  const parts = [answered, open, kept, reused, experts, thanks];
  return digest.helped.length === 0 && parts.every(({ items }) => items.length === 0);
}

function inOrder<T extends { readonly id: number }>(
  ids: readonly number[],
  found: readonly T[],
): T[] {
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}
