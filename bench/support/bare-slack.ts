/** Bare Bolt in Socket Mode: acknowledges `/help`, answers it, and nothing else. */
import { App, LogLevel } from '@slack/bolt';

const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slackApiUrl } = process.env;
const app = new App({
  token,
  appToken,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl },
});
app.command('/help', async ({ ack, respond }) => {
  await ack();
  await respond({ text: 'What you can say' });
});
await app.start();
process.stdout.write(`${JSON.stringify({ event: 'ready' })}\n`);
