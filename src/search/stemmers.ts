import { createRequire } from 'node:module';
import { KnownError } from '../errors.ts';

interface Stemmer {
  stem(word: string): string;
}

const require = createRequire(import.meta.url);

/** A module of `natural` and what it holds: the stemmer itself, or as its default. */
type Loaded = Stemmer | { readonly default: Stemmer };

/** Each is loaded when a community of that language is searched: all together take a while. */
const loaders: Readonly<Record<string, () => Loaded>> = {
  de: () => require('natural/lib/natural/stemmers/porter_stemmer_de.js'),
  en: () => require('natural/lib/natural/stemmers/porter_stemmer.js'),
  es: () => require('natural/lib/natural/stemmers/porter_stemmer_es.js'),
  fr: () => require('natural/lib/natural/stemmers/porter_stemmer_fr.js'),
  it: () => require('natural/lib/natural/stemmers/porter_stemmer_it.js'),
  nl: () => require('natural/lib/natural/stemmers/porter_stemmer_nl.js'),
  no: () => require('natural/lib/natural/stemmers/porter_stemmer_no.js'),
  pt: () => require('natural/lib/natural/stemmers/porter_stemmer_pt.js'),
  ru: () => require('natural/lib/natural/stemmers/porter_stemmer_ru.js'),
  sv: () => require('natural/lib/natural/stemmers/porter_stemmer_sv.js'),
  uk: () => require('natural/lib/natural/stemmers/porter_stemmer_uk.js'),
};

/** ISO 639-1 codes of the languages whose words meet in their stem. */
export const languages: readonly string[] = Object.keys(loaders);

export const defaultLanguage = 'en';

/** @throws KnownError 'invalid' naming the languages there are. */
export function readLanguage(typed: string): string {
  const language = typed.trim().toLowerCase();
  if (languages.includes(language)) return language;
  throw new KnownError(
    'invalid',
    `"${typed}" is no language that words can be read in. Name one of ${languages.join(', ')}.`,
  );
}

const loaded = new Map<string, Stemmer>();

/** Stemming rules of a language (M. Porter, https://snowballstem.org); of an unknown one, English. */
export function stemmerOf(language: string): Stemmer {
  const known = loaded.get(language);
  if (known) return known;
  const load = loaders[language] ?? loaders.en;
  const found = load?.();
  const stemmer = found && 'default' in found ? found.default : found;
  if (!stemmer) throw new Error(`there is no stemmer for ${language}`);
  loaded.set(language, stemmer);
  return stemmer;
}
