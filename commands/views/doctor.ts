import type { Finding } from '../../src/findings.ts';
import type { Report } from '../../src/notices/report.ts';
import { ago, code, say, sentence, strong } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { ruleWords } from './digests.ts';

/** More than anybody mends at once. */
const mostShown = 12;

/** What is wrong or missing with what to do about it; what was given up; what is sent when. */
export function doctorView(findings: readonly Finding[], { schedules, dead }: Report): View {
  const broken = findings.filter(({ state }) => state === 'broken');
  const lacking = findings.filter(({ state }) => state === 'lacking');
  const isWell = broken.length + lacking.length + dead.items.length === 0;
  const blocks: Block[] = [
    ...(isWell ? [{ kind: 'prose', text: ['Everything works as it should.'] } as const] : []),
    ...listed('Does not work', broken),
    ...listed('Could work better', lacking),
    ...given(dead),
    ...scheduled(schedules),
    ...well(findings),
  ];
  return { name: 'doctor', title: ['How things stand here'], blocks };
}

function listed(heading: string, findings: readonly Finding[]): readonly Block[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, mostShown).map(
    (one): Block => ({
      kind: 'item',
      title: [strong(one.where)],
      lines: [one.sentence, one.remedy].flatMap((line) => (line ? [sentence(line)] : [])),
      actions: [],
    }),
  );
  const left = findings.length - shown.length;
  const more: Block[] = left > 0 ? [{ kind: 'note', text: [`… and ${left} more`] }] : [];
  return [{ kind: 'prose', text: [strong(heading)] }, ...shown, ...more];
}

/** What was given up, and the button that tries again. */
function given(dead: Report['dead']): readonly Block[] {
  const items = dead.items.map(({ id, kind, why, settledAt }): Block => {
    const call = { name: 'notices resend', args: { notice: String(id) } };
    const resend: Action = { label: `Send ${id} again`, call };
    return {
      kind: 'item',
      title: say`${strong(`Notice ${id}`)} (${kind}) was given up ${ago(settledAt ?? 0)}`,
      lines: why === null ? [] : [[why]],
      actions: [resend],
    };
  });
  const left = dead.total - dead.items.length;
  return left > 0
    ? [...items, { kind: 'note', text: [`… and ${left} more that were given up`] }]
    : items;
}

function scheduled(schedules: Report['schedules']): readonly Block[] {
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

/** What was looked into and needs nothing, in a word each. */
function well(findings: readonly Finding[]): readonly Block[] {
  const names = new Set(findings.filter(({ state }) => state === 'well').map((one) => one.where));
  if (names.size === 0) return [];
  return [{ kind: 'note', text: [`Looked into, and well: ${[...names].join(', ')}`] }];
}
