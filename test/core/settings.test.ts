import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSetting, writtenSetting } from '../../src/setting-kinds.ts';
import { type Setting, settingKeys, settings, settingsOf } from '../../src/settings.ts';
import { asking, type Fixture, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Cura', 'curator');
  await here.appoint('Ada', 'admin');
});
afterEach(() => here.close());

const at = (channelId = 0) => settingsOf(here.store, { communityId: here.communityId, channelId });

describe('settings', () => {
  test('what is usual can be written and read back', () => {
    for (const key of settingKeys) {
      const { is, usual }: Setting = settings[key];
      expect({ key, ...readSetting(is, writtenSetting(is, usual)) }).toEqual({ key, value: usual });
    }
  });

  test('are as usual until somebody sets them, and again when they are reset', async () => {
    expect((await at())['questions-a-day']).toBe(5);
    await here.core.settings.set(await here.as('Cura'), 'questions-a-day', '2', 'everywhere');
    expect((await at())['questions-a-day']).toBe(2);
    await here.core.settings.reset(await here.as('Cura'), 'questions-a-day', 'everywhere');
    expect((await at())['questions-a-day']).toBe(5);
  });

  test("a channel's own goes before the community's, in that channel alone", async () => {
    const inGit = await here.as('Cura', 'git');
    await here.core.settings.set(inGit, 'next-wait', '8 hours', 'here');
    await here.core.settings.set(await here.as('Cura'), 'next-wait', '6', 'everywhere');
    expect((await at(inGit.channelId))['next-wait']).toBe(8);
    expect((await at((await here.as('Cura')).channelId))['next-wait']).toBe(6);
  });

  test('what holds everywhere cannot be set in one channel', async () => {
    const set = here.core.settings.set(await here.as('Cura'), 'zone', 'Europe/Berlin', 'here');
    await expect(set).rejects.toThrow('zone holds everywhere');
  });

  test("another community's are its own", async () => {
    await here.core.settings.set(await here.as('Cura'), 'questions-a-day', '2', 'everywhere');
    const there = await here.as('Eve', 'general', 'elsewhere');
    expect((await here.core.settings.of(there))['questions-a-day']).toBe(5);
  });

  test('members cannot change them, curators not what admins decide', async () => {
    const by = async (name: string, key: 'quotes' | 'delete-audit', value: string) =>
      here.core.settings.set(await here.as(name), key, value, 'everywhere');
    await expect(by('Bo', 'quotes', 'named')).rejects.toThrow('Only a curator');
    await expect(by('Cura', 'delete-audit', '90')).rejects.toThrow('Only who administers');
    await by('Cura', 'quotes', 'named');
    await by('Ada', 'delete-audit', '90');
  });

  test('each change is in the audit', async () => {
    await here.core.settings.set(await here.as('Cura'), 'quotes', 'named', 'everywhere');
    await here.core.settings.reset(await here.as('Cura'), 'quotes', 'everywhere');
    const acts = (await here.store.audit.list(here.communityId, 9)).map(({ act }) => act);
    expect(acts).toEqual(['reset quotes', 'set quotes to named']);
  });

  test.each([
    ['questions-a-day', '0', 'Say 1 to 100 questions.'],
    ['questions-a-day', 'many', 'Say 1 to 100 questions.'],
    ['idle-close', '3 days', 'Say 14 to 3650 days, or off.'],
    ['quotes', 'all', 'Say one of named, unnamed, left-out.'],
    ['zone', 'Berlin', 'Say a time zone, like Europe/Berlin.'],
    ['capture-emoji', 'brain', 'Say one emoji, like 🧠, or off.'],
    ['language', 'xx', 'Say one of de, en'],
    ['ask-from', '25:00', 'Say a time of day, like 9:30.'],
    ['suggest-acceptance', 'perhaps', 'Say on or off.'],
  ] as const)('%s cannot be "%s", and it is said what it can be', async (key, typed, sentence) => {
    const ada = await here.as('Ada');
    await expect(here.core.settings.set(ada, key, typed, 'everywhere')).rejects.toThrow(sentence);
  });

  test('the language of a community is the one that its words are read by', async () => {
    await here.core.questions.ask(await here.as('Bo'), asking('Wie geht das?'));
    await here.core.settings.set(await here.as('Ada'), 'language', 'de', 'everywhere');
    expect((await here.store.searchSettings.of(here.communityId)).language).toBe('de');
    expect((await at()).language).toBe('de');
  });
});
