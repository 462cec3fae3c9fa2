import Daily from '@daily-co/daily-js';
import type { Screen } from '../present/screen.js';
import { TEXTS } from '../texts.js';
import { callersView } from './callers.js';
import { codeView } from './code.js';
import { confirmView, helpView } from './dialogs.js';
import { button, make, type Child } from './elements.js';
import { formView } from './form.js';
import { historyView } from './history.js';
import { joinView } from './join.js';
import { planView } from './plan.js';
import { trackView } from './track.js';

/** The whole page, with panels that draw themselves. Which section stands where is the style sheet's. */
export function pageView(
  screen: Screen,
  panels: readonly Child[],
  eventLog: HTMLElement,
): readonly HTMLElement[] {
  const { callers, form, plan, history, code, copied, join } = screen;
  return [
    headerView(screen),
    make(
      'main',
      {},
      ...(join
        ? [joinView(join)]
        : [
            callersView(callers),
            formView(form),
            trackView(screen),
            planView(plan, form.override),
            ...panels,
            historyView(history, copied),
            codeView(code, copied),
            eventLog,
          ]),
    ),
    make('p', { class: 'unseen', role: 'status' }, copied && TEXTS.copied),
    make('footer', { class: 'note' }, TEXTS.footer(Daily.version())),
    confirmView(screen.confirm),
    helpView(),
  ];
}

function headerView({ mode, notice, theme, canLeave }: Screen): HTMLElement {
  const isLive = mode === 'live';
  return make(
    'header',
    { class: isLive ? 'bar live' : 'bar' },
    make('h1', {}, TEXTS.title),
    make('span', { class: 'badge' }, isLive ? TEXTS.live : TEXTS.simulated),
    make('p', { class: 'notice', role: 'status' }, notice),
    isLive && make('p', { class: 'banner' }, TEXTS.liveBanner),
    canLeave && button(TEXTS.leave, 'leave'),
    isLive
      ? make('a', { href: './' }, TEXTS.goSimulated)
      : make('a', { href: './live.html' }, TEXTS.goLive),
    make(
      'label',
      { class: 'inline' },
      TEXTS.theme,
      make(
        'select',
        { 'data-change': 'theme' },
        ...Object.entries(TEXTS.themes).map(([value, text]) =>
          make('option', { value, selected: value === theme }, text),
        ),
      ),
    ),
    button(TEXTS.help, 'help', { class: 'quiet', 'aria-keyshortcuts': '?' }),
  );
}
