import type { Suggestion } from '../../commands/kit/args.ts';
import type { Bot } from '../../commands/kit/bot.ts';
import { spotOf } from './complete.ts';
import { ownWords } from './inbound.ts';
import { type createOwnWords, platform } from './own.ts';
import { safeLine } from './safe.ts';
import type { Standing } from './standing.ts';

interface Surroundings {
  readonly bot: Bot;
  readonly words: Pick<ReturnType<typeof createOwnWords>, 'suggest'>;
  readonly workspace: string;
  readonly standing: Standing;
}

/**
 * What could complete the line, and the part of it that would be replaced, as `node:readline` wants
 * it: https://nodejs.org/api/readline.html#use-of-the-completer-function
 */
export async function completions(
  line: string,
  { bot, words, workspace, standing }: Surroundings,
): Promise<readonly [string[], string]> {
  const own = /^\s*(\S+)\s+(\S*)$/.exec(line);
  const ownWord = ownWords.find(({ word }) => word === own?.[1]?.toLowerCase());
  if (ownWord) {
    const typed = own?.[2] ?? '';
    return [shown(await words.suggest(ownWord.word, typed)), typed];
  }
  const commands = bot.commands.filter(({ doors }) => doors === 'all');
  const spot = spotOf(commands, line);
  const isFirst = /^\s*\S*$/.test(line);
  const ownNames = isFirst
    ? ownWords.map(({ word }) => word).filter((word) => word.startsWith(line.trim()))
    : [];
  if (spot?.kind !== 'argument') {
    const names: readonly string[] = [...(spot?.names ?? []), ...ownNames];
    return [
      names.length === 1 ? names.map((name) => `${name} `) : [...names],
      spot?.typed ?? line.trim(),
    ];
  }
  const { who, where } = standing;
  if (!who || !where) return [[], spot.typed];
  if (spot.arg.kind === 'choice') {
    return [spot.arg.choices.filter((choice) => choice.startsWith(spot.typed)), spot.typed];
  }
  const account = { externalId: who.account, name: who.name };
  const place = { platform, workspace, channel: where };
  const found = await bot.suggest({ account, place }, spot.command, spot.arg.name, spot.typed);
  return [shown(found), spot.typed];
}

/** One is typed out; several are listed with what they are. They never share more than a value. */
function shown(suggestions: readonly Suggestion[]): string[] {
  const usable = suggestions.filter(({ value }) => safeLine(value) === value);
  if (usable.length === 1) return usable.map(({ value }) => `${value} `);
  return usable.map(({ value, label }) =>
    value.endsWith(label) ? value : `${value}  ${safeLine(label)}`,
  );
}
