/** Light, dark, or as the system has it. public/theme.js does the same before the first paint. */

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Follows the system, and what another tab chooses. */
export function startTheme(): void {
  darkSystem.addEventListener('change', applyTheme);
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) applyTheme();
  });
  applyTheme();
}

function applyTheme(): void {
  const theme = chosenTheme();
  const dark = theme === 'dark' || (theme === 'system' && darkSystem.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colour);
}
