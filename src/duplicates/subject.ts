import { KnownError } from '../errors.ts';
import type { Question, Reader, Snippet } from '../model.ts';
import { found } from '../questions.ts';
import { foundSnippet } from '../snippet-acts.ts';
import type { Tables } from '../store/store.ts';

/** A question or a snippet by its number: what can be like another of its kind. */
export interface Named {
  readonly kind: 'question' | 'snippet';
  readonly number: number;
}

export type Subject =
  | { readonly kind: 'question'; readonly item: Question }
  | { readonly kind: 'snippet'; readonly item: Snippet };

/** Both, as the reader may see them. @throws KnownError 'not_found'; 'invalid' for two of different kinds. */
export async function foundBoth(
  tables: Pick<Tables, 'questions' | 'snippets'>,
  reader: Reader,
  one: Named,
  other: Named,
): Promise<readonly [Subject, Subject]> {
  if (one.kind !== other.kind) {
    throw new KnownError(
      'invalid',
      'A question and a kept answer are two things. Name two questions, or two kept answers.',
    );
  }
  const both = [await lookUp(tables, reader, one), await lookUp(tables, reader, other)] as const;
  if (both[0].item.id === both[1].item.id) {
    throw new KnownError('conflict', `${nameOf(one)} and ${nameOf(other)} are one already.`);
  }
  return both;
}

async function lookUp(
  tables: Pick<Tables, 'questions' | 'snippets'>,
  reader: Reader,
  { kind, number }: Named,
): Promise<Subject> {
  return kind === 'question'
    ? { kind, item: await found(tables, reader, number) }
    : { kind, item: await foundSnippet(tables, reader, number) };
}

/** As people say it: `#42`, `S7`. */
export const nameOf = ({ kind, number }: Named): string =>
  kind === 'question' ? `#${number}` : `S${number}`;

/** Those of the two that the reader may see, as they are, merged or not. */
export async function twoOf(
  tables: Pick<Tables, 'questions' | 'snippets'>,
  reader: Reader,
  kind: Subject['kind'],
  ids: readonly [number, number],
): Promise<readonly [Subject | undefined, Subject | undefined]> {
  const subjects: Subject[] =
    kind === 'question'
      ? (await tables.questions.byIds(reader, ids)).map((item) => ({ kind, item }))
      : (await tables.snippets.byIds(reader, ids)).map((item) => ({ kind, item }));
  const of = (id: number) => subjects.find(({ item }) => item.id === id);
  return [of(ids[0]), of(ids[1])];
}
