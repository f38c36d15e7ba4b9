import type { Command } from './command.ts';

/** More is no phrase but a text; it is not looked through. */
const longestPhrase = 2_000;

/** Reads a line that names no command as one that is said in other words: `who knows git`. */
export function readPhrase(
  commands: readonly Command[],
  line: string,
): { readonly command: Command; readonly rest: string } | undefined {
  const said = line.trim();
  if (said.length > longestPhrase) return undefined;
  for (const command of commands) {
    for (const { pattern } of command.phrases ?? []) {
      const match = pattern.exec(said);
      if (match) return { command, rest: (match[1] ?? '').trim() };
    }
  }
  return undefined;
}
