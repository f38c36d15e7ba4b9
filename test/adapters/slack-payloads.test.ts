import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readHeard } from '../../adapters/slack/inbound.ts';
import { root } from '../rules/source.ts';
import { form, payload } from './slack-client.ts';
import { openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { openStage } from './stage.ts';

/** Payloads of Slack's own Java SDK (`json-logs/samples`), when they lie beside the repository. */
const folder = join(root, '../shared/payloads/slack-java-sdk');
const files = ['events', 'app-backend']
  .map((name) => join(folder, name))
  .filter((path) => existsSync(path))
  .flatMap((path) => readdirSync(path, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  .map((entry) => join(entry.parentPath, entry.name));

/** As it would travel: events as JSON, interactions as JSON in a form, commands as a form. */
function travelling(body: Record<string, unknown>): readonly [string, string] {
  if ('command' in body)
    return [new URLSearchParams(body as Record<string, string>).toString(), form];
  const isEvent = 'event' in body || body.type === 'app_rate_limited';
  return isEvent ? [JSON.stringify(body), 'application/json'] : [payload(body), form];
}

/** The same with every masked id filled in, for our workspace. */
const filled = (text: string) =>
  text
    .replace(/"(team_id|team)":\s*""/g, `"$1": "${team}"`)
    .replace(/"T0{4,}\d*"/g, `"${team}"`)
    .replace(/"(\w*(?:_id|_ts|_url|user|channel|hash|value|id|ts))":\s*""/g, '"$1": "x"');

/** What the recorded kinds mean to us. Others mean nothing: they are answered and dropped. */
const heardAs = [
  ['ReactionAdded', 'reaction'],
  ['ReactionRemoved', 'reaction'],
  ['Message', 'said'],
  ['MessageChanged', 'said'],
  ['MessageDeleted', 'said'],
  ['MessageThreadBroadcast', 'said'],
  ['MessageFileShare', 'said'],
  ['MessageMe', 'said'],
  ['MessageBot', 'said'],
  ['MessageShortcut', 'menu'],
  ['AppMention', 'mention'],
  ['MemberJoinedChannel', 'joined'],
  ['ChannelArchive', 'channel changed'],
  ['ChannelUnarchive', 'channel changed'],
  ['ChannelRename', 'channel changed'],
  ['ChannelDeleted', 'channel changed'],
  ['GroupArchive', 'channel changed'],
  ['GroupUnarchive', 'channel changed'],
  ['GroupRename', 'channel changed'],
  ['GroupDeleted', 'channel changed'],
  ['UserChange', 'user changed'],
  ['TeamJoin', 'user changed'],
  ['TeamRename', 'workspace renamed'],
] as const;

async function replay(change: (text: string) => string): Promise<readonly string[]> {
  const stage = await openStage(slackHome);
  const slack: SlackDriver = await openSlack(stage);
  const wrong: string[] = [];
  for (const file of files) {
    const [body, type] = travelling(JSON.parse(change(readFileSync(file, 'utf8'))));
    const { status } = await slack.deliver(body, type);
    if (status < 200 || status > 299) wrong.push(`${file}: ${status}`);
  }
  const { status } = await fetch(new URL('/healthz', slack.url));
  if (status !== 200) wrong.push('the program is gone');
  await slack.close();
  await stage.store.close();
  return wrong;
}

describe('recorded payloads', () => {
  if (files.length === 0) {
    test('are not here: they are replayed where they lie beside the repository', () => {
      expect(files).toEqual([]);
    });
    return;
  }

  test(`(${files.length}) are all answered with 2xx, as they are`, async () => {
    expect(await replay((text) => text)).toEqual([]);
  });

  test.each(heardAs)('%s is heard as %s', (name, kind) => {
    const file = files.find((path) => path.endsWith(`/${name}Payload.json`)) ?? '';
    const text = filled(readFileSync(file, 'utf8'))
      .replace(/"(\w*ts)":\s*"x"/g, '"$1": "1793523600.000100"')
      .replace('"inviter": ""', '"inviter": "x"')
      .replace('"name": ""', '"name": "x"')
      .replace(/"bot_id":\s*"x"/g, '"bot_id": null')
      .replace('"reaction": ""', '"reaction": "white_check_mark"')
      .replace('"channel_type": ""', '"channel_type": "channel"');
    expect(readHeard(JSON.parse(text))?.kind).toBe(kind);
  });

  test(`(${files.length}) are all answered with 2xx, as deliveries to our workspace`, async () => {
    expect(await replay(filled)).toEqual([]);
  });
});
