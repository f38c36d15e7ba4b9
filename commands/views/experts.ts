import type { ToldEvidence } from '../../src/experts/telling.ts';
import type { Expert, Experts } from '../../src/experts/topic.ts';
import type { Profile } from '../../src/members.ts';
import type { Person } from '../../src/model.ts';
import type { TagEvidence } from '../../src/store/expertise.ts';
import { fitsButton } from '../kit/call.ts';
import { ago, code, count, join, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { people } from './phrases.ts';

/** Who knows about a topic, with the evidence in words; never a score. */
export function expertsView(topic: string, experts: Experts, left: number): View {
  const { shown, declared, isThin } = experts;
  const blocks: Block[] = shown.map((expert) => ({
    kind: 'item',
    title: say`${strong(expert.member.name)} ${person(expert.member)}`,
    lines: evidence(expert),
    actions: [...approaches(topic, expert.member), ...shows(expert)],
  }));
  if (declared.length > 0) {
    const said = declared.map((tag) => say`${person(tag.member)} (${standing(tag)})`);
    blocks.push({ kind: 'note', text: say`Also say they know this: ${join(said, '; ')}` });
    const asks = [...new Map(declared.map(({ member }) => [member.id, member])).values()];
    blocks.push({ kind: 'actions', actions: asks.map((member) => askAction(topic, member, true)) });
  }
  if (blocks.length === 0 && experts.isReaderAmong) {
    const next = say`You are the one who is known for this here; nobody else has shown or declared it. ${leftText(left)}`;
    blocks.push({ kind: 'note', text: next });
  } else if (blocks.length === 0) {
    const next = say`Nobody has shown or declared this yet. Ask the community: ${code('ask')}; or, if you know it, say so: ${code('expertise add')}.`;
    blocks.push({ kind: 'note', text: next });
  } else if (isThin) {
    blocks.push({
      kind: 'note',
      text: ['Little has been answered here yet, so this is little to go by.'],
    });
  }
  const isOther = shown.length > 0 || declared.length > 0;
  if (isOther && experts.isReaderAmong) {
    blocks.push({ kind: 'note', text: say`You know this, too. ${leftText(left)}` });
  }
  return { name: 'experts', title: say`Who knows “${topic}”`, blocks };
}

/** How many more questions a week are brought to the reader: said to themselves alone. */
export function leftText(left: number): Text {
  return left === 0
    ? say`No more questions are brought to you this week; ${code('expertise limit')} changes that.`
    : [`${count(left, 'more question')} may be brought to you this week.`];
}

const approaches = (topic: string, member: Person): Action[] => [
  askAction(topic, member),
  { ...approach('introduce-us', topic, member), label: 'Introduce us' },
];

const askAction = (topic: string, member: Person, isNamed = false): Action => ({
  ...approach('ask-them', topic, member),
  label: isNamed ? `Ask @${member.handle}` : 'Ask them',
});

/** A topic that is too long for a button is asked for again. */
function approach(name: string, topic: string, { handle }: Person) {
  const member = `@${handle}`;
  const full = { name, args: { member, topic } };
  return { call: fitsButton(full) ? full : { name, args: { member } } };
}

function evidence(expert: Expert): Text[] {
  const { told, threads, lately, tags, isAround } = expert;
  const recent = lately === threads ? 'all' : lately === 0 ? 'none' : `${lately} of them`;
  const said = tags.flatMap((tag) => {
    const parts = saidParts(tag);
    return parts.length === 0 ? [] : [say`#${tag.tag}: ${join(parts, '; ')}`];
  });
  return [
    [`answered ${count(threads, 'question')} about this, ${recent} in the last 90 days`],
    ...told.map(toldLine),
    ...said,
    ...(isAround ? [['usually around at this hour']] : []),
  ];
}

/** `#42 “How do I undo a commit?” 12 days ago, accepted`. */
function toldLine(one: ToldEvidence): Text {
  const reaction = one.accepted
    ? ', accepted'
    : one.thanked
      ? ', who asked said thanks'
      : one.helpful > 0
        ? `, helped ${count(one.helpful, 'person', 'people')}`
        : '';
  return say`${strong(`#${one.number}`)} “${one.title}” ${ago(one.at)}${reaction}`;
}

const shows = ({ told }: Expert): Action[] =>
  told.map(({ number }) => ({
    label: `Show #${number}`,
    call: { name: 'show', args: { question: String(number) } },
  }));

/** `#postgres: 6 answers, 4 accepted, last 12 days ago; declared; endorsed by @ana`. */
function standing(tag: TagEvidence): Text {
  return say`#${tag.tag}: ${join(standingParts(tag), '; ')}`;
}

/** What stands behind a tag: `6 answers, 4 accepted, last 12 days ago`, `declared`, `endorsed by 3`. */
export function standingParts(tag: TagEvidence): Text[] {
  const accepted = tag.accepted > 0 ? `, ${tag.accepted} accepted` : '';
  return [
    tag.lastAnswerAt === null
      ? []
      : say`${count(tag.answers, 'answer')}${accepted}, last ${ago(tag.lastAnswerAt)}`,
    ...saidParts(tag),
  ];
}

/** What they say themselves, and others of them. */
function saidParts(tag: TagEvidence): Text[] {
  return [
    ...(tag.declaredAt === null ? [] : [['declared']]),
    ...(tag.endorsedBy.length === 0 ? [] : [endorsers(tag)]),
  ];
}

/** Names while they are few, then their number. */
function endorsers(tag: TagEvidence): Text {
  const named = 2;
  return tag.endorsedBy.length <= named
    ? say`endorsed by ${people(tag.endorsedBy)}`
    : [`endorsed by ${tag.endorsedBy.length}`];
}

/** One member's expertise, tag by tag, the best shown first. */
export function expertiseView(
  title: Text,
  tags: readonly TagEvidence[],
  empty: Text,
  left: number | undefined,
): View {
  return { name: 'expertise', title, blocks: [...expertiseBlocks(tags, empty), ...leftNote(left)] };
}

const leftNote = (left: number | undefined): Block[] =>
  left === undefined ? [] : [{ kind: 'note', text: leftText(left) }];

/** The best shown first. */
export function byWeight(tags: readonly TagEvidence[]): TagEvidence[] {
  const weight = (tag: TagEvidence) =>
    tag.accepted * 3 + tag.answers + tag.endorsedBy.length + (tag.declaredAt === null ? 0 : 1);
  return tags.toSorted((a, b) => weight(b) - weight(a) || a.tag.localeCompare(b.tag));
}

const mostTagsShown = 15;

function expertiseBlocks(tags: readonly TagEvidence[], empty: Text): Block[] {
  if (tags.length === 0) return [{ kind: 'note', text: empty }];
  const sorted = byWeight(tags);
  const facts = sorted.slice(0, mostTagsShown).map((tag) => ({
    label: `#${tag.tag}`,
    value: join(standingParts(tag), '; '),
  }));
  const left = sorted.length - facts.length;
  const more: Block[] =
    left > 0 ? [{ kind: 'note', text: [`… and ${count(left, 'more tag')}`] }] : [];
  return [{ kind: 'facts', facts }, ...more];
}

const guestWords = {
  here: 'sees the channel they are in, and nothing else',
  elsewhere: 'from another organisation; sees the channel they are in, and nothing else',
} as const;

export function profileView(profile: Profile, left: number | undefined): View {
  const { member, guest, expertise, questionsAsked, openQuestions } = profile;
  const open = openQuestions > 0 ? `, ${openQuestions} still open` : '';
  const role = member.role === 'member' ? [] : [{ label: 'Role', value: [member.role] }];
  return {
    name: 'profile',
    title: say`${strong(member.name)} ${person(member)}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Here since', value: [ago(member.joinedAt)] },
          ...role,
          ...(guest ? [{ label: 'Guest', value: [guestWords[guest]] }] : []),
          { label: 'Asked', value: [`${count(questionsAsked, 'question')}${open}`] },
        ],
      },
      ...expertiseBlocks(expertise, ['No expertise shown or declared yet.']),
      ...leftNote(left),
    ],
  };
}
