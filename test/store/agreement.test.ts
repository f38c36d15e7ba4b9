import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCore } from '../../src/core.ts';
import { KnownError, unreachable } from '../../src/errors.ts';
import type { Actor } from '../../src/model.ts';
import { analyse, analyserVersion } from '../../src/search/analyse.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { settle } from './fixture.ts';
import { inspect, temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const day = 24 * 60 * 60 * 1000;
const mostQuestions = 4;

const text = fc.stringMatching(/^[a-e]{2,3}( [a-e]{2,3}){0,4}$/);
const question = fc.integer({ min: 1, max: mostQuestions });
const answer = fc.integer({ min: 1, max: 3 });

/** What may happen to knowledge; what cannot be done at that point is refused. */
const step = fc.oneof(
  fc.record({ act: fc.constant('ask' as const), text }),
  fc.record({ act: fc.constant('answer' as const), question, text }),
  fc.record({ act: fc.constant('edit answer' as const), question, answer, text }),
  fc.record({ act: fc.constant('edit question' as const), question, text }),
  fc.record({ act: fc.constant('edit snippet' as const), snippet: question, text }),
  fc.record({ act: fc.constant('accept' as const), question, answer }),
  fc.record({ act: fc.constant('unaccept' as const), question, answer }),
);
type Step = ReturnType<(typeof step)['generate']>['value'];

async function openCore(file: string) {
  const store = openStore(file);
  const { members, place } = await settle(store);
  const [member] = members;
  if (!member) throw new Error('nobody settled');
  const channel = await place('general', false);
  let ticks = 0;
  const tick = () => {
    ticks += 1;
    return ticks;
  };
  const core = createCore({ store, clock: () => tick() * day, newRef: () => `ref-${tick()}` });
  const actor = (): Actor => ({
    communityId: member.communityId,
    memberId: member.id,
    channelId: channel.id,
    isGuest: false,
    member: { ...member, role: 'curator' },
    channel,
    delivery: `d-${tick()}`,
  });

  function perform(taken: Step): Promise<unknown> {
    switch (taken.act) {
      case 'ask': {
        const asked = { title: taken.text, body: taken.text, tags: [], anonymous: false };
        return core.questions.ask(actor(), asked);
      }
      case 'answer':
        return core.answers.add(actor(), taken.question, taken.text);
      case 'edit answer':
        return core.answers.edit(actor(), taken, taken.text);
      case 'edit question':
        return core.questions.edit(actor(), taken.question, { title: taken.text });
      case 'edit snippet':
        return core.snippets.edit(actor(), taken.snippet, { answer: taken.text });
      case 'accept':
        return core.answers.accept(actor(), taken);
      case 'unaccept':
        return core.answers.unaccept(actor(), taken);
      default:
        return unreachable(taken);
    }
  }
  return { store, perform };
}

function refused(error: unknown): void {
  if (!(error instanceof KnownError)) throw error;
}

/** The documents that there should be: made anew from the texts as they now are. */
async function expectedDocuments(store: Store) {
  const terms = (words: string) => analyse(words).join(' ');
  const sources = [];
  for (let id = 1; id <= mostQuestions * 5; id += 1) {
    sources.push(...(await store.documents.sourcesOfQuestion(id)));
  }
  return sources
    .map(({ answerId, snippetId, title, question, answer }) => ({
      answer_id: answerId,
      snippet_id: snippetId,
      title: terms(title),
      question: terms(question),
      answer: terms(answer),
    }))
    .toSorted((a, b) => (a.answer_id ?? 0) - (b.answer_id ?? 0));
}

test('what is found agrees with what was written, whatever was added, edited and taken back', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (taken) => {
      runs += 1;
      const file = join(folder, `${runs}.db`);
      const { store, perform } = await openCore(file);
      await perform({ act: 'ask', text: 'aa bb' });
      await perform({ act: 'answer', question: 1, text: 'cc dd' });
      for (const one of taken) await perform(one).catch(refused);
      const documents = await expectedDocuments(store);
      expect(
        await store.documents.stale(analyserVersion, { answerId: 0, snippetId: 0 }, 100),
      ).toEqual([]);
      await store.close();
      inspect(file, (database) => {
        const rows = database.prepare(
          `SELECT answer_id, snippet_id, title, question, answer
           FROM document LEFT JOIN document_terms ON document_id = id ORDER BY answer_id`,
        );
        expect(rows.all()).toEqual(documents);
        // Compares the index with the rows: https://www.sqlite.org/fts5.html#the_integrity_check_command
        database.exec(
          "INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)",
        );
        expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      });
    }),
    { numRuns: 30 },
  );
});

test('an index that disagrees with the rows is noticed by the check', async () => {
  const file = join(folder, 'disagreeing.db');
  const { store, perform } = await openCore(file);
  await perform({ act: 'ask', text: 'aa bb' });
  await perform({ act: 'answer', question: 1, text: 'cc dd' });
  await store.close();
  inspect(file, (database) => {
    database.exec('DROP TRIGGER document_terms_deleted; DELETE FROM document_terms');
    expect(() =>
      database.exec("INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)"),
    ).toThrow('malformed');
  });
});
