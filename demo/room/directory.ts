import type { DirectoryEntry } from '../present/screen.js';

/** The targets that this app suggests. Yours come from where your app keeps them. */
export const DIRECTORY: readonly DirectoryEntry[] = [
  { name: 'Billing, our room', target: 'sip:billing@acme.sip.daily.co' },
  { name: 'Returns, our room', target: 'sip:returns@acme.sip.daily.co' },
  { name: 'Queue of the PBX', target: 'sip:queue@pbx.example.com' },
  { name: 'Night desk at the partner', target: 'sip:night@voice.example.org' },
  { name: 'Doctor on call, phone', target: '+14155552671' },
];
