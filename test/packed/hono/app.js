import { Hono } from 'hono';

export function makeApp(answerWebhook) {
  const app = new Hono();
  app.post('/daily', (context) => answerWebhook(context.req.raw));
  return app;
}
