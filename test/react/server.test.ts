// @vitest-environment node
import * as dailyReact from '@daily-co/daily-react';
import * as react from 'react';
import { createElement, type FunctionComponent } from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import * as hooks from 'daily-transfer/react';
import { runSample } from '../docs/run-sample.js';

describe('a desk on a server', () => {
  it('is imported and drawn without a window, as Next does', () => {
    expect('window' in globalThis).toBe(false);
    const { Desk } = runSample<{ Desk: FunctionComponent<{ url: string; token: string }> }>(
      'docs/react.md',
      '// desk.tsx\n',
      {
        react,
        'react/jsx-runtime': jsxRuntime,
        '@daily-co/daily-react': dailyReact,
        'daily-transfer/react': hooks,
      },
    );
    const desk = createElement(Desk, { url: 'https://acme.daily.co/support', token: 'a token' });
    expect(renderToString(desk)).toBe('<button disabled="">Join</button><ul></ul>');
  });
});
