import type { Digest } from '../../src/digests.ts';
import type { Person, Question } from '../../src/model.ts';
import { ago, code, count, day, join, person, say, strong, type Text } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';
import { people } from './phrases.ts';

/** A channel's period, a section for each thing that happened; sections without anything are left out. */
export function digestView(digest: Digest): View {
  const { channel, period } = digest;
  const blocks = [
    section('Answered', digest.answered.total, digest.answered.items.map(answeredLine)),
    section(
      'Still open',
      digest.open.total,
      digest.open.items.map(({ question, couldHelp }) => openLine(question, couldHelp)),
    ),
    section(
      'Newly kept',
      digest.kept.total,
      digest.kept.items.map(
        (s) => say`${strong(`S${s.number}`)} ${s.title}, by ${person(s.author)}`,
      ),
    ),
    section(
      'First accepted answer',
      digest.newExperts.length,
      digest.newExperts.map((expert) => [person(expert)]),
    ),
    section(
      'Thanks to',
      digest.thanked.length,
      digest.thanked.map(
        ({ member, votes }) => say`${person(member)}, whose answers helped ${count(votes, 'time')}`,
      ),
    ),
  ].flat();
  const title = say`#${channel.name}, ${day(period.from)} – ${day(period.to)}`;
  if (blocks.length === 0) {
    const next = say`Nothing was asked, answered or kept here in this time. ${code('questions open')} shows what waits elsewhere.`;
    return { name: 'digest', title, blocks: [{ kind: 'note', text: next }] };
  }
  return { name: 'digest', title, blocks };
}

const mostLines = 10;

function section(title: string, total: number, lines: readonly Text[]): Block[] {
  if (total === 0) return [];
  const shown = lines.slice(0, mostLines);
  const left = total - shown.length;
  const more = left > 0 ? [[`… and ${left} more`]] : [];
  return [
    {
      kind: 'item',
      title: say`${strong(title)} (${total})`,
      lines: [...shown, ...more],
      actions: [],
    },
  ];
}

function answeredLine({ question, kept }: Digest['answered']['items'][number]): Text {
  const by = kept ? say`, by ${person(kept.author)} (kept as S${kept.number})` : [];
  return say`${strong(`#${question.number}`)} ${question.title}${by}`;
}

function openLine(question: Question, couldHelp: readonly Person[]): Text {
  const helpers = couldHelp.length > 0 ? say`${people(couldHelp)} could help` : [];
  const answers = question.answerCount > 0 ? [count(question.answerCount, 'answer')] : [];
  return say`${strong(`#${question.number}`)} ${question.title} (${join([say`asked ${ago(question.createdAt)}`, answers, helpers], '; ')})`;
}
