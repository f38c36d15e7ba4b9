import type { Question, Schedule, Snippet } from '../../src/model.ts';
import type { TagEvidence } from '../../src/store/expertise.ts';
import type { Paged } from '../../src/store/page.ts';
import { type Call, fitsButton } from '../kit/call.ts';
import { ago, day, join, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { ruleWords } from './digests.ts';
import { byWeight, leftText, standingParts } from './experts.ts';
import { questionFacts, snippetFacts } from './phrases.ts';

export interface Home {
  /** The member's own open questions. */
  readonly asked: Paged<Question>;
  /** Open questions on what they know. */
  readonly forMe: Paged<Question>;
  readonly expertise: readonly TagEvidence[];
  /** Until when they are brought no questions. */
  readonly paused: number | undefined;
  /** How many more questions may be brought to them this week. */
  readonly left: number;
  /** When their own digest comes. */
  readonly digest: Schedule | undefined;
  /** The newest of what is kept. */
  readonly kept: Paged<Snippet>;
}

/** One member's place: what waits for them, what they know, what is kept. */
export function homeView({ asked, forMe, expertise, paused, left, digest, kept }: Home): View {
  const empty = {
    asked: say`None. Ask, and whoever knows is found for you.`,
    forMe: say`None now. Questions on what you know appear here.`,
    expertise: say`Nothing yet. Say what you know, and questions find you.`,
  };
  return {
    name: 'home',
    title: ['Home'],
    blocks: [
      { kind: 'actions', actions: first },
      ...section('Your open questions', asked, empty.asked, askedItem, 'questions mine'),
      ...section('For you to answer', forMe, empty.forMe, forMeItem, 'questions for-me'),
      ...section('What you know', tagged(expertise), empty.expertise, tagItem, 'expertise list'),
      ...availability(paused, expertise.length > 0 || forMe.total > 0 ? left : undefined),
      heading('Your next digest'),
      ...nextDigest(digest),
      ...keptSection(kept),
    ],
  };
}

const call = (name: string, args: Call['args'] = {}): Call => ({ name, args });

const first: readonly Action[] = [
  { label: 'Ask the community', call: call('ask'), style: 'primary' },
  { label: 'Find an expert', call: call('find-expert') },
  { label: 'What you can do', call: call('help') },
];

const pause = (until: string): Call => call('expertise pause', { until });

/** @param left undefined for who knows nothing yet that they could be asked about */
function availability(paused: number | undefined, left: number | undefined): Block[] {
  const add: Action = { label: 'Add what you know', call: call('expertise add') };
  if (paused === undefined) {
    const week: Action = { label: 'Pause for a week', call: pause('1 week') };
    return [
      ...(left === undefined ? [] : [{ kind: 'note', text: leftText(left) } as const]),
      { kind: 'actions', actions: left === undefined ? [add] : [add, week] },
    ];
  }
  const off: Action = { label: 'End the pause', call: pause('off') };
  return [
    { kind: 'note', text: say`Paused until ${day(paused)}: no questions are brought to you.` },
    { kind: 'actions', actions: [add, off] },
  ];
}

const digestMine = (often?: string): Call => call('digest mine', often ? { often } : {});

function nextDigest(schedule: Schedule | undefined): Block[] {
  const now: Action = { label: 'Show it now', call: digestMine() };
  if (!schedule) {
    const text = say`None is scheduled. It tells what happened on your topics, and what you could answer.`;
    const weekly: Action = { label: 'Get one weekly', call: digestMine('weekly') };
    return [
      { kind: 'note', text },
      { kind: 'actions', actions: [weekly, now] },
    ];
  }
  const topics = schedule.tags.map((tag) => `#${tag}`).join(' ') || 'every topic';
  const text = say`On ${topics}, ${ruleWords(schedule)}; the next ${ago(schedule.nextAt)}.`;
  const off: Action = { label: 'Turn it off', call: digestMine('off') };
  return [
    { kind: 'prose', text },
    { kind: 'actions', actions: [now, off] },
  ];
}

const heading = (title: string): Block => ({ kind: 'prose', text: [strong(title)] });

/** A part of a list under its heading, and the way to the rest. */
function section<T>(
  title: string,
  { items, total }: Paged<T>,
  empty: Text,
  toItem: (item: T) => Block,
  all?: string,
): Block[] {
  if (total === 0) return [heading(title), { kind: 'note', text: empty }];
  const left = total - items.length;
  const more: Action[] =
    left > 0 && all !== undefined ? [{ label: `… and ${left} more`, call: call(all) }] : [];
  const rest: Block[] = more.length > 0 ? [{ kind: 'actions', actions: more }] : [];
  return [heading(`${title} (${total})`), ...items.map(toItem), ...rest];
}

const askedItem = (question: Question) =>
  questionItem(question, {
    label: `Show #${question.number}`,
    call: call('show', { question: String(question.number) }),
  });

const forMeItem = (question: Question) =>
  questionItem(question, {
    label: `Answer #${question.number}`,
    call: call('answer', { question: String(question.number) }),
  });

function questionItem(question: Question, action: Action): Block {
  return {
    kind: 'item',
    title: say`${strong(`#${question.number}`)} ${question.title}`,
    lines: [say`${questionFacts(question)} · in #${question.channel.name}`],
    actions: [action],
  };
}

const mostTags = 10;

const tagged = (expertise: readonly TagEvidence[]) => ({
  items: byWeight(expertise).slice(0, mostTags),
  total: expertise.length,
});

function tagItem(evidence: TagEvidence): Block {
  const { tag, declaredAt } = evidence;
  const remove = { label: `Remove #${tag}`, call: call('expertise remove', { tags: tag }) };
  return {
    kind: 'item',
    title: [strong(`#${tag}`)],
    lines: [join(standingParts(evidence), '; ')],
    actions: declaredAt !== null && fitsButton(remove.call) ? [remove] : [],
  };
}

const search: Action = { label: 'Search what is kept', call: call('search'), blank: 'words' };

/** The newest, and a way to find all. */
function keptSection({ items, total }: Paged<Snippet>): Block[] {
  if (total === 0) {
    const note = say`Nothing yet. The first accepted answer will be.`;
    return [heading('What is kept'), { kind: 'note', text: note }];
  }
  const field: Block = { kind: 'actions', actions: [search] };
  return [heading(`What is kept (${total})`), field, ...items.map(keptItem)];
}

function keptItem(snippet: Snippet): Block {
  const args = { snippet: String(snippet.number) };
  return {
    kind: 'item',
    title: say`${strong(`S${snippet.number}`)} ${snippet.title}`,
    lines: [snippetFacts(snippet)],
    actions: [{ label: `Show S${snippet.number}`, call: call('snippet show', args) }],
  };
}
