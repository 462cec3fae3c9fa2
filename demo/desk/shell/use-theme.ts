import { useEffect, useState } from 'react';

const THEMES = ['system', 'light', 'dark'] as const;
const KEY = 'daily-transfer-theme';

type Theme = (typeof THEMES)[number];

/** The theme, and the way to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const change = (): void => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
    setTheme(next);
    remember(next);
  };
  return [theme, change];
}

/** A browser may refuse to remember anything. */
function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it holds until the page is left.
  }
}
