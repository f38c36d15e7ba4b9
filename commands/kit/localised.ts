/** The languages in which platforms show commands: https://docs.discord.com/developers/reference#locales */
export const locales = [
  'id',
  'da',
  'de',
  'en-GB',
  'en-US',
  'es-ES',
  'es-419',
  'fr',
  'hr',
  'it',
  'lt',
  'hu',
  'nl',
  'no',
  'pl',
  'pt-BR',
  'ro',
  'fi',
  'sv-SE',
  'vi',
  'tr',
  'cs',
  'el',
  'bg',
  'ru',
  'uk',
  'hi',
  'th',
  'zh-CN',
  'ja',
  'zh-TW',
  'ko',
] as const;

export type Locale = (typeof locales)[number];

/** What a command or an argument is called in other languages, by locale. What is left out stays as it is. */
export type Localised = Readonly<
  Partial<
    Record<
      Locale,
      {
        /** One word, lower case; of a command of two words the second. */
        readonly name?: string;
        readonly summary?: string;
        /** What the commands with the same first word are about. */
        readonly group?: string;
      }
    >
  >
>;

const longestName = 32;
const longestSummary = 100;
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const wellFormed = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u;

/** What no platform would take, in words; nothing when all is well. */
export function wrongIn(localised: Localised): readonly string[] {
  return Object.entries(localised).flatMap(([locale, { name, summary, group }]) => {
    const isName =
      name === undefined ||
      (wellFormed.test(name) && name.length <= longestName && name === name.toLowerCase());
    const fits = (text: string | undefined) =>
      text === undefined || (text.trim() !== '' && text.length <= longestSummary);
    return [
      ...(isName ? [] : [`${locale}: "${name}" cannot be a name`]),
      ...(fits(summary) && fits(group) ? [] : [`${locale}: a summary is empty or too long`]),
    ];
  });
}
