import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from '../commands/conversation.ts';
import { accountOf, placeOf } from '../core/community.ts';

/** Fault case 45: rights that change, or that were never there. */
let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  await chat.appoint('Ada', 'admin');
  await chat.appoint('Bea', 'admin');
  for (const name of ['Ana', 'Bo']) await chat.say(name, 'help');
});
afterEach(() => chat.close());

const acts = async () => (await chat.store.audit.list(chat.communityId, 99)).map(({ act }) => act);

describe('an admin who is one no more', () => {
  test('cannot submit a form that was opened before', async () => {
    expect(await chat.press('Ada', 'settings set?key=questions-a-day&here=no')).toContain('(form)');
    await chat.say('Bea', 'settings role @ada member');
    const args = { key: 'questions-a-day', value: '1', here: 'no' };
    expect(await chat.submit('Ada', 'settings set', args)).toMatch(/Only a curator/);
    expect((await chat.core.settings.of(await chat.as('Ada')))['questions-a-day']).toBe(5);
    expect(await acts()).toEqual(['make member']);
  });

  test('cannot press a button that was shown before', async () => {
    await chat.say('Ana', 'ask Why?');
    await chat.say('Bo', 'answer 1 Because.');
    expect(await chat.say('Ada', 'delete 1')).toContain('[Delete #1 → delete-now?what=1]');
    await chat.say('Bea', 'settings role @ada member');
    expect(await chat.press('Ada', 'delete-now?what=1')).toMatch(/Only who wrote it, or a curator/);
    expect(await chat.say('Bo', 'show 1')).toContain('Because.');
  });

  test('cannot take the rights of the last one there is', async () => {
    await chat.say('Bea', 'settings role @ada member');
    expect(await chat.say('Bea', 'settings role @bea member')).toMatch(/is the only admin here/);
    expect(await chat.press('Bea', 'forget-now?member=@bea')).toMatch(/only admin here/);
  });
});

describe('a role that is renamed', () => {
  const arrive = (groups: readonly string[], n: number) =>
    chat.core.members.arrive(
      { ...accountOf('Bo'), groups: async () => groups },
      placeOf('general'),
      `role-${n}`,
    );

  test('makes nobody a curator by its old name, and by its id for as long as it is there', async () => {
    await chat.say('Ada', 'settings set curator-role Keepers');
    expect((await arrive(['R1', 'Keepers'], 1)).member.role).toBe('curator');
    expect((await arrive(['R1', 'Guardians'], 2)).member.role).toBe('member');
    await chat.say('Ada', 'settings set curator-role R1');
    expect((await arrive(['R1', 'Guardians'], 3)).member.role).toBe('curator');
  });
});

describe('an ordinary member', () => {
  test.each([
    'settings set zone Europe/Berlin',
    'settings reset zone',
    'settings role @bo admin',
    'settings audit',
    'settings listen on',
    'privacy forget @ada',
  ])('says "%s" in vain', async (line) => {
    expect(await chat.say('Bo', line)).toMatch(/Only |nobody else/);
    expect(await acts()).toEqual([]);
  });
});
