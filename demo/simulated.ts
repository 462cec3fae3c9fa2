import { offerForm } from './actions/form.js';
import { offerManners } from './actions/manners.js';
import { offerTransfer } from './actions/transfer.js';
import { offerWhatIf } from './actions/what-if.js';
import { offerDevelopers } from './actions/developers.js';
import { Page } from './page.js';
import { DIRECTORY } from './room/directory.js';
import { TEXTS } from './texts.js';

const root = document.querySelector('#page');
if (!(root instanceof HTMLElement)) throw new Error('the page has no #page');

/** `?undo=off` sends at once what was confirmed, for tests that are about something else. */
const hasNoUndo = new URLSearchParams(location.search).get('undo') === 'off';
const page = new Page(root, {
  mode: 'simulated',
  notice: TEXTS.opening,
  directory: DIRECTORY,
  ...(hasNoUndo && { undoSeconds: 0 }),
});
offerForm(page);
offerTransfer(page);
offerDevelopers(page);
offerManners(page);
offerWhatIf(page);
