import { createRoot } from 'react-dom/client';
import { LivePage } from './live-page.js';
import { guardLivePage } from './open-live-room.js';

guardLivePage();

const page = document.querySelector('#page');
if (!page) throw new Error('the page has no #page');
createRoot(page).render(<LivePage />);
