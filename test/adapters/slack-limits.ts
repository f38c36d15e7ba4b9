import type { ApiCall } from './slack-api.ts';

type Thing = Readonly<Record<string, unknown>>;
type Fail = (what: string) => void;

/** Longest strings by where they stand. https://docs.slack.dev/reference/block-kit */
const longest: Readonly<Record<string, number>> = {
  action_id: 255,
  block_id: 255,
  callback_id: 255,
  private_metadata: 3_000,
  initial_value: 3_000,
};

/** What the methods that show something cannot do without: https://docs.slack.dev/reference/methods */
const shows: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['channel', 'text', 'blocks'],
  'chat.postEphemeral': ['channel', 'user', 'text', 'blocks'],
  'chat.update': ['channel', 'ts', 'text', 'blocks'],
  respond: ['text', 'blocks'],
  'views.open': ['trigger_id', 'view'],
  'views.push': ['trigger_id', 'view'],
  'views.update': ['view'],
  'views.publish': ['user_id', 'view'],
};

/** @throws Error naming what Slack would refuse in the call, or what would notify someone. */
export function checkLimits({ method, args }: ApiCall): void {
  const fail = failing(method);
  const needed = shows[method] ?? [];
  for (const name of needed) if (!args[name]) fail(`there is no ${name}`);
  if (needed.includes('blocks')) {
    if (String(args.text).trim() === '') fail('there is no top-level text');
    if (String(args.text).length > 4_000) fail('its text is too long');
    checkText(String(args.text), fail);
    checkBlocks(args.blocks, 50, fail);
    if (JSON.stringify(args.blocks).length > 13_200) fail('its blocks are too large');
  }
  if (needed.includes('view')) checkView(args.view as Thing, fail);
  checkThing(args, fail);
}

/** @throws Error naming what Slack would refuse in what a delivery is answered with. */
export function checkAnswer(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const fail = failing('an answer');
  const { view, errors, options } = body as Thing;
  if (view) checkView(view as Thing, fail);
  for (const error of Object.values(errors ?? {})) checkText(String(error), fail);
  if (Array.isArray(options) && options.length > 100) fail(`${options.length} options`);
  for (const option of (options ?? []) as readonly Thing[]) checkOption(option, fail);
  checkThing(body, fail);
}

const failing = (what: string): Fail => {
  return (why) => {
    throw new Error(`${what}: ${why}`);
  };
};

/** https://docs.slack.dev/reference/views */
function checkView(view: Thing, fail: Fail): void {
  if (view.type !== 'modal' && view.type !== 'home') fail(`a view that is a ${view.type}`);
  if (view.type === 'modal' && !view.title) fail('a modal without a title');
  checkBlocks(view.blocks, 100, fail);
  const hasInput = (view.blocks as readonly Thing[]).some(({ type }) => type === 'input');
  if (view.type === 'modal' && hasInput && !view.submit) fail('inputs that cannot be sent');
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) fail('a large view');
}

function checkBlocks(blocks: unknown, most: number, fail: Fail): void {
  if (!Array.isArray(blocks) || blocks.length === 0) fail('there are no blocks');
  const all = blocks as readonly Thing[];
  if (all.length > most) fail(`${all.length} blocks`);
  for (const { type, elements, fields, text } of all) {
    const length = (text as Thing | undefined)?.text;
    if (type === 'section' && typeof length === 'string' && length.length > 3_000)
      fail('a long section');
    if (type === 'header' && String(length).length > 150) fail('a long header');
    if (type === 'actions' && (elements as unknown[]).length > 25) fail('too many buttons');
    if (type === 'actions' && (elements as unknown[]).length === 0) fail('no buttons');
    if (type === 'context' && (elements as unknown[]).length > 10) fail('too much context');
    if (Array.isArray(fields) && fields.length > 10) fail('too many fields');
    for (const field of (fields ?? []) as readonly Thing[]) {
      if (String(field.text).length > 2_000) fail('a long field');
    }
  }
  const ids = JSON.stringify(blocks).match(/"action_id":"(call|field)-[^"]+"/g) ?? [];
  if (new Set(ids).size !== ids.length) fail('an action_id twice');
  const names = all.flatMap(({ block_id }) => block_id ?? []);
  if (new Set(names).size !== names.length) fail('a block_id twice');
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
function checkOption({ text, value }: Thing, fail: Fail): void {
  if (String((text as Thing).text).length > 75) fail('a long option');
  if (String(value).length > 150 || value === '') fail('the value of an option');
}

const control = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

function checkThing(value: unknown, fail: Fail): void {
  if (typeof value === 'string' && !value.isWellFormed()) fail('half a character');
  if (typeof value !== 'object' || value === null) return;
  const thing = value as Thing;
  for (const [name, limit] of Object.entries(longest)) {
    const text = thing[name];
    if (typeof text === 'string' && text.length > limit) fail(`${name} is too long`);
  }
  if (thing.type === 'button') {
    if (String((thing.text as Thing).text).length > 75) fail('a long button');
    if (String(thing.value).length > 2_000) fail('a long value');
  }
  if (/_select$/.test(String(thing.type)) || thing.type === 'checkboxes') {
    const options = (thing.options ?? []) as readonly Thing[];
    if (Array.isArray(thing.options) && options.length === 0) fail('no options');
    if (options.length > (thing.type === 'checkboxes' ? 10 : 100)) fail('too many options');
    for (const option of options) checkOption(option, fail);
  }
  if (thing.placeholder && String((thing.placeholder as Thing).text).length > 150) {
    fail('a long placeholder');
  }
  if (thing.type === 'mrkdwn' || thing.type === 'plain_text') checkText(String(thing.text), fail);
  if (thing.type === 'modal') {
    for (const part of ['title', 'submit', 'close']) {
      const text = (thing[part] as Thing | undefined)?.text;
      if (typeof text === 'string' && text.length > 24) fail(`a long ${part}`);
    }
  }
  for (const inner of Object.values(value)) checkThing(inner, fail);
}

/** Links to Slack's own messages, with our words on them. */
const ourLink = /<https:\/\/[a-z0-9-]+\.slack\.com\/archives\/[^\s<>|]+\|from this message>/g;

/** Only our own dates and links stand in angle brackets; `>` alone is our bar before a quote. */
function checkText(text: string, fail: Fail): void {
  if (text === '') fail('an empty text');
  if (control.test(text)) fail('a control character');
  const dates = /<!date\^\d+\^[{}a-z_ ]+\|[\d-]+>/g;
  const rest = text.replace(dates, '').replace(ourLink, '').replace(/^> /gm, '');
  if (/[<>]/.test(rest)) fail(`markup in ${rest.slice(0, 80)}`);
  if (/&(?!(?:amp|lt|gt);)/.test(rest)) fail(`a bare & in ${rest.slice(0, 80)}`);
}
