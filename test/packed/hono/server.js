import { serve } from '@hono/node-server';
import { answerWebhook } from './answer-webhook.js';
import { makeApp } from './app.js';

const { fetch } = makeApp(answerWebhook);
serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
