import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSlack, type SlackDriver, slackHome } from './slack-driver.ts';
import { openStage, type Stage } from './stage.ts';

/** A user group of Slack whose members curate. */
let stage: Stage;
let slack: SlackDriver;

beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
  await slack.type('ana', 'git', 'ask How do I undo a commit?');
});
afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

const groupsAre = (users: readonly string[]) =>
  slack.api.fail('usergroups.list', {
    body: { ok: true, usergroups: [{ id: 'S1', handle: 'keepers', users }] },
  });

async function curatorsAre(group: string): Promise<void> {
  const { id } = await stage.core.members
    .arrive(
      { externalId: slackHome.account('dora'), name: 'Dora', role: 'admin' },
      {
        platform: 'slack',
        workspace: slackHome.workspace,
        channel: { externalId: slackHome.channel('git'), name: 'git', private: false },
      },
      'set-up',
    )
    .then(async (actor) => {
      await stage.core.settings.set(actor, 'curator-role', group, 'everywhere');
      return actor.member;
    });
  expect(id).toBeGreaterThan(0);
}

test('lets its members, and nobody else, do what curators may', async () => {
  await curatorsAre('@Keepers');
  groupsAre([slackHome.account('ben')]);
  await slack.type('ben', 'git', 'close 1');
  expect(slack.seen()[0]?.text).toContain('closed');
  groupsAre([slackHome.account('ben')]);
  await slack.type('dan', 'git', 'reopen 1');
  expect(slack.seen()[0]?.text).toContain('Only the person who asked #1');
});

test('is not asked for where none is set', async () => {
  await slack.type('ben', 'git', 'close 1');
  expect(slack.api.calls.some(({ method }) => method === 'usergroups.list')).toBe(false);
});

test('that Slack does not tell of makes nobody a curator', async () => {
  await curatorsAre('keepers');
  slack.api.fail('usergroups.list', { body: { ok: false, error: 'missing_scope' } });
  await slack.type('ben', 'git', 'close 1');
  expect(slack.seen()[0]?.text).toContain('Only the person who asked #1');
});
