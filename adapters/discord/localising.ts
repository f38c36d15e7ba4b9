import type { Localised } from '../../commands/kit/localised.ts';

type Word = 'name' | 'summary' | 'group';

function byLocale(localised: Localised, word: Word): Readonly<Record<string, string>> | undefined {
  const found = Object.entries(localised).flatMap(([locale, words]) => {
    const said = words[word];
    return said === undefined ? [] : [[locale, said] as const];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** Names and descriptions in other languages: https://docs.discord.com/developers/interactions/application-commands#localization */
export function localisations(
  localised: Localised | undefined,
  words: { readonly name?: Word; readonly description: Word },
): object {
  if (!localised) return {};
  const names = words.name && byLocale(localised, words.name);
  const descriptions = byLocale(localised, words.description);
  return {
    ...(names && { name_localizations: names }),
    ...(descriptions && { description_localizations: descriptions }),
  };
}
