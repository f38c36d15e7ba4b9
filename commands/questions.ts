import type { Actor } from '../src/model.ts';
import { canonicalTag } from '../src/tags.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { code, say, type Text } from './kit/text.ts';
import { inPages, type Page, pageArg, tagArg } from './references.ts';
import { questionList } from './views/questions.ts';

const day = 24 * 60 * 60 * 1000;
/** An open question that old, without an answer, needs someone. */
const staleDays = 7;

type List = Parameters<typeof questionList>[0];

/** A list as a reply: turning its page replaces the page that was shown. */
async function listed(
  list: {
    readonly actor: Actor;
    readonly title: string;
    readonly empty: Text;
    readonly questions: (page: Page) => Promise<List['questions']>;
  },
  asked: number | undefined,
  name: string,
  args: Record<string, string> = {},
) {
  const { found, page, pages } = await inPages(asked, list.questions);
  const to = (to: number) => ({ name, args: { ...args, page: String(to) } });
  const readerId = list.actor.memberId;
  const view = questionList({ ...list, readerId, questions: found, page, pages, to });
  return asked === undefined ? show(view) : revise(view);
}

const askHint: Text = say`${code('ask')} starts one.`;

export const openQuestions = command({
  name: 'questions open',
  summary: 'Open questions, the newest first',
  group: 'Lists of questions',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  phrases: [
    {
      like: 'what is open?',
      pattern: /^(?:what(?:'s|’s| is)(?: still)? open|(?:any )?open questions)\W*$/i,
    },
  ],
  async run({ actor, args: { page } }, core) {
    const questions = (some: Page) => core.questions.list(actor, { state: 'open' }, some);
    const empty = say`Every question is answered. ${askHint}`;
    return listed({ actor, title: 'Open questions', empty, questions }, page, 'questions open');
  },
});

export const staleQuestions = command({
  name: 'questions stale',
  summary: `Open questions without an answer for ${staleDays} days, the oldest first`,
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args: { page } }, core) {
    const createdBefore = core.clock() - staleDays * day;
    const filter = { state: 'open', unanswered: true, createdBefore } as const;
    const questions = (some: Page) => core.questions.list(actor, filter, some, 'oldest');
    const empty = say`No question has waited for ${staleDays} days. ${code('questions open')} shows the newer ones.`;
    return listed({ actor, title: 'Waiting longest', empty, questions }, page, 'questions stale');
  },
});

export const myQuestions = command({
  name: 'questions mine',
  summary: 'The questions that you asked',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  phrases: [{ like: 'what did I ask?', pattern: /^(?:what did i ask|my questions)\W*$/i }],
  async run({ actor, args: { page } }, core) {
    const filter = { authorId: actor.memberId };
    const questions = (some: Page) => core.questions.list(actor, filter, some);
    const empty = say`You have not asked anything yet. ${askHint}`;
    return listed({ actor, title: 'Your questions', empty, questions }, page, 'questions mine');
  },
});

export const questionsForMe = command({
  name: 'questions for-me',
  summary: 'Open questions on what you know, the newest first',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args: { page } }, core) {
    const questions = (some: Page) => core.questions.forExpert(actor, some);
    const empty = say`None now. ${code('expertise add')} says what you know; ${code('questions open')} shows all.`;
    return listed(
      { actor, title: 'For you to answer', empty, questions },
      page,
      'questions for-me',
    );
  },
});

export const taggedQuestions = command({
  name: 'questions tag',
  summary: 'Questions on a topic, the newest first',
  audience: 'private',
  doors: 'all',
  args: [tagArg, pageArg],
  examples: ['questions tag postgres'],
  async run({ actor, args: { tag, page } }, core) {
    const name = canonicalTag(tag) ?? tag;
    const [known] = await core.tags.named(actor, [name]);
    const empty = say`Nobody has asked about #${known?.name ?? name} yet. ${askHint}`;
    const questions = async (some: Page) =>
      known ? core.questions.list(actor, { tagIds: [known.id] }, some) : { items: [], total: 0 };
    const title = `Questions on #${known?.name ?? name}`;
    return listed({ actor, title, empty, questions }, page, 'questions tag', {
      tag: known?.name ?? name,
    });
  },
});
