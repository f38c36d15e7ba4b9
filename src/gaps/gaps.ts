import { KnownError } from '../errors.ts';
import type { ExpertFinder } from '../experts/experts.ts';
import type { Actor, Person, Question, Reader } from '../model.ts';
import { isAllowed } from '../rights.ts';
import { contentTerms } from '../search/analyse.ts';
import { frequencyIn } from '../search/index/frequency.ts';
import { idf } from '../search/index/weights.ts';
import type { Indexes } from '../search/indexes.ts';
import type { Page, Paged } from '../store/page.ts';
import { act, type World } from '../world.ts';
import { createAnswered } from './answered.ts';
import { clustersOf, membersOf, shownOf, type Worded } from './clusters.ts';
import { createNoting } from './noting.ts';
import { asWritten } from './wording.ts';

/** What is older is not looked at while there is so much that is newer. */
const mostNeeds = 2_000;
/** Of so many, those most wanted, it is looked whether they are answered by now. */
const mostJudged = 100;
const mostWriters = 3;
const mostWords = 6;

/** Something that several members missed, or somebody asked, and that nothing kept answers. */
export interface Gap {
  /** Of one of those who missed it: it names the gap as long as that is kept. */
  readonly id: number;
  /** The question, what was typed, or its words. */
  readonly title: string;
  readonly tags: readonly string[];
  readonly members: number;
  readonly times: number;
  readonly since: number;
  /** The open questions that ask for it, as the reader sees them. */
  readonly questions: readonly Question[];
}

/** With those who could write it, as far as they want to be named. */
export interface WantedGap extends Gap {
  readonly writers: readonly Person[];
}

interface Known extends Worded {
  readonly question: Question | undefined;
}

/** What a community looks for and has not written down yet. */
export function createGaps(world: World, indexes: Indexes, experts: ExpertFinder) {
  const { store } = world;
  const answered = createAnswered(world, indexes);

  /** What was missed, in groups, as far as the reader may know of them, the most wanted first. */
  async function groups(reader: Reader, language: string): Promise<(readonly Known[])[]> {
    const index = await indexes.current(store, reader.communityId);
    if (!index) return [];
    const needs = await store.needs.newest(reader, mostNeeds);
    const asked = needs.flatMap(({ questionId }) => questionId ?? []);
    const questions = new Map(
      (await store.questions.byIds(reader, asked)).map((question) => [question.id, question]),
    );
    const worded = needs.map((need): Known => {
      const question = questions.get(need.questionId ?? 0);
      const said = contentTerms(need.text ?? question?.title ?? '', language);
      const tags = need.tags.map((tag) => `#${tag}`);
      return { ...need, question, wording: new Set([...need.terms, ...said, ...tags]) };
    });
    const view = index.views.of(reader);
    const idfOf = (term: string) =>
      idf(frequencyIn(index, view, index.vocabulary.find(term)), view.count);
    return clustersOf(worded, idfOf)
      .map(shownOf)
      .filter(({ length }) => length > 0)
      .toSorted((a, b) => membersOf(b) - membersOf(a) || b.length - a.length);
  }

  async function toGap(reader: Reader, needs: readonly Known[], language: string): Promise<Gap> {
    const [first] = needs;
    const questions = needs.flatMap(({ question }) => question ?? []);
    const said = needs.map(({ text, question }) => text ?? question?.title).find(Boolean);
    const terms = first?.terms.slice(0, mostWords) ?? [];
    const tags = [...new Set(needs.flatMap((need) => need.tags))];
    const words = said ?? (await asWritten(store, reader, terms, language)).join(' ');
    return {
      id: first?.id ?? 0,
      title: words || tags.map((tag) => `#${tag}`).join(' '),
      tags,
      members: membersOf(needs),
      times: needs.length,
      since: Math.min(...needs.map(({ at }) => at)),
      questions,
    };
  }

  /**
   * Whether something answers it. Where rare words were left out, what is left may be answered by what
   * helped nobody: then only what was written since counts.
   */
  function isClosed(everyone: Reader, { title }: Gap, needs: readonly Known[]): Promise<boolean> {
    const isWhole = needs.some(({ text, question }) => text !== null || question !== undefined);
    if (isWhole) return answered.by(everyone, title);
    return answered.since(everyone, title, Math.max(...needs.map(({ at }) => at)));
  }

  /** What nothing kept answers, as those who missed it would see it. */
  async function open(actor: Actor): Promise<{ gap: Gap; needs: readonly Known[] }[]> {
    if (!isAllowed(actor, 'see gaps')) {
      throw new KnownError(
        'forbidden',
        'What is missing is shown to curators, who can do something about it. What you miss, `ask`.',
      );
    }
    const { language } = await store.searchSettings.of(actor.communityId);
    const found: { gap: Gap; needs: readonly Known[] }[] = [];
    for (const needs of (await groups(actor, language)).slice(0, mostJudged)) {
      const { communityId } = actor;
      const isHere = needs.some(({ channelId }) => channelId === actor.channelId);
      const channelId = isHere ? actor.channelId : 0;
      const everyone: Reader = { communityId, memberId: 0, channelId, isGuest: false };
      const gap = await toGap(everyone, needs, language);
      if (!(await isClosed(everyone, gap, needs))) found.push({ gap, needs });
    }
    return found;
  }

  async function named(actor: Actor, id: number) {
    const found = (await open(actor)).find(({ needs }) => needs.some((need) => need.id === id));
    if (found) return found;
    throw new KnownError(
      'not_found',
      'This is not missing any more, or is not shown here. `gaps list` shows what is.',
    );
  }

  return {
    ...createNoting(world, indexes),

    /** What is missing, the most wanted first, with who could write it. For curators. */
    async list(actor: Actor, page: Page): Promise<Paged<WantedGap>> {
      const all = await open(actor);
      const items: WantedGap[] = [];
      for (const { gap } of all.slice(page.offset, page.offset + page.limit)) {
        const { shown, declared } = await experts.onTopic(
          actor,
          [gap.title, ...gap.tags].join(' '),
        );
        const known = [...shown, ...declared].map(({ member }) => [member.id, member] as const);
        items.push({ ...gap, writers: [...new Map(known).values()].slice(0, mostWriters) });
      }
      return { items, total: all.length };
    },

    /** One of them. @throws KnownError 'not_found' when it is answered by now, or not for this curator. */
    find: async (actor: Actor, id: number): Promise<Gap> => (await named(actor, id)).gap,

    /** "Not missing": it is shown again when three more members miss it. For curators. */
    async dismiss(actor: Actor, id: number): Promise<Gap> {
      const { gap, needs } = await named(actor, id);
      return act(world, actor, async (tables, now) => {
        await tables.needs.dismiss(
          needs.map((need) => need.id),
          now,
        );
        const subject = subjectOf(gap, needs);
        const entry = { act: 'not missing', subject, memberId: actor.memberId, at: now };
        await tables.audit.add(actor.communityId, entry);
        return gap;
      });
    },
  };
}

/** For the audit, which outlives what was typed: numbers and words that many use, never the text. */
function subjectOf({ questions, tags }: Gap, needs: readonly Worded[]): string {
  const words = needs.find(({ terms }) => terms.length > 0)?.terms.slice(0, mostWords) ?? [];
  const numbers = questions.slice(0, 3).map(({ number }) => `#${number}`);
  return [...numbers, ...words, ...tags].slice(0, mostWords).join(' ') || 'a search';
}
