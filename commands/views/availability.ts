import type { Preferences, WorkingHours } from '../../src/store/preferences.ts';
import { code, count, day, say, type Text } from '../kit/text.ts';
import type { Block, Fact, View } from '../kit/view.ts';
import { timeOfDay } from './phrases.ts';

/** What holds for who never said. */
export interface Usual {
  readonly hours: WorkingHours;
  readonly zone: string;
  readonly weeklyLimit: number;
}

/** How a member is found and asked, and how to change it. */
export function availabilityView(
  said: Preferences,
  usual: Usual,
  now: number,
  suggested?: number,
): View {
  const volume: Block[] =
    suggested === undefined
      ? []
      : [
          {
            kind: 'note',
            text: say`With as many questions as this community has, ${suggested} a week for each who answers would do. It is yours to say.`,
          },
        ];
  return {
    name: 'availability',
    title: ['How questions reach you'],
    blocks: [
      { kind: 'facts', facts: availabilityFacts(said, usual, now) },
      ...volume,
      {
        kind: 'note',
        text: say`Change it any time: ${code('expertise pause')}, ${code('expertise limit')}, ${code('expertise hours')}, ${code('expertise visible')}; ${code('expertise not-me')} ends one topic.`,
      },
    ],
  };
}

function availabilityFacts(said: Preferences, usual: Usual, now: number): Fact[] {
  const { pausedUntil, hours, zone, unlisted } = said;
  const isPaused = pausedUntil !== null && now < pausedUntil;
  return [
    { label: 'Now', value: isPaused ? say`paused until ${day(pausedUntil)}` : ['not paused'] },
    { label: 'At most', value: limitText(said.weeklyLimit, usual.weeklyLimit) },
    {
      label: 'Hours',
      value: [hoursText(hours ?? usual.hours, zone ?? usual.zone, hours !== null)],
    },
    {
      label: 'Found by others',
      value: [unlisted ? 'no: nobody is shown your name' : 'yes'],
    },
  ];
}

function limitText(limit: number | null, usual: number): Text {
  if (limit === 0) return ['no questions at all'];
  const most = limit ?? usual;
  return [
    `${count(most, 'question')} in any 7 days${limit === null ? ' (usual)' : ''}, one at a time`,
  ];
}

function hoursText({ from, until, workdays }: WorkingHours, zone: string, isSaid: boolean) {
  const times = `${timeOfDay(from)} to ${timeOfDay(until)}, ${workdaysText(workdays)}, ${zone}`;
  return isSaid ? times : `${times} (usual)`;
}

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const workdaysText = (workdays: readonly number[]) =>
  workdays.map((number) => names[number - 1] ?? '').join(' ');
