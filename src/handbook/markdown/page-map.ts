import { safeName, snippetFile } from '../file-names.ts';
import type { Handbook, Outline } from '../handbook.ts';
import type { Targets } from './mentions.ts';

/** What the pages of a handbook are linked by. */
export interface PageMap extends Targets {
  readonly outlines: ReadonlyMap<number, Outline>;
  /** The name of a snippet's file in the folder of snippets. */
  readonly nameOf: (number: number) => string;
  /** The same, as it stands in a link. */
  readonly fileOf: (number: number) => string;
  /** The name of a tag's file in the folder of tags. */
  readonly tagFile: (tag: string) => string;
  /** The members' edition: files can be edited and come back. */
  readonly isEditable: boolean;
}

export function pageMap(
  { outlines, edition }: Pick<Handbook, 'outlines' | 'edition'>,
  /** The names that files have already, by ref. */
  known: ReadonlyMap<string, string> = new Map(),
): PageMap {
  const names = new Map<number, string>();
  for (const { number, ref, title } of outlines.values()) {
    names.set(number, known.get(ref) ?? snippetFile(number, title));
  }
  const nameOf = (number: number) => names.get(number) ?? `S${number}.md`;
  const cameFrom = Array.from(outlines.values()).flatMap(({ number, questionNumber }) =>
    questionNumber === null ? [] : [[questionNumber, number] as const],
  );
  return {
    outlines,
    nameOf,
    fileOf: (number) => inLink(nameOf(number)),
    tagFile: (tag) => `${safeName(tag)}.md`,
    isEditable: edition === 'members',
    ofSnippet: new Set(outlines.keys()),
    ofQuestion: new Map(cameFrom),
  };
}

const inLink = (name: string) =>
  encodeURIComponent(name).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
