import { answerWebhook } from './answer-webhook.js';
import { makeApp } from './app.js';

const server = makeApp(answerWebhook).listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
