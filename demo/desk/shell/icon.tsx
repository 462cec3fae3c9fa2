/** Drawn on 16 by 16 with a line of 1.5, in the colour of the text beside. */
const PATHS = {
  phone:
    'M3.2 2.5h2.4l1.2 3-1.5 1.1a7.6 7.6 0 0 0 4.1 4.1l1.1-1.5 3 1.2v2.4c0 .6-.5 1-1 1A10.4 10.4 0 0 1 2.2 3.5c0-.5.4-1 1-1Z',
  sip: 'M2.500 7.500v-1c0-3.300 11-3.300 11 0v1h-3v-1.500h-5v1.500ZM4.500 9.500h7l1 4h-9Z',
  room: 'M2.5 4.5a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1Zm8 2.5 3-2v6l-3-2',
  daily:
    'M4.800 12.500a2.800 2.800 0 0 1-.400-5.600 3.800 3.800 0 0 1 7.300-.700 3.200 3.200 0 0 1-.300 6.300Z',
  eye: 'M1.5 8s2.4-4.5 6.5-4.5S14.5 8 14.5 8 12.1 12.5 8 12.5 1.5 8 1.5 8Zm4.6 0a1.9 1.9 0 1 0 3.8 0 1.9 1.9 0 0 0-3.8 0Z',
  hidden:
    'M2 2l12 12M6.3 3.700A7 7 0 0 1 8 3.500c4.1 0 6.5 4.5 6.5 4.500a12 12 0 0 1-1.7 2.200M10.2 12a6.4 6.4 0 0 1-2.2.500C3.9 12.5 1.5 8 1.5 8a12 12 0 0 1 2.6-3',
  keyboard: 'M1.5 4.500h13v7.500h-13ZM4 7h.500M6.5 7h.500M9 7h.500M11.5 7h.500M4.5 9.500h7',
  theme: 'M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12',
  again: 'M13 8a5 5 0 1 1-1.5-3.600M13 2v3h-3',
  pause: 'M5.5 3.500v9M10.5 3.500v9',
  play: 'M5 3l7.5 5L5 13Z',
  step: 'M4 3l6 5-6 5ZM12 3v10',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  check: 'M3 8.500l3.2 3.200L13 5',
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps {
  readonly name: IconName;
}

/** Says nothing by itself: what it means stands beside it, or in a label. */
export function Icon({ name }: IconProps) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
