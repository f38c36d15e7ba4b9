import { unreachable } from '../../src/errors.ts';
import type { Chance } from './chance.ts';

/** What a member does in a session: everything that is needed to do it, do it again, and verify it. */
export type Act =
  | { readonly kind: 'ask'; readonly by: string; readonly text: string }
  | {
      readonly kind: 'answer';
      readonly by: string;
      readonly question: number;
      readonly text: string;
    }
  | { readonly kind: 'accept' | 'unaccept'; readonly by: string; readonly name: Name }
  | { readonly kind: 'helpful' | 'unhelpful'; readonly by: string; readonly name: Name }
  | { readonly kind: 'edit'; readonly by: string; readonly name: Name; readonly text: string }
  | {
      readonly kind: 'retitle';
      readonly by: string;
      readonly question: number;
      readonly text: string;
    }
  | { readonly kind: 'declare' | 'retract'; readonly by: string; readonly tag: string }
  /** Whoever it helped is owed a word because of it. */
  | {
      readonly kind: 'outdate';
      readonly by: string;
      readonly name: Name;
      readonly snippet: number;
    };

interface Name {
  readonly question: number;
  readonly answer: number;
}

/** All that the members of a session know, as the test keeps it and as the database has it. */
export interface Knowledge {
  readonly questions: readonly KnownQuestion[];
  /** `ann:postgres`, in alphabetical order. */
  readonly declared: readonly string[];
  /** The highest number that a snippet ever had. */
  readonly lastSnippet: number;
}

export interface KnownQuestion {
  readonly by: string;
  readonly title: string;
  readonly revisions: number;
  /** Number of the accepted answer. */
  readonly accepted: number | null;
  readonly answers: readonly KnownAnswer[];
}

export interface KnownAnswer {
  readonly by: string;
  readonly body: string;
  readonly revisions: number;
  /** Handles, in alphabetical order. */
  readonly helpful: readonly string[];
  /** Its snippet, when it is kept as one; what somebody worked on stays. */
  readonly kept: {
    readonly number: number;
    readonly says: string;
    readonly outdated: boolean;
    readonly worked: boolean;
  } | null;
}

export const nothing: Knowledge = { questions: [], declared: [], lastSnippet: 0 };

export const members = ['ann', 'ben', 'cat', 'dan'] as const;
const tags = ['baking', 'sailing', 'knitting'] as const;

/** The line that a member types for the act. */
export function lineOf(act: Act): string {
  switch (act.kind) {
    case 'ask':
      return `ask ${act.text}`;
    case 'answer':
      return `answer ${act.question} ${act.text}`;
    case 'accept':
      return `accept ${said(act.name)}`;
    case 'unaccept':
      return `accept ${said(act.name)} --undo`;
    case 'helpful':
      return `helpful ${said(act.name)}`;
    case 'unhelpful':
      return `helpful ${said(act.name)} --undo`;
    case 'edit':
      return `edit ${said(act.name)} ${act.text}`;
    case 'retitle':
      return `edit ${act.question} title:"${act.text}"`;
    case 'declare':
      return `expertise add ${act.tag}`;
    case 'retract':
      return `expertise remove ${act.tag}`;
    case 'outdate':
      return `snippet outdated S${act.snippet}`;
    default:
      return unreachable(act);
  }
}

const said = ({ question, answer }: Name) => `${question}.${answer}`;

