import type { Channel, Workspace } from './model.ts';

/** One thing that was looked into: how it is, and what to do about it. */
export interface Finding {
  /** `broken`: something does not work. `lacking`: it would work better. `well`: nothing is to be done. */
  readonly state: 'broken' | 'lacking' | 'well';
  /** What it is about: `#git`, `the clock`. */
  readonly where: string;
  /** What is so, as a sentence; in backticks what is typed or read literally. */
  readonly sentence: string;
  /** What to do, and who can. */
  readonly remedy?: string;
}

/** A channel in which we have been used. */
export type Used = Channel & {
  /** It opted in to being listened to. */
  readonly listening?: true;
};

/** What a platform says of our workspace there, and of the channels of it that are named. */
export type Examine = (
  workspace: Workspace,
  channels: readonly Used[],
) => Promise<readonly Finding[]>;

const order = { broken: 0, lacking: 1, well: 2 } as const;

/** What is broken first. */
export function byUrgency(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => order[a.state] - order[b.state]);
}

const units = [
  [24 * 60 * 60_000, 'days'],
  [60 * 60_000, 'hours'],
  [60_000, 'minutes'],
] as const;

/** So long, roughly: `90 minutes`, `3 days`. */
export function span(ms: number): string {
  const [size, name] = units.find(([unit]) => ms >= 2 * unit) ?? [60_000, 'minutes'];
  const count = Math.round(ms / size);
  return count <= 1 && name === 'minutes' ? 'a minute' : `${count} ${name}`;
}

/** A clock that is wrong by less than this harms nothing. */
const harmless = 60_000;

/** Whether our clock agrees with another one: how many milliseconds it is ahead of it. */
export function clockFinding(ahead: number, other: string): Finding {
  const where = 'the clock';
  if (Math.abs(ahead) < harmless) return { state: 'well', where, sentence: 'It is right.' };
  return {
    state: 'broken',
    where,
    sentence: `It is ${span(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} ${other}, so that reminders and digests come at the wrong time.`,
    remedy:
      'Whoever runs Praxis can let the machine set its clock by the network (`timedatectl set-ntp true`).',
  };
}

const mostNamed = 5;

/** A few of them by name, and how many more. */
export function few(names: readonly string[]): string {
  const left = names.length - mostNamed;
  return left > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${left} more` : names.join(', ');
}
