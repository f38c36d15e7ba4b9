import { KnownError } from '../../errors.ts';
import type { KnownSnippet } from '../../store/handbook.ts';
import { canonicalTag, mostTags } from '../../tags.ts';
import { readDetails, readText, readTitle } from '../../text.ts';
import { type Content, fingerprintOf } from './content.ts';
import type { Mistake } from './front-matter.ts';
import type { SnippetFile } from './library.ts';
import { contentInFile } from './page.ts';
import type { PageMap } from './page-map.ts';

/** What became of a snippet, here and in its file, since the file was exported. */
export type Change =
  | { readonly kind: 'same' }
  | { readonly kind: 'edit'; readonly content: Content }
  | {
      readonly kind: 'conflict';
      readonly content: Content;
      readonly here: Content;
      readonly fingerprint: string;
    };

/** `base` names the content that was exported; without one, whatever differs was changed on both sides. */
export function compare(
  snippet: KnownSnippet,
  file: SnippetFile,
  base: string | undefined,
  map: PageMap,
): Change {
  const now: Content = { ...snippet, isOutdated: snippet.outdatedAt !== null };
  const here = contentInFile(now, map);
  const said = titled(file, here.title);
  const [ours, theirs] = [fingerprintOf(here), fingerprintOf(said)];
  if (theirs === base || theirs === ours) return { kind: 'same' };
  // What was not touched stays as it is here, to the letter.
  const keep = (field: 'title' | 'question' | 'answer') =>
    said[field] === here[field] ? now[field] : said[field];
  const content = {
    ...said,
    title: keep('title'),
    question: keep('question'),
    answer: keep('answer'),
  };
  if (ours === base) return { kind: 'edit', content };
  return { kind: 'conflict', content, here: now, fingerprint: ours };
}

/** The title stands in the front matter and as the heading: the one that was changed counts. */
function titled({ content, fields }: SnippetFile, known: string): Content {
  const { title } = content;
  return { ...content, title: title === known ? (fields.title ?? title) : title };
}

/** The content as it can be kept, or what is wrong with it. */
export function readContent(
  { fields, lineOf }: SnippetFile,
  content: Content,
): { readonly content: Content; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const attempt = <T>(line: number, read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      mistakes.push({ line, sentence: error.message });
      return otherwise;
    }
  };
  const title = attempt(lineOf('title'), () => readTitle(content.title, 'The title'), '');
  const question = attempt(1, () => readDetails(content.question, 'The question'), '');
  const answer = attempt(1, () => readText(content.answer, 'The answer'), '');
  const tags = content.tags.map((tag) => canonicalTag(tag));
  for (const [at, tag] of tags.entries()) {
    if (tag !== undefined) continue;
    const sentence = `"${content.tags[at]}" cannot be a tag. A tag is a word of letters and digits, like postgres, c# or node.js.`;
    mistakes.push({ line: lineOf('tags'), sentence });
  }
  const distinct = [...new Set(tags.filter((tag) => tag !== undefined))];
  if (distinct.length > mostTags) {
    const sentence = `These are ${distinct.length} tags; choose at most ${mostTags}.`;
    mistakes.push({ line: lineOf('tags'), sentence });
  }
  if (fields.title !== undefined && content.title !== fields.title && fields.ref === undefined) {
    mistakes.push({
      line: lineOf('title'),
      sentence: 'the title is not the heading; make them the same',
    });
  }
  return {
    content: { title, question, answer, tags: distinct, isOutdated: content.isOutdated },
    mistakes,
  };
}