/** What is known after the act. */
export function after(known: Knowledge, act: Act): Knowledge {
  switch (act.kind) {
    case 'ask': {
      const asked = { by: act.by, title: act.text, revisions: 0, accepted: null, answers: [] };
      return { ...known, questions: [...known.questions, asked] };
    }
    case 'answer': {
      const given = { by: act.by, body: act.text, revisions: 0, helpful: [], kept: null };
      return inQuestion(known, act.question, (q) => ({ ...q, answers: [...q.answers, given] }));
    }
    case 'accept':
    case 'unaccept': {
      const accepted = act.kind === 'accept' ? act.name.answer : null;
      const number = known.lastSnippet + 1;
      const left = (kept: KnownAnswer['kept']) => (kept?.worked ? kept : null);
      const changed = inQuestion(known, act.name.question, (question) => ({
        ...question,
        accepted,
        answers: question.answers.map((answer, i) => ({
          ...answer,
          kept:
            i + 1 === accepted
              ? (answer.kept ?? { number, says: answer.body, outdated: false, worked: false })
              : left(answer.kept),
        })),
      }));
      const isNew = accepted !== null && lookUp(known, act.name)?.kept === null;
      return isNew ? { ...changed, lastSnippet: number } : changed;
    }
    case 'helpful':
    case 'unhelpful':
      return inAnswer(known, act.name, (answer) => ({
        ...answer,
        helpful: toggled(answer.helpful, act.by, act.kind === 'helpful'),
      }));
    case 'edit':
      return inAnswer(known, act.name, (answer, isAccepted) => ({
        ...answer,
        body: act.text,
        revisions: answer.revisions + 1,
        kept:
          answer.kept && isAccepted
            ? { ...answer.kept, says: act.text, outdated: false }
            : answer.kept,
      }));
    case 'retitle':
      return inQuestion(known, act.question, (question) => ({
        ...question,
        title: act.text,
        revisions: question.revisions + 1,
        answers: question.answers.map((answer, i) => ({
          ...answer,
          kept:
            answer.kept && question.accepted === i + 1
              ? { ...answer.kept, outdated: false }
              : answer.kept,
        })),
      }));
    case 'declare':
    case 'retract': {
      const standing = `${act.by}:${act.tag}`;
      return { ...known, declared: toggled(known.declared, standing, act.kind === 'declare') };
    }
    case 'outdate':
      return inAnswer(known, act.name, (answer) => ({
        ...answer,
        kept: answer.kept && { ...answer.kept, outdated: true, worked: true },
      }));
    default:
      return unreachable(act);
  }
}

const lookUp = (known: Knowledge, { question, answer }: Name): KnownAnswer | undefined =>
  known.questions[question - 1]?.answers[answer - 1];

function toggled(list: readonly string[], item: string, isIn: boolean): readonly string[] {
  const others = list.filter((other) => other !== item);
  return isIn ? [...others, item].toSorted() : others;
}

function inQuestion(
  known: Knowledge,
  number: number,
  change: (question: KnownQuestion) => KnownQuestion,
): Knowledge {
  const questions = known.questions.map((q, i) => (i + 1 === number ? change(q) : q));
  return { ...known, questions };
}

function inAnswer(
  known: Knowledge,
  { question, answer }: Name,
  change: (answer: KnownAnswer, isAccepted: boolean) => KnownAnswer,
): Knowledge {
  return inQuestion(known, question, (q) => ({
    ...q,
    answers: q.answers.map((a, i) => (i + 1 === answer ? change(a, q.accepted === answer) : a)),
  }));
}

/** Something that can be done with what is known; its words are `words`, which no other text has. */
export function chooseAct(known: Knowledge, chance: Chance, words: string): Act {
  const threads = known.questions.map((question, i) => ({ ...question, number: i + 1 }));
  const given = threads.flatMap((question) =>
    question.answers.map((answer, i) => ({
      ...answer,
      question,
      name: { question: question.number, answer: i + 1 },
      isAccepted: question.accepted === i + 1,
    })),
  );
  const by = chance.oneOf(members) ?? 'ann';
  const thread = chance.oneOf(threads);
  const answer = chance.oneOf(given);
  const ask: Act = { kind: 'ask', by, text: words };
  if (!thread) return ask;
  const reply: Act = { kind: 'answer', by, question: thread.number, text: words };
  if (!answer) return chance.below(3) === 0 ? ask : reply;
  const { name, question } = answer;
  const tag = chance.oneOf(tags) ?? 'baking';
  const voter = members.find((member) => member !== answer.by) ?? by;
  const { kept } = answer;
  const outdate: readonly Act[] =
    kept && !kept.outdated ? [{ kind: 'outdate', by: answer.by, name, snippet: kept.number }] : [];
  const choices: readonly Act[] = [
    ...outdate,
    ...outdate,
    ...outdate,
    ask,
    reply,
    reply,
    { kind: answer.isAccepted ? 'unaccept' : 'accept', by: question.by, name },
    { kind: 'edit', by: answer.by, name, text: words },
    { kind: 'retitle', by: thread.by, question: thread.number, text: words },
    { kind: answer.helpful.includes(voter) ? 'unhelpful' : 'helpful', by: voter, name },
    { kind: known.declared.includes(`${by}:${tag}`) ? 'retract' : 'declare', by, tag },
  ];
  return chance.oneOf(choices) ?? ask;
}
