import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';

import { chooseTheme, chosenTheme, type Theme } from '../../components/theme';
import styles from './theme-choice.module.css';

const CHOICES: readonly { theme: Theme; label: string; icon: LucideIcon }[] = [
  { theme: 'system', label: 'System', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
];

export function ThemeChoice() {
  const [chosen, setChosen] = useState(chosenTheme);
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>Appearance</legend>
      <div className={styles.options}>
        {CHOICES.map(({ theme, label, icon: Icon }) => (
          <label key={theme} className={styles.option}>
            <input
              type="radio"
              name="theme"
              className="visually-hidden"
              checked={theme === chosen}
              onChange={() => {
                chooseTheme(theme);
                setChosen(theme);
              }}
            />
            <Icon size={18} aria-hidden />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
