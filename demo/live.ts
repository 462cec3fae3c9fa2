import { offerForm } from './actions/form.js';
import { offerJoin } from './actions/join.js';
import { offerManners } from './actions/manners.js';
import { offerTransfer } from './actions/transfer.js';
import { offerDevelopers } from './actions/developers.js';
import { Page } from './page.js';
import { TEXTS } from './texts.js';

const root = document.querySelector('#page');
if (!(root instanceof HTMLElement)) throw new Error('the page has no #page');

const page = new Page(root, { mode: 'live', notice: TEXTS.noRoom, directory: [] });
offerForm(page);
offerTransfer(page);
offerDevelopers(page);
offerManners(page);
offerJoin(page);
