import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';

const asked = new URLSearchParams(location.search);
const root = document.getElementById('app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App url={asked.get('url') ?? ''} token={asked.get('token') ?? ''} />
    </StrictMode>,
  );
}
