import { useEffect, useState } from 'react';

const THEMES = ['system', 'light', 'dark'] as const;
const KEY = 'daily-transfer-theme';

/** The theme, and the way to the next one. */
export function useTheme() {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const change = (): void => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
    setTheme(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // A browser may refuse to remember anything: then it holds until the page is left.
    }
  };
  return [theme, change] as const;
}

function readTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system';
  }
}
