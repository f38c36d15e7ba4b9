import type { LikelyPair } from '../../src/duplicates/pairs.ts';
import type { StandingMerge } from '../../src/duplicates/standing.ts';
import type { Subject } from '../../src/duplicates/subject.ts';
import type { Question, Snippet } from '../../src/model.ts';
import { ago, count, join, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { type Listed, pagedView } from './pages.ts';
import { pageActions, questionFacts, snippetFacts } from './phrases.ts';

/** `42`, `S7`: as calls name it. */
export const keyOf = ({ kind, item }: Subject): string =>
  kind === 'question' ? String(item.number) : `S${item.number}`;

const named = ({ kind, item }: Subject): string =>
  kind === 'question' ? `#${item.number}` : `S${item.number}`;

/** A page of what may be merged, with the evidence. */
export function pairsView({ found, page, pages, to }: Listed<LikelyPair>): View {
  if (found.total === 0) {
    const none = say`Nothing looks like a duplicate. Whatever is asked or kept is compared every night, and members report what they see: ${strong('duplicate #12 #7')}.`;
    const blocks: Block[] = [
      { kind: 'note', text: none },
      { kind: 'actions', actions: [showMerged] },
    ];
    return { name: 'duplicates', title: ['Duplicates'], blocks };
  }
  const which = pages > 1 ? `, page ${page} of ${pages}` : '';
  return {
    name: 'duplicates',
    title: say`May be the same${which} (${found.total})`,
    blocks: [
      ...found.items.map(pairItem),
      { kind: 'actions', actions: [...pageActions(page, pages, to), showMerged] },
    ],
  };
}

const showMerged: Action = {
  label: 'What was merged',
  call: { name: 'duplicates merged', args: {} },
};

/** A page of what was merged, each with its undo. */
export const mergesView = (list: Listed<StandingMerge>): View =>
  pagedView(list, {
    name: 'merges',
    title: 'Merged',
    none: say`Nothing is merged. ${strong('duplicates list')} shows what may be the same.`,
    item: mergeItem,
  });

function mergeItem({ gone, into, by, at }: StandingMerge): Block {
  const who = by === undefined ? [] : say` by ${person(by)}`;
  return {
    kind: 'item',
    title: say`${strong(named(gone))} ${gone.item.title}`,
    lines: [
      say`leads to ${strong(named(into))} ${into.item.title}`,
      say`merged ${ago(at)}${who} · in #${gone.item.channel.name}`,
    ],
    actions: [
      {
        label: `Undo: ${named(gone)}`,
        call: { name: 'duplicates undo', args: { what: keyOf(gone) } },
      },
    ],
  };
}

function pairItem(pair: LikelyPair): Block {
  const { goes, stays } = pair;
  return {
    kind: 'item',
    title: say`${strong(named(goes))} ${goes.item.title}`,
    lines: [
      say`like ${strong(named(stays))} ${stays.item.title}`,
      evidence(pair),
      say`${named(goes)}: ${facts(goes)}`,
      say`${named(stays)}: ${facts(stays)}`,
    ],
    actions: [
      ...decisions(pair),
      {
        label: `Show ${named(goes)} and ${named(stays)}`,
        call: { name: 'duplicates both', args: pairArgs(pair) },
      },
    ],
  };
}

const pairArgs = ({ goes, stays }: LikelyPair) => ({ what: keyOf(goes), into: keyOf(stays) });

function decisions(pair: LikelyPair): readonly Action[] {
  const { goes, stays } = pair;
  const args = pairArgs(pair);
  return [
    {
      label: `Merge ${named(goes)} into ${named(stays)}`,
      call: { name: 'duplicates merge', args },
      style: 'primary',
    },
    { label: `Not the same: ${named(goes)}`, call: { name: 'duplicates dismiss', args } },
  ];
}

/** `82% alike · both say "undo", "commit" · @ana says so`. */
function evidence({ likeness, shared, saidBy }: LikelyPair): Text {
  return join(
    [
      likeness === null ? [] : [`${Math.round(likeness * 100)}% alike`],
      shared.length === 0 ? [] : [`both say ${shared.map((word) => `“${word}”`).join(', ')}`],
      saidBy === undefined ? [] : say`${person(saidBy)} says so`,
    ],
    ' · ',
  );
}

const facts = (subject: Subject): Text =>
  subject.kind === 'question'
    ? say`${questionFacts(subject.item)} · in #${subject.item.channel.name}`
    : say`${snippetFacts(subject.item)} · in #${subject.item.channel.name}`;

/** The two below each other, whole. */
export function bothView(pair: LikelyPair): View {
  const { goes, stays } = pair;
  const args = { what: keyOf(stays), into: keyOf(goes) };
  const other: Action = {
    label: `Merge ${named(stays)} into ${named(goes)}`,
    call: { name: 'duplicates merge', args },
  };
  const lines = evidence(pair);
  return {
    name: 'both',
    title: say`${named(goes)} and ${named(stays)}`,
    blocks: [
      ...whole(goes),
      ...whole(stays),
      ...(lines.length > 0 ? [{ kind: 'note', text: lines } as const] : []),
      { kind: 'actions', actions: [...decisions(pair), other] },
    ],
  };
}

function whole(subject: Subject): readonly Block[] {
  const quote =
    subject.kind === 'question'
      ? subject.item.body
      : [subject.item.question, subject.item.answer].filter(Boolean).join('\n\n');
  const item: Block = {
    kind: 'item',
    title: say`${strong(named(subject))} ${subject.item.title}`,
    lines: [facts(subject)],
    ...(quote && { quote }),
    actions: [],
  };
  return [item];
}

/** What a merge of questions did, and how it is taken back. */
export function mergedView(gone: Question, kept: Question): View {
  const args = { what: String(gone.number) };
  const carried = kept.answerCount === 0 ? 'no answer yet' : count(kept.answerCount, 'answer');
  return {
    name: 'merged',
    title: [],
    blocks: [
      {
        kind: 'prose',
        text: say`${strong(`#${gone.number}`)} leads to ${strong(`#${kept.number}`)} now, which has ${carried}. Whoever asked or followed #${gone.number} follows #${kept.number}, and hears when it is answered.`,
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Undo', call: { name: 'duplicates undo', args } },
          {
            label: `Show #${kept.number}`,
            call: { name: 'show', args: { question: String(kept.number) } },
          },
        ],
      },
    ],
  };
}

/** The same for snippets. */
export function mergedSnippetsView(gone: Snippet, kept: Snippet): View {
  const args = { what: `S${gone.number}` };
  return {
    name: 'merged',
    title: [],
    blocks: [
      {
        kind: 'prose',
        text: say`${strong(`S${gone.number}`)} leads to ${strong(`S${kept.number}`)} now: its votes and tags count there. Its text is kept; say ${strong(`S${kept.number}`)} all that is right in both.`,
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Undo', call: { name: 'duplicates undo', args } },
          {
            label: `Edit S${kept.number}`,
            call: { name: 'snippet edit', args: { snippet: String(kept.number) } },
          },
        ],
      },
    ],
  };
}
