import { createRoot } from 'react-dom/client';
import { guardSimulatedPage } from './simulated/open-simulated-room.js';
import { SimulatedPage } from './simulated/simulated-page.js';

guardSimulatedPage();

const page = document.querySelector('#page');
if (!page) throw new Error('the page has no #page');
createRoot(page).render(<SimulatedPage />);
