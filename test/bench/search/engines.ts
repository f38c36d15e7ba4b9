import Sqlite from 'better-sqlite3';
import MiniSearch from 'minisearch';
import bm25 from 'wink-bm25-text-search';
import nlp from 'wink-nlp-utils';
import { createSearch } from '../../../src/search/create-search.ts';
import type { JudgedDocument } from '../corpora.ts';

const most = 20;

/** Gives the ids of the documents that fit, best first. */
export type Engine = (title: string, details: string) => readonly string[];

/** Ours, and what a Node developer would take otherwise, each set up as its documentation shows. */
export const engines: Readonly<Record<string, (documents: readonly JudgedDocument[]) => Engine>> = {
  praxis(documents) {
    const { search } = createSearch(documents);
    return (title, details) => search(title, { details, limit: most }).results.map(({ id }) => id);
  },

  /** https://www.sqlite.org/fts5.html: porter, any of the words, bm25 with the title over the rest. */
  'fts5 porter'(documents) {
    const database = new Sqlite(':memory:');
    database.exec(
      "CREATE VIRTUAL TABLE d USING fts5 (title, body, answer, tokenize = 'porter unicode61')",
    );
    const add = database.prepare('INSERT INTO d (rowid, title, body, answer) VALUES (?, ?, ?, ?)');
    database.transaction(() => {
      for (const [i, { title, body, answer }] of documents.entries()) {
        add.run(i + 1, title, body, answer);
      }
    })();
    const find = database
      .prepare(`SELECT rowid FROM d WHERE d MATCH ? ORDER BY rank LIMIT ${most}`)
      .pluck();
    return (title, details) => {
      const words = new Set(`${title} ${details}`.toLowerCase().match(/[\p{L}\p{N}]+/gu));
      if (words.size === 0) return [];
      const query = [...words].map((word) => `"${word}"`).join(' OR ');
      return find.all(query).map((row) => documents[Number(row) - 1]?.id ?? '');
    };
  },

  /** https://lucaong.github.io/minisearch/ */
  minisearch(documents) {
    const index = new MiniSearch({ fields: ['title', 'body', 'answer'] });
    index.addAll(documents.map((document, i) => ({ ...document, id: i })));
    return (title, details) =>
      index
        .search(`${title} ${details}`, { boost: { title: 2 } })
        .slice(0, most)
        .map(({ id }) => documents[id]?.id ?? '');
  },

  /** https://winkjs.org/wink-bm25-text-search/ */
  'wink-bm25'(documents) {
    const index = bm25();
    index.defineConfig({ fldWeights: { title: 5, body: 1, answer: 1 } });
    index.definePrepTasks([
      nlp.string.lowerCase,
      nlp.string.tokenize0,
      nlp.tokens.removeWords,
      nlp.tokens.stem,
      nlp.tokens.propagateNegations,
    ]);
    for (const [i, { title, body, answer }] of documents.entries()) {
      index.addDoc({ title, body, answer }, i);
    }
    index.consolidate();
    return (title, details) =>
      index.search(`${title} ${details}`, most).map(([id]) => documents[Number(id)]?.id ?? '');
  },
};
