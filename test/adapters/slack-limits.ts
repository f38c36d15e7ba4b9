import type { ApiCall } from './slack-api.ts';

type Thing = Readonly<Record<string, unknown>>;

/** Longest strings by where they stand. https://docs.slack.dev/reference/block-kit */
const longest: Readonly<Record<string, number>> = {
  action_id: 255,
  block_id: 255,
  callback_id: 255,
  private_metadata: 3_000,
  initial_value: 3_000,
};

/** @throws Error naming what Slack would refuse in the call, or what would notify someone. */
export function checkLimits({ method, args }: ApiCall): void {
  const fail = (what: string) => {
    throw new Error(`${method}: ${what}`);
  };
  const isMessage = ['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'respond'].includes(
    method,
  );
  if (isMessage) {
    if (typeof args.text !== 'string' || args.text.trim() === '')
      fail('there is no top-level text');
    if (String(args.text).length > 4_000) fail('its text is too long');
    checkBlocks(args.blocks, 50, fail);
    if (JSON.stringify(args.blocks).length > 13_200) fail('its blocks are too large');
  }
  if (method.startsWith('views.')) checkView(args.view as Thing, fail);
  checkThing(args, fail);
}

function checkView(view: Thing, fail: (what: string) => void): void {
  checkBlocks(view.blocks, 100, fail);
  if (JSON.stringify(view).length > 250_000) fail('the view is too large');
  const hasInput = (view.blocks as readonly Thing[]).some(({ type }) => type === 'input');
  if (view.type === 'modal' && hasInput && !view.submit) fail('an input in a modal without submit');
}

function checkBlocks(blocks: unknown, most: number, fail: (what: string) => void): void {
  if (!Array.isArray(blocks) || blocks.length === 0) fail('there are no blocks');
  const count = (blocks as readonly unknown[]).length;
  if (count > most) fail(`${count} blocks`);
  for (const block of blocks as readonly Thing[]) {
    const { type, elements, fields, text } = block;
    const length = (text as Thing | undefined)?.text;
    if (type === 'section' && typeof length === 'string' && length.length > 3_000)
      fail('a long section');
    if (type === 'header' && String(length).length > 150) fail('a long header');
    if (type === 'actions' && (elements as unknown[]).length > 25) fail('too many buttons');
    if (type === 'context' && (elements as unknown[]).length > 10) fail('too much context');
    if (Array.isArray(fields) && fields.length > 10) fail('too many fields');
    for (const field of (fields ?? []) as readonly Thing[]) {
      if (String(field.text).length > 2_000) fail('a long field');
    }
  }
  const ids = JSON.stringify(blocks).match(/"action_id":"(call|field)-[^"]+"/g) ?? [];
  if (new Set(ids).size !== ids.length) fail('an action_id twice');
}

const control = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

function checkThing(value: unknown, fail: (what: string) => void): void {
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
  if (thing.type === 'mrkdwn' || thing.type === 'plain_text') checkText(String(thing.text), fail);
  if (thing.type === 'modal') {
    for (const part of ['title', 'submit', 'close']) {
      const text = (thing[part] as Thing | undefined)?.text;
      if (typeof text === 'string' && text.length > 24) fail(`a long ${part}`);
    }
  }
  for (const inner of Object.values(value)) checkThing(inner, fail);
}

/** Only our own dates stand in angle brackets; `>` alone is our bar before a quote. */
function checkText(text: string, fail: (what: string) => void): void {
  if (text === '') fail('an empty text');
  if (control.test(text)) fail('a control character');
  const rest = text.replace(/<!date\^\d+\^[{}a-z_ ]+\|[\d-]+>/g, '').replace(/^> /gm, '');
  if (/[<>]/.test(rest)) fail(`markup in ${rest.slice(0, 80)}`);
  if (/&(?!(?:amp|lt|gt);)/.test(rest)) fail(`a bare & in ${rest.slice(0, 80)}`);
}
