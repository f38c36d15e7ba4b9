import { afterEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import { discordHome, openDiscord } from './discord-driver.ts';
import { openSlack, slackHome } from './slack-driver.ts';
import { day, openStage, type Stage } from './stage.ts';

// The stand-ins for the platforms fail a test when a call of it has a mention, a link that is not ours,
// half a character, or is beyond a limit: here in all that is about what is kept and who is linked.

const platforms = [
  { home: slackHome, open: openSlack },
  { home: discordHome, open: openDiscord },
] as const;

const hostile = [
  ['mentions', '<!channel> <!here> <!subteam^S1> <@U1> <@&1> <@1> @everyone @here <#C1>'],
  [
    'markup',
    '<https://evil.example|https://bank.example> [x](javascript:alert(1)) ``` ||a|| # <t:1:R>',
  ],
  ['signs', '\u202egnol a\u200bb \ud800 \u0000 \u001b[31m İıIi 数据库 👩‍👩‍👧‍👦 &lt;!here&gt;'],
  [
    'formulas and keys',
    `=HYPERLINK('https://evil.example') __proto__ constructor '; DROP TABLE tag; --`,
  ],
  ['much', '<&>😀'.repeat(52)],
] as const;

/** Another community of that name asks to be let in. */
async function asksToJoin(stage: Stage, name: string, code: string): Promise<void> {
  const { core, store } = stage;
  const called = name.slice(0, 60).toWellFormed().replaceAll('\0', '');
  const { id } = await store.communities.add({ ref: 'x', name: called, createdAt: 1 });
  const there = { platform: 'console', externalId: 'x', name: called };
  await store.communities.connect({ ...there, communityId: id }, 1);
  const account = { externalId: 'eve', name: called, role: 'admin' } as const;
  const channel = { externalId: 'c', name: called, private: false };
  const place = { platform: 'console', workspace: 'x', channel };
  const eve = await core.members.arrive(account, place, 'x-1');
  await core.questions.ask(eve, { title: `A ${called}`, body: name, tags: [], anonymous: false });
  await core.linking.typeCode(await core.members.arrive(account, place, 'x-2'), code);
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

for (const { home, open } of platforms) {
  test.each(hostile)(
    `%s do nothing in what is kept, missing, alike or linked on ${home.platform}`,
    async (_what, text) => {
      const stage = await openStage(home);
      const driver = await open(stage);
      closing.push(driver.close, stage.store.close);
      const ana = await stage.store.members.byHandle(stage.community.id, 'ana');
      await stage.store.members.setRole(ana?.id ?? 0, 'admin');
      const words = text.replaceAll('"', "'");
      const type = (line: string, who = 'ana') => driver.type(who, 'git', line);
      const said = () =>
        driver
          .seen()
          .map((one) => one.text)
          .join('\n');

      // Saving: the look before, what is kept already, and what came of it.
      await type(`save "Kept ${words}" "Yesterday it said: ${words}"`);
      expect(said()).toContain('Its reader may stumble');
      await driver.press('Save anyway');
      await type(`save "How is it kept? ${words}" "Just so, all of it: ${words}"`, 'ben');
      await type('snippet show S1');
      await type(`snippet edit S1 Now it says ${words}`);
      await type('snippet history S1');
      // Alike, and merged.
      for (const n of [1, 2]) {
        const account = { externalId: home.account('ben'), name: `Ben ${words}`.slice(0, 80) };
        const channel = { externalId: home.channel('git'), name: 'git', private: false };
        const place = { platform: home.platform, workspace: home.workspace, channel };
        const ben = await stage.core.members.arrive(account, place, `alike-${n}`);
        const title = `Alike ${n} ${words}`;
        await stage.core.questions.ask(ben, {
          title,
          body: words,
          tags: ['git'],
          anonymous: false,
        });
      }
      await type('duplicate #1 #2', 'chloe');
      await type('duplicates list');
      await type('duplicates merge #2 #1');
      expect(said()).toMatch(/leads to|lead to/);
      // Missing.
      await type('settings set keep-searches on');
      for (const who of ['ana', 'ben', 'chloe']) await type(`search zeppelin ${words}`, who);
      await type('gaps list');
      expect(said()).toContain('What is missing');
      // Linked.
      await type('settings link');
      const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(said())?.[0] ?? '';
      await asksToJoin(stage, words, code);
      await type('settings link');
      expect(said()).toContain('Shall these become one community?');
      await driver.press('Become one community');
      await type('questions open');
      expect(said()).toContain('A ');
      await type('settings unlink');
      expect(said()).toContain('What this community is made of');
      await type('settings audit');
      await type('quotes mine');
      // What is owed, a year later: that what nobody answered is about to be deleted, among it.
      const log = pino({ level: 'silent' });
      const courier = createCourier({
        core: stage.core,
        adapters: [driver.adapter],
        log,
        random: () => 0.5,
      });
      await courier.run();
      for (const days of [360, 1, 1, 1]) {
        stage.pass(days * day);
        await stage.core.forgetOld();
        await courier.run();
      }
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );
}
