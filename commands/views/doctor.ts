import type { Report } from '../../src/notices/report.ts';
import { ago, code, count, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { ruleWords } from './digests.ts';

/** What is sent when, what could not be delivered, and what to do about it. */
export function doctorView(report: Report): View {
  const { schedules, unreachable, dead, overdue } = report;
  const blocks: Block[] = [];
  if (unreachable.length > 0) {
    blocks.push({
      kind: 'item',
      title: [strong('Cannot be reached')],
      lines: unreachable.map(
        ({ channel, member, sentence, since }) =>
          say`${channel ? [`#${channel.name}`] : member ? [person(member)] : []}, since ${ago(since)}: ${sentence}`,
      ),
      actions: [],
    });
  }
  for (const { id, kind, why, settledAt } of dead.items) {
    const resend: Action = {
      label: `Send ${id} again`,
      call: { name: 'notices resend', args: { notice: String(id) } },
    };
    blocks.push({
      kind: 'item',
      title: say`${strong(`Notice ${id}`)} (${kind}) was given up ${ago(settledAt ?? 0)}`,
      lines: why === null ? [] : [[why]],
      actions: [resend],
    });
  }
  const left = dead.total - dead.items.length;
  if (left > 0) blocks.push({ kind: 'note', text: [`… and ${left} more that were given up`] });
  if (overdue.count > 0) {
    const text = say`${count(overdue.count, 'notice')} should be out and ${overdue.count === 1 ? 'is' : 'are'} not, the oldest for ${ago(overdue.since ?? 0)}. Is Praxis connected to that workspace?`;
    blocks.push({ kind: 'note', text });
  }
  const isWell = blocks.length === 0;
  if (isWell) blocks.push({ kind: 'prose', text: ['Everything that was due is delivered.'] });
  blocks.push(...scheduled(schedules));
  return { name: 'doctor', title: ['How deliveries stand'], blocks };
}

function scheduled(schedules: Report['schedules']): Block[] {
  if (schedules.length === 0) {
    const text = say`No channel gets a digest. ${code('digest schedule')} sets one up.`;
    return [{ kind: 'note', text }];
  }
  const facts = schedules.map(({ schedule, channel, lastAt }) => ({
    label: `#${channel}`,
    value: say`${ruleWords(schedule)}; next ${ago(schedule.nextAt)}; ${lastAt === null ? ['none sent yet'] : say`last sent ${ago(lastAt)}`}`,
  }));
  return [{ kind: 'facts', facts }];
}

const about: Readonly<Record<string, string>> = {
  quote: 'you are quoted; whether with your name',
  verify: 'whether what you wrote or vouched for is still right',
  taken: 'someone looks into your question',
  accept: 'whether an answer to your question worked',
  resolved: 'a question you have too is answered',
  helped: 'your answers helped',
  unread: 'nobody reads a digest you set up',
  thanks: 'your name among the thanks of a digest',
};

/** What a member is told in private, each with its switch. */
export function mutesView(muted: readonly string[]): View {
  const kinds = Object.entries(about);
  const facts = kinds.map(([kind, what]): { label: string; value: Text } => {
    return { label: kind, value: [`${what}: ${muted.includes(kind) ? 'off' : 'on'}`] };
  });
  const actions = kinds.map(([kind]): Action => {
    const isOff = muted.includes(kind);
    const name = isOff ? 'notices on' : 'notices off';
    return { label: `${kind} ${isOff ? 'on' : 'off'}`, call: { name, args: { kind } } };
  });
  return {
    name: 'notices',
    title: ['What you are told in private'],
    blocks: [
      { kind: 'facts', facts },
      { kind: 'actions', actions },
      {
        kind: 'note',
        text: say`${code('digest mine off')} stops your own digest. The card that asks you a question has its own buttons.`,
      },
    ],
  };
}
