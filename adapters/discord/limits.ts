/** How much Discord takes, and how much of it is used. Characters are UTF-16 units. */
export const limits = {
  /** Components V2, nested ones counted: https://docs.discord.com/developers/components/reference */
  components: 40,
  /** All text displays of a message together. */
  messageText: 4_000,
  buttonsInRow: 5,
  buttonLabel: 80,
  customId: 100,
  /** A reply and its follow-ups. */
  messagesInReply: 4,
  /** https://docs.discord.com/developers/components/reference#label */
  modalTitle: 45,
  modalFields: 5,
  inputLabel: 45,
  inputDescription: 100,
  inputText: 4_000,
  selectOptions: 25,
  selectOptionText: 100,
  /** https://docs.discord.com/developers/interactions/application-commands */
  commands: 100,
  commandName: 32,
  commandDescription: 100,
  options: 25,
  optionText: 6_000,
  choices: 25,
  choiceText: 100,
  /** What a picture shows, in words: https://docs.discord.com/developers/components/reference#media-gallery */
  pictureText: 1_024,
  /** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
  threadName: 100,
  appliedTags: 5,
  /** https://docs.discord.com/developers/resources/message#create-message */
  nonce: 25,
} as const;

/** https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const flags = { ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;
