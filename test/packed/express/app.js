import express from 'express';
import { toNodeListener } from 'daily-transfer/server';

export function makeApp(answerWebhook) {
  const app = express();
  app.post('/daily', toNodeListener(answerWebhook)); // before express.json()
  app.use(express.json());
  return app;
}
