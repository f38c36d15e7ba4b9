import { expect, test } from '@jest/globals';
import { createCore } from '../../src/core.ts';
import { partThrough } from '../../src/duplicates/carrying.ts';
import { carryingQuestions } from '../../src/duplicates/carrying-questions.ts';
import { indexStale } from '../../src/search/documents.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { openConversation } from '../commands/conversation.ts';
import { collect, freshStore, load } from '../transfer/scratch.ts';

test('what was merged leads there after an export and an import, and can be undone there', async () => {
  const chat = await openConversation();
  await chat.appoint('Cur', 'curator');
  await chat.say('Ana', 'ask How do I undo the last commit? #git');
  await chat.say('Bo', 'ask How can one undo a commit? #undo');
  await chat.say('Di', 'ask Undo commits how?');
  await chat.say('Cy', 'answer 2 Reset it softly.');
  await chat.say('Eve', 'me-too 2');
  await chat.say('Bo', 'accept 2.1');
  await chat.say('Cur', 'duplicates merge 2 1');
  await chat.say('Cur', 'duplicates merge 1 3');
  const kept = { title: 'How are commits undone?', details: '', answer: 'With a soft reset.' };
  await chat.core.captures.save(await chat.as('Di'), undefined, { ...kept, tags: ['undo'] }, []);
  await chat.say('Cur', 'duplicates merge S2 S1');

  const entries = await collect(exportEntries(chat.store, chat.communityId));
  const there = freshStore();
  const report = await load(there, exportEntries(chat.store, chat.communityId), { into: 'There' });
  expect(report.skipped).toEqual([]);
  await indexStale(there);
  const { id = 0 } = (await there.communities.byName('There')) ?? {};
  const again = await collect(exportEntries(there, id));
  expect(again.slice(1)).toEqual(entries.slice(1));

  const core = createCore({ ...chat.world, store: there });
  const reader = { communityId: id, memberId: 0, channelId: 0, isGuest: false };
  expect((await core.questions.find(reader, 2))?.number).toBe(3);
  const found = await core.answers.find(reader, { question: 2, answer: 1 });
  expect(found?.answer.body).toBe('Reset it softly.');
  expect((await core.snippets.find(reader, 2))?.number).toBe(1);
  const merged = await there.merging.ofNumber(id, 2);
  if (!merged) throw new Error('it is not merged there');
  await there.write((tables) => partThrough(carryingQuestions(tables), merged));
  const parted = await core.questions.find(reader, 2);
  expect(parted).toMatchObject({ state: 'answered', answerCount: 1, tags: ['undo'] });
  await chat.close();
});
