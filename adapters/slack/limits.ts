/** How much Slack takes, and how much of it is used. Characters are UTF-16 units. */
export const limits = {
  /** https://docs.slack.dev/reference/block-kit/blocks */
  blocksInMessage: 50,
  /** A modal or a Home. */
  blocksInView: 100,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block; shorter where the file is uploaded. */
  altText: 1_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  header: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-block */
  contextText: 2_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  actions: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  options: 100,
  /** https://docs.slack.dev/reference/views/modal-views */
  modalTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  /** https://docs.slack.dev/reference/block-kit/blocks/input-block */
  inputLabel: 2_000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3_000,
  placeholder: 150,
  /** Recommended for `text`: https://docs.slack.dev/reference/methods/chat.postMessage */
  fallbackText: 4_000,
  /** Blocks of one message as JSON: beyond about 13,200 Slack refuses it with `msg_blocks_too_long`. */
  messageSize: 12_000,
  /** A modal or a Home as JSON: https://docs.slack.dev/reference/methods/views.publish (`view_too_large`, 250 KB). */
  viewSize: 200_000,
  /** A `response_url` takes five: https://docs.slack.dev/interactivity/handling-user-interaction */
  messagesInReply: 4,
} as const;
