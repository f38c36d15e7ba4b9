import type { Snippet } from '../../src/model.ts';
import { say, strong } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { notice } from './notices.ts';
import { snippetFacts } from './phrases.ts';

/** What is kept and was not verified for long, for whom is asked about it. */
export function verifyView(snippets: readonly Snippet[]): View {
  const [is, them] = snippets.length === 1 ? ['Is this', 'it'] : ['Are these', 'them'];
  const view = notice(
    'verify',
    say`You look after what is kept here, or know about it. ${is} still right? Others are shown ${them} when they ask.`,
    [],
    'verify',
  );
  const [first, ...rest] = view.blocks;
  return { ...view, blocks: [...(first ? [first] : []), ...snippets.map(dueItem), ...rest] };
}

function dueItem(snippet: Snippet): Block {
  const args = { snippet: String(snippet.number) };
  const button = (label: string, name: string): Action => ({
    label: `${label} S${snippet.number}`,
    call: { name, args },
  });
  return {
    kind: 'item',
    title: say`${strong(`S${snippet.number}`)} ${snippet.title}`,
    lines: [snippetFacts(snippet)],
    quote: snippet.answer,
    actions: [
      button('Still right', 'snippet verify'),
      button('Edit', 'snippet edit'),
      button('Outdated', 'snippet outdated'),
      button('Not mine', 'snippet not-mine'),
    ],
  };
}

function waitingItem(snippet: Snippet): Block {
  const args = { snippet: String(snippet.number) };
  return {
    kind: 'item',
    title: say`${strong(`S${snippet.number}`)} ${snippet.title}`,
    lines: [snippetFacts(snippet)],
    actions: [
      { label: `Show S${snippet.number}`, call: { name: 'snippet show', args } },
      { label: `Still right S${snippet.number}`, call: { name: 'snippet verify', args } },
      { label: `I look after S${snippet.number}`, call: { name: 'snippet owner', args } },
    ],
  };
}

/** What the reader is asked about; `waiting` is what nobody looks after, for curators. */
export function dueView(mine: readonly Snippet[], waiting: readonly Snippet[]): View {
  const nothing: Block = { kind: 'prose', text: ['Nothing waits for you to look at it.'] };
  const left: Block[] =
    waiting.length === 0
      ? []
      : [
          {
            kind: 'prose',
            text: say`Nobody else looks after ${waiting.length === 1 ? 'this' : 'these'}. Each week one curator is asked about three such; you need not wait for that.`,
          },
          ...waiting.map(waitingItem),
        ];
  return {
    name: 'due',
    title: ['Is it still right?'],
    blocks: [...(mine.length > 0 ? mine.map(dueItem) : [nothing]), ...left],
  };
}

/** What helped the receiver and is no longer right. */
export function outdatedView(snippets: readonly Snippet[]): View {
  const text = say`${snippets.length === 1 ? 'Something' : 'Some things'} that helped you in the last 90 days ${snippets.length === 1 ? 'is' : 'are'} said to be no longer right. If you rely on it, look again.`;
  const items = snippets.map((snippet): Block => {
    const number = snippet.successor ?? snippet.number;
    const args = { snippet: String(number) };
    return {
      kind: 'item',
      title: say`${strong(`S${snippet.number}`)} ${snippet.title}`,
      lines: [snippetFacts(snippet)],
      actions: [{ label: `Show S${number}`, call: { name: 'snippet show', args } }],
    };
  });
  const view = notice('outdated', text, [], 'outdated');
  const [first, ...rest] = view.blocks;
  return { ...view, blocks: [...(first ? [first] : []), ...items, ...rest] };
}
