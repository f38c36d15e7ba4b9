import { Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';

const day = /^\d{4}-\d{2}-\d{2}$/;
const text = z.string({ error: 'must be words' });

/** What a file of a snippet says about it, before its text. */
const shape = z.strictObject({
  number: text.regex(/^S[1-9]\d{0,8}$/, 'must be like S12').optional(),
  title: text.optional(),
  tags: z
    .union([z.array(z.union([text, z.number().transform(String)])), z.null().transform(() => [])], {
      error: 'must be a list of words, like [git, rebase]',
    })
    .optional(),
  channel: text.optional(),
  outdated: z
    .union([text.regex(day, 'must be a day like 2026-11-28, or true'), z.boolean()], {
      error: 'must be a day like 2026-11-28, or true',
    })
    .optional(),
  author: text.optional(),
  owner: text.optional(),
  verified: text.optional(),
  'verified-by': text.optional(),
  'superseded-by': text.optional(),
  helped: z.number().optional(),
  question: text.optional(),
  source: text.optional(),
  ref: text.min(1).max(200).optional(),
  fingerprint: text
    .regex(/^[0-9a-f]{16}$/, 'must be the 16 signs that the export wrote')
    .optional(),
});

export type FrontMatter = z.infer<typeof shape>;

/** What is wrong, and in which line of the file. */
export interface Mistake {
  readonly line: number;
  readonly sentence: string;
}

const advice = ' Title, tags, outdated and the text can be changed. Praxis writes the rest.';

/** The fields in YAML between two lines of `---`, a line for each; those that are undefined left out. */
export function writeFrontMatter(fields: FrontMatter, isEditable: boolean): string {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  const document = new Document(Object.fromEntries(said));
  visit(document, {
    Seq(_, list) {
      list.flow = true;
    },
  });
  if (isEditable && document.contents) document.contents.commentBefore = advice;
  return `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n`;
}

/** The front matter of a file that starts with one, and the text behind it. */
export function readFrontMatter(file: string):
  | {
      readonly fields: FrontMatter;
      readonly lineOf: (field: string) => number;
      readonly body: string;
    }
  | { readonly mistakes: readonly Mistake[] } {
  const [opening] = /^---[ \t]*\n/.exec(file) ?? [];
  const closing = /^(?:---|\.\.\.)[ \t]*$/m;
  const rest = file.slice(opening?.length ?? 0);
  const end = opening === undefined ? null : closing.exec(rest);
  if (opening === undefined || !end) {
    const sentence =
      opening === undefined
        ? 'the first line must be ---, and the title and tags stand below it'
        : 'the line --- that ends what begins in the first line is missing';
    return { mistakes: [{ line: 1, sentence }] };
  }
  const yaml = rest.slice(0, end.index);
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, {
    lineCounter,
    maxAliasCount: 0,
    uniqueKeys: true,
  } as object);
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  const [error] = document.errors;
  if (error) {
    const what = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '');
    return { mistakes: [{ line: lineAt(error.pos[0]), sentence: `this cannot be read: ${what}` }] };
  }
  const lineOf = (field: string): number => {
    const pairs = isMap(document.contents) ? document.contents.items : [];
    const pair = pairs.find(({ key }) => isScalar(key) && key.value === field);
    const at = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
    return at === undefined ? 1 : lineAt(at);
  };
  const read = shape.safeParse(toPlain(document));
  if (read.success) {
    const body = rest.slice(end.index + end[0].length);
    return { fields: read.data, lineOf, body };
  }
  return { mistakes: read.error.issues.flatMap((issue) => toMistakes(issue, lineOf)) };
}

function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  if (document.contents === null) return {};
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    // An alias: nothing here needs one.
    return undefined;
  }
}

function toMistakes(issue: z.core.$ZodIssue, lineOf: (field: string) => number): Mistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: lineOf(key),
      sentence: `"${key}" means nothing here; title, tags, channel and outdated can be changed`,
    }));
  }
  const [field] = issue.path;
  if (field === undefined)
    return [{ line: 1, sentence: 'this must be fields like title: How do I undo?' }];
  return [{ line: lineOf(String(field)), sentence: `${String(field)} ${issue.message}` }];
}
