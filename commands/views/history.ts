import type {
  SnippetEvent,
  SnippetHistory,
  SnippetRevision,
  TextChange,
} from '../../src/model-care.ts';
import { ago, count, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';

/** Everything that happened to a snippet, the newest first. */
export function snippetHistoryView(number: number, history: SnippetHistory): View {
  const texts = history.revisions.map((one) => ({
    at: one.replacedAt,
    block: textBlock(one, number),
  }));
  const events = history.events.map((one) => ({ at: one.at, block: eventBlock(one) }));
  const blocks = [...texts, ...events].toSorted((a, b) => b.at - a.at).map(({ block }) => block);
  const none: Block = { kind: 'note', text: ['Nothing happened to it since it was kept.'] };
  return {
    name: 'history',
    title: say`History of S${number}: ${count(history.revisions.length, 'earlier text')}`,
    blocks: blocks.length > 0 ? blocks : [none],
  };
}

function textBlock(revision: SnippetRevision, snippet: number): Block {
  const { number, replacedBy, replacedAt, changes } = revision;
  const args = { snippet: String(snippet), text: String(number) };
  const shown = { label: `Show text ${number}`, call: { name: 'snippet history', args } };
  return {
    kind: 'item',
    title: say`${ago(replacedAt)} ${by(replacedBy)} changed text ${number}`,
    lines: changes.map(sayChange),
    actions: [shown, restore(number, snippet)],
  };
}

function restore(text: number, snippet: number): Action {
  const args = { snippet: String(snippet), text: String(text) };
  return { label: `Bring text ${text} back`, call: { name: 'snippet restore', args } };
}

/** What it said before, in full. */
export function earlierTextView(snippet: number, revision: SnippetRevision): View {
  const { number, title, question = '', body, replacedBy, replacedAt } = revision;
  return {
    name: 'earlier-text',
    title: say`Text ${number} of S${snippet}`,
    blocks: [
      { kind: 'note', text: say`replaced ${ago(replacedAt)} by ${by(replacedBy)}` },
      ...(title ? [{ kind: 'prose', text: [strong(title)] } as const] : []),
      { kind: 'quote', text: question ? `${question}\n\n${body}` : body },
      { kind: 'actions', actions: [restore(number, snippet)] },
    ],
  };
}

/** What stood there before, and what it became. */
function sayChange({ what, gone, come }: TextChange): Text {
  if (gone === '') return [`${what}: added “${come}”`];
  if (come === '') return [`${what}: took out “${gone}”`];
  return [`${what}: “${gone}” became “${come}”`];
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
