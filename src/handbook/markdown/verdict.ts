import type { KnownSnippet } from '../../store/handbook.ts';
import type { Tables } from '../../store/store.ts';
import { compare, readContent } from './compare.ts';
import type { Content } from './content.ts';
import type { Mistake } from './front-matter.ts';
import type { SnippetFile } from './library.ts';
import type { PageMap } from './page-map.ts';
import type { Conflict } from './report.ts';

/** What is to be done about one file. */
export type Verdict =
  | { readonly kind: 'same' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] }
  | { readonly kind: 'edit'; readonly snippet: KnownSnippet; readonly content: Content }
  | { readonly kind: 'conflict'; readonly snippet: KnownSnippet; readonly conflict: Conflict }
  | {
      readonly kind: 'new';
      readonly ref: string;
      readonly content: Content;
      readonly channelId: number;
    };

/** What files are judged against. */
export interface Bench {
  readonly tables: Tables;
  readonly communityId: number;
  readonly map: PageMap;
  readonly known: ReadonlyMap<string, KnownSnippet>;
  readonly refOf: (file: SnippetFile) => string;
  /** The first file of each ref. */
  readonly firstOf: ReadonlyMap<string, string>;
  readonly channel: string | undefined;
}

export async function judgeFile(bench: Bench, file: SnippetFile): Promise<Verdict> {
  const { name, fields, lineOf } = file;
  const ref = bench.refOf(file);
  const wrong = (field: string, sentence: string): Verdict => ({
    kind: 'wrong',
    mistakes: [{ line: lineOf(field), sentence }],
  });
  const first = bench.firstOf.get(ref);
  if (first !== name) {
    return wrong(
      'ref',
      `this has the ref of snippets/${first}; for a new snippet take out number, ref and fingerprint`,
    );
  }
  const snippet = bench.known.get(ref);
  if (!snippet) return fields.ref === undefined ? judgeNew(bench, file, ref) : { kind: 'gone' };
  if (fields.number !== undefined && fields.number !== `S${snippet.number}`) {
    return wrong('number', `this is S${snippet.number}; put its number back`);
  }
  if (fields.ref !== undefined && fields.fingerprint === undefined) {
    return wrong('ref', 'the fingerprint is missing; put it back, or export again');
  }
  const change = compare(snippet, file, fields.fingerprint, bench.map);
  if (change.kind === 'same') return { kind: 'same' };
  const { content, mistakes } = readContent(file, change.content);
  if (mistakes.length > 0) return { kind: 'wrong', mistakes };
  if (change.kind === 'edit') return { kind: 'edit', snippet, content };
  const { here, fingerprint } = change;
  const [last] = await bench.tables.revisions.of('snippet', snippet.id);
  const changedBy = last?.replacedBy?.handle ?? null;
  const { number } = snippet;
  const conflict = { name, number, here, file: content, changedBy, fingerprint };
  return { kind: 'conflict', snippet, conflict };
}

async function judgeNew(bench: Bench, file: SnippetFile, ref: string): Promise<Verdict> {
  const { fields, lineOf } = file;
  if (fields.number !== undefined || fields.fingerprint !== undefined) {
    const field = fields.number === undefined ? 'fingerprint' : 'number';
    const sentence = 'the ref is missing; put it back, or for a new snippet take out this too';
    return { kind: 'wrong', mistakes: [{ line: lineOf(field), sentence }] };
  }
  const { content, mistakes } = readContent(file, file.content);
  const named = (fields.channel ?? bench.channel)?.replace(/^#/, '');
  const found =
    named === undefined ? [] : await bench.tables.handbook.channelsNamed(bench.communityId, named);
  const channel = found.find((one) => one.private === 0) ?? found[0];
  if (mistakes.length === 0 && channel) return { kind: 'new', ref, content, channelId: channel.id };
  const sentence =
    named === undefined
      ? 'say in which channel this belongs, as in "channel: general", or name one with --channel'
      : `there is no channel #${named} here`;
  const missing = channel ? [] : [{ line: lineOf('channel'), sentence }];
  return { kind: 'wrong', mistakes: [...mistakes, ...missing] };
}
