/** The answer to a page of the allowed origin, so that its browser hands it on; without one, the answer as it is. */
export function allow(origin: string | undefined, answer: Response): Response {
  if (origin === undefined) return answer;
  answer.headers.set('Access-Control-Allow-Origin', origin);
  answer.headers.set('Vary', 'Origin');
  return answer;
}

/** The answer to a browser that asks whether a page may ask. */
export function answerPreflight(): Response {
  const headers = {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': '*',
  };
  return new Response(null, { status: 204, headers });
}
