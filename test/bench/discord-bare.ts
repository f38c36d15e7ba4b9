/** A bare discord.js bot: it answers every command with a constant. */
import { Client, GatewayIntentBits, MessageFlags } from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
client.on('interactionCreate', async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.reply({ content: 'A constant.', flags: MessageFlags.Ephemeral });
});
client.once('clientReady', () => console.error(JSON.stringify({ event: 'discord connected' })));
await client.login(process.env.DISCORD_TOKEN);
