// The official clients of Slack for Node: connects, acknowledges one event and one command, posts an answer, and goes
// when the command says stop. Arguments: base address, app token, bot token.
const { SocketModeClient } = require('@slack/socket-mode');
const { WebClient } = require('@slack/web-api');

const [base, appToken, botToken] = process.argv.slice(2);
const options = { slackApiUrl: base, retryConfig: { retries: 0 } };
const web = new WebClient(botToken, options);
const socket = new SocketModeClient({ appToken, clientOptions: options, logLevel: 'error' });

socket.on('message', async ({ event, body, ack }) => {
  if (event.bot_id) return ack();
  const { messages } = await web.conversations.history({ channel: event.channel, limit: 1 });
  await web.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: `${body.event_id} ${messages[0].text}` });
  await ack();
});
socket.on('slash_commands', async ({ body, ack }) => {
  await ack({ response_type: 'ephemeral', text: `did ${body.text}` });
  if (body.text === 'stop') await socket.disconnect();
});
socket.start().catch((err) => {
  console.error(err);
  process.exit(1);
});
