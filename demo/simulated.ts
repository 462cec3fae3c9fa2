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

const page = new Page(root, { mode: 'simulated', notice: TEXTS.opening, directory: DIRECTORY });
offerForm(page);
offerTransfer(page);
offerDevelopers(page);
offerManners(page);
offerWhatIf(page);
