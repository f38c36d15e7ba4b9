import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, day, type Fixture, hour, minute, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

const ask = async (who: string, ...asked: Parameters<typeof asking>) =>
  here.core.questions.ask(await here.as(who), asking(...asked));

describe('asking', () => {
  test('gives the question the next number of its community', async () => {
    expect((await ask('Ana', 'One?')).number).toBe(1);
    expect((await ask('Bo', 'Two?')).number).toBe(2);
    const elsewhere = await here.as('Cy', 'general', 'elsewhere');
    expect((await here.core.questions.ask(elsewhere, asking('Three?'))).number).toBe(1);
  });

  test('is possible five times in 24 hours, and again when the first of them is a day old', async () => {
    for (let i = 0; i < 5; i += 1) {
      await ask('Ana', `Question ${i}?`);
      here.wait(minute);
    }
    await expect(ask('Ana', 'One more?')).rejects.toMatchObject({
      code: 'conflict',
      message:
        'You have asked 5 questions in the last 24 hours, which is as many as one may. Search the kept answers meanwhile, or ask again tomorrow.',
    });
    expect((await ask('Bo', 'And me?')).number).toBe(6);
    here.wait(day - 5 * minute);
    await expect(ask('Ana', 'One more?')).rejects.toMatchObject({ code: 'conflict' });
    here.wait(1);
    expect((await ask('Ana', 'One more?')).number).toBe(7);
    await expect(ask('Ana', 'Two more?')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('refuses an empty or endless title, and keeps one on one line', async () => {
    await expect(ask('Ana', ' \u0000\n ')).rejects.toMatchObject({
      code: 'invalid',
      message: 'The question is empty. Write a few words.',
    });
    await expect(ask('Ana', 'x'.repeat(301))).rejects.toMatchObject({
      message: 'The question has 301 characters; please keep it within 300.',
    });
    expect((await ask('Ana', '  two\r\n  lines\t. ')).title).toBe('two lines .');
  });

  test('refuses details longer than an answer may be', async () => {
    await expect(ask('Ana', 'Why?', { body: 'x'.repeat(100_001) })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect((await ask('Ana', 'Why?', { body: 'x'.repeat(100_000) })).body).toHaveLength(100_000);
  });

  test('keeps details as they were written, but for their line ends and control characters', async () => {
    const body = ' \r\n  if (x)\r\n\treturn;\u0000\u001b[31m\rdone \ud800';
    expect((await ask('Ana', 'Why?', { body })).body).toBe('if (x)\n\treturn;[31m\ndone \ufffd');
  });

  test('takes at most five tags, each once, in their canonical spelling', async () => {
    expect(
      (await ask('Ana', 'Why?', { tags: ['#SQL', 'sql', 'C#', 'Node.JS', 'Ｃ＋＋'] })).tags,
    ).toEqual(['c#', 'c++', 'node.js', 'sql']);
    await expect(
      ask('Ana', 'Why?', { tags: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    ).rejects.toMatchObject({
      message: 'That is 6 tags; choose at most 5.',
    });
  });

  test.each(['', '#', '!', '__proto__', '-x', 'a b\u0000c!', 'x'.repeat(51), '\u202e', '👍'])(
    'refuses %j as a tag',
    async (tag) => {
      await expect(ask('Ana', 'Why?', { tags: [tag] })).rejects.toMatchObject({ code: 'invalid' });
      expect(await here.core.questions.find(await here.as('Ana'), 1)).toBeUndefined();
    },
  );

  test('understands the aliases of a tag', async () => {
    const [tag] = await here.store.tags.ensure(here.communityId, ['kubernetes'], 0);
    await here.store.bulk.addTagAliases(here.communityId, [{ alias: 'k8s', tagId: tag?.id ?? 0 }]);
    expect((await ask('Ana', 'Why?', { tags: ['K8s', 'kubernetes'] })).tags).toEqual([
      'kubernetes',
    ]);
    await here.core.expertise.declare(await here.as('Bo'), ['k8s']);
    const found = await here.core.experts.onTopic(await here.as('Ana'), 'k8s');
    expect(found.declared.map(({ tag }) => tag)).toEqual(['kubernetes']);
    expect(await here.core.expertise.retract(await here.as('Bo'), ['K8S'])).toEqual([]);
  });
});

describe('a draft', () => {
  test('is posted once, and is gone then', async () => {
    const asked = asking('Why?');
    const draftId = await here.core.drafts.keep(await here.as('Ana'), {
      command: 'ask',
      args: asked,
    });
    const first = await here.core.questions.ask(await here.as('Ana'), { ...asked, draftId });
    expect(first.number).toBe(1);
    await expect(
      here.core.questions.ask(await here.as('Ana'), { ...asked, draftId }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await here.core.drafts.find(await here.as('Ana'), draftId)).toBeUndefined();
  });

  test('stays when the question is refused', async () => {
    const asked = asking('Why?', { tags: ['!'] });
    const draftId = await here.core.drafts.keep(await here.as('Ana'), {
      command: 'ask',
      args: asked,
    });
    await expect(
      here.core.questions.ask(await here.as('Ana'), { ...asked, draftId }),
    ).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await here.core.drafts.find(await here.as('Ana'), draftId)).toMatchObject({
      args: asked,
    });
  });

  test('is nobody else’s to see or post', async () => {
    const asked = asking('Why?');
    const draftId = await here.core.drafts.keep(await here.as('Ana'), {
      command: 'ask',
      args: asked,
    });
    expect(await here.core.drafts.find(await here.as('Bo'), draftId)).toBeUndefined();
    await expect(
      here.core.questions.ask(await here.as('Bo'), { ...asked, draftId }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is forgotten after a month, and deliveries after a week', async () => {
    const ana = await here.as('Ana');
    const draftId = await here.core.drafts.keep(ana, { command: 'ask', args: asking('Why?') });
    await here.core.deliveries.rememberAll(['x']);
    here.wait(8 * day);
    await here.core.forgetOld();
    expect(await here.core.deliveries.isKnown('x')).toBe(false);
    expect(await here.core.drafts.find(ana, draftId)).toBeDefined();
    here.wait(23 * day);
    await here.core.forgetOld();
    expect(await here.core.drafts.find(ana, draftId)).toBeUndefined();
  });
});

describe('an act', () => {
  test('is done once for a delivery that is repeated', async () => {
    const ana = await here.as('Ana');
    await here.core.questions.ask(ana, asking('Why?'));
    await expect(here.core.questions.ask(ana, asking('Why?'))).rejects.toMatchObject({
      code: 'repeated',
    });
    expect(await here.core.questions.find(ana, 2)).toBeUndefined();
  });

  test('that failed leaves its delivery to be tried again', async () => {
    const ana = await here.as('Ana');
    await expect(here.core.questions.ask(ana, asking(''))).rejects.toMatchObject({
      code: 'invalid',
    });
    expect((await here.core.questions.ask(ana, asking('Why?'))).number).toBe(1);
  });
});

describe('looking after a question', () => {
  beforeEach(async () => {
    await ask('Ana', 'Why?', { body: 'It fails.', tags: ['git'] });
  });
  const edit = async (who: string, change: Parameters<Fixture['core']['questions']['edit']>[2]) =>
    here.core.questions.edit(await here.as(who), 1, change);
  const history = async () => here.core.questions.history(await here.as('Bo'), 1);

  test('an edit keeps what it replaces', async () => {
    here.wait(hour);
    expect(await edit('Ana', { title: 'How?' })).toMatchObject({
      title: 'How?',
      body: 'It fails.',
      tags: ['git'],
    });
    await edit('Ana', { body: 'It fails again.', tags: ['sql'] });
    expect(await history()).toMatchObject([
      { title: 'How?', body: 'It fails.', replacedBy: { handle: 'ana' } },
      { title: 'Why?', body: 'It fails.' },
    ]);
  });

  test('an edit that changes nothing is not remembered', async () => {
    expect((await edit('Ana', { title: ' Why? ' })).editedAt).toBeNull();
    expect(await history()).toEqual([]);
  });

  test('only its asker or a curator edits, closes and reopens it; what a curator does is on record', async () => {
    await here.appoint('Cura', 'curator');
    const refusal = { code: 'forbidden' };
    await expect(edit('Bo', { title: 'Mine' })).rejects.toMatchObject(refusal);
    await expect(here.core.questions.close(await here.as('Bo'), 1)).rejects.toMatchObject(refusal);
    expect(await here.store.audit.list(here.communityId, 9)).toEqual([]);
    await edit('Cura', { title: 'Better' });
    await here.core.questions.close(await here.as('Cura'), 1);
    await expect(here.core.questions.reopen(await here.as('Bo'), 1)).rejects.toMatchObject(refusal);
    await here.core.questions.reopen(await here.as('Ana'), 1);
    expect(await here.store.audit.list(here.communityId, 9)).toMatchObject([
      { act: 'close question', subject: '#1' },
      { act: 'edit question', subject: '#1' },
    ]);
  });

  test('a closed question takes no answer until it is reopened', async () => {
    await here.core.questions.close(await here.as('Ana'), 1);
    await expect(here.core.answers.add(await here.as('Bo'), 1, 'So.')).rejects.toMatchObject({
      code: 'conflict',
      message: '#1 is closed. Whoever asked it, or a curator, can reopen it.',
    });
    await expect(here.core.questions.close(await here.as('Ana'), 1)).rejects.toMatchObject({
      code: 'conflict',
    });
    await here.core.questions.reopen(await here.as('Ana'), 1);
    await expect(here.core.questions.reopen(await here.as('Ana'), 1)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await here.core.answers.add(await here.as('Bo'), 1, 'So.')).answers).toHaveLength(1);
  });

  test('me too counts each member once, and never who asked', async () => {
    await expect(here.core.questions.watch(await here.as('Ana'), 1)).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const who of ['Bo', 'Bo', 'Cy']) await here.core.questions.watch(await here.as(who), 1);
    expect((await here.core.questions.find(await here.as('Ana'), 1))?.watcherCount).toBe(2);
    for (const who of ['Bo', 'Bo', 'Dora'])
      await here.core.questions.unwatch(await here.as(who), 1);
    expect((await here.core.questions.find(await here.as('Ana'), 1))?.watcherCount).toBe(1);
  });
});
