import type { Expert, Experts } from '../../src/experts/experts.ts';
import type { Profile } from '../../src/members.ts';
import type { TagEvidence } from '../../src/store/expertise.ts';
import { ago, code, count, join, person, say, strong, type Text } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';
import { people } from './phrases.ts';

/** Who knows about a topic, with the evidence in words; never a score. */
export function expertsView(topic: string, experts: Experts): View {
  const shown = experts.shown.map(
    (expert): Block => ({
      kind: 'item',
      title: say`${strong(expert.member.name)} ${person(expert.member)}`,
      lines: evidence(expert),
      actions: [],
    }),
  );
  const declared = experts.declared.map((tag) => say`${person(tag.member)} (${standing(tag)})`);
  const also: Block[] =
    declared.length > 0
      ? [
          {
            kind: 'note',
            text: say`Declared or endorsed, without an answer yet: ${join(declared, '; ')}`,
          },
        ]
      : [];
  const blocks = [...shown, ...also];
  if (blocks.length === 0) {
    const next = say`Nobody has shown or declared this yet. Ask the community: ${code('ask')}; or, if you know it, say so: ${code('expertise add')}.`;
    blocks.push({ kind: 'note', text: next });
  }
  return { name: 'experts', title: say`Who knows “${topic}”`, blocks };
}

/** The tags that the topic names say it best; without answers there, what was answered about it. */
function evidence(expert: Expert): Text[] {
  const standings = expert.tags.map(standing);
  const isShownInTags = expert.tags.some((tag) => tag.answers > 0);
  return isShownInTags ? standings : [aboutThis(expert), ...standings];
}

/** `answered 6 questions about this, 4 accepted, last 12 days ago`. */
function aboutThis(expert: Expert): Text {
  const accepted = expert.accepted > 0 ? `, ${expert.accepted} accepted` : '';
  return say`answered ${count(expert.threads, 'question')} about this${accepted}, last ${ago(expert.lastAnswerAt)}`;
}

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
    tag.declaredAt === null ? [] : ['declared'],
    tag.endorsedBy.length === 0 ? [] : endorsers(tag),
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
export function expertiseView(title: Text, tags: readonly TagEvidence[], empty: Text): View {
  return { name: 'expertise', title, blocks: expertiseBlocks(tags, empty) };
}

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

export function profileView(profile: Profile): View {
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
    ],
  };
}
