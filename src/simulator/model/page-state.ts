/** What the call machine of one page knows by itself, in a room or not. */
export interface PageState {
  /** Set up by the first of `preAuth()`, `startCamera()` and `join()`, until daily-js loads again. */
  readonly isInitialized: boolean;
  /** Under which it joins. */
  readonly sessionId: string;
  /** The room that it joined or asked access to last; it may have left since. */
  readonly room?: string;
  readonly token?: unknown;
  readonly userName: string;
  readonly userData?: unknown;
  readonly audio: boolean;
  readonly video: boolean;
  /** The ids of the devices that were chosen. */
  readonly devices: Readonly<Partial<Record<'camera' | 'mic' | 'speaker', string>>>;
  readonly inputSettings: Readonly<Record<string, unknown>>;
  readonly sendSettings: Readonly<Record<string, unknown>>;
  readonly receiveSettings: Readonly<Record<string, unknown>>;
  readonly langSetting: string;
}

/** A page of which nothing is known yet. */
export const freshPage: PageState = {
  isInitialized: false,
  sessionId: '',
  userName: '',
  audio: true,
  video: true,
  devices: {},
  inputSettings: {},
  sendSettings: {},
  receiveSettings: {},
  langSetting: 'en',
};
