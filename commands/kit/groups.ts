import type { Command } from './command.ts';

/** The commands that can be typed and begin with the same word; mostly one. */
export interface Group {
  readonly word: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** What can be typed, by first words, in help order. */
export function groupsOf(commands: readonly Command[]): readonly Group[] {
  const typed = commands.filter(({ doors }) => doors === 'all');
  const byWord = Map.groupBy(typed, ({ name }) => name.split(' ', 1)[0] ?? name);
  return Array.from(byWord, ([word, group]) => {
    const [{ summary, group: about = summary } = { summary: word }] = group;
    return { word, summary: about, commands: group };
  });
}
