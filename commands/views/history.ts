import { differenceOf } from '../../src/differing.ts';
import type {
  SnippetEvent,
  SnippetHistory,
  SnippetRevision,
  SnippetText,
} from '../../src/model-care.ts';
import { cut } from '../../src/text.ts';
import { ago, count, person, say, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';

const longestChange = 280;

/** Everything that happened to a snippet, the newest first. */
export function snippetHistoryView(number: number, history: SnippetHistory): View {
  const texts = history.revisions.map((one, i) => {
    const next = history.revisions[i - 1];
    return { at: one.replacedAt, block: textBlock(one, next ?? history.now, number) };
  });
  const events = history.events.map((one) => ({ at: one.at, block: eventBlock(one) }));
  const blocks = [...texts, ...events].toSorted((a, b) => b.at - a.at).map(({ block }) => block);
  const none: Block = { kind: 'note', text: ['Nothing happened to it since it was kept.'] };
  return {
    name: 'history',
    title: say`History of S${number}: ${count(history.revisions.length, 'earlier text')}`,
    blocks: blocks.length > 0 ? blocks : [none],
  };
}

function textBlock(
  revision: SnippetRevision,
  became: SnippetRevision | SnippetText,
  snippet: number,
): Block {
  const { number, replacedBy, replacedAt } = revision;
  const restore: Action = {
    label: `Bring text ${number} back`,
    call: {
      name: 'snippet restore',
      args: { snippet: String(snippet), text: String(number) },
    },
  };
  return {
    kind: 'item',
    title: say`${ago(replacedAt)} ${by(replacedBy)} changed text ${number}`,
    lines: changesIn(revision, became),
    actions: [restore],
  };
}

/** What an edit changed, in words: what stood there before, and what it became. */
function changesIn(old: SnippetRevision, became: SnippetRevision | SnippetText): Text[] {
  const parts = (text: SnippetRevision | SnippetText) => ({
    title: text.title,
    details: text.question,
    answer: 'answer' in text ? text.answer : text.body,
  });
  const [before, after] = [parts(old), parts(became)];
  // Older texts were kept as one: question and answer are told together.
  if (before.details === undefined || after.details === undefined) {
    const whole = (one: ReturnType<typeof parts>) =>
      [one.details, one.answer].filter(Boolean).join('\n\n');
    return [
      ...(before.title === '' ? [] : changeOf('title', before.title, after.title)),
      ...changeOf('text', whole(before), whole(after)),
    ];
  }
  return [
    ...changeOf('title', before.title, after.title),
    ...changeOf('details', before.details, after.details),
    ...changeOf('answer', before.answer, after.answer),
  ];
}

function changeOf(what: string, before: string, after: string): Text[] {
  const change = differenceOf(before, after);
  if (!change) return [];
  const short = (text: string) => cut(text.replace(/\s*\n\s*/g, ' / '), longestChange);
  const { gone, come } = change;
  if (gone.trim() === '') return [say`${what}: added “${short(come)}”`];
  if (come.trim() === '') return [say`${what}: took out “${short(gone)}”`];
  return [say`${what}: “${short(gone)}” became “${short(come)}”`];
}

function eventBlock(event: SnippetEvent): Block {
  return { kind: 'note', text: say`${ago(event.at)}: ${by(event.by)} ${whatHappened(event)}` };
}

function whatHappened({ what, owner, successor, by: actor }: SnippetEvent): Text {
  switch (what) {
    case 'verified':
      return ['said that it is still right'];
    case 'outdated':
      return ['said that it is outdated'];
    case 'right':
      return ['said that it is right after all'];
    case 'owned':
      if (!owner) return ['gave it to somebody to look after'];
      return owner.id === actor?.id
        ? ['looks after it']
        : say`gave it to ${person(owner)} to look after`;
    case 'released':
      return ['does not look after it any more'];
    case 'superseded':
      return successor === undefined
        ? ['put another in its place']
        : say`put S${successor} in its place`;
    case 'reinstated':
      return ['said that nothing stands in its place'];
  }
}

const by = (who: SnippetRevision['replacedBy']): Text =>
  who === null ? ['someone'] : [person(who)];
