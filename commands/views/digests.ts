import type { Digest, Preview } from '../../src/digests/digests.ts';
import type { Person, Question, Schedule } from '../../src/model.ts';
import { ago, code, count, day, join, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { trendBlocks } from './charts.ts';
import { people, timeOfDay } from './phrases.ts';

/** A period of a channel, or of a member's own, a section for each thing that happened; empty ones are left out. */
export function digestView(digest: Digest): View {
  const sections = sectionsOf(digest);
  const blocks: Block[] = [...missed(digest), ...sections];
  if (sections.length === 0) {
    const next = say`Nothing was asked, answered or kept here in this time. ${code('questions open')} shows what waits elsewhere.`;
    blocks.push({ kind: 'note', text: next });
  }
  blocks.push(...trendBlocks(digest.weeks));
  const actions = actionsOf(digest);
  if (actions.length > 0) blocks.push({ kind: 'actions', actions });
  return { name: 'digest', title: titleOf(digest), blocks };
}

function titleOf({ channel, tags, period }: Digest): Text {
  const what = tags.length > 0 ? tags.map((tag) => `#${tag}`).join(' ') : undefined;
  const place = channel ? `#${channel.name}` : 'Your digest';
  const about = what === undefined ? place : `${place}: ${what}`;
  return say`${about}, ${day(period.from)} – ${day(period.to)}`;
}

function missed({ periods, period }: Digest): Block[] {
  if (periods < 2) return [];
  const text = say`This one covers ${periods} periods: what came before it since ${day(period.from)} could not be sent.`;
  return [{ kind: 'note', text }];
}

function sectionsOf(digest: Digest): Block[] {
  const { answered, open, kept, reused, experts, thanks, next, helped } = digest;
  return [
    section('Your answers helped', {
      items: helped.map(
        (one) =>
          say`${strong(`#${one.question}.${one.answer}`)} ${short(one.title)}: ${count(one.people, 'person', 'people')}${one.accepted ? ', and it was accepted' : ''}`,
      ),
      more: 0,
    }),
    section('Answered', { ...answered, items: answered.items.map(answeredLine) }),
    section(digest.channel ? 'Still open' : 'You may know this', {
      ...open,
      items: open.items.map(({ question, couldHelp }) => openLine(question, couldHelp)),
    }),
    section('Newly kept', {
      ...kept,
      items: kept.items.map(
        (s) => say`${strong(`S${s.number}`)} ${short(s.title)}, by ${person(s.author)}`,
      ),
    }),
    section('Helped again', {
      ...reused,
      items: reused.items.map(
        ({ name, title, author, people: n }) =>
          say`${strong(name)} ${short(title)}: ${count(n, 'person was', 'people were')} helped${author ? say` by ${person(author)}` : []}`,
      ),
    }),
    section('New and rising experts', {
      ...experts,
      items: experts.items.map(({ member, accepted, isFirst }) =>
        isFirst
          ? say`${person(member)}, with a first accepted answer`
          : say`${person(member)}, with ${accepted} accepted answers`,
      ),
    }),
    section('Thanks to', {
      ...thanks,
      items: thanks.items.map(
        ({ member, votes }) =>
          say`${person(member)}, who helped ${count(votes, 'person', 'people')}`,
      ),
    }),
    section('Worth a look next week', {
      ...next,
      items: next.items.map(
        (question) =>
          say`${strong(`#${question.number}`)} ${short(question.title)} (without an answer, asked ${ago(question.createdAt)})`,
      ),
    }),
  ].flat();
}

const longestTitle = 90;

/** A title on one line of a list. */
function short(title: string): string {
  const line = title.replace(/\s+/g, ' ');
  if (line.length <= longestTitle) return line;
  return `${[...line].slice(0, longestTitle).join('').trimEnd()}…`;
}

function section(
  title: string,
  part: { readonly items: readonly Text[]; readonly more: number },
): Block[] {
  if (part.items.length === 0) return [];
  const more = part.more > 0 ? [[`… and ${part.more} more`]] : [];
  return [{ kind: 'item', title: [strong(title)], lines: [...part.items, ...more], actions: [] }];
}

function answeredLine({ question, kept }: Digest['answered']['items'][number]): Text {
  const by = kept ? say`, by ${person(kept.author)} (kept as S${kept.number})` : [];
  return say`${strong(`#${question.number}`)} ${short(question.title)}${by}`;
}

function openLine(question: Question, couldHelp: readonly Person[]): Text {
  const helpers = couldHelp.length > 0 ? say`${people(couldHelp)} could help` : [];
  const answers = question.answerCount > 0 ? [count(question.answerCount, 'answer')] : [];
  return say`${strong(`#${question.number}`)} ${short(question.title)} (${join([say`asked ${ago(question.createdAt)}`, answers, helpers], '; ')})`;
}

const mostShown = 2;

/** A press on any of these says that the digest is read. */
function actionsOf({ scheduleId, channel, answered, open }: Digest): Action[] {
  if (scheduleId === null) return [];
  const whose = channel ? 'here' : 'mine';
  const questions = [...open.items.slice(0, mostShown), ...answered.items.slice(0, mostShown)];
  const shows = questions.map(({ question }): Action => {
    const args = { whose, question: String(question.number) };
    return { label: `Show #${question.number}`, call: { name: 'read-digest', args } };
  });
  const useful: Action = { label: 'Useful', call: { name: 'read-digest', args: { whose } } };
  const mine: Action[] = channel
    ? []
    : [{ label: 'No more of these', call: { name: 'digest mine', args: { often: 'off' } } }];
  return [...shows, useful, ...mine];
}

/** What would be sent now, and when it is. */
export function previewView({ digest, schedule }: Preview): View {
  const when: Text = schedule
    ? say`The next one: ${ago(schedule.nextAt)}, ${ruleWords(schedule)}.`
    : say`Nothing is scheduled here. ${code('digest schedule monday 09:00 Europe/Berlin')} sends it every week.`;
  const note: Block = { kind: 'note', text: when };
  if (digest) {
    const view = digestView(digest);
    return { ...view, blocks: [...view.blocks, note] };
  }
  const nothing: Block = {
    kind: 'prose',
    text: ['Nothing would be sent now: there is nothing new to say.'],
  };
  return { name: 'digest', title: [], blocks: [nothing, note] };
}

const weekdays = [
  'day',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** `every Monday at 09:00 (Europe/Berlin)`. */
export function ruleWords({ weekday, minute, zone }: Schedule): string {
  return `every ${weekdays[weekday]} at ${timeOfDay(minute)} (${zone})`;
}

/** What was set of a channel's digest: when, over what, with what in it. */
export function scheduledWords(
  schedule: Schedule,
  channel: string,
  covered: readonly string[],
): Text {
  const { tags, sections, whenEmpty } = schedule;
  const over = [
    ...(covered.length > 0 ? [listed(covered.map((name) => `#${name}`))] : []),
    ...(tags.length > 0 ? [`the ${tags.length === 1 ? 'topic' : 'topics'} ${listed(tags)}`] : []),
  ];
  const about = over.length > 0 ? ` It covers ${over.join(', ')}.` : '';
  const only = sections.length > 0 ? ` In it: ${listed(sections)}.` : '';
  const empty = whenEmpty
    ? 'It comes even when nothing happened.'
    : 'When there is nothing to say, nothing is sent.';
  return say`#${channel} gets a digest ${ruleWords(schedule)}, the next ${ago(schedule.nextAt)}.${about}${only} ${empty}`;
}

const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
